//! Messages, whole: an event carries the beginning of a long one.

use axum::extract::{Request, State};

use super::Rest;
use super::answer::{self, Answer};
use super::path::Id;
use crate::rpc::messages as rpc;
use crate::rpc::wire::message::Message;
use crate::rpc::wire::page::ById;

/// Get a message
#[utoipa::path(get, path = "/api/v1/messages/{id}", tag = "Messages", operation_id = "getMessage",
    responses((status = 200, description = "The message.", body = Message)))]
pub(super) async fn get(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    // As reading the messages of a webhook, of which this is one.
    let call = rest.call(request, "webhooks.getMessages").await?;
    answer::ok(&rpc::get(call.context, ById { id }).await?)
}
