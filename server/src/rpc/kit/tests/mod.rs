//! The kit against a small router of its own, through axum.

mod bindings;
mod calls;
mod inputs;
mod streams;

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use futures::FutureExt;
use futures::stream::{self, StreamExt};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use patchbay_domain::access::Access;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use validator::{Validate, ValidationError};

use super::{
    Authenticate, Call, ErrorCode, MountOptions, NoInput, Procedures, ResponseCookies, Router, RpcError,
    invalid_at, mount, mutation, query, subscription,
};

type Outcome = Result<(), Box<dyn Error>>;

#[derive(Clone)]
struct Context {
    caller: String,
    cookies: ResponseCookies,
}

#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
struct Note {
    /// The id.
    note_id: String,
    /// Who asked.
    caller: String,
}

#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
struct Sheet<T> {
    /// The items.
    items: Vec<T>,
}

#[derive(Debug, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
struct NoteById {
    note_id: String,
}

#[derive(Debug, Default, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
struct Target {
    #[specta(optional)]
    #[validate(url)]
    outbound_url: Option<Option<String>>,
}

#[derive(Debug, Clone, Copy, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
enum Tone {
    Friendly,
    VeryFormal,
    Plain,
}

#[derive(Debug, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
struct NoteCreate {
    #[validate(length(min = 1, max = 10))]
    note_title: String,
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    rate_limit: Option<u32>,
    #[specta(optional)]
    #[validate(nested)]
    provider_config: Option<Target>,
    #[specta(optional)]
    #[validate(custom(function = short_tags), length(max = 4))]
    tags: Option<Vec<String>>,
    #[specta(optional)]
    #[validate(nested)]
    targets: Option<Vec<Target>>,
    #[specta(optional)]
    tone: Option<Tone>,
    /// Switches.
    #[specta(optional)]
    extra: Option<BTreeMap<String, bool>>,
}

fn short_tags(tags: &[String]) -> Result<(), ValidationError> {
    match tags.iter().position(|tag| tag.len() > 5) {
        Some(index) => Err(invalid_at(&format!("[{index}]"), "must be at most 5 characters")),
        None => Ok(()),
    }
}

fn router() -> Router<Context> {
    Router::new()
        .procedure(
            "notes.get",
            query(|context: Context, input: NoteById| async move {
                Ok(Note { note_id: input.note_id, caller: context.caller })
            })
            .fails(&[ErrorCode::NotFound]),
        )
        .procedure(
            "notes.list",
            query(|_: Context, _: NoInput| async { Ok(Sheet::<Note> { items: Vec::new() }) }),
        )
        .procedure(
            "notes.create",
            mutation(|_: Context, input: NoteCreate| async move {
                let _ = (input.tone, input.extra);
                Ok(input.note_title)
            }),
        )
        .procedure(
            "notes.enter",
            mutation(|context: Context, _: NoInput| async move {
                context.cookies.add("session=1; HttpOnly");
                context.cookies.add("theme=dark");
                Ok(())
            })
            .public(),
        )
        .procedure(
            "notes.busy",
            query(|_: Context, _: NoInput| async {
                Err::<(), _>(RpcError::new(ErrorCode::Unavailable, "Not now.").retry_after(7))
            }),
        )
        .procedure(
            "notes.broken",
            query(|_: Context, _: NoInput| async { Err::<(), _>(RpcError::internal("disk on fire")) }),
        )
        .procedure("notes.panic", query(|_: Context, _: NoInput| async { panicking().map(|_| ()) }))
        .procedure(
            "notes.panicEarly",
            query(|_: Context, _: NoInput| std::future::ready(panicking().map(|_| ()))),
        )
        .procedure(
            "notes.watch",
            subscription(|_: Context, input: NoteById| async move {
                if input.note_id == "none" {
                    return Err(RpcError::new(ErrorCode::NotFound, "There is no such note."));
                }
                let note = |id: &str| Ok(Note { note_id: id.to_owned(), caller: String::new() });
                let first = stream::iter([note("1"), note("2")]);
                Ok(match input.note_id.as_str() {
                    "failing" => {
                        first.chain(stream::once(async { Err(RpcError::internal("secret")) })).boxed()
                    }
                    "panicking" => first.chain(stream::once(async { panicking() })).boxed(),
                    "ending" => first.boxed(),
                    _ => first.chain(stream::pending()).boxed(),
                })
            }),
        )
}

