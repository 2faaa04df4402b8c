//! Webhooks of every kind, under `/api/v1/webhooks`, `/api/webhooks` and `/webhooks`.

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use http::StatusCode;
use serde_json::{Value, json};

use super::answer::{self, Answer};
use super::call::{Call, Kind};
use super::input::{self, decoded_of};
use super::path::Id;
use super::{MAX_BODY_BYTES, Rest, etag, merge};
use crate::actions::ActionError;
use crate::http::Problem;
use crate::http::problem::ProblemField;
use crate::rpc::kit::{ErrorCode, RpcError, decode_strictly};
use crate::rpc::wire::page::{ById, Page};
use crate::rpc::wire::rest::{
    AnyWebhook, AnyWebhookList, NewWebhook, WebhookInput, WebhookPatch, WebhookRemoval, WebhookReplacement,
};
use crate::rpc::wire::subscription_input::SubscriptionTest;
use crate::rpc::wire::webhook::{WebhookDelete, WebhookKind, WebhookTest, WebhookTestResult};
use crate::rpc::{Context, any_webhook, subscriptions, webhooks};

/// List webhooks
///
/// Channels and subscriptions, newest first. Under `/api/webhooks` subscriptions alone, unless `kind` asks for others.
#[utoipa::path(get, path = "/api/v1/webhooks", tag = "Webhooks", operation_id = "listWebhooks", params(AnyWebhookList),
    responses((status = 200, description = "A page of webhooks.", body = Page<AnyWebhook>)))]
pub(super) async fn list(State(rest): State<Rest>, request: Request) -> Answer {
    let call = rest.call(request, "webhooks.list").await?;
    let mut list: AnyWebhookList = call.query(&[])?;
    if call.route.ends_with(" /api/webhooks") {
        list.kind.get_or_insert(WebhookKind::Subscription);
    }
    answer::ok(&any_webhook::list(call.context, list).await?)
}

/// Create a webhook
///
/// Its shape says of which kind it is: `channelType` makes a channel, `url` and `events` a subscription, for which an admin
/// is needed. The secret is in this answer alone.
#[utoipa::path(post, path = "/api/v1/webhooks", tag = "Webhooks", operation_id = "createWebhook",
    request_body(content = WebhookInput, example = json!({ "url": "https://example.com/hook", "events": ["lead.*"] })), responses((status = 201, description = "It is made.", body = NewWebhook)))]
pub(super) async fn create(State(rest): State<Rest>, request: Request) -> Answer {
    let mut call = rest.call(request, "webhooks.create").await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    let members = Value::Object(input::object(&body)?);
    let has = |name| members.get(name).is_some();
    match (has("channelType"), has("url") || has("events")) {
        (true, _) => {
            let input = decode_strictly(members)?;
            call.once(body, |context, _| async move {
                let made = webhooks::create(context, input).await?;
                new(&made.webhook.id, &made.webhook.version, &made)
            })
            .await
        }
        (false, true) => {
            call.needs("subscriptions.create")?;
            let input = decode_strictly(members)?;
            call.once(body, |context, _| async move {
                let made = subscriptions::create(context, input).await?;
                new(&made.subscription.id, &made.subscription.version, &made)
            })
            .await
        }
        (false, false) => Err(shapeless()),
    }
}

fn new(id: &str, version: &str, made: &impl serde::Serialize) -> Answer {
    let mut answer = answer::created(format!("/api/v1/webhooks/{id}"), made)?;
    let tag = answer::versioned(StatusCode::CREATED, version, made)?;
    // The tag of what was made, which later answers show without its secret.
    if let Some(tag) = tag.headers().get(http::header::ETAG) {
        answer.headers_mut().insert(http::header::ETAG, tag.clone());
    }
    Ok(answer)
}

fn shapeless() -> Problem {
    let detail = "A channel has `channelType`, a subscription has `url` and `events`: one of these is missing. Triggers \
                  cannot be made yet.";
    let field =
        |field: &str, message: &str| ProblemField { field: field.to_owned(), message: message.to_owned() };
    Problem::new(StatusCode::BAD_REQUEST, ErrorCode::InvalidPayload.name(), detail).fields([
        field("channelType", "is missing, for a channel"),
        field("url", "is missing, for a subscription"),
        field("events", "is missing, for a subscription"),
    ])
}

