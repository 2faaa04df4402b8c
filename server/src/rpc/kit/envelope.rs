//! rspc's envelope around every answer, and the headers every answer carries.

use axum::body::Body;
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::{ResponseCookies, RpcError};

/// The header that names a request, in the answer and in the log.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

#[derive(Serialize)]
struct Envelope<T> {
    jsonrpc: &'static str,
    id: (),
    result: Outcome<T>,
}

#[derive(Serialize)]
struct Outcome<T> {
    r#type: &'static str,
    data: T,
}

#[derive(Serialize)]
struct Failure<'error> {
    code: u16,
    message: &'error str,
    data: &'error RpcError,
}

/// 200 with `data` in the envelope.
pub(super) fn success(data: impl Serialize) -> Result<Response, RpcError> {
    let envelope = Envelope { jsonrpc: "2.0", id: (), result: Outcome { r#type: "response", data } };
    let body = serde_json::to_vec(&envelope).map_err(RpcError::internal)?;
    Ok(json(StatusCode::OK, body))
}

/// The error with its own HTTP status, in the envelope.
pub(super) fn failure(error: &RpcError) -> Response {
    let status = error.code.status();
    let data = Failure { code: status.as_u16(), message: &error.message, data: error };
    let envelope = Envelope { jsonrpc: "2.0", id: (), result: Outcome { r#type: "error", data } };
    // Strings, numbers and lists of them: this cannot fail, and an empty body would still carry the status.
    let mut response = json(status, serde_json::to_vec(&envelope).unwrap_or_default());
    if let Some(seconds) = error.retry_after_seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// What every answer says: do not keep it, this is its request, and the cookies that were set on the way.
pub(super) fn finish(headers: &mut HeaderMap, request_id: &str, cookies: &ResponseCookies) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(request_id) {
        headers.insert(REQUEST_ID, value);
    }
    for cookie in cookies.take() {
        match HeaderValue::from_str(&cookie) {
            Ok(value) => {
                headers.append(SET_COOKIE, value);
            }
            Err(_) => tracing::error!(request_id, "a cookie has characters that a header cannot carry"),
        }
    }
}
