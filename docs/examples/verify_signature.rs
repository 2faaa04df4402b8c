use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// `headers` with names in lower case, `body` the raw bytes, `now` in Unix seconds.
pub fn verify(secret: &str, headers: &HashMap<String, String>, body: &[u8], now: i64) -> bool {
    let header = |name| headers.get(name).map_or("", String::as_str);
    let (id, timestamp) = (header("webhook-id"), header("webhook-timestamp"));
    if !timestamp.parse::<i64>().is_ok_and(|sent_at| now.abs_diff(sent_at) <= 300) {
        return false;
    }
    let signed = [format!("{id}.{timestamp}.").as_bytes(), body].concat();
    let given = header("webhook-signature").split(' ').filter_map(|part| part.strip_prefix("v1,"));
    given.filter_map(|text| STANDARD.decode(text).ok()).any(|given| signs(secret, &signed, &given))
}

/// The simpler scheme: no protection against a request that is sent again.
pub fn verify_body(secret: &str, headers: &HashMap<String, String>, body: &[u8]) -> bool {
    let given = headers.get("x-webhook-signature").and_then(|text| text.strip_prefix("sha256="));
    given.and_then(|text| hex::decode(text).ok()).is_some_and(|given| signs(secret, body, &given))
}

/// Compares in constant time.
fn signs(secret: &str, text: &[u8], given: &[u8]) -> bool {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes());
    mac.is_ok_and(|mac| mac.chain_update(text).verify_slice(given).is_ok())
}
