//! The fields of a message (002 A.2) and their rules, the same for every format. A field that is null, or of spaces
//! only, is one that was not given.

use patchbay_domain::card_number;
use patchbay_domain::message::{InboundMessage, MessageType};
use patchbay_domain::text::shorten;
use serde_json::{Map, Value};

use super::{Rejection, attachments, task};
use crate::channels::FieldError;

/// The fields of A.2 that are texts.
pub(super) const TEXTS: [&str; 9] = [
    "content",
    "senderIdentifier",
    "senderName",
    "messageType",
    "externalMessageId",
    "taskTitle",
    "taskDescription",
    "taskPriority",
    "taskDeadline",
];

const MAX_CONTENT_CHARACTERS: usize = 100_000;
const MAX_NAME_CHARACTERS: usize = 255;
const MAX_METADATA_BYTES: usize = 64 * 1024;
const MAX_EXTRA_BYTES: usize = 16 * 1024;
/// Metadata is wrapped in events, which have to stay readable: parsers stop at 128.
const MAX_METADATA_DEPTH: usize = 32;
/// Who writes through a channel whose messages do not say.
const DEFAULT_SENDER: &str = "default";

/// Makes the message, or says everything that is wrong with it.
pub(super) fn message(
    mut fields: Map<String, Value>,
    idempotency_key: Option<&str>,
) -> Result<InboundMessage, Rejection> {
    if let Some(path) = nul_in_members(&fields, "") {
        return Err(Rejection::field(&safe_path(&path), "must not contain NUL"));
    }
    let mut reader = Reader::default();
    let sender_identifier = reader.identifier(fields.remove("senderIdentifier"), "senderIdentifier");
    let external_id = reader.identifier(fields.remove("externalMessageId"), "externalMessageId");
    let external_id = external_id.or_else(|| idempotency_key.and_then(|key| reader.idempotency_key(key)));
    let sender_name = reader.short_text(fields.remove("senderName"), "senderName", MAX_NAME_CHARACTERS);
    let given_type = reader.message_type(fields.remove("messageType"));
    let attachments = attachments::read(fields.remove("attachments"), &mut reader);
    let structured = task::read(&mut fields, &mut reader);
    let title = structured.as_ref().and_then(|task| task.title.clone());
    let content = reader.content(fields.remove("content"), title);
    let metadata = reader.metadata(fields.remove("metadata"), fields);
    if !reader.errors.is_empty() {
        return Err(Rejection::fields(reader.errors));
    }
    let default_type = if structured.is_some() { MessageType::Structured } else { MessageType::Text };
    Ok(InboundMessage {
        content,
        message_type: given_type.unwrap_or(default_type),
        sender_identifier: sender_identifier.unwrap_or_else(|| DEFAULT_SENDER.to_owned()),
        sender_name,
        external_id,
        attachments,
        metadata,
        structured,
        repeat_key: None,
        unanswered: None,
        review: None,
        email: None,
    })
}

/// Reads values and gathers what is wrong with them, so that the sender hears of all of it at once.
#[derive(Default)]
pub(super) struct Reader {
    errors: Vec<FieldError>,
}

impl Reader {
    pub(super) fn error(&mut self, path: &str, message: impl Into<String>) {
        self.errors.push(FieldError::new(path, message));
    }

    pub(super) fn error_count(&self) -> usize {
        self.errors.len()
    }

