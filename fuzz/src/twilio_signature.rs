//! Twilio's signature, written a second time from its documentation and by other crates than the server's, so that one
//! can be held against the other. <https://www.twilio.com/docs/usage/security>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use percent_encoding::percent_decode;
use sha1::Sha1;

/// The signature of a form sent to the URL; nothing where Twilio would not send such a form: it always writes the `=`.
#[must_use]
pub fn of_form(token: &str, url: &str, body: &[u8]) -> Option<String> {
    let mut pairs = Vec::new();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let equals = pair.iter().position(|byte| *byte == b'=')?;
        pairs.push((decoded(&pair[..equals]), decoded(&pair[equals + 1..])));
    }
    pairs.sort();
    pairs.dedup();
    let parameters: Vec<u8> = pairs.into_iter().flat_map(|(name, value)| [name, value].concat()).collect();
    Some(of_text(token, &[url.as_bytes(), &parameters].concat()))
}

/// The signature of any other body: the URL alone, whose query names the body's hash.
#[must_use]
pub fn of_url(token: &str, url: &str) -> String {
    of_text(token, url.as_bytes())
}

fn of_text(token: &str, text: &[u8]) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(text);
    STANDARD.encode(mac.finalize().into_bytes())
}

fn decoded(text: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_decode(&spaced).collect()
}
