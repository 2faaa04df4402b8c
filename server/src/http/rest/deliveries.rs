//! What left, across all webhooks.

use axum::extract::{Request, State};

use super::answer::{self, Answer};
use super::input::{decoded_of, refuse_all};
use super::path::Id;
use super::{MAX_BODY_BYTES, Rest};
use crate::rpc::deliveries as rpc;
use crate::rpc::wire::delivery::{Delivery, DeliveryDetail, DeliveryList, DeliveryPage, DeliveryRetry};
use crate::rpc::wire::page::ById;
use crate::rpc::wire::rest::LogPage;

/// List deliveries
#[utoipa::path(get, path = "/api/v1/deliveries", tag = "Deliveries", operation_id = "listDeliveries",
    params(DeliveryList), responses((status = 200, description = "A page of deliveries, newest first.", body = DeliveryPage)))]
pub(super) async fn list(State(rest): State<Rest>, request: Request) -> Answer {
    let call = rest.call(request, "deliveries.list").await?;
    let list: DeliveryList = call.query_of_webhook().await?;
    answer::ok(&rpc::list(call.context, list).await?)
}

/// Search the log
///
/// Each delivery with its payload and how its latest try went, newest first (000).
#[utoipa::path(get, path = "/api/v1/integrations/logs", tag = "Deliveries", operation_id = "searchLogs",
    params(DeliveryList), responses((status = 200, description = "A page of the log.", body = LogPage)))]
pub(super) async fn logs(State(rest): State<Rest>, request: Request) -> Answer {
    let call = rest.call(request, "deliveries.list").await?;
    let list: DeliveryList = call.query_of_webhook().await?;
    answer::ok(&rpc::log(call.context, list).await?)
}

/// Get a delivery
#[utoipa::path(get, path = "/api/v1/deliveries/{id}", tag = "Deliveries", operation_id = "getDelivery",
    responses((status = 200, description = "The delivery with its attempts.", body = DeliveryDetail)))]
pub(super) async fn get(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "deliveries.get").await?;
    answer::ok(&rpc::get(call.context, ById { id }).await?)
}

/// Retry a delivery
///
/// The same delivery under the same `webhook-id`, with the whole list of delays anew.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/retry", tag = "Deliveries", operation_id = "retryDelivery",
    request_body = Option<DeliveryRetry>, responses((status = 200, description = "It is due again.", body = Delivery)))]
pub(super) async fn retry(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let mut call = rest.call(request, "deliveries.retry").await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, |context, body| async move {
        answer::ok(&rpc::retry(context, decoded_of(&body, &[("id", &id)])?).await?)
    })
    .await
}

/// Cancel a delivery
///
/// It is not tried again.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/cancel", tag = "Deliveries", operation_id = "cancelDelivery",
    responses((status = 200, description = "It is cancelled.", body = Delivery)))]
pub(super) async fn cancel(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let mut call = rest.call(request, "deliveries.cancel").await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, |context, body| async move {
        refuse_all(&body)?;
        answer::ok(&rpc::cancel(context, ById { id }).await?)
    })
    .await
}
