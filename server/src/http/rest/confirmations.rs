//! What waits for a member's yes or no.

use axum::extract::{Request, State};

use super::answer::{self, Answer};
use super::input::decoded;
use super::path::Id;
use super::{MAX_BODY_BYTES, Rest};
use crate::rpc::confirmations as rpc;
use crate::rpc::wire::confirmation::{
    Confirmation, ConfirmationAnswer, ConfirmationList, ConfirmationSettle,
};
use crate::rpc::wire::page::{ById, Page};

/// List what waits for a yes or no
#[utoipa::path(get, path = "/api/v1/confirmations", tag = "Confirmations", operation_id = "listConfirmations",
    params(ConfirmationList), responses((status = 200, description = "A page of confirmations, newest first.", body = Page<Confirmation>)))]
pub(super) async fn list(State(rest): State<Rest>, request: Request) -> Answer {
    let call = rest.call(request, "confirmations.list").await?;
    let list: ConfirmationList = call.query(&[])?;
    answer::ok(&rpc::list(call.context, list).await?)
}

/// Get a confirmation
#[utoipa::path(get, path = "/api/v1/confirmations/{id}", tag = "Confirmations", operation_id = "getConfirmation",
    responses((status = 200, description = "Where it stands.", body = Confirmation)))]
pub(super) async fn get(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "confirmations.get").await?;
    answer::ok(&rpc::get(call.context, ById { id }).await?)
}

/// Say yes or no to what waits
#[utoipa::path(post, path = "/api/v1/confirmations/{id}", tag = "Confirmations", operation_id = "settleConfirmation",
    request_body(content = ConfirmationAnswer, example = json!({ "agree": true })), responses((status = 200, description = "It is settled, and what was agreed to is done.", body = Confirmation)))]
pub(super) async fn settle(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let mut call = rest.call(request, "confirmations.settle").await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, |context, body| async move {
        let answer: ConfirmationAnswer = decoded(&body)?;
        answer::ok(&rpc::settle(context, ConfirmationSettle { id, agree: answer.agree }).await?)
    })
    .await
}
