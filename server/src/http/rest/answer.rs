//! What goes out.

use axum::body::Body;
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;

use super::etag;
use crate::http::Problem;
use crate::rpc::kit::RpcError;

/// What a route answers.
pub(super) type Answer = Result<Response, Problem>;

/// 200 with this.
pub(super) fn ok(value: &impl Serialize) -> Answer {
    json(StatusCode::OK, value)
}

/// 201 with this, which is found at `location` from now on.
pub(super) fn created(location: String, value: &impl Serialize) -> Answer {
    at(StatusCode::CREATED, location, value)
}

/// 202 with this: it is under way, and `location` says how far.
pub(super) fn accepted(location: String, value: &impl Serialize) -> Answer {
    at(StatusCode::ACCEPTED, location, value)
}

/// 204.
pub(super) fn no_content() -> Response {
    with_status(StatusCode::NO_CONTENT, Body::empty())
}

/// A thing that has versions, with its ETag.
pub(super) fn versioned(status: StatusCode, version: &str, value: &impl Serialize) -> Answer {
    let body = written(value)?;
    let tag = etag::of(version, &body);
    let mut response = with_status(status, Body::from(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    // It may be kept, and asked for again with If-None-Match.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(ETAG, tag);
    Ok(response)
}

/// The same where it is read, unless the reader has it already.
pub(super) fn read_versioned(request: &HeaderMap, version: &str, value: &impl Serialize) -> Answer {
    let mut response = versioned(StatusCode::OK, version, value)?;
    if response.headers().get(ETAG).is_some_and(|tag| etag::is_known(request, tag)) {
        response.headers_mut().remove(CONTENT_TYPE);
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
    }
    Ok(response)
}

fn at(status: StatusCode, location: String, value: &impl Serialize) -> Answer {
    let mut response = json(status, value)?;
    let location = HeaderValue::try_from(location).map_err(RpcError::internal)?;
    response.headers_mut().insert(LOCATION, location);
    Ok(response)
}

fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    let mut response = with_status(status, Body::from(written(value)?));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

fn written(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    Ok(serde_json::to_vec(value).map_err(RpcError::internal)?)
}

fn with_status(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
