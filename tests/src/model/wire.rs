//! How the two kinds of servers write what a model says.

use serde_json::{Value, json};

use super::ModelForm;
use crate::Reply;

/// The turn in a request: the first JSON document in what the user says.
pub(super) fn turn(body: &Value) -> Value {
    let messages = body["messages"].as_array().unwrap();
    let content =
        messages.iter().find(|message| message["role"] == "user").unwrap()["content"].as_str().unwrap();
    let document = &content[content.find('{').unwrap()..];
    serde_json::Deserializer::from_str(document).into_iter().next().unwrap().unwrap()
}

/// What a server of OpenAI's kind answers: an object is said in form, a text as it is.
pub(super) fn completion(form: ModelForm, said: &Value) -> String {
    let text = said.as_str().map_or_else(|| said.to_string(), str::to_owned);
    let message = match (form, said) {
        (ModelForm::ToolCall, Value::Object(_)) => {
            let function = json!({ "name": "take_turn", "arguments": text });
            json!({ "role": "assistant", "content": null,
                "tool_calls": [{ "id": "call_1", "type": "function", "function": function }] })
        }
        _ => json!({ "role": "assistant", "content": text }),
    };
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1_790_000_000, "model": "fake-model",
        "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100 },
    })
    .to_string()
}

/// What Anthropic's answers.
pub(super) fn claude(_: ModelForm, said: &Value) -> String {
    let content = match said {
        Value::String(text) => json!({ "type": "text", "text": text }),
        input => json!({ "type": "tool_use", "id": "toolu_1", "name": "take_turn", "input": input }),
    };
    json!({
        "id": "msg_1", "type": "message", "role": "assistant", "model": "fake-model", "content": [content],
        "stop_reason": "tool_use", "usage": { "input_tokens": 1000, "output_tokens": 100 },
    })
    .to_string()
}

/// What a server says that does not know what it is asked for.
pub(super) fn refusal() -> Reply {
    let message = "Invalid value for 'response_format' or 'tools'.";
    let error = json!({ "error": { "message": message, "type": "invalid_request_error" } });
    Reply::status(400).header("content-type", "application/json").body(error.to_string())
}
