//! A request to a custom channel: a form of either kind, JSON or text is read or refused.
//!
//! The input's lines: the content type (none where it is empty; `*` for a multipart form whose boundary is in the
//! body's first line), the idempotency key; then the body.

#![no_main]

use futures::FutureExt;
use http::HeaderValue;
use hyper::body::Bytes;
use libfuzzer_sys::fuzz_target;
use patchbay::channels::custom::parse::parse;
use patchbay_fuzz::input;
use patchbay_fuzz::invariants::{self, Longest};
use serde_json::Value;

const LONGEST: Longest =
    Longest { content: 100_000, sender_identifier: 255, external_id: 255, attachments: 20 };

fuzz_target!(|data: &[u8]| {
    let ([content_type, key], body) = input::head(data);
    // Where a header cannot say it, nobody sent it.
    let key = HeaderValue::from_str(&key).map(|_| key).unwrap_or_default();
    let content_type = match content_type.as_str() {
        "" => None,
        "*" => Some(multipart(body)),
        _ => Some(content_type),
    };
    let content_type = content_type.as_deref();
    let parsing = parse(content_type, Some(&key), Bytes::copy_from_slice(body), &input::keyed);
    let Ok(parsed) = parsing.now_or_never().expect("the whole body is there, so parsing never waits") else {
        return;
    };
    let message = &parsed.message;
    invariants::hold(message, LONGEST);
    assert!(!message.content.trim().is_empty(), "a message without content is accepted");
    assert!(
        message.external_id.is_some() || key.trim().is_empty() || key.trim() == "\"\"",
        "the key is lost"
    );
    invariants::assert_no_card(parsed.raw.content_type.as_deref().unwrap_or_default(), "the content type");
    // What is written anew is JSON, in which a `+` is no space; what is masked in place may be JSON no more.
    match serde_json::from_slice(&parsed.raw.bytes) {
        Ok(json) if parsed.raw.bytes != body => invariants::assert_no_card_in_json(&Value::Object(json)),
        _ => invariants::assert_no_card_in_body(&parsed.raw.bytes),
    }
});

fn multipart(body: &[u8]) -> String {
    let ([line], _) = input::head(body);
    format!("multipart/form-data; boundary=\"{}\"", line.trim_end().trim_start_matches("--"))
}
