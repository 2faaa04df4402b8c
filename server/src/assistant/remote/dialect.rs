//! What one kind of model server does in its own way.

use http::HeaderMap;
use patchbay_domain::secret::Secret;
use patchbay_domain::turn::{ModelProvider, OutputMode};
use serde_json::Value;

/// What a model is asked.
#[derive(Debug, Clone, Copy)]
pub(in crate::assistant) struct Asking<'a> {
    /// Which one.
    pub(in crate::assistant) model: &'a str,
    /// What it is told of its work.
    pub(in crate::assistant) instructions: &'a str,
    /// The turn.
    pub(in crate::assistant) user: &'a str,
    /// In which form it is to answer.
    pub(in crate::assistant) mode: OutputMode,
}

/// What a model said.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::assistant) struct Said {
    /// The object that it answered with, or why there is none.
    pub(in crate::assistant) form: Result<Value, String>,
    /// The same as it stood there, to be repeated to the model.
    pub(in crate::assistant) raw: String,
    /// Tokens read.
    pub(in crate::assistant) input_tokens: Option<u64>,
    /// Tokens written.
    pub(in crate::assistant) output_tokens: Option<u64>,
}

/// How a kind of server is spoken to.
pub(in crate::assistant) trait Dialect: Send + Sync {
    /// Who runs it.
    fn provider(&self) -> ModelProvider;

    /// The forms of answering there are, the surest first.
    fn modes(&self) -> &'static [OutputMode];

    /// Where under its base it is asked.
    fn path(&self) -> &'static [&'static str];

    /// Puts the key where it belongs.
    fn authorize(&self, headers: &mut HeaderMap, key: Option<&Secret>);

    /// The body of a request.
    fn body(&self, asking: &Asking<'_>) -> Value;

    /// What a 200 says.
    fn read(&self, answer: &Value, mode: OutputMode) -> Said;
}

/// The object in a text that should be one: models put thoughts before it and fences around it.
///
/// # Errors
/// There is none.
pub(in crate::assistant) fn form(text: &str) -> Result<Value, String> {
    let text = text.rsplit_once("</think>").map_or(text, |(_, answer)| answer).trim();
    let fenced = text.strip_prefix("```").and_then(|inside| inside.strip_suffix("```"));
    let text = fenced.map_or(text, |inside| inside.strip_prefix("json").unwrap_or(inside).trim());
    match serde_json::from_str(text).or_else(|_| serde_json::from_str(&with_escapes(text))) {
        Ok(object @ Value::Object(_)) => Ok(object),
        Ok(_) | Err(_) => Err("the answer is not one JSON object".to_owned()),
    }
}

/// The same with the control characters in its strings escaped. JSON wants that, and what holds some models to JSON does not: a
/// reply of two lines has its line break as it is.
fn with_escapes(text: &str) -> String {
    let (mut escaped, mut is_string, mut is_escape) = (String::with_capacity(text.len()), false, false);
    for letter in text.chars() {
        if is_string && letter.is_ascii_control() {
            escaped.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            escaped.push(letter);
        }
        is_string ^= letter == '"' && !is_escape;
        is_escape = is_string && letter == '\\' && !is_escape;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::form;

    #[test]
    fn an_object_is_found_behind_thoughts_and_in_fences() {
        for text in [
            "{\"a\":1}",
            " {\"a\":1}\n",
            "```json\n{\"a\":1}\n```",
            "```\n{\"a\":1}\n```",
            "<think>{hm}</think>\n{\"a\":1}",
        ] {
            assert_eq!(form(text), Ok(json!({ "a": 1 })), "{text}");
        }
        assert_eq!(
            form("{\n\"a\": \"Two\nlines,\ta \\\" and\\n\"\n}"),
            Ok(json!({ "a": "Two\nlines,\ta \" and\n" }))
        );
        for text in ["", "Sure!", "[1]", "{\"a\":", "{\"a\":1} and more", "```json\n{\"a\":1}"] {
            assert!(form(text).is_err(), "{text}");
        }
    }
}
