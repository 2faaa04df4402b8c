//! The inbound gateway (002 FR-05). In this order (C17): a cheap limit by address, the token, the size, whether the
//! caller is who they should be, the channel's quota, what the body says; then it is stored, then it is answered.

mod answers;
mod body;
mod challenge;
mod read;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use http::{HeaderMap, Request, StatusCode};
use hyper::body::Bytes;
use ipnet::IpNet;
use patchbay_domain::address_limits::Wait;
use patchbay_domain::message::Unanswered;
use patchbay_domain::quota::{Admission, Window};
use patchbay_domain::webhook::{Channel, ChannelSettings, Overflow};
use patchbay_storage::KnownChannel;
use uuid::Uuid;

use super::client_address::client_address;
use super::{Problem, rate_headers};
use crate::actions::Services;
use crate::actions::note_refusal::note_refusal;
use crate::actions::receive_message::receive_message;
use crate::actions::spend_quota::spend_quota;
use crate::channels::{Refusal, custom, sms};

pub(super) use challenge::{challenge, not_a_get};

/// What the gateway works with.
#[derive(Clone)]
pub(super) struct Gateway {
    pub(super) services: Services,
    pub(super) trusted_proxies: Arc<[IpNet]>,
}

/// `POST /api/webhooks/inbound/{token}`.
pub(super) async fn receive(
    State(gateway): State<Gateway>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    request: Request<Body>,
) -> Response {
    let address = client_address(peer.ip(), request.headers(), &gateway.trusted_proxies);
    accept(&gateway, address, &token, request).await.unwrap_or_else(Problem::into_response)
}

/// Any other method at an inbound address.
pub(super) async fn wrong_method() -> Response {
    let mut response =
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "messages are sent with POST")
            .into_response();
    response.headers_mut().insert(http::header::ALLOW, http::HeaderValue::from_static("POST"));
    response
}

async fn accept(
    gateway: &Gateway,
    address: IpAddr,
    token: &str,
    request: Request<Body>,
) -> Result<Response, Problem> {
    let services = &gateway.services;
    let came_at = services.now();
    services.limits.addresses.request(address, came_at).map_err(|wait| too_many_requests(wait, came_at))?;
    let token = Uuid::try_parse(token).map_err(|_| not_found())?;
    let remembered = services.storage.remembered_channel(token);
    let mut is_remembered = remembered.is_some();
    let mut channel = match remembered {
        Some(channel) => channel,
        None => find_channel(services, token).await?,
    };
    let (head, body) = request.into_parts();
    let body = body::read(&channel.settings, &head.headers, body).await?;
    // What is remembered of a channel is good for taking a message; anything else is said after reading it anew.
    if is_remembered && verify(services, &channel, &head, &body).is_err() {
        channel = find_channel(services, token).await?;
        is_remembered = false;
    }
    let mut spent = None;
    loop {
        match take(gateway, address, &channel, &head, body.clone(), &mut spent).await {
            Ok(Some(response)) => return Ok(response),
            Ok(None) => {
                let now = find_channel(services, token).await?;
                if quota_of(&now) != quota_of(&channel) {
                    // What it was let in by no longer holds.
                    spent = None;
                }
                channel = now;
            }
            Err(problem) if is_remembered => {
                let now = find_channel(services, token).await?;
                if now.is_same(&channel) {
                    return Err(problem);
                }
                channel = now;
            }
            Err(problem) => return Err(problem),
        }
        is_remembered = false;
    }
}

/// What decides whether a request is let in.
fn quota_of(channel: &Channel) -> (u32, u32, Overflow) {
    (channel.rate_limit_per_minute, channel.rate_limit_per_hour, channel.overflow)
}

/// Takes a request by what `channel` asks for. None: it was changed meanwhile, nothing was stored. `spent` remembers that the
/// request has its place in the quota already: it takes one, however often it is looked at.
async fn take(
    gateway: &Gateway,
    address: IpAddr,
    channel: &Arc<KnownChannel>,
    head: &http::request::Parts,
    body: Bytes,
    spent: &mut Option<Option<Admission>>,
) -> Result<Option<Response>, Problem> {
    let services = &gateway.services;
    authenticate(gateway, address, channel, head, &body).await?;
    let admission = match spent.take() {
        Some(admission) => admission,
        None => spend_quota(services, channel).await?,
    };
    if !matches!(admission, Some(Admission::Refused { .. })) {
        *spent = Some(admission);
    }
    let now = services.now();
    let (standing, deferred_until, refused) = match admission {
        None => (HeaderMap::new(), None, None),
        Some(Admission::Now(standing)) => (rate_headers::headers(&standing, now), None, None),
        Some(Admission::At(at, standing)) => (rate_headers::headers(&standing, now), Some(at), None),
        Some(Admission::Refused { window, retry_at, standing }) => {
            (rate_headers::refusal_headers(window, retry_at, standing.quota, now), None, Some(window))
        }
    };
    // That somebody wants no more texts is heard whatever the quota says.
    if let (Some(window), false) = (refused, matches!(channel.settings, ChannelSettings::Sms(_))) {
        return Err(over_quota(window).headers(standing));
    }
    let parsed = match read::read(services, channel, &head.headers, body).await {
        Ok(parsed) => parsed,
        Err(problem) => {
            note_unread(services, channel, &problem).await;
            return Err(problem.headers(standing));
        }
    };
    if let (Some(window), None) = (refused, parsed.message.unanswered.and_then(Unanswered::consent)) {
        return Err(over_quota(window).headers(standing));
    }
    let raw_body = (parsed.raw.content_type.unwrap_or_default(), parsed.raw.bytes);
    let receipt = receive_message(services, channel, parsed.message, raw_body, deferred_until).await?;
    let Some(receipt) = receipt else { return Ok(None) };
    note_refusal(services, channel, None).await;
    let mut response = answers::accepted(channel.settings.channel_type(), receipt);
    response.headers_mut().extend(standing);
    Ok(Some(response))
}

