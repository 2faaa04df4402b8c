//! Signatures, in two schemes with one secret (C12, C13): `X-Webhook-Signature: sha256=<hex>` over the body, as 002
//! FR-14 has it, and Standard Webhooks `v1,<base64>` over id, timestamp and body, which cannot be replayed.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use hmac::{Hmac, Mac};
use patchbay_domain::secret::Secret;
use ring::signature::{Ed25519KeyPair, KeyPair};
use sha2::Sha256;

/// How a secret begins that is written as Standard Webhooks writes them.
const STANDARD_PREFIX: &str = "whsec_";

/// The shortest key of Standard Webhooks, in bytes.
const SHORTEST_STANDARD_KEY: usize = 24;

/// `sha256=` and the lower-case hex HMAC-SHA256 of the body, the key being the secret's characters (002 FR-14).
#[must_use]
pub fn legacy(secret: &Secret, body: &[u8]) -> String {
    format!("sha256={}", hex::encode(mac(secret.expose().as_bytes(), &[body]).finalize().into_bytes()))
}

/// Whether a header's value signs the body, compared in constant time: hex of either case, `sha256=` before it or not.
#[must_use]
pub fn is_legacy_valid(secret: &Secret, body: &[u8], value: &[u8]) -> bool {
    let value = value.trim_ascii();
    let digits = match value.split_at_checked(7) {
        Some((prefix, digits)) if prefix.eq_ignore_ascii_case(b"sha256=") => digits,
        _ => value,
    };
    hex::decode(digits)
        .is_ok_and(|given| mac(secret.expose().as_bytes(), &[body]).verify_slice(&given).is_ok())
}

/// `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`; `timestamp` in Unix seconds. Nothing for a secret of fewer
/// than 24 bytes: Standard Webhooks takes none of those.
#[must_use]
pub fn standard(secret: &Secret, id: &str, timestamp: i64, body: &[u8]) -> Option<String> {
    let key = standard_key(secret)?;
    let timestamp = timestamp.to_string();
    let mac = mac(&key, &[id.as_bytes(), b".", timestamp.as_bytes(), b".", body]);
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

/// `v1a,` and the base64 ed25519 signature of `id.timestamp.body`, by the key of this seed (64 hex characters); nothing
/// for a text that is no seed.
#[must_use]
pub fn asymmetric(seed: &Secret, id: &str, timestamp: i64, body: &[u8]) -> Option<String> {
    let mut signed = format!("{id}.{timestamp}.").into_bytes();
    signed.extend_from_slice(body);
    Some(format!("v1a,{}", STANDARD.encode(key_pair(seed)?.sign(&signed))))
}

/// The public key of a seed, `whpk_…`, as Standard Webhooks writes it; nothing for a text that is no seed.
#[must_use]
pub fn public_key(seed: &Secret) -> Option<String> {
    Some(format!("whpk_{}", STANDARD.encode(key_pair(seed)?.public_key())))
}

fn key_pair(seed: &Secret) -> Option<Ed25519KeyPair> {
    Ed25519KeyPair::from_seed_unchecked(&hex::decode(seed.expose()).ok()?).ok()
}

/// The secret as the libraries of Standard Webhooks take it, `whsec_…`; nothing for one of fewer than 24 bytes.
#[must_use]
pub fn standard_form(secret: &Secret) -> Option<Secret> {
    standard_key(secret).map(|key| Secret::new(format!("{STANDARD_PREFIX}{}", STANDARD.encode(key))))
}

/// A secret written `whsec_…` says its key in base64; any other is itself the key, which is what the other scheme
/// does with it, so one secret serves both.
fn standard_key(secret: &Secret) -> Option<Vec<u8>> {
    let text = secret.expose();
    let written = text
        .strip_prefix(STANDARD_PREFIX)
        .and_then(|encoded| STANDARD_NO_PAD.decode(encoded.trim_end_matches('=')).ok());
    let key = written.unwrap_or_else(|| text.as_bytes().to_vec());
    (key.len() >= SHORTEST_STANDARD_KEY).then_some(key)
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
fn mac(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any key length");
    for part in parts {
        mac.update(part);
    }
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "222023e0894e634aa1aff73a5077e1d1492545e4dea0cf6047d360d981fe7d79";
    const BODY: &[u8] = br#"{"event":"task.created","timestamp":"2026-01-11T09:00:00.000Z","webhookId":1,"data":{"taskId":"0190a0b0-0000-7000-8000-000000000001","title":"Call Acme"}}"#;

    #[test]
    fn standard_webhooks_vectors() {
        for (secret, id, timestamp, body, expected) in [
            (
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                r#"{"test": 2432232314}"#,
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ),
            (
                "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
                1_649_367_553,
                r#"{"email":"test@example.com","username":"test_user"}"#,
                "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
            ),
        ] {
            let signature = standard(&Secret::new(secret), id, timestamp, body.as_bytes());
            assert_eq!(signature.as_deref(), Some(expected));
        }
    }

    #[test]
    fn one_secret_signs_in_both_schemes() {
        let secret = Secret::new(SECRET);
        let expected = "sha256=d89174ff91dfa7ce2491498602df30def313f71975ae3ca56c1a95289692a27b";
        assert_eq!(legacy(&secret, BODY), expected);
        let (id, timestamp) = ("0190a0b0-1111-7000-8000-000000000002", 1_768_122_000);
        let expected = "v1,S3/hJ1Fq7YX4vC2gSKU9KpOdUu1lnJZCc1k3bN80pxo=";
        assert_eq!(standard(&secret, id, timestamp, BODY).as_deref(), Some(expected));
        let shown = standard_form(&secret).unwrap();
        assert_eq!(
            shown.expose(),
            "whsec_MjIyMDIzZTA4OTRlNjM0YWExYWZmNzNhNTA3N2UxZDE0OTI1NDVlNGRlYTBjZjYwNDdkMzYwZDk4MWZlN2Q3OQ=="
        );
        assert_eq!(
            standard(&shown, id, timestamp, BODY).as_deref(),
            Some(expected),
            "the same key either way"
        );
    }

    #[test]
    fn a_short_secret_signs_in_the_one_scheme_only() {
        let secret = Secret::new("shorter than that");
        assert_eq!(standard(&secret, "id", 0, b""), None);
        assert_eq!(standard_form(&secret), None);
        assert!(legacy(&secret, b"").starts_with("sha256="));
    }

    #[test]
    fn a_signature_is_valid_in_every_usual_writing_and_in_no_other() {
        let secret = Secret::new(SECRET);
        let signature = legacy(&secret, BODY);
        let hex = signature.trim_start_matches("sha256=");
        for value in [signature.clone(), hex.to_owned(), hex.to_uppercase(), format!(" SHA256={hex} ")] {
            assert!(is_legacy_valid(&secret, BODY, value.as_bytes()), "{value}");
        }
        for value in
            ["", "sha256=", "sha256=00", &hex[..62], &format!("sha1={hex}"), &format!("{hex}00"), "é"]
        {
            assert!(!is_legacy_valid(&secret, BODY, value.as_bytes()), "{value}");
        }
        assert!(!is_legacy_valid(&secret, b"another body", signature.as_bytes()));
        assert!(!is_legacy_valid(&Secret::new("another secret"), BODY, signature.as_bytes()));
    }
}
