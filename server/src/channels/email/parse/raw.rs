//! What the vault keeps of a mail: its bytes as they came. A mail with card numbers in it is kept without them, written
//! anew where an encoding hides them: its known header fields, its text, its attachments in the same order.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue, Headers};
use lettre::message::{Attachment, Body, MultiPart, SinglePart};
use patchbay_domain::card_number;
use patchbay_domain::email::EmailSettings;
use patchbay_domain::message::InboundMessage;
use patchbay_domain::text::cut_bytes;

use super::structure::Part;
use super::{MAIL_TYPE, body, cards, clean, forward, html};
use crate::channels::email::attachments;
use crate::channels::{RawBody, Rejection};

/// The header fields that are written anew, all the others are left out. The identifiers among them come first.
const IDENTIFIERS: [&str; 3] = ["Message-ID", "In-Reply-To", "References"];
const PEOPLE: [&str; 5] = ["From", "Sender", "Reply-To", "To", "Cc"];
/// Whether the mail is automatic is told by the last of them.
const TEXTS: [&str; 6] = ["Date", "Subject", "Return-Path", "Auto-Submitted", "Precedence", "List-Id"];
const MAX_PEOPLE: usize = 50;
const MAX_IDS: usize = 50;
/// What fits an encoded word of 75 characters.
const MAX_WORD_BYTES: usize = 45;

/// The mail for the vault. `message` is what became of it, card numbers already gone.
///
/// # Errors
/// A mail in it is beyond the limits.
pub(super) fn kept(
    raw: &[u8],
    mail: &Part<'_>,
    message: &InboundMessage,
    settings: &EmailSettings,
    keyed: &dyn Fn(&str) -> String,
) -> Result<RawBody, Rejection> {
    let redacted = cards::redacted(raw, mail);
    let is_enough = match &redacted {
        Cow::Borrowed(_) => !cards::are_in(mail, 0)?,
        Cow::Owned(redacted) => {
            let again = Part::read(redacted)?;
            !cards::are_in(&again, 0)? && is_same(message, &again, redacted, settings, keyed)?
        }
    };
    let bytes = if is_enough { redacted.into_owned() } else { written_anew(mail, keyed, 0)? };
    Ok(RawBody { content_type: Some(MAIL_TYPE.to_owned()), bytes })
}

/// Whether the mail says the same with the card numbers taken out of its bytes: that may have broken it.
fn is_same(
    message: &InboundMessage,
    mail: &Part<'_>,
    raw: &[u8],
    settings: &EmailSettings,
    keyed: &dyn Fn(&str) -> String,
) -> Result<bool, Rejection> {
    let mut again = super::message::message(mail, raw, settings)?;
    cards::take_out(&mut again, keyed);
    // Where the sender gave no id, it is the hash of other bytes now.
    if again.email.as_ref().is_some_and(|email| email.message_id.is_none()) {
        again.external_id.clone_from(&message.external_id);
    }
    Ok(again == *message)
}

fn written_anew(mail: &Part<'_>, keyed: &dyn Fn(&str) -> String, depth: usize) -> Result<Vec<u8>, Rejection> {
    let mut text = body::text(mail);
    card_number::redact_in_place(&mut text);
    // No line of base64 begins with a dash, so the boundary stands in no part.
    let mut parts = MultiPart::mixed()
        .boundary(format!("--patchbay-{}", "x".repeat(depth + 1)))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(in_base64(text.into_bytes())));
    for part in attachments::listed(mail) {
        parts = parts.singlepart(attachment(part, keyed, depth)?);
    }
    let mut bytes = header_fields(mail, keyed).to_string().into_bytes();
    bytes.extend_from_slice(b"MIME-Version: 1.0\r\n");
    bytes.extend(parts.formatted());
    Ok(bytes)
}

fn in_base64(bytes: Vec<u8>) -> Body {
    Body::new_with_encoding(bytes, ContentTransferEncoding::Base64).unwrap_or_else(Body::new)
}

