//! HTTP outside the procedures: the inbound gateway, the REST API, attachments, health, the embedded dashboard.

mod attachments;
mod client_address;
mod dashboard;
mod health;
mod inbound;
mod problem;
mod rate_headers;
mod request_log;
mod rest;
mod unread_body;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use ipnet::IpNet;

pub use problem::Problem;

use crate::actions::Services;
use crate::config::LimitsConfig;
use crate::rpc::kit::BuildError;
use inbound::Gateway;

/// Everything under the public URL. `procedures` is what answers under `/rspc`.
///
/// # Errors
/// A mistake in the program: the procedures do not fit together.
pub fn router(services: Services, procedures: Router, limits: &LimitsConfig) -> Result<Router, BuildError> {
    let trusted_proxies: Arc<[IpNet]> = limits.trusted_proxies.clone().into();
    let gateway = Gateway { services: services.clone(), trusted_proxies: Arc::clone(&trusted_proxies) };
    let inbound = Router::new()
        .route("/api/webhooks/inbound/{token}", post(inbound::receive).fallback(inbound::wrong_method))
        .route("/api/webhooks/inbound/{token}/verify", get(inbound::challenge).fallback(inbound::not_a_get))
        .with_state(gateway);
    let rest = rest::router(rest::Rest::new(services.clone())?);
    Ok(Router::new()
        .route("/api/v1/messages/{id}/attachments/{index}", get(attachments::download))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/api/v1/webhooks/health", get(health::ready))
        .merge(dashboard::router())
        .fallback(unknown)
        .with_state(services.clone())
        .merge(inbound)
        .merge(rest)
        // The inbound gateway limits bodies itself, after it knows the channel.
        .layer(DefaultBodyLimit::disable())
        .nest("/rspc", procedures)
        .layer(middleware::from_fn_with_state(trusted_proxies, client_address::note))
        .layer(middleware::from_fn(unread_body::drain))
        .layer(middleware::from_fn_with_state(services, request_log::log)))
}

async fn unknown() -> Response {
    Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND", "there is nothing at this address").into_response()
}
