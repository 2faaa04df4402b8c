//! Many deliveries that are tried again.

use axum::extract::{Request, State};

use super::answer::{self, Answer};
use super::input::decoded;
use super::path::Id;
use super::{MAX_BODY_BYTES, Rest};
use crate::rpc::recoveries as rpc;
use crate::rpc::wire::page::{ById, Page};
use crate::rpc::wire::recovery::{Recovery, RecoveryList, RecoveryPreview, RecoveryStart};

/// List recoveries
#[utoipa::path(get, path = "/api/v1/recoveries", tag = "Recoveries", operation_id = "listRecoveries",
    params(RecoveryList), responses((status = 200, description = "A page of recoveries, newest first.", body = Page<Recovery>)))]
pub(super) async fn list(State(rest): State<Rest>, request: Request) -> Answer {
    let call = rest.call(request, "recoveries.list").await?;
    let list: RecoveryList = call.query(&[])?;
    answer::ok(&rpc::list(call.context, list).await?)
}

/// Count what a recovery would try again
#[utoipa::path(get, path = "/api/v1/recoveries/preview", tag = "Recoveries", operation_id = "previewRecovery",
    params(RecoveryStart), responses((status = 200, description = "How many deliveries.", body = RecoveryPreview)))]
pub(super) async fn preview(State(rest): State<Rest>, request: Request) -> Answer {
    let call = rest.call(request, "recoveries.preview").await?;
    let filter: RecoveryStart = call.query(&[])?;
    answer::ok(&rpc::preview(call.context, filter).await?)
}

/// Try many deliveries again
#[utoipa::path(post, path = "/api/v1/recoveries", tag = "Recoveries", operation_id = "startRecovery",
    request_body(content = RecoveryStart, example = json!({ "since": "2026-01-11T09:00:00Z", "statuses": ["failed"] })), responses((status = 202, description = "It is under way.", body = Recovery)))]
pub(super) async fn start(State(rest): State<Rest>, request: Request) -> Answer {
    let mut call = rest.call(request, "recoveries.start").await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, |context, body| async move {
        let recovery = rpc::start(context, decoded(&body)?).await?;
        answer::accepted(format!("/api/v1/recoveries/{}", recovery.id), &recovery)
    })
    .await
}

/// Get a recovery
#[utoipa::path(get, path = "/api/v1/recoveries/{id}", tag = "Recoveries", operation_id = "getRecovery",
    responses((status = 200, description = "How far it is.", body = Recovery)))]
pub(super) async fn get(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "recoveries.get").await?;
    answer::ok(&rpc::get(call.context, ById { id }).await?)
}