fn attachment(
    part: &Part<'_>,
    keyed: &dyn Fn(&str) -> String,
    depth: usize,
) -> Result<SinglePart, Rejection> {
    let mut kind = attachments::kind(part);
    card_number::redact_in_place(&mut kind);
    let mut bytes = part.bytes();
    if part.is_mail() {
        let inner = forward::read(&bytes, depth + 1)?;
        if cards::are_in(&inner, depth + 1)? || matches!(cards::redacted(&bytes, &inner), Cow::Owned(_)) {
            bytes = Cow::Owned(written_anew(&inner, keyed, depth + 1)?);
        }
    } else if part.is_text() && cards::are_in_text(part) {
        bytes = Cow::Owned(text_without(part).into_bytes());
        kind.push_str("; charset=utf-8");
    } else if let Some(charset) = part.parameter("charset").and_then(|charset| clean::id(charset, 40)) {
        let with_charset = format!("{kind}; charset=\"{charset}\"");
        kind = if charset.contains(['"', '\\', ';']) { kind } else { with_charset };
    }
    let kind = ContentType::parse(&kind).or_else(|_| ContentType::parse("application/octet-stream"));
    let kind = kind.unwrap_or(ContentType::TEXT_PLAIN);
    let mut name = attachments::name(part).unwrap_or_default();
    card_number::redact_in_place(&mut name);
    let body = in_base64(bytes.into_owned());
    Ok(Attachment::new(name).body(body, kind))
}

/// The text without card numbers; where they can only be seen in what the text shows, that.
fn text_without(part: &Part<'_>) -> String {
    let text = card_number::redact_text(&part.text()).into_owned();
    let shown = if part.kind() == "text/html" { html::to_text(&text) } else { text.clone() };
    if part.parameter("format").is_some() || card_number::contains(&clean::lines(&shown)) {
        return card_number::redact_text(&body::part_text(part)).into_owned();
    }
    text
}

fn header_fields(mail: &Part<'_>, keyed: &dyn Fn(&str) -> String) -> Headers {
    let mut fields = Headers::new();
    let mut set = |name: &'static str, value: String| {
        if !value.is_empty() {
            fields.insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        }
    };
    for name in PEOPLE {
        let people = mail.headers.people(name).into_iter().take(MAX_PEOPLE).filter_map(|person| {
            let name = person.name.and_then(|name| clean::one_line(&name, 100));
            let name = name.map(|name| display_name(&card_number::redact_text(&name)));
            let address = person.address.and_then(|address| clean::id(&address, 254));
            let address = address.map(|address| cards::identifier_without(&address, keyed));
            match (name, address) {
                (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
                (Some(name), None) => Some(name),
                (None, address) => address,
            }
        });
        set(name, people.collect::<Vec<_>>().join(", "));
    }
    for name in TEXTS {
        let text = mail.headers.text(name).and_then(|text| clean::one_line(&text, 998)).unwrap_or_default();
        set(name, without_words(&card_number::redact_text(&text)));
    }
    for name in IDENTIFIERS {
        let ids = mail.headers.ids(name).into_iter().filter_map(|id| clean::id(&id, 255));
        let ids: Vec<String> = ids.map(|id| format!("<{}>", cards::identifier_without(&id, keyed))).collect();
        set(name, ids[ids.len().saturating_sub(MAX_IDS)..].join(" "));
    }
    fields
}

/// The name in quotes, or in encoded words (RFC 2047) where it is not ASCII.
fn display_name(name: &str) -> String {
    if name.is_ascii() {
        return format!("\"{}\"", without_words(name).replace(['"', '\\'], "'"));
    }
    let mut words = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let word = cut_bytes(rest, MAX_WORD_BYTES);
        rest = &rest[word.len()..];
        words.push(format!("=?utf-8?b?{}?=", STANDARD.encode(word)));
    }
    words.join(" ")
}

/// What reads as an encoded word once more, after decoding, is none: it could hide anything.
fn without_words(text: &str) -> String {
    text.replace("=?", "= ?")
}
