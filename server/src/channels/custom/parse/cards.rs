//! Takes card numbers out of a message before anything of it is kept (C33).

use std::borrow::Cow;

use patchbay_domain::assistant::StructuredTask;
use patchbay_domain::card_number;
use patchbay_domain::message::{Attachment, InboundMessage};
use serde_json::{Map, Value, json};

/// Takes them out; says whether there were any.
pub(super) fn take_out(message: &mut InboundMessage, keyed: &dyn Fn(&str) -> String) -> bool {
    let InboundMessage {
        content,
        message_type: _,
        sender_identifier,
        sender_name,
        external_id,
        attachments,
        metadata,
        structured,
        repeat_key: _,
        unanswered: _,
        review: _,
        email: _,
    } = message;
    let mut found = card_number::redact_in_place(content);
    found |= card_number::redact_members(metadata);
    for identifier in external_id.iter_mut().chain([sender_identifier]) {
        if let Cow::Owned(pseudonym) = card_number::pseudonym(identifier, keyed) {
            *identifier = pseudonym;
            found = true;
        }
    }
    for Attachment { kind, url, name } in attachments {
        for text in name.iter_mut().chain([kind]) {
            found |= card_number::redact_in_place(text);
        }
        found |= take_out_of_url(url);
    }
    let task =
        structured.iter_mut().flat_map(|StructuredTask { title, description, .. }| [title, description]);
    for text in task.flatten().chain(sender_name) {
        found |= card_number::redact_in_place(text);
    }
    found
}

/// A URL's query is encoded as forms are.
fn take_out_of_url(url: &mut String) -> bool {
    let Cow::Owned(redacted) = card_number::redact_bytes(url.as_bytes()) else { return false };
    *url = String::from_utf8_lossy(&redacted).into_owned();
    true
}

/// The message as the JSON of A.2: what is kept in place of a body that had card numbers in it.
pub(super) fn rewritten(message: &InboundMessage) -> Vec<u8> {
    let structured = message.structured.clone().unwrap_or_default();
    let fields = [
        ("content", json!(message.content)),
        ("senderIdentifier", json!(message.sender_identifier)),
        ("senderName", json!(message.sender_name)),
        ("messageType", json!(message.message_type)),
        ("externalMessageId", json!(message.external_id)),
        ("attachments", json!(message.attachments)),
        ("metadata", json!(message.metadata)),
        ("taskTitle", json!(structured.title)),
        ("taskDescription", json!(structured.description)),
        ("taskPriority", json!(structured.priority)),
        ("taskDeadline", json!(structured.deadline)),
    ];
    let given = fields.into_iter().filter(|(_, value)| !value.is_null());
    let object: Map<String, Value> = given.map(|(name, value)| (name.to_owned(), value)).collect();
    Value::Object(object).to_string().into_bytes()
}
