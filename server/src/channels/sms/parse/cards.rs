//! Takes card numbers out of a text before anything of it is kept (C33).

use std::borrow::Cow;

use patchbay_domain::card_number;
use patchbay_domain::message::InboundMessage;
use patchbay_domain::text::cut_bytes;
use url::form_urlencoded::Serializer;

use super::Form;
use crate::channels::RawBody;

/// The longest content type that is kept, in bytes.
const MAX_CONTENT_TYPE_BYTES: usize = 255;

/// Takes them out of the message. Identifiers stay apart from each other; an id of Twilio's stays as it is, or the text
/// could not be found at Twilio any more.
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
        repeat_key,
        unanswered: _,
        review: _,
        email: _,
    } = message;
    card_number::redact_in_place(content);
    card_number::redact_members(metadata);
    let external_id = external_id.as_mut().filter(|external_id| !is_sid(external_id));
    for identifier in external_id.into_iter().chain(repeat_key).chain([sender_identifier]) {
        if let Cow::Owned(pseudonym) = card_number::pseudonym(identifier, keyed) {
            *identifier = pseudonym;
        }
    }
    for text in sender_name.iter_mut().chain(attachments.iter_mut().map(|attachment| &mut attachment.kind)) {
        card_number::redact_in_place(text);
    }
    for attachment in attachments {
        attachment.url = without_cards(&attachment.url);
    }
}

/// A media URL without card numbers. Twilio's ids in its path stay whatever their digits are: one in a thousand would
/// pass for a card number, and the media could not be found any more.
fn without_cards(url: &str) -> String {
    let redacted = |text: &str| {
        let bytes = card_number::redact_bytes(text.as_bytes()).into_owned();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let (path, query) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let mut clean = String::with_capacity(url.len());
    let mut between = String::new();
    for part in path.split_inclusive('/') {
        if is_sid(part.trim_end_matches('/')) {
            clean += &redacted(&between);
            between.clear();
            clean += part;
        } else {
            between += part;
        }
    }
    between += query;
    clean + &redacted(&between)
}

/// Two capital letters and 32 hexadecimal digits, in small letters: `MM…`, `ME…`.
fn is_sid(text: &str) -> bool {
    text.len() == 34
        && text.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
        && text.bytes().skip(2).all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The request's body as it is kept: as it came, masked in place where there was a card number, and written anew where
/// one only shows after decoding.
pub(super) fn raw_body(content_type: Option<&str>, raw: &[u8], form: &Form) -> RawBody {
    let content_type = content_type.map(card_number::redact_text);
    let content_type =
        content_type.map(|content_type| cut_bytes(&content_type, MAX_CONTENT_TYPE_BYTES).to_owned());
    let masked = card_number::redact_bytes(raw).into_owned();
    let bytes = if has_card(&Form::read(&masked)) { rewritten(form) } else { masked };
    RawBody { content_type, bytes }
}

fn has_card(form: &Form) -> bool {
    form.pairs().iter().any(|(name, value)| card_number::contains(name) || card_number::contains(value))
}

fn rewritten(form: &Form) -> Vec<u8> {
    let mut serializer = Serializer::new(String::new());
    for (name, value) in form.pairs() {
        serializer.append_pair(&card_number::redact_text(name), &card_number::redact_text(value));
    }
    card_number::redact_bytes(serializer.finish().as_bytes()).into_owned()
}
