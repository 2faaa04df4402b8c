//! The headers of an event's delivery (002 FR-13, C12).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use patchbay_domain::ids::{DeliveryId, EventId};
use patchbay_domain::secret::Secret;
use patchbay_domain::subscription::{PayloadFormat, Signing};

use super::signatures;

/// Patchbay's name and version, as receivers see it.
pub const USER_AGENT: &str = concat!("Patchbay/", env!("CARGO_PKG_VERSION"));

/// What the headers of a delivery say.
#[derive(Debug, Clone, Copy)]
pub struct Delivered<'a> {
    /// The event as its receiver knows it: its `webhook-id`, the same on every try.
    pub webhook_message_id: EventId,
    /// The kind of event, on the wire.
    pub event_type: &'a str,
    /// The delivery, the same on every try.
    pub delivery_id: DeliveryId,
    /// When this try is made.
    pub sent_at: DateTime<Utc>,
    /// The keys of the signatures, the present one first; a second one while it is being replaced.
    pub secrets: &'a [Secret],
    /// Other names, and what else signs.
    pub signing: &'a Signing,
    /// How the body is written.
    pub format: PayloadFormat,
    /// The exact bytes that are sent.
    pub body: &'a [u8],
}

/// The headers that may be sent under other names.
pub const RENAMABLE: [&str; 8] = [
    "x-webhook-event",
    "x-webhook-delivery",
    "x-webhook-timestamp",
    "x-webhook-signature",
    "x-webhook-signature-previous",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
];

/// Content type, user agent, what is delivered, and the signatures in both schemes. A secret too short for Standard
/// Webhooks signs in the other scheme only. While a key is being replaced both sign: in one header in Standard Webhooks, in
/// the other scheme the key before has a header of its own.
#[must_use]
pub fn signed(delivered: &Delivered<'_>) -> HeaderMap {
    let timestamp = delivered.sent_at.timestamp();
    let message_id = delivered.webhook_message_id.to_string();
    let standard = |secret| signatures::standard(secret, &message_id, timestamp, delivered.body);
    let asymmetric = delivered.signing.ed25519_seed.as_ref();
    let asymmetric =
        asymmetric.and_then(|seed| signatures::asymmetric(seed, &message_id, timestamp, delivered.body));
    let standard: Vec<String> = delivered.secrets.iter().filter_map(standard).chain(asymmetric).collect();
    let mut legacy = delivered.secrets.iter().map(|secret| signatures::legacy(secret, delivered.body));
    let texts = [
        Some(delivered.event_type.to_owned()),
        Some(delivered.delivery_id.to_string()),
        Some(timestamp.to_string()),
        legacy.next(),
        legacy.next(),
        Some(message_id.clone()),
        Some(timestamp.to_string()),
        Some(standard.join(" ")).filter(|all| !all.is_empty()),
    ];
    let mut headers = HeaderMap::new();
    let content_type = match delivered.format {
        PayloadFormat::Cloudevents => "application/cloudevents+json; charset=utf-8",
        PayloadFormat::Native | PayloadFormat::Standard | PayloadFormat::Thin => "application/json",
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
    for (name, text) in RENAMABLE.into_iter().zip(texts) {
        let Some(value) = text.and_then(|text| HeaderValue::try_from(text).ok()) else { continue };
        let renamed = delivered.signing.header_names.get(name);
        // It was checked when it was set.
        let renamed = renamed.and_then(|name| HeaderName::try_from(name.as_str()).ok());
        headers.insert(renamed.unwrap_or(HeaderName::from_static(name)), value);
    }
    headers
}

/// Adds the owner's own headers over what is there. They were checked when they were set; one that cannot be sent is
/// left out.
pub fn add_own(headers: &mut HeaderMap, own: &BTreeMap<String, Secret>) {
    for (name, value) in own {
        add_secret(headers, name, value.expose());
    }
}

/// Adds a header whose value is a secret: it does not print.
pub fn add_secret(headers: &mut HeaderMap, name: &str, value: &str) {
    let value = HeaderValue::from_bytes(value.as_bytes());
    if let (Ok(name), Ok(mut value)) = (HeaderName::try_from(name), value) {
        value.set_sensitive(true);
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_delivery_says_what_it_is_and_signs_it_twice() {
        let signing = Signing::default();
        let delivered = Delivered {
            signing: &signing,
            format: PayloadFormat::Native,
            webhook_message_id: EventId::from("0190a0b0-1111-7000-8000-000000000002".parse::<Uuid>().unwrap()),
            event_type: "task.created",
            delivery_id: DeliveryId::from(Uuid::from_u128(7)),
            sent_at: DateTime::from_timestamp(1_768_122_000, 999_000_000).unwrap(),
            secrets: &[Secret::new("222023e0894e634aa1aff73a5077e1d1492545e4dea0cf6047d360d981fe7d79")],
            body: br#"{"event":"task.created","timestamp":"2026-01-11T09:00:00.000Z","webhookId":1,"data":{"taskId":"0190a0b0-0000-7000-8000-000000000001","title":"Call Acme"}}"#,
        };
        let mut headers = signed(&delivered);
        for (name, value) in [
            ("content-type", "application/json"),
            ("user-agent", USER_AGENT),
            ("x-webhook-event", "task.created"),
            ("x-webhook-delivery", "00000000-0000-0000-0000-000000000007"),
            ("x-webhook-timestamp", "1768122000"),
            (
                "x-webhook-signature",
                "sha256=d89174ff91dfa7ce2491498602df30def313f71975ae3ca56c1a95289692a27b",
            ),
            ("webhook-id", "0190a0b0-1111-7000-8000-000000000002"),
            ("webhook-timestamp", "1768122000"),
            ("webhook-signature", "v1,S3/hJ1Fq7YX4vC2gSKU9KpOdUu1lnJZCc1k3bN80pxo="),
        ] {
            assert_eq!(headers[name], value, "{name}");
        }
        let short = Secret::new("short");
        let of_short = signed(&Delivered { secrets: std::slice::from_ref(&short), ..delivered });
        assert!(!of_short.contains_key("webhook-signature"));
        assert!(!headers.contains_key("x-webhook-signature-previous"));

        let both = [Secret::new("a".repeat(64)), delivered.secrets[0].clone()];
        let replaced = signed(&Delivered { secrets: &both, ..delivered });
        assert_eq!(replaced["x-webhook-signature-previous"], headers["x-webhook-signature"]);
        assert_ne!(replaced["x-webhook-signature"], headers["x-webhook-signature"]);
        let signatures = replaced["webhook-signature"].to_str().unwrap().split(' ').collect::<Vec<_>>();
        assert_eq!((signatures.len(), signatures[1]), (2, headers["webhook-signature"].to_str().unwrap()));

        let own = BTreeMap::from([
            ("x-team".to_owned(), Secret::new("blue")),
            ("a b".to_owned(), Secret::new("x")),
        ]);
        add_own(&mut headers, &own);
        assert_eq!(headers["x-team"], "blue");
        assert!(!format!("{headers:?}").contains("blue"));
    }
}
