//! What of an attached mail is read.

use super::structure::{MAX_DEPTH, Part};
use super::{body, clean};
use crate::channels::Rejection;

const MAX_SUBJECT_CHARACTERS: usize = 998;

/// The attached mails as text, each under a line that says whose it is; nothing where there are none.
///
/// # Errors
/// A mail in it is beyond the limits.
pub(super) fn attached_mails(mail: &Part<'_>, depth: usize) -> Result<Option<String>, Rejection> {
    let mut texts = Vec::new();
    for part in body::attached(mail).into_iter().filter(|part| part.is_mail()) {
        let bytes = part.bytes();
        let inner = read(&bytes, depth + 1)?;
        let person = inner.headers.people("From").into_iter().next().unwrap_or_default();
        let name = person.name.and_then(|name| clean::one_line(&name, 100));
        let address = person.address.and_then(|address| clean::one_line(&address, 254));
        let from = match (name, address) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => "unknown sender".to_owned(),
        };
        let subject = inner
            .headers
            .text("Subject")
            .and_then(|subject| clean::one_line(&subject, MAX_SUBJECT_CHARACTERS));
        let subject = subject.unwrap_or_else(|| "(no subject)".to_owned());
        let mut text = format!("Forwarded from {from}: {subject}\n\n{}", body::text(&inner).trim_end());
        if let Some(deeper) = attached_mails(&inner, depth + 1)? {
            text = format!("{}\n\n{deeper}", text.trim_end());
        }
        texts.push(text.trim_end().to_owned());
    }
    Ok((!texts.is_empty()).then(|| texts.join("\n\n")))
}

/// Reads a mail in a mail.
///
/// # Errors
/// It is beyond the limits.
pub(super) fn read(bytes: &[u8], depth: usize) -> Result<Part<'_>, Rejection> {
    if depth > MAX_DEPTH {
        return Err(Rejection::malformed(format!("the mail has mails in mails more than {MAX_DEPTH} deep")));
    }
    Part::read(bytes)
}