/// Get a webhook
#[utoipa::path(get, path = "/api/v1/webhooks/{id}", tag = "Webhooks", operation_id = "getWebhook",
    responses((status = 200, description = "The webhook, secrets masked.", body = AnyWebhook),
        (status = 304, description = "It is as `If-None-Match` says.")))]
pub(super) async fn get(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "webhooks.get").await?;
    let (by, kind) = call.webhook(&id).await?;
    let shown = shown(&call.context, by, kind).await?;
    answer::read_versioned(&call.parts.headers, version(&shown), &shown)
}

pub(super) async fn shown(context: &Context, by: ById, kind: Kind) -> Result<AnyWebhook, RpcError> {
    let context = context.clone();
    Ok(match kind {
        Kind::Channel => AnyWebhook::Channel(Box::new(webhooks::get(context, by).await?)),
        Kind::Subscription => AnyWebhook::Subscription(Box::new(subscriptions::get(context, by).await?)),
    })
}

pub(super) fn version(webhook: &AnyWebhook) -> &str {
    match webhook {
        AnyWebhook::Channel(one) => &one.version,
        AnyWebhook::Subscription(one) => &one.version,
    }
}

/// The version that the caller saw, where they say so (`If-Match`).
async fn seen(call: &Call, by: &ById, kind: Kind) -> Result<Option<String>, Problem> {
    let Some(mut seen) = etag::seen(&call.parts.headers) else { return Ok(None) };
    if seen.len() > 1 {
        // Whichever of these it is, if it is one.
        let current = shown(&call.context, by.clone(), kind).await?;
        seen.retain(|seen| seen == version(&current));
    }
    Ok(Some(seen.pop().ok_or(ActionError::Changed)?))
}

/// Begins a change of a webhook: who calls, which one, of which kind, and as which version they saw it.
async fn change(
    rest: &Rest,
    request: Request,
    id: &str,
    (of_channel, of_subscription): (&'static str, &'static str),
) -> Result<(Call, ById, Kind, Option<String>), Problem> {
    let call = rest.call(request, of_channel).await?;
    let (by, kind) = call.webhook(id).await?;
    if kind == Kind::Subscription {
        call.needs(of_subscription)?;
    }
    let seen = seen(&call, &by, kind).await?;
    Ok((call, by, kind, seen))
}

/// Replace a webhook
///
/// Everything its owner sets: what is missing is as by default. A secret in its masked form stands for what is stored.
#[utoipa::path(put, path = "/api/v1/webhooks/{id}", tag = "Webhooks", operation_id = "replaceWebhook",
    request_body(content = WebhookReplacement, example = json!({ "url": "https://example.com/hook", "events": ["lead.created", "task.*"] })), responses((status = 200, description = "It is replaced.", body = AnyWebhook)))]
pub(super) async fn replace(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let procedures = ("webhooks.update", "subscriptions.update");
    let (mut call, by, kind, seen) = change(&rest, request, &id, procedures).await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    let mut members = input::object(&body)?;
    let shown = match kind {
        Kind::Channel => {
            let is_active = match members.remove("isActive") {
                None | Some(Value::Null) => None,
                Some(Value::Bool(is_active)) => Some(is_active),
                Some(_) => return Err(RpcError::invalid_field("isActive", "must be true or false").into()),
            };
            let input = decode_strictly(Value::Object(members))?;
            let replaced = webhooks::replace(call.context, by, input, is_active, seen).await?;
            AnyWebhook::Channel(Box::new(replaced))
        }
        Kind::Subscription => {
            let input = decode_strictly(Value::Object(members))?;
            AnyWebhook::Subscription(Box::new(subscriptions::replace(call.context, by, input, seen).await?))
        }
    };
    answer::versioned(StatusCode::OK, version(&shown), &shown)
}

/// Change a webhook
///
/// A merge patch (RFC 7396): what is missing stays, null sets back, maps are merged.
#[utoipa::path(patch, path = "/api/v1/webhooks/{id}", tag = "Webhooks", operation_id = "updateWebhook",
    request_body(content((WebhookPatch = "application/json", example = json!({ "metadata": { "team": "sales" } })),
        (WebhookPatch = "application/merge-patch+json"))),
    responses((status = 200, description = "It is changed.", body = AnyWebhook)))]
pub(super) async fn update(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let procedures = ("webhooks.update", "subscriptions.update");
    let (mut call, by, kind, seen) = change(&rest, request, &id, procedures).await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    let patch = input::object(&body)?;
    let shown = merge::update(&call.context, &by, kind, patch, seen).await?;
    answer::versioned(StatusCode::OK, version(&shown), &shown)
}

