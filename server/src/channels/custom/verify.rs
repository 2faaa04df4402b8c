//! Whether a request to a custom channel comes from whom it should (002 FR-14, §7.4).

use http::{HeaderMap, header};
use patchbay_domain::secret::Secret;
use patchbay_domain::webhook::ChannelAuth;
use subtle::ConstantTimeEq;

use crate::channels::Refusal;
use crate::delivery::signatures;

/// The header a caller signs in.
pub const SIGNATURE_HEADER: &str = "x-webhook-signature";

/// Checks what the channel asks for, in constant time. `raw` is the body as it came, before anything read it;
/// `channel_secrets` are
/// the channel's own secret keys, of which any signs where no other was set.
///
/// # Errors
/// The request does not prove itself.
pub fn verify(
    auth: &ChannelAuth,
    channel_secrets: &[Secret],
    headers: &HeaderMap,
    raw: &[u8],
) -> Result<(), Refusal> {
    let (is_proven, refusal) = match auth {
        ChannelAuth::None => return Ok(()),
        ChannelAuth::Bearer { token } => {
            let given =
                headers.get_all(header::AUTHORIZATION).iter().filter_map(|value| bearer(value.as_bytes()));
            (any_equal(given, token), Refusal::InvalidAuth)
        }
        ChannelAuth::ApiKey { header, key } => {
            let given = headers.get_all(header.as_str()).iter().map(|value| value.as_bytes());
            (any_equal(given, key), Refusal::InvalidAuth)
        }
        ChannelAuth::Hmac { secret } => {
            let secrets = secret.as_ref().map_or(channel_secrets, std::slice::from_ref);
            let mut given = headers.get_all(SIGNATURE_HEADER).iter();
            let is_valid = given.any(|value| {
                secrets.iter().any(|secret| signatures::is_legacy_valid(secret, raw, value.as_bytes()))
            });
            (is_valid, Refusal::InvalidSignature)
        }
    };
    if is_proven { Ok(()) } else { Err(refusal) }
}

fn any_equal<'a>(mut given: impl Iterator<Item = &'a [u8]>, expected: &Secret) -> bool {
    let expected = expected.expose().as_bytes();
    // An empty secret can only come from damaged settings; it must not let everybody in.
    !expected.is_empty() && given.any(|given| given.trim_ascii().ct_eq(expected).into())
}

/// The token of `Bearer …`, the word in any case (RFC 9110).
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = value.split_at_checked(7)?;
    scheme.eq_ignore_ascii_case(b"bearer ").then_some(token)
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn verified(auth: &ChannelAuth, headers: &[(&str, &str)], raw: &[u8]) -> Result<(), Refusal> {
        let headers = headers.iter().map(|(name, value)| {
            (HeaderName::try_from(*name).unwrap(), HeaderValue::from_bytes(value.as_bytes()).unwrap())
        });
        verify(
            auth,
            &[Secret::new("the-channel-secret"), Secret::new("the one before")],
            &headers.collect(),
            raw,
        )
    }

    #[test]
    fn without_authentication_everybody_is_let_in() {
        assert_eq!(verified(&ChannelAuth::None, &[], b""), Ok(()));
    }

    #[test]
    fn a_bearer_token_has_to_match() {
        let auth = ChannelAuth::Bearer { token: Secret::new("s3cret") };
        for value in ["Bearer s3cret", "bearer s3cret", "BEARER  s3cret "] {
            assert_eq!(verified(&auth, &[("authorization", value)], b""), Ok(()), "{value}");
        }
        for value in ["s3cret", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3cret2", "Basic s3cret", "é"] {
            let refused = verified(&auth, &[("authorization", value)], b"");
            assert_eq!(refused, Err(Refusal::InvalidAuth), "{value}");
        }
        assert_eq!(verified(&auth, &[], b""), Err(Refusal::InvalidAuth));
        assert_eq!(Refusal::InvalidAuth.code(), "INVALID_AUTH");
    }

    #[test]
    fn an_api_key_has_to_match_in_its_own_header() {
        let auth = ChannelAuth::ApiKey { header: "x-my-key".into(), key: Secret::new("k") };
        assert_eq!(verified(&auth, &[("X-My-Key", "k")], b""), Ok(()));
        for headers in
            [[("x-api-key", "k")], [("x-my-key", "")], [("x-my-key", "K")], [("authorization", "k")]]
        {
            assert_eq!(verified(&auth, &headers, b""), Err(Refusal::InvalidAuth), "{headers:?}");
        }
        let emptied = ChannelAuth::ApiKey { header: "x-my-key".into(), key: Secret::new("") };
        assert_eq!(verified(&emptied, &[("x-my-key", "")], b""), Err(Refusal::InvalidAuth));
    }

    #[test]
    fn a_signature_has_to_match_the_raw_bytes() {
        let body = b"{\"content\": \"hi\"}";
        for secret in [None, Some(Secret::new("one of the owner's"))] {
            let key = secret.clone().unwrap_or_else(|| Secret::new("the-channel-secret"));
            let auth = ChannelAuth::Hmac { secret };
            let signature = signatures::legacy(&key, body);
            assert_eq!(verified(&auth, &[("X-Webhook-Signature", &signature)], body), Ok(()));
            let refused = Err(Refusal::InvalidSignature);
            assert_eq!(
                verified(&auth, &[("X-Webhook-Signature", &signature)], b"{\"content\":\"hi\"}"),
                refused
            );
            let foreign = signatures::legacy(&Secret::new("another"), body);
            assert_eq!(verified(&auth, &[("X-Webhook-Signature", &foreign)], body), refused);
            assert_eq!(verified(&auth, &[], body), refused);
        }
        let auth = ChannelAuth::Hmac { secret: None };
        let before = signatures::legacy(&Secret::new("the one before"), body);
        assert_eq!(verified(&auth, &[("X-Webhook-Signature", &before)], body), Ok(()), "in its grace period");
        assert_eq!(Refusal::InvalidSignature.code(), "INVALID_SIGNATURE");
    }
}
