//! A request to an e-mail channel becomes a message (002 FR-02, US-08): its body is a whole mail as it was received.
//! Mail is read as it comes: what is wrong with it is made the best of, and what cannot be read is kept and put before
//! the owner. Only what is beyond all use is refused, in `structure`.

pub(super) mod body;
mod cards;
mod charset;
pub(super) mod clean;
mod flowed;
mod forward;
pub(super) mod headers;
mod html;
mod message;
mod raw;
pub(super) mod structure;
mod transfer;

#[cfg(test)]
mod tests;

use hyper::body::Bytes;
use patchbay_domain::email::EmailSettings;

use crate::channels::{Parsed, Rejection};
use structure::Part;

/// The content type of a mail (RFC 2046 section 5.2.1).
const MAIL_TYPE: &str = "message/rfc822";

/// Reads the request, all at once: a large mail takes a while, so not on a thread that others wait for. `keyed` gives
/// the keyed hash, in hex, of a card number that stands in an identifier: two identifiers must not become equal.
///
/// The attachments of the message have `mail:N` for a URL, where N is what [`super::attachments::attachment`] takes.
///
/// # Errors
/// The request is no mail, or one beyond the limits of `structure`.
pub fn parse(
    settings: &EmailSettings,
    content_type: Option<&str>,
    raw: Bytes,
    keyed: &dyn Fn(&str) -> String,
) -> Result<Parsed, Rejection> {
    check_content_type(content_type)?;
    if raw.trim_ascii().is_empty() {
        return Err(Rejection::malformed("the body is empty: post the raw mail as message/rfc822"));
    }
    let mail = Part::read(&raw)?;
    let mut message = message::message(&mail, &raw, settings)?;
    cards::take_out(&mut message, keyed);
    let raw = raw::kept(&raw, &mail, &message, settings, keyed)?;
    Ok(Parsed { message, raw })
}

/// What says that it is something else is something else; anything more is a mail, whatever `curl` calls it.
fn check_content_type(content_type: Option<&str>) -> Result<(), Rejection> {
    let kind =
        content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !matches!(kind.as_str(), "multipart/form-data" | "application/json") {
        return Ok(());
    }
    Err(Rejection::UnsupportedMediaType {
        message: format!("{kind} is not read here: post the raw mail, headers and all, as message/rfc822"),
    })
}