fn not_found() -> Problem {
    let detail = "no webhook has this address; it may have been deleted or got a new token";
    Problem::new(StatusCode::NOT_FOUND, "WEBHOOK_NOT_FOUND", detail)
}

async fn find_channel(services: &Services, token: Uuid) -> Result<Arc<KnownChannel>, Problem> {
    let channel = services.storage.channel_by_token(token).await?.ok_or_else(not_found)?;
    if !channel.is_active {
        let detail = "this webhook is switched off; its owner can switch it on in the dashboard";
        return Err(Problem::new(StatusCode::FORBIDDEN, "WEBHOOK_INACTIVE", detail));
    }
    Ok(channel)
}

/// Whether the caller is who they should be. Failures are counted by address and never against the channel's quota. Past
/// the limit they are told to wait, but whoever proves themselves is let in all the same: others may share the address,
/// such as everybody behind a proxy, and must not be able to lock the owner out (C17).
async fn authenticate(
    gateway: &Gateway,
    address: IpAddr,
    channel: &Channel,
    head: &http::request::Parts,
    body: &[u8],
) -> Result<(), Problem> {
    let services = &gateway.services;
    let Err(refusal) = verify(services, channel, head, body) else { return Ok(()) };
    let now = services.now();
    services.limits.addresses.failed(address, now).map_err(|wait| too_many_failures(wait, now))?;
    note_refusal(services, channel, Some(&format!("A request was refused: {refusal}."))).await;
    Err(Problem::new(StatusCode::UNAUTHORIZED, refusal.code(), refusal.to_string()))
}

/// A caller of a custom channel reads the answer; who texts or writes mail does not, so the owner is told.
async fn note_unread(services: &Services, channel: &Channel, problem: &Problem) {
    if !matches!(channel.settings, ChannelSettings::Custom(_)) {
        let reason = format!("A request could not be read: {}.", problem.detail());
        note_refusal(services, channel, Some(&reason)).await;
    }
}

fn verify(
    services: &Services,
    channel: &Channel,
    head: &http::request::Parts,
    body: &[u8],
) -> Result<(), Refusal> {
    match &channel.settings {
        ChannelSettings::Custom(settings) => {
            let keys = channel.secret_keys(services.now());
            custom::verify::verify(&settings.auth, &keys, &head.headers, body)
        }
        ChannelSettings::Sms(settings) => {
            // What Twilio was told to call, whatever a proxy made of the Host.
            let mut url = services.inbound_url(channel.token);
            if let Some(query) = head.uri.query() {
                url.push('?');
                url.push_str(query);
            }
            let content_type = read::text(&head.headers, "content-type");
            sms::verify::verify(&settings.auth_token, &url, content_type.as_deref(), &head.headers, body)
        }
        // The URL is the secret: mail servers sign nothing that could be checked here.
        ChannelSettings::Email(_) => Ok(()),
    }
}

fn over_quota(window: Window) -> Problem {
    let (code, detail) = match window {
        Window::Minute => {
            ("RATE_LIMIT_MINUTE", "this webhook takes no more requests this minute; try again later")
        }
        Window::Hour => ("RATE_LIMIT_HOUR", "this webhook takes no more requests this hour; try again later"),
    };
    Problem::new(StatusCode::TOO_MANY_REQUESTS, code, detail)
}

fn too_many_requests(wait: Wait, now: DateTime<Utc>) -> Problem {
    limited(wait, now, "too many requests come from this address; try again later")
}

fn too_many_failures(wait: Wait, now: DateTime<Utc>) -> Problem {
    limited(wait, now, "too many requests of this address failed to authenticate; try again later")
}

fn limited(wait: Wait, now: DateTime<Utc>, detail: &str) -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMIT_MINUTE", detail)
        .retry_after(rate_headers::retry_after(wait.until, now))
}
