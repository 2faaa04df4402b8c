//! JSON: an object with the fields of A.2.

use serde_json::{Map, Value};

use super::{Rejection, text};

/// The members of the body. serde_json says line and column, and refuses lone surrogates and nesting beyond 128.
pub(super) fn fields(body: &[u8]) -> Result<Map<String, Value>, Rejection> {
    let text = text::utf8(body)?;
    if text.trim().is_empty() {
        return Err(Rejection::field("content", "is required; the body is empty"));
    }
    let found = match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => return Ok(fields),
        Ok(Value::Array(_)) => "a list",
        Ok(Value::String(_)) => "a text",
        Ok(Value::Number(_)) => "a number",
        Ok(Value::Bool(_)) => "true or false",
        Ok(Value::Null) => "null",
        Err(error) => return Err(Rejection::malformed(format!("the body is not valid JSON: {error}"))),
    };
    Err(Rejection::malformed(format!(
        "the body must be a JSON object, like {{\"content\":\"…\"}}, not {found}"
    )))
}
