//! `Idempotency-Key` on every POST: the first answer is repeated for 24 hours (draft-ietf-httpapi-idempotency-key-header).

use std::collections::BTreeMap;
use std::future::Future;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Bytes;
use serde::{Deserialize, Serialize};
use tracing::Instrument;
use uuid::Uuid;

use super::answer::Answer;
use super::call::Call;
use crate::actions::answer_once::{KeyedRequest, Once, give_back, keep_answer, take_key};
use crate::http::{Problem, problem};
use crate::rpc::Context;
use crate::rpc::kit::RpcError;

pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The longest key, in characters.
const MAX_KEY_CHARACTERS: usize = 255;
/// What is repeated beside the status and the body.
const KEPT_HEADERS: [HeaderName; 5] = [CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION, RETRY_AFTER];

/// An answer as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    headers: BTreeMap<String, String>,
    body: String,
}

impl Call {
    /// Works on the request, unless its key says that this was done. What has a key is worked on to its end, even where the
    /// client goes away: it will ask again, and wants to hear how it ended.
    pub(super) async fn once<F>(self, body: Bytes, work: impl FnOnce(Context, Bytes) -> F) -> Answer
    where
        F: Future<Output = Answer> + Send + 'static,
    {
        let Some(key) = key(&self.parts.headers)? else { return work(self.context, body).await };
        let actor = self.context.actor()?.clone();
        let asked = KeyedRequest { key: &key, route: &self.route, target: &self.target, body: &body };
        let id = match take_key(&self.context.services, &actor, asked).await? {
            Once::First(id) => id,
            Once::Answered(status, answer) => return repeated(status, &answer),
            Once::Running => return Err(running()),
            Once::OtherRequest => return Err(other_request()),
        };
        let (context, work) = (self.context.clone(), work(self.context, body));
        let whole = async move {
            let answered = tokio::spawn(work.in_current_span()).await;
            let answer = answered.unwrap_or_else(|panic| Err(RpcError::internal(panic).into()));
            kept(&context, id, answer.unwrap_or_else(IntoResponse::into_response)).await
        };
        match tokio::spawn(whole.in_current_span()).await {
            Ok(answer) => answer,
            Err(panic) => Err(RpcError::internal(panic).into()),
        }
    }
}

/// The caller's key: a string of structured headers, or bare as everybody sends it.
fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all(IDEMPOTENCY_KEY).into_iter();
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().map(str::trim).unwrap_or_default();
    let bare = match text.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"').unwrap_or_default().replace("\\\"", "\"").replace("\\\\", "\\"),
        None => text.to_owned(),
    };
    if bare.is_empty() || bare.chars().count() > MAX_KEY_CHARACTERS || values.next().is_some() {
        let message = format!("must be one text of 1 to {MAX_KEY_CHARACTERS} ASCII characters");
        return Err(RpcError::invalid_field("Idempotency-Key", message).into());
    }
    Ok(Some(bare))
}

/// Keeps an answer for whoever repeats the request, or gives the key back where nothing came of it.
async fn kept(context: &Context, id: Uuid, response: Response) -> Answer {
    let (services, actor) = (&context.services, context.actor()?);
    let (parts, body) = response.into_parts();
    let body = body.collect().await.map_err(RpcError::internal)?.to_bytes();
    let status = parts.status;
    let is_final = !status.is_server_error()
        && !matches!(
            status,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS
        );
    let noted = if is_final {
        let text = |name: &HeaderName| Some(parts.headers.get(name)?.to_str().ok()?.to_owned());
        let headers = KEPT_HEADERS.iter().filter_map(|name| Some((name.to_string(), text(name)?))).collect();
        let answer = Kept { headers, body: String::from_utf8_lossy(&body).into_owned() };
        let answer = serde_json::to_vec(&answer).map_err(RpcError::internal)?;
        keep_answer(services, actor, id, status.as_u16(), answer).await
    } else {
        give_back(services, actor, id).await
    };
    if let Err(error) = noted {
        // What was asked for is done: the caller hears so, and only a repetition does not.
        tracing::warn!(%error, "an answer could not be kept under its idempotency key");
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// An answer that was kept, once more.
fn repeated(status: u16, answer: &[u8]) -> Answer {
    let kept: Kept = serde_json::from_slice(answer).map_err(RpcError::internal)?;
    let status = StatusCode::from_u16(status).map_err(RpcError::internal)?;
    let is_problem = kept.headers.get("content-type").is_some_and(|kind| kind.contains("problem"));
    let mut response = match serde_json::from_str(&kept.body) {
        // It names the request that hears it, not the first one.
        Ok(body) if is_problem => problem::again(status, body),
        _ => (status, kept.body).into_response(),
    };
    let headers = response.headers_mut();
    if !is_problem {
        headers.remove(CONTENT_TYPE);
    }
    for (name, value) in &kept.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

fn running() -> Problem {
    let detail =
        "The first request under this Idempotency-Key is still being worked on; ask again in a moment.";
    Problem::new(StatusCode::CONFLICT, "IDEMPOTENCY_KEY_IN_USE", detail).retry_after(1)
}

fn other_request() -> Problem {
    let detail = "This Idempotency-Key was used for another request; choose a new key for each.";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "IDEMPOTENCY_KEY_REUSED", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Option<Option<String>> {
        let value = HeaderValue::from_str(value).ok()?;
        key(&HeaderMap::from_iter([(IDEMPOTENCY_KEY, value)])).ok()
    }

    #[test]
    fn a_key_is_quoted_or_bare() {
        let found = |text: &str| Some(Some(text.to_owned()));
        assert_eq!(read("abc-1"), found("abc-1"));
        assert_eq!(read("\"abc-1\""), found("abc-1"));
        assert_eq!(read("\"a \\\"b\\\" c\""), found("a \"b\" c"));
        assert_eq!(read(&"k".repeat(255)), found(&"k".repeat(255)));
        for wrong in [String::new(), "\"\"".to_owned(), "\"open".to_owned(), "k".repeat(256)] {
            assert_eq!(read(&wrong), None, "{wrong}");
        }
        assert_eq!(key(&HeaderMap::new()).ok(), Some(None));
    }
}
