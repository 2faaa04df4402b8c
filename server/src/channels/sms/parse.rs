//! Twilio's form becomes a message (002 FR-02). New parameters appear without notice: what is not known is accepted, and
//! is in the raw body.

mod cards;
mod media;

#[cfg(test)]
mod tests;

use hyper::body::Bytes;
use patchbay_domain::message::{InboundMessage, MessageType};
use patchbay_domain::text::shorten;
use serde_json::{Map, Value};

use super::form::{self, Form};
use super::keywords;
use crate::channels::{FieldError, Parsed, Rejection};

const MAX_IDENTIFIER_CHARACTERS: usize = 64;
const MAX_NAME_CHARACTERS: usize = 255;
const MAX_BODY_CHARACTERS: usize = 100_000;
const MAX_REPEAT_KEY_BYTES: usize = 255;
const MAX_METADATA_CHARACTERS: usize = 100;

/// What is kept of the rest, and what it is called in `metadata`.
const METADATA: [(&str, &str); 4] =
    [("To", "to"), ("FromCity", "fromCity"), ("FromState", "fromState"), ("FromCountry", "fromCountry")];

/// Reads the form of a text. `idempotency_token` is the header `I-Twilio-Idempotency-Token`: the message's repeat key.
/// `keyed` gives the keyed hash, in hex, of a card number that stands in an identifier: two identifiers must not become
/// equal.
///
/// `metadata` has `to`, `fromCity`, `fromState`, `fromCountry`, `numSegments` and, of STOP and its like, `keyword`.
///
/// # Errors
/// It is no form of a text: of another content type, without what every text has, a status callback, or with a NUL.
pub fn parse(
    content_type: Option<&str>,
    idempotency_token: Option<&str>,
    raw: &Bytes,
    keyed: &dyn Fn(&str) -> String,
) -> Result<Parsed, Rejection> {
    if !form::is_form(content_type) {
        let message = "this address takes Twilio's texts, as application/x-www-form-urlencoded".to_owned();
        return Err(Rejection::UnsupportedMediaType { message });
    }
    let form = Form::read(raw);
    if is_status_callback(&form) {
        return Err(Rejection::malformed(
            "this address takes incoming messages, and this is a status callback: at Twilio, set it as the number's \
             or service's webhook for incoming messages only, and leave the status callback URL empty",
        ));
    }
    let mut message = message(&form)?;
    message.repeat_key = idempotency_token.and_then(repeat_key);
    cards::take_out(&mut message, keyed);
    Ok(Parsed { message, raw: cards::raw_body(content_type, raw, &form) })
}

/// What became of a text that was sent, not a text that came in.
fn is_status_callback(form: &Form) -> bool {
    let is_received =
        form.get("SmsStatus").is_some_and(|status| status.trim().eq_ignore_ascii_case("received"));
    form.get("MessageStatus").is_some() && form.get("Body").is_none() && !is_received
}

fn message(form: &Form) -> Result<InboundMessage, Rejection> {
    let mut reader = Reader { form, errors: Vec::new() };
    let external_id = reader.required("MessageSid");
    let sender_identifier = reader.required("From");
    // Needed although they are not kept as such: without them it is not Twilio's.
    reader.required("To");
    reader.required("AccountSid");
    let content = reader.text("Body").unwrap_or_default().to_owned();
    let attachments = media::read(&mut reader);
    let opt_out_type = reader.text("OptOutType");
    let sender_name = reader.text("ProfileName").map(str::trim).filter(|name| !name.is_empty());
    let sender_name = sender_name.map(|name| shorten(name, MAX_NAME_CHARACTERS));
    let mut metadata = metadata(&mut reader);
    let keyword = keywords::keyword(&content, opt_out_type);
    let is_blank = content.trim().is_empty();
    if content.chars().count() > MAX_BODY_CHARACTERS {
        reader.error("Body", format!("must be at most {MAX_BODY_CHARACTERS} characters long"));
    } else if is_blank && attachments.is_empty() && keyword.is_none() && !reader.is_wrong("Body") {
        reader.error("Body", "is required where there is no media");
    }
    if !reader.errors.is_empty() {
        return Err(Rejection::fields(reader.errors));
    }
    let message_type = match attachments.first() {
        Some(first) if is_blank => media::message_type(first),
        _ => MessageType::Text,
    };
    if let Some((_, word)) = &keyword {
        metadata.insert("keyword".to_owned(), Value::from(word.as_str()));
    }
    Ok(InboundMessage {
        content,
        message_type,
        sender_identifier,
        sender_name,
        external_id: Some(external_id),
        attachments,
        metadata,
        structured: None,
        repeat_key: None,
        unanswered: keyword.map(|(meaning, _)| meaning),
        review: None,
        email: None,
    })
}

fn metadata(reader: &mut Reader<'_>) -> Map<String, Value> {
    let mut metadata = Map::new();
    for (parameter, name) in METADATA {
        let text = reader.text(parameter).map(str::trim).filter(|text| !text.is_empty());
        if let Some(text) = text {
            metadata.insert(name.to_owned(), Value::from(shorten(text, MAX_METADATA_CHARACTERS)));
        }
    }
    let segments = reader.text("NumSegments").and_then(|text| text.trim().parse::<u32>().ok());
    if let Some(segments) = segments {
        metadata.insert("numSegments".to_owned(), Value::from(segments));
    }
    metadata
}

/// The header's value, where it is one that can be kept.
fn repeat_key(token: &str) -> Option<String> {
    let token = token.trim();
    let is_kept = (1..=MAX_REPEAT_KEY_BYTES).contains(&token.len())
        && token.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    is_kept.then(|| token.to_owned())
}

/// Reads parameters and gathers what is wrong with them, so that all of it is said at once.
struct Reader<'a> {
    form: &'a Form,
    errors: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    fn error(&mut self, name: &str, message: impl Into<String>) {
        self.errors.push(FieldError::new(name, message));
    }

    /// A parameter without NUL: PostgreSQL cannot keep one, so neither database does.
    fn text(&mut self, name: &str) -> Option<&'a str> {
        let text = self.form.get(name)?;
        if !text.contains('\0') {
            return Some(text);
        }
        if !self.is_wrong(name) {
            self.error(name, "must not contain NUL");
        }
        None
    }

    /// Whether something is known to be wrong with a parameter.
    fn is_wrong(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.path == name)
    }

    /// A short parameter that every text has; empty where it is wrong.
    fn required(&mut self, name: &str) -> String {
        let count = self.errors.len();
        let text = self.text(name).map(str::trim).unwrap_or_default();
        if text.chars().count() > MAX_IDENTIFIER_CHARACTERS {
            self.error(name, format!("must be at most {MAX_IDENTIFIER_CHARACTERS} characters long"));
        } else if text.is_empty() && self.errors.len() == count {
            self.error(name, "is required");
        }
        text.to_owned()
    }
}
