//! The dashboard, embedded in the binary: `/app` and below it; `/` leads there.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY};
use http::{HeaderValue, StatusCode};
use rust_embed::RustEmbed;

use super::Problem;
use crate::actions::Services;

/// What `npm run build` wrote; without it the server still builds, and says so to whoever asks for a page.
#[derive(RustEmbed)]
#[folder = "../web-client/dist"]
#[allow_missing = true]
struct Files;

/// Everything from here, nothing from elsewhere; Mantine sets styles on elements.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

pub(super) fn router() -> Router<Services> {
    Router::new()
        .route("/", get(async || Redirect::temporary("/app/")))
        .route("/app", get(async || Redirect::temporary("/app/")))
        .route("/app/", get(async || page()))
        .route("/app/{*path}", get(file))
}

async fn file(Path(path): Path<String>) -> Response {
    match Files::get(&path) {
        Some(file) => {
            // Built files carry a hash of their contents in their names.
            let lifetime =
                if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
            answer(file, lifetime)
        }
        None if path.starts_with("assets/") => {
            Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND", "there is no such file; reload the page")
                .into_response()
        }
        // Any other path is a page of the dashboard's own router.
        None => page(),
    }
}

fn page() -> Response {
    match Files::get("index.html") {
        Some(file) => answer(file, "no-cache"),
        None => {
            let detail = "this binary was built without the dashboard; build it with `make build`";
            Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND", detail).into_response()
        }
    }
}

fn answer(file: rust_embed::EmbeddedFile, lifetime: &'static str) -> Response {
    let mime = file.metadata.mimetype().to_owned();
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    if let Ok(mime) = HeaderValue::try_from(mime) {
        headers.insert(CONTENT_TYPE, mime);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(lifetime));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    response
}