fn panicking() -> Result<Note, RpcError> {
    std::panic::resume_unwind(Box::new("a secret of the server"))
}

fn procedures() -> Result<Procedures<Context>, Box<dyn Error>> {
    Ok(router().build()?)
}

struct Kit {
    axum: axum::Router,
    shutdown: CancellationToken,
}

/// The kit below `/rspc`. The bearer token is the caller; without one only `notes.enter` can be called.
fn kit() -> Result<Kit, Box<dyn Error>> {
    let shutdown = CancellationToken::new();
    let mut options = MountOptions::new(Arc::new(|| "made-1".to_owned()), shutdown.clone());
    options.keep_alive = Duration::from_millis(20);
    let authenticate: Authenticate<Context> = Arc::new(|call: Call| authenticate(call).boxed());
    let axum = axum::Router::new().nest("/rspc", mount(procedures()?, options, authenticate));
    Ok(Kit { axum, shutdown })
}

async fn authenticate(call: Call) -> Result<Context, RpcError> {
    let token = call.parts.headers.get("authorization").and_then(|value| value.to_str().ok());
    match token.and_then(|value| value.strip_prefix("Bearer ")) {
        Some(token) => Ok(Context { caller: token.to_owned(), cookies: call.cookies }),
        None if call.access == Access::Public => {
            Ok(Context { caller: "nobody".to_owned(), cookies: call.cookies })
        }
        None => {
            call.cookies.add("session=; Max-Age=0");
            Err(RpcError::new(ErrorCode::Unauthenticated, "Sign in first."))
        }
    }
}

impl Kit {
    async fn send(&self, request: Request<Body>) -> Result<Response, Box<dyn Error>> {
        Ok(self.axum.clone().oneshot(request).await?)
    }

    /// A GET by `ada`, with the input URL-encoded.
    async fn get(&self, name: &str, input: &str) -> Result<Response, Box<dyn Error>> {
        let input = serde_urlencoded::to_string([("input", input)])?;
        let uri = format!("/rspc/{name}?{input}");
        self.send(Request::get(uri).header("authorization", "Bearer ada").body(Body::empty())?).await
    }

    /// A POST of JSON by `ada`.
    async fn post(&self, name: &str, body: impl Into<Body>) -> Result<Response, Box<dyn Error>> {
        let request = Request::post(format!("/rspc/{name}"))
            .header("authorization", "Bearer ada")
            .header("content-type", "application/json; charset=utf-8");
        self.send(request.body(body.into())?).await
    }
}

async fn json(response: Response) -> Result<Value, Box<dyn Error>> {
    Ok(serde_json::from_slice(&response.into_body().collect().await?.to_bytes())?)
}

/// The error in the envelope, after a look at the envelope itself.
async fn error_of(response: Response, status: StatusCode) -> Result<Value, Box<dyn Error>> {
    assert_eq!(response.status(), status);
    assert_eq!(header(&response, "cache-control"), "no-store");
    let request_id = header(&response, "x-request-id");
    let body = json(response).await?;
    let data = &body["result"]["data"];
    assert_eq!(body["jsonrpc"], "2.0");
    assert_eq!(body["result"]["type"], "error");
    assert_eq!(data["code"], status.as_u16());
    assert_eq!(data["message"], data["data"]["message"]);
    assert_eq!(data["data"]["requestId"], request_id);
    Ok(data["data"].clone())
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}
