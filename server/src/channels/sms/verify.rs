//! Whether a form comes from Twilio: `X-Twilio-Signature`, by the account's primary auth token (002 FR-14).
//!
//! The signed text is the URL and, of a form, every parameter, sorted by name: name, value, name, value, with nothing
//! between. Values of one name are sorted, and each counts once. Of other bodies the URL alone is signed, and the
//! body's SHA-256 stands in its query. Twilio is not constant about the port, so the URL with and without it will do.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use http::HeaderMap;
use patchbay_domain::secret::Secret;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use super::form;
use crate::channels::Refusal;

/// The header that Twilio signs in.
pub const SIGNATURE_HEADER: &str = "x-twilio-signature";

/// The query's parameter with the body's hash.
const BODY_HASH: &str = "bodySHA256";

/// Checks the signature in constant time. `url` is the channel's configured public URL, with the request's raw query if
/// it has one: what Twilio called, whatever a proxy made of it. `raw` is the body as it came.
///
/// # Errors
/// The signature is missing or wrong, or the channel's token is empty.
pub fn verify(
    auth_token: &Secret,
    url: &str,
    content_type: Option<&str>,
    headers: &HeaderMap,
    raw: &[u8],
) -> Result<(), Refusal> {
    // An empty token can only come from damaged settings; it must not let everybody in.
    let is_proven = !auth_token.expose().is_empty()
        && headers.get(SIGNATURE_HEADER).is_some_and(|signature| {
            signed_parameters(url, content_type, raw)
                .is_some_and(|parameters| is_signed(auth_token, url, &parameters, signature.as_bytes()))
        });
    if is_proven { Ok(()) } else { Err(Refusal::InvalidTwilioSignature) }
}

fn is_signed(auth_token: &Secret, url: &str, parameters: &[u8], given: &[u8]) -> bool {
    let matches = urls(url).into_iter().fold(Choice::from(0), |matches, url| {
        let expected = signature(auth_token, &url, parameters);
        matches | expected.as_bytes().ct_eq(given.trim_ascii())
    });
    matches.into()
}

fn signature(auth_token: &Secret, url: &str, parameters: &[u8]) -> String {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = Hmac::<Sha1>::new_from_slice(auth_token.expose().as_bytes()).expect("any key length");
    mac.update(url.as_bytes());
    mac.update(parameters);
    STANDARD.encode(mac.finalize().into_bytes())
}

/// What is signed after the URL; nothing where the request cannot be one of Twilio's.
fn signed_parameters(url: &str, content_type: Option<&str>, raw: &[u8]) -> Option<Vec<u8>> {
    if !form::is_form(content_type) {
        return is_body_hash_right(url, raw).then(Vec::new);
    }
    let mut parameters: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
    for (name, value) in form::parameters(raw) {
        // Twilio always writes the `=`. Without it `Body&Call` would be signed like `Body=Call`.
        parameters.entry(name).or_default().insert(value?);
    }
    let mut signed = Vec::with_capacity(raw.len());
    for (name, values) in &parameters {
        for value in values {
            signed.extend_from_slice(name);
            signed.extend_from_slice(value);
        }
    }
    Some(signed)
}

fn is_body_hash_right(url: &str, raw: &[u8]) -> bool {
    let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let query = form::Form::read(query.as_bytes());
    let given = query.get(BODY_HASH).and_then(|given| hex::decode(given).ok());
    given.is_some_and(|given| given.ct_eq(&Sha256::digest(raw)).into())
}

/// The URL as it is, without its port, and with the scheme's own one if it has none.
fn urls(url: &str) -> Vec<String> {
    let mut urls = vec![url.to_owned()];
    let Some((scheme, rest)) = url.split_once("://") else { return urls };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    // A colon only begins the port after the closing bracket of an IPv6 address.
    let host_end = authority.rfind(']').unwrap_or(0);
    let own_port = if scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" };
    urls.push(match authority[host_end..].find(':') {
        Some(colon) => format!("{scheme}://{}{path}", &authority[..host_end + colon]),
        None => format!("{scheme}://{authority}{own_port}{path}"),
    });
    urls
}
