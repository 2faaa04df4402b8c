//! HTTP outside the procedures: the inbound gateway, health, the embedded dashboard.

mod dashboard;
mod health;
mod inbound;
mod problem;
mod request_log;
mod unread_body;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;

pub use problem::Problem;

use crate::actions::Services;

/// Everything under the public URL. `procedures` is what answers under `/rspc`.
pub fn router(services: Services, procedures: Router) -> Router {
    Router::new()
        .route("/api/webhooks/inbound/{token}", post(inbound::receive).fallback(inbound::wrong_method))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/api/v1/webhooks/health", get(health::ready))
        .merge(dashboard::router())
        .fallback(unknown)
        // The inbound gateway limits bodies itself, after it knows the channel.
        .layer(DefaultBodyLimit::disable())
        .with_state(services.clone())
        .nest("/rspc", procedures)
        .layer(middleware::from_fn(unread_body::drain))
        .layer(middleware::from_fn_with_state(services, request_log::log))
}

async fn unknown() -> Response {
    Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND", "there is nothing at this address").into_response()
}
