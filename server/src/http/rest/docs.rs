//! `/api/openapi.json`, and `/api/docs`: a page that shows it. The page is part of the binary and loads nothing from
//! elsewhere.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use hyper::body::Bytes;

use super::Rest;

const PAGE: &str = include_str!("docs/page.html");
const SCRIPT: &str = include_str!("docs/page.js");
const STYLE: &str = include_str!("docs/page.css");

/// Its own script and style, the document, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

pub(super) fn router() -> Router<Rest> {
    Router::new()
        .route("/api/openapi.json", get(document))
        .route("/api/docs", get(async || file("text/html; charset=utf-8", PAGE)))
        .route("/api/docs/page.js", get(async || file("text/javascript; charset=utf-8", SCRIPT)))
        .route("/api/docs/page.css", get(async || file("text/css; charset=utf-8", STYLE)))
}

async fn document(State(rest): State<Rest>) -> Response {
    file("application/json", rest.document)
}

fn file(content_type: &'static str, text: impl Into<Bytes>) -> Response {
    let mut response = text.into().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    // Another binary may have another one.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
