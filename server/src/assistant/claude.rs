//! Anthropic's Messages API: the answer is the input of a tool that the model has to call.

use http::{HeaderMap, HeaderValue};
use patchbay_domain::secret::Secret;
use patchbay_domain::turn::{ModelProvider, OutputMode};
use serde_json::{Value, json};

use super::prompt::{ANSWER_NAME, ANSWER_PURPOSE, ANSWER_SCHEMA};
use super::remote::{Asking, Dialect, Said};

/// The version of the API that is spoken.
const API_VERSION: &str = "2023-06-01";

/// The longest answer, in tokens; the API wants one. Twenty tasks and an answer are a third of it.
const MAX_TOKENS: u32 = 8_192;

/// Anthropic's way.
pub(super) struct Claude;

impl Dialect for Claude {
    fn provider(&self) -> ModelProvider {
        ModelProvider::Anthropic
    }

    fn modes(&self) -> &'static [OutputMode] {
        &[OutputMode::ToolCall]
    }

    fn path(&self) -> &'static [&'static str] {
        &["v1", "messages"]
    }

    fn authorize(&self, headers: &mut HeaderMap, key: Option<&Secret>) {
        headers.insert("anthropic-version", HeaderValue::from_static(API_VERSION));
        if let Some(Ok(mut value)) = key.map(|key| HeaderValue::from_str(key.expose())) {
            value.set_sensitive(true);
            headers.insert("x-api-key", value);
        }
    }

    fn body(&self, asking: &Asking<'_>) -> Value {
        json!({
            "model": asking.model,
            "max_tokens": MAX_TOKENS,
            "system": asking.instructions,
            "messages": [{ "role": "user", "content": asking.user }],
            "tools": [{ "name": ANSWER_NAME, "description": ANSWER_PURPOSE, "input_schema": *ANSWER_SCHEMA }],
            "tool_choice": { "type": "tool", "name": ANSWER_NAME },
        })
    }

    fn read(&self, answer: &Value, _: OutputMode) -> Said {
        let mut blocks = answer["content"].as_array().into_iter().flatten();
        let call = blocks.find(|block| block["type"] == "tool_use" && block["name"] == ANSWER_NAME);
        let form = match call {
            _ if answer["stop_reason"] == "max_tokens" => Err("the answer is too long".to_owned()),
            Some(call) if call["input"].is_object() => Ok(call["input"].clone()),
            Some(_) | None => Err("the tool was not called".to_owned()),
        };
        let usage = &answer["usage"];
        // What was read from a cache was read too.
        let read = ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"];
        Said {
            raw: call.map(|call| call["input"].to_string()).unwrap_or_default(),
            form,
            input_tokens: usage["input_tokens"]
                .is_u64()
                .then(|| read.iter().filter_map(|name| usage[*name].as_u64()).sum()),
            output_tokens: usage["output_tokens"].as_u64(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tool_has_to_be_called() {
        let asking = Asking { model: "m", instructions: "Do.", user: "Hi", mode: OutputMode::ToolCall };
        let body = Claude.body(&asking);
        assert_eq!(body["tool_choice"], json!({ "type": "tool", "name": ANSWER_NAME }));
        assert_eq!(body["tools"][0]["input_schema"], *ANSWER_SCHEMA);
        assert_eq!((&body["system"], &body["messages"][0]["role"]), (&json!("Do."), &json!("user")));
    }

    #[test]
    fn an_answer_is_the_input_of_the_call() {
        let call = json!({ "type": "tool_use", "id": "toolu_1", "name": ANSWER_NAME, "input": { "a": 1 } });
        let answer = json!({
            "content": [{ "type": "text", "text": "Well." }, call],
            "stop_reason": "tool_use",
            "usage": { "input_tokens": 7, "cache_read_input_tokens": 2, "output_tokens": 3 },
        });
        let said = Claude.read(&answer, OutputMode::ToolCall);
        assert_eq!((said.form, said.raw.as_str()), (Ok(json!({ "a": 1 })), "{\"a\":1}"));
        assert_eq!((said.input_tokens, said.output_tokens), (Some(9), Some(3)));
        let mut long = answer.clone();
        long["stop_reason"] = json!("max_tokens");
        for answer in [long, json!({}), json!({ "content": [{ "type": "text", "text": "{\"a\":1}" }] })] {
            assert!(Claude.read(&answer, OutputMode::ToolCall).form.is_err(), "{answer}");
        }
    }

    #[test]
    fn the_key_is_a_header_that_does_not_print() {
        let mut headers = HeaderMap::new();
        Claude.authorize(&mut headers, Some(&Secret::new("sk-ant-hunter2")));
        assert_eq!(
            (&headers["x-api-key"], &headers["anthropic-version"]),
            (&"sk-ant-hunter2".parse().unwrap(), &API_VERSION.parse().unwrap())
        );
        assert!(!format!("{headers:?}").contains("hunter2"));
    }
}
