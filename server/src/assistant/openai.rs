//! Servers that speak as OpenAI's Chat Completions do: hosted ones, Ollama, vLLM, llama.cpp. They differ in what they
//! support and in what they leave out of an answer, so what is not needed is not asked for and not looked at.

use http::{HeaderMap, HeaderValue, header};
use patchbay_domain::secret::Secret;
use patchbay_domain::turn::{ModelProvider, OutputMode};
use serde_json::{Value, json};

use super::prompt::{ANSWER_NAME, ANSWER_PURPOSE, ANSWER_SCHEMA};
use super::remote::{Asking, Dialect, Said, form};

/// OpenAI's way.
pub(super) struct OpenAi;

impl Dialect for OpenAi {
    fn provider(&self) -> ModelProvider {
        ModelProvider::OpenAi
    }

    fn modes(&self) -> &'static [OutputMode] {
        &[OutputMode::JsonSchema, OutputMode::ToolCall, OutputMode::JsonMode]
    }

    fn path(&self) -> &'static [&'static str] {
        &["chat", "completions"]
    }

    fn authorize(&self, headers: &mut HeaderMap, key: Option<&Secret>) {
        let Some(key) = key else { return };
        if let Ok(mut value) = HeaderValue::from_str(&format!("Bearer {}", key.expose())) {
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
    }

    fn body(&self, asking: &Asking<'_>) -> Value {
        let mut body = json!({
            "model": asking.model,
            "messages": [
                { "role": "system", "content": asking.instructions },
                { "role": "user", "content": asking.user },
            ],
        });
        match asking.mode {
            OutputMode::JsonSchema => {
                let schema = json!({ "name": ANSWER_NAME, "strict": true, "schema": *ANSWER_SCHEMA });
                body["response_format"] = json!({ "type": "json_schema", "json_schema": schema });
            }
            OutputMode::ToolCall => {
                let function = json!({ "name": ANSWER_NAME, "description": ANSWER_PURPOSE, "parameters": *ANSWER_SCHEMA });
                body["tools"] = json!([{ "type": "function", "function": function }]);
                body["tool_choice"] = json!({ "type": "function", "function": { "name": ANSWER_NAME } });
            }
            OutputMode::JsonMode => body["response_format"] = json!({ "type": "json_object" }),
        }
        body
    }

    fn read(&self, answer: &Value, mode: OutputMode) -> Said {
        let choice = &answer["choices"][0];
        let message = &choice["message"];
        let (text, missing) = match mode {
            OutputMode::ToolCall => {
                let calls = message["tool_calls"].as_array().into_iter().flatten();
                let mut functions = calls.map(|call| &call["function"]);
                let call = functions.find(|function| function["name"] == ANSWER_NAME);
                // Most write the arguments as a text, some as they are.
                let arguments = call.map(|call| &call["arguments"]).map(|arguments| match arguments {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                });
                (arguments, "the tool was not called")
            }
            OutputMode::JsonSchema | OutputMode::JsonMode => {
                (message["content"].as_str().map(str::to_owned), "the answer is empty")
            }
        };
        let form = match &text {
            None => Err(missing.to_owned()),
            Some(_) if choice["finish_reason"] == "length" => Err("the answer is too long".to_owned()),
            Some(text) => form(text),
        };
        Said {
            form,
            raw: text.unwrap_or_default(),
            input_tokens: answer["usage"]["prompt_tokens"].as_u64(),
            output_tokens: answer["usage"]["completion_tokens"].as_u64(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(mode: OutputMode) -> Value {
        OpenAi.body(&Asking { model: "m", instructions: "Do.", user: "Hi", mode })
    }

    #[test]
    fn each_form_is_asked_for_in_its_way() {
        let schema = body(OutputMode::JsonSchema);
        assert_eq!(schema["response_format"]["json_schema"]["strict"], true);
        assert_eq!(schema["response_format"]["json_schema"]["schema"], *ANSWER_SCHEMA);
        let tool = body(OutputMode::ToolCall);
        assert_eq!(tool["tool_choice"]["function"]["name"], tool["tools"][0]["function"]["name"]);
        assert!(tool.get("response_format").is_none());
        assert_eq!(body(OutputMode::JsonMode)["response_format"], json!({ "type": "json_object" }));
    }

    #[test]
    fn an_answer_is_found_where_its_form_puts_it() {
        let content = json!({ "choices": [{ "message": { "content": "{\"a\":1}" } }],
            "usage": { "prompt_tokens": 7, "completion_tokens": 3 } });
        let said = OpenAi.read(&content, OutputMode::JsonSchema);
        assert_eq!(
            (said.form, said.input_tokens, said.output_tokens),
            (Ok(json!({ "a": 1 })), Some(7), Some(3))
        );
        for arguments in [json!("{\"a\":1}"), json!({ "a": 1 })] {
            let call = json!({ "function": { "name": ANSWER_NAME, "arguments": arguments } });
            let answer = json!({ "choices": [{ "message": { "content": null, "tool_calls": [call] } }] });
            assert_eq!(OpenAi.read(&answer, OutputMode::ToolCall).form, Ok(json!({ "a": 1 })));
        }
        for (answer, mode) in [
            (content.clone(), OutputMode::ToolCall),
            (json!({}), OutputMode::JsonMode),
            (json!({ "choices": [] }), OutputMode::ToolCall),
            (
                json!({ "choices": [{ "message": { "content": null, "refusal": "No." } }] }),
                OutputMode::JsonSchema,
            ),
            (
                json!({ "choices": [{ "finish_reason": "length", "message": { "content": "{}" } }] }),
                OutputMode::JsonSchema,
            ),
        ] {
            assert!(OpenAi.read(&answer, mode).form.is_err(), "{answer}");
        }
    }

    #[test]
    fn the_key_is_a_header_that_does_not_print() {
        let mut headers = HeaderMap::new();
        OpenAi.authorize(&mut headers, None);
        assert!(headers.is_empty());
        OpenAi.authorize(&mut headers, Some(&Secret::new("sk-hunter2")));
        assert_eq!(headers["authorization"], "Bearer sk-hunter2");
        assert!(!format!("{headers:?}").contains("hunter2"));
    }
}
