//! The REST API: a second door to the procedures (decision 0010). A route says which procedure it is; who may call it, what
//! it takes and what it does are the procedure's. Here is only what HTTP adds: statuses, headers, ETags, idempotency keys.

mod answer;
mod call;
mod confirmations;
mod deliveries;
mod docs;
mod etag;
mod event_types;
mod events;
mod input;
mod merge;
mod messages;
mod once;
mod openapi;
mod path;
mod recoveries;
mod secrets;
mod webhook_log;
mod webhooks;

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use http::StatusCode;
use hyper::body::Bytes;
use patchbay_domain::access::Access;

use super::Problem;
use crate::actions::Services;
use crate::rpc::{self, Context, kit};

/// The largest body.
const MAX_BODY_BYTES: usize = 1024 * 1024;
/// The largest body with many events: 100 of a usual size, or 32 of the largest.
const MAX_BATCH_BYTES: usize = 8 * 1024 * 1024;

/// What every route works with.
#[derive(Clone)]
pub(super) struct Rest {
    authenticate: kit::Authenticate<Context>,
    accesses: Arc<HashMap<String, Access>>,
    document: Bytes,
}

impl Rest {
    /// # Errors
    /// A mistake in the program: the procedures do not fit together.
    pub(super) fn new(services: Services) -> Result<Self, kit::BuildError> {
        let procedures = rpc::router()?;
        let accesses = procedures.accesses().map(|(name, access)| (name.to_owned(), access)).collect();
        let document = openapi::document(&services.public_url);
        Ok(Self { authenticate: rpc::authentication(services), accesses: Arc::new(accesses), document })
    }
}

/// Everything under `/api/v1`, and webhooks under their two other names too (C3).
pub(super) fn router(rest: Rest) -> Router {
    Router::new()
        .nest("/api/v1", versioned())
        .nest("/api/v1/webhooks", webhooks())
        .nest("/api/webhooks", webhooks())
        .nest("/webhooks", webhooks())
        .merge(docs::router())
        .method_not_allowed_fallback(wrong_method)
        .with_state(rest)
}

fn webhooks() -> Router<Rest> {
    Router::new()
        .route("/", get(webhooks::list).post(webhooks::create))
        .route("/events", get(event_types::available))
        .route("/event-types", get(event_types::list))
        .route(
            "/{id}",
            get(webhooks::get).put(webhooks::replace).patch(webhooks::update).delete(webhooks::delete),
        )
        .route("/{id}/test", post(webhooks::test))
        .route("/{id}/enable", post(webhooks::enable))
        .route("/{id}/disable", post(webhooks::disable))
        .route("/{id}/secret", get(secrets::reveal))
        .route("/{id}/secret/rotate", post(secrets::rotate))
        .route("/{id}/stats", get(webhook_log::stats))
        .route("/{id}/logs", get(webhook_log::logs))
        .route("/{id}/deliveries", get(webhook_log::deliveries))
        .route("/{id}/deliveries/{delivery_id}", get(webhook_log::delivery))
        .route("/{id}/deliveries/{delivery_id}/retry", post(webhook_log::retry))
}

fn versioned() -> Router<Rest> {
    Router::new()
        .route("/events", get(events::list).post(events::publish))
        .route("/events/batch", post(events::publish_many))
        .route("/events/{id}", get(events::get))
        .route("/events/{id}/replay", post(events::replay))
        .route("/events/{id}/deliveries", get(events::deliveries))
        .route("/event-types", get(event_types::list).post(event_types::register))
        .route("/event-types/{name}", get(event_types::get).delete(event_types::archive))
        .route("/event-types/{name}/restore", post(event_types::restore))
        .route("/deliveries", get(deliveries::list))
        .route("/deliveries/{id}", get(deliveries::get))
        .route("/deliveries/{id}/retry", post(deliveries::retry))
        .route("/deliveries/{id}/cancel", post(deliveries::cancel))
        .route("/integrations/logs", get(deliveries::logs))
        .route("/recoveries", get(recoveries::list).post(recoveries::start))
        .route("/recoveries/preview", get(recoveries::preview))
        .route("/recoveries/{id}", get(recoveries::get))
        .route("/confirmations", get(confirmations::list))
        .route("/confirmations/{id}", get(confirmations::get).post(confirmations::settle))
        .route("/messages/{id}", get(messages::get))
}

/// A known address, called by a method that it has not; axum says in `Allow` which ones it has.
async fn wrong_method() -> Problem {
    let detail = "This address is not called by this method; the Allow header says by which.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", detail)
}
