//! What the sender of a message that was taken is told, in the form that it reads.

use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use patchbay_domain::webhook::ChannelType;
use patchbay_storage::Receipt;
use serde_json::json;

/// Tells Twilio to do nothing: the answer leaves by its API, however long it takes.
const EMPTY_TWIML: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Response></Response>"#;

pub(super) fn accepted(channel_type: ChannelType, receipt: Receipt) -> Response {
    let (content_type, body) = match channel_type {
        ChannelType::Sms => ("text/xml; charset=utf-8", EMPTY_TWIML.to_owned()),
        ChannelType::CustomWebhook | ChannelType::Email => {
            let mut answer = json!({ "accepted": true, "messageId": receipt.message_id });
            if receipt.duplicate {
                answer["duplicate"] = json!(true);
            }
            ("application/json", answer.to_string())
        }
    };
    ([(CONTENT_TYPE, content_type), (CACHE_CONTROL, "no-store")], body).into_response()
}
