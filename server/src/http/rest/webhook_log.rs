//! What left through a webhook (C32): its deliveries, the same as a log by the words of 004, and what was counted.

use axum::extract::{Request, State};

use super::answer::{self, Answer};
use super::call::{Call, Kind};
use super::input::decoded_of;
use super::path::{Id, Ids};
use super::{MAX_BODY_BYTES, Rest};
use crate::actions::{ActionError, Missing};
use crate::http::Problem;
use crate::rpc::wire::delivery::{Delivery, DeliveryDetail, DeliveryList, DeliveryPage, DeliveryRetry};
use crate::rpc::wire::page::ById;
use crate::rpc::wire::rest::{LogPage, WebhookStats};
use crate::rpc::{any_webhook, deliveries as rpc};

/// Count what went through a webhook
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/stats", tag = "Webhooks", operation_id = "getWebhookStats",
    responses((status = 200, description = "What was counted.", body = WebhookStats)))]
pub(super) async fn stats(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "webhooks.get").await?;
    let (by, kind) = call.webhook(&id).await?;
    if kind == Kind::Subscription {
        call.needs("subscriptions.get")?;
    }
    let id = by.id.parse().map_err(|_| ActionError::NotFound(Missing::Webhook))?;
    answer::ok(&any_webhook::stats(call.context, id).await?)
}

/// Read a webhook's log
///
/// Each delivery with its payload and how its latest try went, newest first.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/logs", tag = "Webhooks", operation_id = "listWebhookLogs",
    params(DeliveryList), responses((status = 200, description = "A page of the log.", body = LogPage)))]
pub(super) async fn logs(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "deliveries.list").await?;
    let list = of_webhook(&call, &id).await?;
    answer::ok(&rpc::log(call.context, list).await?)
}

/// List a webhook's deliveries
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/deliveries", tag = "Webhooks",
    operation_id = "listWebhookDeliveries", params(DeliveryList),
    responses((status = 200, description = "A page of deliveries, newest first.", body = DeliveryPage)))]
pub(super) async fn deliveries(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "deliveries.list").await?;
    let list = of_webhook(&call, &id).await?;
    answer::ok(&rpc::list(call.context, list).await?)
}

async fn of_webhook(call: &Call, id: &str) -> Result<DeliveryList, Problem> {
    let (by, _) = call.webhook(id).await?;
    call.query(&[("webhookId", &by.id)])
}

/// Get a webhook's delivery
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/deliveries/{delivery_id}", tag = "Webhooks",
    operation_id = "getWebhookDelivery",
    responses((status = 200, description = "The delivery with its attempts.", body = DeliveryDetail)))]
pub(super) async fn delivery(State(rest): State<Rest>, Ids(id, delivery): Ids, request: Request) -> Answer {
    let call = rest.call(request, "deliveries.get").await?;
    answer::ok(&one(&call, &id, delivery).await?)
}

/// Retry a webhook's delivery
///
/// The same delivery under the same `webhook-id`, with the whole list of delays anew.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/deliveries/{delivery_id}/retry", tag = "Webhooks",
    operation_id = "retryWebhookDelivery", request_body = Option<DeliveryRetry>,
    responses((status = 200, description = "It is due again.", body = Delivery)))]
pub(super) async fn retry(State(rest): State<Rest>, Ids(id, delivery): Ids, request: Request) -> Answer {
    let mut call = rest.call(request, "deliveries.retry").await?;
    let delivery = one(&call, &id, delivery).await?.delivery.id;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, |context, body| async move {
        answer::ok(&rpc::retry(context, decoded_of(&body, &[("id", &delivery)])?).await?)
    })
    .await
}

/// A delivery of this webhook, and no other's.
async fn one(call: &Call, id: &str, delivery: String) -> Result<DeliveryDetail, Problem> {
    let (by, _) = call.webhook(id).await?;
    let found = rpc::get(call.context.clone(), ById { id: delivery }).await?;
    if found.delivery.webhook_id != by.id {
        return Err(ActionError::NotFound(Missing::Delivery).into());
    }
    Ok(found)
}
