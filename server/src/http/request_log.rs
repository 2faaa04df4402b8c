//! Every request gets an id, in its answer and in the log; no address is logged, since an inbound one is a secret: the
//! route is.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::CONTENT_LENGTH;
use http::{HeaderName, HeaderValue};
use patchbay_domain::ids::uuid_at;
use patchbay_domain::request::RequestId;
use tracing::Instrument;

use super::problem::ProblemBody;
use crate::actions::Services;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Names a request, follows it, and says how it went.
pub(super) async fn log(State(services): State<Services>, mut request: Request, next: Next) -> Response {
    let began = services.now();
    let id = uuid_at(began, &*services.entropy).to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let route = match request.extensions().get::<MatchedPath>() {
        Some(route) => route.as_str().to_owned(),
        // A procedure's path is its name, which is no secret; anything else may be one.
        None if request.uri().path().starts_with("/rspc/") => request.uri().path().to_owned(),
        None => "unknown".to_owned(),
    };
    let span = tracing::info_span!("request", id, %method, route);
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let milliseconds = (services.now() - began).num_milliseconds();
    span.in_scope(|| match status {
        500.. => tracing::warn!(status, milliseconds, "answered"),
        _ => tracing::debug!(status, milliseconds, "answered"),
    });
    if let Some(ProblemBody(mut body)) = response.extensions_mut().remove::<ProblemBody>() {
        body["requestId"] = serde_json::json!(id);
        body["instance"] = serde_json::json!(format!("urn:uuid:{id}"));
        response.headers_mut().remove(CONTENT_LENGTH);
        *response.body_mut() = axum::body::Body::from(body.to_string());
    }
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().entry(HEADER).or_insert(value);
    }
    response
}