    /// A text without the spaces around it; nothing where it is null, empty or wrong.
    pub(super) fn short_text(&mut self, value: Option<Value>, path: &str, longest: usize) -> Option<String> {
        let text = match value? {
            Value::Null => return None,
            Value::String(text) => text,
            other => {
                self.error(path, format!("must be a text, not {}", describe(&other)));
                return None;
            }
        };
        let trimmed = text.trim();
        if trimmed.chars().count() > longest {
            self.error(path, format!("must be at most {longest} characters long"));
            return None;
        }
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// A text, or an integer as text. Other numbers are not exact, so two of them could become one.
    fn identifier(&mut self, value: Option<Value>, path: &str) -> Option<String> {
        let value = match value {
            Some(Value::Number(number)) if !number.is_f64() => Some(Value::String(number.to_string())),
            other => other,
        };
        self.short_text(value, path, MAX_NAME_CHARACTERS)
    }

    fn content(&mut self, value: Option<Value>, title: Option<String>) -> String {
        let text = match value {
            Some(Value::String(text)) if !text.trim().is_empty() => text,
            None | Some(Value::Null | Value::String(_)) => {
                // A wrong title was named already; content is not what is missing then.
                let is_title_wrong = self.errors.iter().any(|error| error.path == "taskTitle");
                return title.unwrap_or_else(|| {
                    if !is_title_wrong {
                        self.error("content", "is required");
                    }
                    String::new()
                });
            }
            Some(other) => {
                self.error("content", format!("must be a text, not {}", describe(&other)));
                return String::new();
            }
        };
        if text.chars().count() > MAX_CONTENT_CHARACTERS {
            self.error("content", format!("must be at most {MAX_CONTENT_CHARACTERS} characters long"));
        }
        text
    }

    fn message_type(&mut self, value: Option<Value>) -> Option<MessageType> {
        let text = self.short_text(value, "messageType", MAX_NAME_CHARACTERS)?;
        match text.to_ascii_lowercase().as_str() {
            "text" => Some(MessageType::Text),
            "image" => Some(MessageType::Image),
            "audio" => Some(MessageType::Audio),
            "file" => Some(MessageType::File),
            "structured" => Some(MessageType::Structured),
            _ => {
                self.error("messageType", "must be text, image, audio, file or structured");
                None
            }
        }
    }

    /// The `metadata` given, and beside it what A.2 does not name, unless that is large: some send their whole
    /// record along. The raw body has it in any case.
    fn metadata(&mut self, value: Option<Value>, extra: Map<String, Value>) -> Map<String, Value> {
        let mut metadata = match value {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(metadata)) => metadata,
            // What a form has whose sender knows no empty object.
            Some(Value::String(text)) if text.trim().is_empty() => Map::new(),
            Some(other) => {
                self.error("metadata", format!("must be an object, not {}", describe(&other)));
                return Map::new();
            }
        };
        if !is_within(&metadata, MAX_METADATA_BYTES) {
            let limits =
                format!("{MAX_METADATA_BYTES} bytes of JSON, nested at most {MAX_METADATA_DEPTH} deep");
            self.error("metadata", format!("must be at most {limits}"));
        }
        if is_within(&extra, MAX_EXTRA_BYTES) {
            for (name, value) in extra {
                metadata.entry(name).or_insert(value);
            }
        }
        metadata
    }

    /// The header's value, quoted as the draft has it or bare as most send it.
    fn idempotency_key(&mut self, key: &str) -> Option<String> {
        let key = key.trim();
        let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        let key =
            quoted.map_or_else(|| key.to_owned(), |key| key.replace("\\\"", "\"").replace("\\\\", "\\"));
        self.short_text(Some(Value::String(key)), "Idempotency-Key", MAX_NAME_CHARACTERS)
    }
}

/// What a value is, for whoever sent another kind.
pub(super) const fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn is_within(members: &Map<String, Value>, longest: usize) -> bool {
    let is_shallow = members.values().all(|value| depth(value) < MAX_METADATA_DEPTH);
    is_shallow && serde_json::to_string(members).is_ok_and(|text| text.len() <= longest)
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// Where there is a NUL. PostgreSQL cannot keep one, so neither database does.
fn nul_in(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(|| path.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(place, item)| nul_in(item, &format!("{path}[{place}]")))
        }
        Value::Object(members) => nul_in_members(members, path),
        _ => None,
    }
}

fn nul_in_members(members: &Map<String, Value>, path: &str) -> Option<String> {
    members.iter().find_map(|(name, value)| {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        if name.contains('\0') { Some(path) } else { nul_in(value, &path) }
    })
}

/// A path that may hold names of the sender's own: short, and without what must not be repeated.
fn safe_path(path: &str) -> String {
    shorten(&card_number::redact_text(path).replace('\0', "\u{fffd}"), 200)
}
