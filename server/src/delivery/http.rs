//! A delivery becomes an HTTP request, and its answer an outcome (002 FR-13, FR-14): a subscription's events and what a
//! custom channel says, alike.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::{DateTime, Utc};
use http::{HeaderMap, Method};
use hyper::body::Bytes;
use patchbay_domain::card_number;
use patchbay_domain::clock::Clock;
use patchbay_domain::delivery::MAX_RESPONSE_BODY_BYTES;
use patchbay_domain::ids::{DeliveryId, EventId};
use patchbay_domain::secret::{MASK, Secret};
use patchbay_domain::subscription::{OutboundAuth, PayloadFormat, Signing};
use patchbay_domain::text::cut_bytes;
use patchbay_domain::webhook::OutboundMethod;
use url::Url;

use super::headers::{self, Delivered};
use super::outcome;
use super::sent::Sent;
use crate::egress::{EgressClient, OutboundRequest};

const MAX_SHOWN_HEADERS: usize = 30;
const MAX_SHOWN_HEADER_BYTES: usize = 1024;
/// Answer headers that are the receiver's secrets, not worth showing to anybody.
const HIDDEN_HEADERS: [&str; 4] = ["set-cookie", "set-cookie2", "authorization", "proxy-authenticate"];

/// One delivery, ready to be tried.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Where.
    pub url: &'a Url,
    /// POST or PUT.
    pub method: OutboundMethod,
    /// Headers of the owner's own, names lower case.
    pub headers: &'a BTreeMap<String, Secret>,
    /// How Patchbay proves itself there.
    pub auth: &'a OutboundAuth,
    /// The keys that sign, the present one first.
    pub secrets: &'a [Secret],
    /// How the signatures are sent.
    pub signing: &'a Signing,
    /// How the body is written.
    pub format: PayloadFormat,
    /// What the receiver knows the event by.
    pub webhook_message_id: EventId,
    /// The kind of event, on the wire.
    pub event_type: &'a str,
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// The exact bytes to send and sign.
    pub body: &'a str,
    /// Whether answers that say the request is wrong are tried again (C10).
    pub retries_refusals: bool,
    /// How long the try may take.
    pub timeout: Duration,
}

/// Tries the delivery once. Whatever happens is a [`Sent`].
pub async fn send(egress: &EgressClient, clock: &dyn Clock, outgoing: Outgoing<'_>) -> Sent {
    let started_at = clock.now();
    let request = request(&outgoing, started_at);
    let request_headers = shown_request(&request.headers);
    let result = egress.send(request).await;
    let now = clock.now();
    let duration_ms = u32::try_from((now - started_at).num_milliseconds().max(0)).unwrap_or(u32::MAX);
    let response = result.as_ref().ok();
    Sent {
        outcome: outcome::classify(&result, outgoing.retries_refusals, now),
        attempt_outcome: outcome::attempt_outcome(&result),
        status: response.map(|response| response.status),
        request_headers,
        remote_address: response.and_then(|response| response.address).map(|address| address.to_string()),
        response_headers: response.map(|response| shown_headers(&response.headers)).unwrap_or_default(),
        response_body: response.map(|response| shown_body(&response.body)),
        error: outcome::describe(&result),
        error_class: outcome::error_class(&result),
        provider_id: None,
        recipient_opted_out: false,
        started_at,
        duration_ms,
    }
}

/// The request of a try that begins at `sent_at`: signed in both schemes whatever `auth` is (C12), then the owner's
/// headers, then what `auth` asks for, unless the owner gave that header another value.
fn request(outgoing: &Outgoing<'_>, sent_at: DateTime<Utc>) -> OutboundRequest {
    let mut headers = headers::signed(&Delivered {
        webhook_message_id: outgoing.webhook_message_id,
        event_type: outgoing.event_type,
        delivery_id: outgoing.delivery_id,
        sent_at,
        secrets: outgoing.secrets,
        signing: outgoing.signing,
        format: outgoing.format,
        body: outgoing.body.as_bytes(),
    });
    headers::add_own(&mut headers, outgoing.headers);
    let proof = match outgoing.auth {
        OutboundAuth::Bearer { token } => Some(("authorization", format!("Bearer {}", token.expose()))),
        OutboundAuth::ApiKey { header, key } => Some((header.as_str(), key.expose().to_owned())),
        OutboundAuth::Basic { username, password } => {
            let pair = BASE64.encode(format!("{username}:{}", password.expose()));
            Some(("authorization", format!("Basic {pair}")))
        }
        OutboundAuth::None | OutboundAuth::Hmac { .. } => None,
    };
    if let Some((name, value)) = proof.filter(|(name, _)| !outgoing.headers.contains_key(*name)) {
        headers::add_secret(&mut headers, name, &value);
    }
    OutboundRequest {
        method: match outgoing.method {
            OutboundMethod::Post => Method::POST,
            OutboundMethod::Put => Method::PUT,
        },
        url: outgoing.url.clone(),
        headers,
        body: Bytes::copy_from_slice(outgoing.body.as_bytes()),
        timeout: outgoing.timeout,
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

/// What was sent, as it may be kept: whatever the owner set is a secret.
fn shown_request(headers: &HeaderMap) -> Vec<(String, String)> {
    let shown = headers.iter().map(|(name, value)| {
        let text = if value.is_sensitive() {
            MASK.to_owned()
        } else {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        };
        (name.as_str().to_owned(), text)
    });
    shown.collect()
}

#[cfg(test)]
mod tests;
