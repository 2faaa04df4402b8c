//! What holds of every message that a channel accepts, whatever was sent. Each function panics where it does not.

use patchbay_domain::assistant::StructuredTask;
use patchbay_domain::card_number;
use patchbay_domain::email::EmailDetails;
use patchbay_domain::message::{Attachment, InboundMessage};
use serde_json::Value;

/// The longest texts of a message, in characters, before card numbers in them were replaced.
#[derive(Debug, Clone, Copy)]
pub struct Longest {
    /// `content`.
    pub content: usize,
    /// `sender_identifier`.
    pub sender_identifier: usize,
    /// `external_id`.
    pub external_id: usize,
    /// How many attachments.
    pub attachments: usize,
}

const MAX_SENDER_NAME: usize = 255;
const MAX_REPEAT_KEY: usize = 255;
const MAX_ATTACHMENT_TYPE: usize = 100;
const MAX_ATTACHMENT_NAME: usize = 255;
const MAX_ATTACHMENT_URL: usize = 2048;

/// What stands for a card number may be longer than it was, but not twice as long.
fn assert_at_most(text: &str, longest: usize, what: &str) {
    let length = text.chars().count();
    let is_within = length <= longest || text.contains("card") && length < longest * 2;
    assert!(is_within, "{what} has {length} characters, more than {longest}");
}

/// No card number and no NUL is in any text of the message, and none is longer than it may be.
pub fn hold(message: &InboundMessage, longest: Longest) {
    for (what, text) in texts(message) {
        assert!(!text.contains('\0'), "NUL in {what}: {text:?}");
        assert_no_card(&text, &what);
    }
    assert_at_most(&message.content, longest.content, "content");
    assert_at_most(&message.sender_identifier, longest.sender_identifier, "sender_identifier");
    assert!(!message.sender_identifier.trim().is_empty(), "nobody wrote the message");
    if let Some(external_id) = &message.external_id {
        assert!(!external_id.trim().is_empty(), "external_id is blank");
        assert_at_most(external_id, longest.external_id, "external_id");
    }
    assert_at_most(message.sender_name.as_deref().unwrap_or_default(), MAX_SENDER_NAME, "sender_name");
    assert_at_most(message.repeat_key.as_deref().unwrap_or_default(), MAX_REPEAT_KEY, "repeat_key");
    assert!(message.attachments.len() <= longest.attachments, "{} attachments", message.attachments.len());
    for Attachment { kind, url, name } in &message.attachments {
        assert!(!kind.trim().is_empty(), "an attachment without a type");
        assert_at_most(kind, MAX_ATTACHMENT_TYPE, "an attachment's type");
        assert_at_most(url, MAX_ATTACHMENT_URL, "an attachment's URL");
        assert_at_most(name.as_deref().unwrap_or_default(), MAX_ATTACHMENT_NAME, "an attachment's name");
    }
}

/// Taking card numbers out of the text would change nothing.
pub fn assert_no_card(text: &str, what: &str) {
    assert_eq!(card_number::redact_text(text), text, "a card number is left in {what}");
    assert!(!card_number::contains(text), "a card number is left in {what}: {text:?}");
}

/// Taking card numbers out of the body that is kept would change nothing.
pub fn assert_no_card_in_body(bytes: &[u8]) {
    let redacted = card_number::redact_bytes(bytes);
    assert_eq!(
        String::from_utf8_lossy(&redacted),
        String::from_utf8_lossy(bytes),
        "a card number is left in the body that is kept"
    );
}

/// No text in the JSON, as it reads, has a card number in it.
pub fn assert_no_card_in_json(value: &Value) {
    let mut texts = Texts::default();
    texts.add_json(value);
    for (what, text) in texts.0 {
        assert_no_card(&text, &what);
    }
}

/// Every text of the message, with what it is. A new field has to be put in its place here.
fn texts(message: &InboundMessage) -> Vec<(String, String)> {
    let InboundMessage {
        content,
        message_type: _,
        sender_identifier,
        sender_name,
        external_id,
        attachments,
        metadata,
        structured,
        repeat_key,
        unanswered: _,
        review,
        email,
    } = message;
    let mut texts = Texts::default();
    texts.add("content", [content]);
    texts.add("sender_identifier", [sender_identifier]);
    texts.add("sender_name", sender_name);
    texts.add("external_id", &external_id.as_deref().map(without_twilio_ids));
    texts.add("repeat_key", repeat_key);
    texts.add("review", review);
    for Attachment { kind, url, name } in attachments {
        texts.add("attachment.kind", [kind]);
        texts.add("attachment.url", [&without_twilio_ids(url)]);
        texts.add("attachment.name", name);
    }
    for (name, value) in metadata {
        texts.add("a name in metadata", [name]);
        texts.add_json(value);
    }
    if let Some(StructuredTask { title, description, priority: _, deadline: _ }) = structured {
        texts.add("title", title);
        texts.add("description", description);
    }
    if let Some(details) = email {
        let EmailDetails { subject, message_id, in_reply_to, references, to, is_forwarded: _, quoted } =
            details;
        texts.add("email.subject", subject);
        texts.add("email.message_id", message_id);
        texts.add("email.in_reply_to", in_reply_to);
        texts.add("email.references", references);
        texts.add("email.to", to);
        texts.add("email.quoted", quoted);
    }
    texts.0
}

#[derive(Default)]
struct Texts(Vec<(String, String)>);

impl Texts {
    fn add<'text>(&mut self, what: &str, texts: impl IntoIterator<Item = &'text String>) {
        self.0.extend(texts.into_iter().map(|text| (what.to_owned(), text.clone())));
    }

    fn add_json(&mut self, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) => {}
            // Digits after a decimal point are a measure, not a card number.
            Value::Number(number) if number.is_f64() => {}
            Value::Number(number) => self.0.push(("a number in JSON".to_owned(), number.to_string())),
            Value::String(text) => self.add("a text in JSON", [text]),
            Value::Array(items) => items.iter().for_each(|item| self.add_json(item)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.add("a name in JSON", [name]);
                    self.add_json(value);
                }
            }
        }
    }
}

/// Twilio's ids, alone and in the path of a URL, stay whatever their digits are: what they name could not be found
/// otherwise.
fn without_twilio_ids(text: &str) -> String {
    let (path, rest) = text.split_at(text.find(['?', '#']).unwrap_or(text.len()));
    let is_id = |part: &str| {
        part.len() == 34
            && part.starts_with(|first: char| first.is_ascii_uppercase())
            && part[1..].starts_with(|second: char| second.is_ascii_uppercase())
            && part[2..].bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let parts: Vec<_> = path.split('/').map(|part| if is_id(part) { "id" } else { part }).collect();
    parts.join("/") + rest
}

/// No control character is in any text of a mail; content may have several lines.
pub fn hold_of_mail(message: &InboundMessage) {
    for (what, text) in texts(message) {
        let has_lines = matches!(what.as_str(), "content" | "email.quoted");
        let is_allowed =
            |character: char| !character.is_control() || has_lines && matches!(character, '\n' | '\t');
        assert!(text.chars().all(is_allowed), "a control character in {what}: {text:?}");
    }
    for name in message.attachments.iter().filter_map(|attachment| attachment.name.as_deref()) {
        assert!(
            !name.contains(['/', '\\']) && name != ".." && name != ".",
            "a file name with a folder: {name:?}"
        );
    }
}
