//! A request to an SMS channel: read or refused, and never believed without Twilio's signature.
//!
//! The input's lines: the content type (a form's where it is empty), the idempotency token, the query of the URL, the
//! signature; then the body.

#![no_main]

use http::{HeaderMap, HeaderValue};
use hyper::body::Bytes;
use libfuzzer_sys::fuzz_target;
use patchbay::channels::sms::parse::parse;
use patchbay::channels::sms::verify::{SIGNATURE_HEADER, verify};
use patchbay_domain::secret::Secret;
use patchbay_fuzz::invariants::{self, Longest};
use patchbay_fuzz::{input, twilio_signature};
use sha2::{Digest, Sha256};

const TOKEN: &str = "12345";
const FORM: &str = "application/x-www-form-urlencoded";
const URL: &str = "https://patchbay.example/api/webhooks/inbound/tasks";
const URL_WITH_PORT: &str = "https://patchbay.example:443/api/webhooks/inbound/tasks";
const LONGEST: Longest =
    Longest { content: 100_000, sender_identifier: 64, external_id: 64, attachments: 10 };

fuzz_target!(|data: &[u8]| {
    let ([content_type, token, query, signature], body) = input::head(data);
    let content_type = if content_type.is_empty() { FORM } else { content_type.as_str() };
    signatures_hold(content_type, &query, &signature, body);
    let Ok(parsed) = parse(Some(content_type), Some(&token), &Bytes::copy_from_slice(body), &input::keyed)
    else {
        return;
    };
    let message = &parsed.message;
    invariants::hold(message, LONGEST);
    assert!(message.external_id.is_some(), "every text has an id");
    invariants::assert_no_card_in_body(&parsed.raw.bytes);
    for (name, value) in url::form_urlencoded::parse(&parsed.raw.bytes) {
        invariants::assert_no_card(&name, "a parameter's name");
        invariants::assert_no_card(&value, "a parameter");
    }
    let again = parse(Some(content_type), None, &Bytes::from(parsed.raw.bytes.clone()), &input::keyed);
    // Refused where a sender of several card numbers became longer than senders may be.
    if let Ok(again) = again {
        assert_eq!(again.raw.bytes, parsed.raw.bytes, "what is kept is kept as it is");
    }
});

/// What is given is only believed if it is the one right signature; the right one always is.
fn signatures_hold(content_type: &str, query: &str, signature: &str, body: &[u8]) {
    let url = format!("{URL}?{query}");
    let is_form = content_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORM);
    let other_port = url.replace(URL, URL_WITH_PORT);
    let mut right: Vec<String> = Vec::new();
    let mut hashed_url = url.clone();
    if is_form {
        right.extend(
            [&url, &other_port].into_iter().filter_map(|url| twilio_signature::of_form(TOKEN, url, body)),
        );
    } else {
        hashed_url = format!("{URL}?bodySHA256={}&{query}", hex::encode(Sha256::digest(body)));
        right.push(twilio_signature::of_url(TOKEN, &hashed_url));
    }
    let is_accepted = |token: &str, url: &str, signature: Option<&[u8]>| {
        let mut headers = HeaderMap::new();
        let value = signature.map(HeaderValue::from_bytes);
        if let Some(value) = value {
            let Ok(value) = value else { return false };
            headers.insert(SIGNATURE_HEADER, value);
        }
        verify(&Secret::new(token), url, Some(content_type), &headers, body).is_ok()
    };
    for right in &right {
        assert!(is_accepted(TOKEN, &hashed_url, Some(right.as_bytes())), "the right signature is refused");
        assert!(
            !is_accepted("54321", &hashed_url, Some(right.as_bytes())),
            "another token's signature is accepted"
        );
        assert!(!is_accepted("", &hashed_url, Some(right.as_bytes())), "an empty token accepts a signature");
    }
    assert!(!is_accepted(TOKEN, &url, None), "no signature is accepted");
    if is_accepted(TOKEN, &url, Some(signature.as_bytes())) {
        let is_right = if is_form {
            right.iter().any(|right| right == signature.trim())
        } else {
            [&url, &other_port].iter().any(|url| twilio_signature::of_url(TOKEN, url) == signature.trim())
        };
        assert!(is_right, "a wrong signature is accepted: {signature}");
    }
}
