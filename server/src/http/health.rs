//! Signs of life, for whoever watches: the process, and whether it can work.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde_json::json;

use super::Problem;
use crate::actions::Services;

/// `GET /healthz`: the process answers.
pub(super) async fn alive() -> Response {
    ok()
}

/// `GET /readyz` and `GET /api/v1/webhooks/health` (002 §7.3.2): the database answers too.
pub(super) async fn ready(State(services): State<Services>) -> Response {
    match services.storage.ping().await {
        Ok(()) => ok(),
        Err(error) => Problem::from(error).into_response(),
    }
}

fn ok() -> Response {
    let body = json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") });
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], body.to_string()).into_response()
}
