//! What both databases have in common: a body waits to be written, and its sender until it is committed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use uuid::Uuid;

/// What waits to be written.
pub(crate) struct Waiting {
    /// What it is kept under.
    pub(crate) id: Uuid,
    /// What came.
    pub(crate) body: String,
    /// Told after the commit; dropped where there was none.
    pub(crate) committed: oneshot::Sender<()>,
}

/// Posts to `/` are handed to the writer.
pub(crate) fn router(writer: UnboundedSender<Waiting>) -> Router {
    Router::new().route("/", post(keep)).with_state(writer)
}

#[expect(clippy::disallowed_methods, reason = "nothing here is repeated by a test")]
async fn keep(
    State(writer): State<UnboundedSender<Waiting>>,
    body: String,
) -> Result<Json<Value>, StatusCode> {
    let (id, (committed, commit)) = (Uuid::now_v7(), oneshot::channel());
    writer.send(Waiting { id, body, committed }).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    commit.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(json!({ "accepted": true, "id": id })))
}
