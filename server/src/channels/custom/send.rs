//! A delivery of a custom channel becomes a request, and its answer an outcome (002 FR-13, FR-14).

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, Method};
use hyper::body::Bytes;
use patchbay_domain::card_number;
use patchbay_domain::clock::Clock;
use patchbay_domain::delivery::MAX_RESPONSE_BODY_BYTES;
use patchbay_domain::ids::{DeliveryId, EventId};
use patchbay_domain::secret::Secret;
use patchbay_domain::text::cut_bytes;
use patchbay_domain::webhook::{ChannelAuth, OutboundEndpoint, OutboundMethod};

use crate::delivery::headers::{self, Delivered};
use crate::delivery::outcome;
use crate::delivery::retry_policy::RetryPolicy;
use crate::delivery::sent::Sent;
use crate::egress::{EgressClient, EgressError, OutboundRequest, OutboundResponse};

const MAX_SHOWN_HEADERS: usize = 30;
const MAX_SHOWN_HEADER_BYTES: usize = 1024;
/// Answer headers that are the receiver's secrets, not worth showing to anybody.
const HIDDEN_HEADERS: [&str; 4] = ["set-cookie", "set-cookie2", "authorization", "proxy-authenticate"];

/// One delivery, ready to be tried.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Where and how.
    pub endpoint: &'a OutboundEndpoint,
    /// How Patchbay proves itself there.
    pub auth: &'a ChannelAuth,
    /// The channel's own secret keys, the present one first; they sign unless `auth` has a secret for it.
    pub channel_secrets: &'a [Secret],
    /// The event it tells of.
    pub event_id: EventId,
    /// The kind of event, on the wire.
    pub event_type: &'a str,
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// The exact bytes to send and sign.
    pub body: &'a str,
    /// What is tried again.
    pub policy: RetryPolicy,
    /// How long the try may take; 30 s by FR-13.
    pub timeout: Duration,
}

/// Tries the delivery once. Whatever happens is a [`Sent`].
pub async fn send(egress: &EgressClient, clock: &dyn Clock, outgoing: Outgoing<'_>) -> Sent {
    let started_at = clock.now();
    let result = egress.send(request(&outgoing, started_at)).await;
    let now = clock.now();
    let duration_ms = u32::try_from((now - started_at).num_milliseconds().max(0)).unwrap_or(u32::MAX);
    sent(&result, outgoing.policy, started_at, now, duration_ms)
}

/// The request of a try that begins at `sent_at`: signed in both schemes whatever `auth` is (C12), then the owner's
/// headers, then what `auth` asks for, unless the owner gave that header another value.
fn request(outgoing: &Outgoing<'_>, sent_at: DateTime<Utc>) -> OutboundRequest {
    let secrets = match outgoing.auth {
        ChannelAuth::Hmac { secret: Some(secret) } => std::slice::from_ref(secret),
        _ => outgoing.channel_secrets,
    };
    let mut headers = headers::signed(&Delivered {
        event_id: outgoing.event_id,
        event_type: outgoing.event_type,
        delivery_id: outgoing.delivery_id,
        sent_at,
        secrets,
        body: outgoing.body.as_bytes(),
    });
    headers::add_own(&mut headers, &outgoing.endpoint.headers);
    let proof = match outgoing.auth {
        ChannelAuth::Bearer { token } => Some(("authorization", format!("Bearer {}", token.expose()))),
        ChannelAuth::ApiKey { header, key } => Some((header.as_str(), key.expose().to_owned())),
        ChannelAuth::None | ChannelAuth::Hmac { .. } => None,
    };
    if let Some((name, value)) = proof.filter(|(name, _)| !outgoing.endpoint.headers.contains_key(*name)) {
        headers::add_secret(&mut headers, name, &value);
    }
    OutboundRequest {
        method: match outgoing.endpoint.method {
            OutboundMethod::Post => Method::POST,
            OutboundMethod::Put => Method::PUT,
        },
        url: outgoing.endpoint.url.clone(),
        headers,
        body: Bytes::copy_from_slice(outgoing.body.as_bytes()),
        timeout: outgoing.timeout,
    }
}

fn sent(
    result: &Result<OutboundResponse, EgressError>,
    policy: RetryPolicy,
    started_at: DateTime<Utc>,
    now: DateTime<Utc>,
    duration_ms: u32,
) -> Sent {
    let response = result.as_ref().ok();
    Sent {
        outcome: outcome::classify(result, policy, now),
        attempt_outcome: outcome::attempt_outcome(result),
        status: response.map(|response| response.status),
        response_headers: response.map(|response| shown_headers(&response.headers)).unwrap_or_default(),
        response_body: response.map(|response| shown_body(&response.body)),
        error: outcome::describe(result),
        provider_id: None,
        recipient_opted_out: false,
        started_at,
        duration_ms,
    }
}

/// A mask may be longer than the number it stands for.
fn shown_body(body: &str) -> String {
    cut_bytes(&card_number::redact_text(body), MAX_RESPONSE_BODY_BYTES).to_owned()
}

fn shown_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let shown = headers.iter().filter(|(name, _)| !HIDDEN_HEADERS.contains(&name.as_str()));
    let texts = shown.map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value = card_number::redact_text(&value);
        (name.as_str().to_owned(), cut_bytes(&value, MAX_SHOWN_HEADER_BYTES).to_owned())
    });
    texts.take(MAX_SHOWN_HEADERS).collect()
}

#[cfg(test)]
mod tests;
