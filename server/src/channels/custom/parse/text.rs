//! Plain text: the body is the content.

use serde_json::{Map, Value};

use super::Rejection;

/// Bytes as text, without a byte order mark.
pub(super) fn utf8(body: &[u8]) -> Result<&str, Rejection> {
    let text = std::str::from_utf8(body).map_err(|error| {
        Rejection::malformed(format!("the body is not valid UTF-8 at byte {}", error.valid_up_to() + 1))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// `content`, without the line break that senders add at the end.
pub(super) fn fields(body: &[u8]) -> Result<Map<String, Value>, Rejection> {
    let text = utf8(body)?;
    let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
    Ok(Map::from_iter([("content".to_owned(), Value::from(text))]))
}
