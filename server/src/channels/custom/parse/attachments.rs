//! What a message points at: references only, never files (C38).

use patchbay_domain::message::Attachment;
use serde_json::{Map, Value};
use url::Url;

use super::fields::{Reader, describe};

const MAX_ATTACHMENTS: usize = 20;
const MAX_URL_BYTES: usize = 2048;
const MAX_TYPE_CHARACTERS: usize = 100;
const MAX_NAME_CHARACTERS: usize = 255;
/// What an attachment is whose sender does not say.
const DEFAULT_TYPE: &str = "file";

/// Reads `attachments`: a list of objects, or of bare URLs. Other members of the objects are left out.
pub(super) fn read(value: Option<Value>, reader: &mut Reader) -> Vec<Attachment> {
    let items = match value {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(items)) => items,
        Some(other) => {
            reader.error("attachments", format!("must be a list, not {}", describe(&other)));
            return Vec::new();
        }
    };
    if items.len() > MAX_ATTACHMENTS {
        reader.error("attachments", format!("must be at most {MAX_ATTACHMENTS}"));
        return Vec::new();
    }
    let attachments = items.into_iter().enumerate().filter_map(|(place, item)| {
        let path = format!("attachments[{place}]");
        match item {
            Value::Object(members) => one(members, &path, reader),
            Value::String(_) => one(Map::from_iter([("url".to_owned(), item)]), &path, reader),
            other => {
                reader.error(&path, format!("must be an object with type and url, not {}", describe(&other)));
                None
            }
        }
    });
    attachments.collect()
}

fn one(mut members: Map<String, Value>, path: &str, reader: &mut Reader) -> Option<Attachment> {
    let kind = reader.short_text(members.remove("type"), &format!("{path}.type"), MAX_TYPE_CHARACTERS);
    let name = reader.short_text(members.remove("name"), &format!("{path}.name"), MAX_NAME_CHARACTERS);
    let path = format!("{path}.url");
    let count = reader.error_count();
    let Some(url) = reader.short_text(members.remove("url"), &path, MAX_URL_BYTES) else {
        if reader.error_count() == count {
            reader.error(&path, "is required");
        }
        return None;
    };
    let is_fetchable = Url::parse(&url)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some());
    if !is_fetchable || url.len() > MAX_URL_BYTES {
        reader.error(&path, format!("must be an http or https URL of at most {MAX_URL_BYTES} bytes"));
        return None;
    }
    Some(Attachment { kind: kind.unwrap_or_else(|| DEFAULT_TYPE.to_owned()), url, name })
}
