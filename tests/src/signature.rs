//! Both families of signatures (C12), written a second time, from their documents alone.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::Received;

/// The value of `X-Webhook-Signature` for a body.
#[must_use]
pub fn legacy(key: &[u8], body: &[u8]) -> String {
    format!("sha256={}", hex::encode(digest(key, body)))
}

/// The value of `webhook-signature` for a body, an id and a time.
#[must_use]
pub fn standard(key: &[u8], id: &str, timestamp: &str, body: &[u8]) -> String {
    let signed = [format!("{id}.{timestamp}.").as_bytes(), body].concat();
    format!("v1,{}", STANDARD.encode(digest(key, &signed)))
}

/// Fails unless the request carries both signatures of its very bytes, made with this key, and a fresh timestamp.
#[track_caller]
pub fn verify_both(key: &str, request: &Received) {
    verify_all(&[key], request);
    let age = chrono::Utc::now().timestamp() - request.header("webhook-timestamp").parse::<i64>().unwrap();
    assert!((-5..300).contains(&age), "signed {age} s ago");
}

/// Fails unless the request carries both signatures of its very bytes by each of these keys and by no other: the present
/// one, and the one before it while that counts too.
#[track_caller]
pub fn verify_all(keys: &[&str], request: &Received) {
    let mut legacies = keys.iter().map(|key| legacy(key.as_bytes(), &request.body));
    assert_eq!(request.header("x-webhook-signature"), legacies.next().unwrap_or_default());
    assert_eq!(request.header("x-webhook-signature-previous"), legacies.next().unwrap_or_default());
    let (id, timestamp) = (request.header("webhook-id"), request.header("webhook-timestamp"));
    assert!(!id.is_empty());
    let standards = keys.iter().map(|key| standard(key.as_bytes(), id, timestamp, &request.body));
    assert_eq!(request.header("webhook-signature"), standards.collect::<Vec<_>>().join(" "));
}

fn digest(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}