/// Delete a webhook
///
/// Its log stays, and it can be restored. With `purge` it is removed for good: what happened by it can still be read by the
/// lists of deliveries, events and messages, but nothing brings it back.
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", tag = "Webhooks", operation_id = "deleteWebhook", params(WebhookRemoval),
    responses((status = 204, description = "It is deleted.")))]
pub(super) async fn delete(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "webhooks.delete").await?;
    let WebhookRemoval { purge } = call.query(&[])?;
    // What is deleted is gone for everything but this.
    let (by, kind) = call.any_webhook(&id, purge == Some(true)).await?;
    if kind == Kind::Subscription {
        call.needs("subscriptions.delete")?;
    }
    let seen = seen(&call, &by, kind).await?;
    let input = WebhookDelete { id: by.id, purge };
    match kind {
        Kind::Channel => webhooks::remove(call.context, input, seen).await?,
        Kind::Subscription => subscriptions::remove(call.context, input, seen).await?,
    };
    Ok(answer::no_content())
}

/// What a test sends.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "the shape of a body for OpenAPI; never made")]
pub(super) struct TestInput {
    /// Of a subscription: the type of event to send; `webhook.test` if not given.
    event_type: Option<String>,
    /// What to send; a sample if not given.
    payload: Option<crate::rpc::wire::value::Json>,
    /// POST or PUT, for this test alone; as the webhook's deliveries are sent if not given.
    method: Option<String>,
    /// Headers for this test alone, up to 20, beside the webhook's own and over them. A masked value stands for what is
    /// stored.
    headers: Option<BTreeMap<String, String>>,
}

/// Test a webhook
///
/// Sends a sample, or the payload, to its address and waits for the answer.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/test", tag = "Webhooks", operation_id = "testWebhook",
    request_body = Option<TestInput>, responses((status = 200, description = "It arrived.", body = WebhookTestResult),
        (status = 502, description = "It did not arrive; `result` says why.", body = super::openapi::ProblemDocument, content_type = "application/problem+json")))]
pub(super) async fn test(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let (mut call, by, kind, _) =
        change(&rest, request, &id, ("webhooks.test", "subscriptions.test")).await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, move |context, body| async move {
        let path = [("id", by.id.as_str())];
        let result = match kind {
            Kind::Channel => webhooks::test(context, decoded_of::<WebhookTest>(&body, &path)?).await?,
            Kind::Subscription => {
                subscriptions::test(context, decoded_of::<SubscriptionTest>(&body, &path)?).await?
            }
        };
        if result.success { answer::ok(&result) } else { Err(not_delivered(&result)) }
    })
    .await
}

/// 002 Appendix B: `DELIVERY_FAILED` (C44).
fn not_delivered(result: &WebhookTestResult) -> Problem {
    let detail = result.error.as_deref().unwrap_or("It did not arrive.");
    Problem::new(StatusCode::BAD_GATEWAY, ErrorCode::DeliveryFailed.name(), detail)
        .with("result", json!(result))
}

/// Switch a webhook on
///
/// What was held for a subscription leaves.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/enable", tag = "Webhooks", operation_id = "enableWebhook",
    responses((status = 200, description = "It is on.", body = AnyWebhook)))]
pub(super) async fn enable(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    switch(&rest, request, &id, true).await
}

/// Switch a webhook off
///
/// A channel takes no messages; what happens is held for a subscription.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/disable", tag = "Webhooks", operation_id = "disableWebhook",
    responses((status = 200, description = "It is off.", body = AnyWebhook)))]
pub(super) async fn disable(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    switch(&rest, request, &id, false).await
}

async fn switch(rest: &Rest, request: Request, id: &str, is_active: bool) -> Answer {
    let of_subscription = if is_active { "subscriptions.enable" } else { "subscriptions.disable" };
    let (mut call, by, kind, seen) = change(rest, request, id, ("webhooks.update", of_subscription)).await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, move |context, body| async move {
        input::refuse_all(&body)?;
        let patch = serde_json::Map::from_iter([("isActive".to_owned(), Value::from(is_active))]);
        let shown = merge::update(&context, &by, kind, patch, seen).await?;
        answer::versioned(StatusCode::OK, version(&shown), &shown)
    })
    .await
}
