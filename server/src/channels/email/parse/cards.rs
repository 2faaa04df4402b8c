//! Card numbers in a mail, which hides them well: behind encodings, in attached tables, across folded lines (C33).

use std::borrow::Cow;
use std::ops::Range;

use patchbay_domain::card_number;
use patchbay_domain::email::EmailDetails;
use patchbay_domain::message::{Attachment, InboundMessage};

use super::structure::{Body, Part};
use super::{body, forward};
use crate::channels::Rejection;

/// Takes them out of the message.
pub(super) fn take_out(message: &mut InboundMessage, keyed: &dyn Fn(&str) -> String) {
    let InboundMessage {
        content,
        message_type: _,
        sender_identifier,
        sender_name,
        external_id,
        attachments,
        metadata,
        structured: _,
        repeat_key: _,
        unanswered: _,
        review: _,
        email,
    } = message;
    card_number::redact_in_place(content);
    card_number::redact_members(metadata);
    let mut identifiers: Vec<&mut String> = external_id.iter_mut().chain([sender_identifier]).collect();
    let mut texts: Vec<&mut String> = sender_name.iter_mut().collect();
    for Attachment { kind, url: _, name } in attachments {
        texts.extend(name.iter_mut().chain([kind]));
    }
    if let Some(EmailDetails {
        subject,
        message_id,
        in_reply_to,
        references,
        to,
        is_forwarded: _,
        is_authenticated: _,
        quoted,
    }) = email
    {
        texts.extend(subject.iter_mut().chain(quoted));
        identifiers.extend(message_id.iter_mut().chain(in_reply_to).chain(references).chain(to));
    }
    for text in texts {
        card_number::redact_in_place(text);
    }
    for identifier in identifiers {
        *identifier = identifier_without(identifier, keyed);
    }
}

/// The identifier with pseudonyms in place of card numbers.
pub(super) fn identifier_without(identifier: &str, keyed: &dyn Fn(&str) -> String) -> String {
    card_number::pseudonym(identifier, keyed).into_owned()
}

/// Whether a card number is anywhere in the mail as its reader sees it: in headers, names of files, texts, text files
/// and mails in it. Other files are not looked into.
///
/// # Errors
/// A mail in it is beyond the limits.
pub(super) fn are_in(mail: &Part<'_>, depth: usize) -> Result<bool, Rejection> {
    Ok(are_in_parts(mail, depth)? || card_number::contains(&body::text(mail)))
}

fn are_in_parts(part: &Part<'_>, depth: usize) -> Result<bool, Rejection> {
    let are_in_headers = part.headers.texts().any(|text| card_number::contains(&text));
    if are_in_headers || part.file_name().is_some_and(|name| card_number::contains(&name)) {
        return Ok(true);
    }
    match &part.body {
        Body::Multipart(parts) => {
            for inner in parts {
                if are_in_parts(inner, depth)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Body::Leaf(_) if part.is_mail() => are_in(&forward::read(&part.bytes(), depth + 1)?, depth + 1),
        Body::Leaf(_) if part.is_text() => Ok(are_in_text(part)),
        Body::Leaf(_) => Ok(false),
    }
}

/// Whether they are in the text as it is written, or as it is shown.
pub(super) fn are_in_text(part: &Part<'_>) -> bool {
    let text = part.text();
    if card_number::contains(&text) {
        return true;
    }
    let is_shown_otherwise = part.kind() != "text/plain" && text.contains('<')
        || part.parameter("format").is_some()
        || text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t'));
    is_shown_otherwise && card_number::contains(&body::part_text(part))
}

/// The raw mail without the card numbers that stand in it openly; files that are no text stay as they are.
pub(super) fn redacted<'raw>(raw: &'raw [u8], mail: &Part<'_>) -> Cow<'raw, [u8]> {
    let mut left_alone = Vec::new();
    files(mail, &mut left_alone);
    let mut redacted = Vec::new();
    let mut is_changed = false;
    let mut at = 0;
    for file in left_alone {
        let Some(range) = place(raw, file).filter(|range| range.start >= at) else { continue };
        let before = card_number::redact_bytes(&raw[at..range.start]);
        is_changed |= matches!(before, Cow::Owned(_));
        redacted.extend_from_slice(&before);
        redacted.extend_from_slice(file);
        at = range.end;
    }
    let rest = card_number::redact_bytes(&raw[at..]);
    is_changed |= matches!(rest, Cow::Owned(_));
    if !is_changed {
        return Cow::Borrowed(raw);
    }
    redacted.extend_from_slice(&rest);
    Cow::Owned(redacted)
}

/// Where in the mail the part's bytes are: it is a slice of it.
fn place(raw: &[u8], part: &[u8]) -> Option<Range<usize>> {
    let start = part.as_ptr().addr().checked_sub(raw.as_ptr().addr())?;
    let range = start..start.checked_add(part.len())?;
    (!range.is_empty() && range.end <= raw.len()).then_some(range)
}

/// The bodies that are read in another way than byte by byte, or not at all.
fn files<'mail>(part: &Part<'mail>, found: &mut Vec<&'mail [u8]>) {
    match &part.body {
        Body::Multipart(parts) => parts.iter().for_each(|inner| files(inner, found)),
        Body::Leaf(bytes) => {
            let is_base64 = part
                .headers
                .text("Content-Transfer-Encoding")
                .is_some_and(|encoding| encoding.trim().eq_ignore_ascii_case("base64"));
            if is_base64 || !part.is_text() && !part.is_mail() {
                found.push(bytes);
            }
        }
    }
}
