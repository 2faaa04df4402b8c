//! The procedures on axum: one route, GET for what reads, POST for what changes.
//!
//! `rspc-axum` is not used: it does not build on axum 0.8, runs mutations on GET, and a malformed input ends
//! the connection.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use futures::FutureExt;
use futures::future::BoxFuture;
use http::header::{ALLOW, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use patchbay_domain::access::Access;
use patchbay_domain::request::RequestId;
use rspc::{DynInput, ProcedureKind};
use serde::Deserialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::errors::{from_panic, from_procedure_error};
use super::procedure::Signature;
use super::{COMMON_ERRORS, ErrorCode, Procedures, RpcError, envelope, subscription};

/// The largest body of a mutation.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// `Set-Cookie` values for the answer, to be added while a procedure runs. Clones share one list.
#[derive(Debug, Clone, Default)]
pub struct ResponseCookies(Arc<Mutex<Vec<String>>>);

impl ResponseCookies {
    /// Adds one complete `Set-Cookie` value, such as `name=value; Path=/; HttpOnly`.
    pub fn add(&self, cookie: impl Into<String>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(cookie.into());
    }

    pub(super) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A call before its input is read: what there is to find out who makes it.
#[derive(Debug)]
pub struct Call {
    /// The full name of the procedure, which exists.
    pub procedure: String,
    /// Whether it reads, changes or keeps telling.
    pub kind: ProcedureKind,
    /// What it asks of its caller.
    pub access: Access,
    /// The head of the request; its path is relative to where the procedures are mounted.
    pub parts: Parts,
    /// The name of the request.
    pub request_id: RequestId,
    /// For the context to keep, if procedures are to set cookies.
    pub cookies: ResponseCookies,
    /// Whether it may be let in by what is remembered of its caller: where it does, it proves it as it stores something.
    pub may_be_remembered: bool,
}

/// Turns a call into a context, or refuses it. Runs before the input is read, and is the one place
/// that holds a caller to what a procedure asks of them.
pub type Authenticate<Ctx> = Arc<dyn Fn(Call) -> BoxFuture<'static, Result<Ctx, RpcError>> + Send + Sync>;

/// What the adapter needs besides procedures and authentication.
#[derive(Clone)]
pub struct MountOptions {
    /// Makes a name for a request that has none yet.
    pub make_request_id: Arc<dyn Fn() -> String + Send + Sync>,
    /// Ends every subscription when it fires, so that the server can stop.
    pub shutdown: CancellationToken,
    /// How long a subscription may be silent before a comment says that it is alive.
    pub keep_alive: Duration,
}

impl MountOptions {
    /// Options with a keep-alive of 15 s: shorter than the idle limit of every proxy in common use.
    pub fn new(make_request_id: Arc<dyn Fn() -> String + Send + Sync>, shutdown: CancellationToken) -> Self {
        Self { make_request_id, shutdown, keep_alive: Duration::from_secs(15) }
    }
}

struct Mounted<Ctx> {
    procedures: Procedures<Ctx>,
    authenticate: Authenticate<Ctx>,
    options: MountOptions,
}

/// Mounted procedures. A name of its own, so that whoever hands them on need not know axum.
pub type Routes = axum::Router;

/// An axum router that serves `procedures`, to be nested under `/rspc`.
pub fn mount<Ctx: Send + 'static>(
    procedures: Procedures<Ctx>,
    options: MountOptions,
    authenticate: Authenticate<Ctx>,
) -> Routes {
    let mounted = Arc::new(Mounted { procedures, authenticate, options });
    axum::Router::new().fallback(move |request: Request<Body>| handle(mounted.clone(), request))
}

async fn handle<Ctx: Send + 'static>(mounted: Arc<Mounted<Ctx>>, mut request: Request<Body>) -> Response {
    let request_id = match request.extensions().get::<RequestId>() {
        Some(known) => known.clone(),
        None => RequestId((mounted.options.make_request_id)()),
    };
    request.extensions_mut().insert(request_id.clone());
    let procedure = request.uri().path().trim_start_matches('/').to_owned();
    let cookies = ResponseCookies::default();

    let answer = answer(&mounted, &procedure, request, &request_id, &cookies);
    let mut response = match AssertUnwindSafe(answer).catch_unwind().await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => envelope::failure(&name_and_log(error, &procedure, &request_id)),
        Err(panic) => envelope::failure(&name_and_log(from_panic(panic.as_ref()), &procedure, &request_id)),
    };
    envelope::finish(response.headers_mut(), &request_id.0, &cookies);
    response
}

/// Gives the error its request, and writes what the caller does not see to the log.
pub(super) fn name_and_log(mut error: RpcError, procedure: &str, request_id: &RequestId) -> RpcError {
    error.request_id.clone_from(&request_id.0);
    if let Some(cause) = error.cause.take() {
        tracing::error!(procedure, request_id = request_id.0, cause, "procedure failed");
    }
    error
}

async fn answer<Ctx: Send + 'static>(
    mounted: &Mounted<Ctx>,
    name: &str,
    request: Request<Body>,
    request_id: &RequestId,
    cookies: &ResponseCookies,
) -> Result<Response, RpcError> {
    let signature = mounted.procedures.signatures.get(name);
    let Some((signature, procedure)) = signature.zip(mounted.procedures.callable.get(name)) else {
        return Err(RpcError::new(ErrorCode::ProcedureNotFound, "There is no procedure of this name."));
    };
    let kind = signature.kind;
    let method = if kind == ProcedureKind::Mutation { Method::POST } else { Method::GET };
    if request.method() != method {
        return Ok(wrong_method(&method, name, request_id));
    }

    let (parts, body) = request.into_parts();
    let call = Call {
        procedure: name.to_owned(),
        kind,
        access: signature.access,
        parts: parts.clone(),
        request_id: request_id.clone(),
        cookies: cookies.clone(),
        may_be_remembered: false,
    };
    let context = (mounted.authenticate)(call).await?;

    let mut input = match kind {
        ProcedureKind::Mutation => read_body(&parts.headers, body).await?,
        ProcedureKind::Query | ProcedureKind::Subscription => {
            read_query(parts.uri.query().unwrap_or_default())?
        }
    };
    let mut items = procedure.exec(context, DynInput::new_value(&mut input));
    if kind == ProcedureKind::Subscription {
        return subscription::respond(items, &mounted.options, name.to_owned(), request_id.clone()).await;
    }
    match items.next().await {
        Some(Ok(output)) => envelope::success(output.as_serialize()),
        Some(Err(error)) => Err(declared(from_procedure_error(error), signature, name)),
        None => Err(RpcError::internal("the procedure answered nothing")),
    }
}

/// A code that the procedure did not declare still goes out, but is a mistake in the program: the bindings promise that
/// there is none.
fn declared(error: RpcError, signature: &Signature, name: &str) -> RpcError {
    if !COMMON_ERRORS.contains(&error.code) && !signature.errors.contains(&error.code) {
        tracing::error!(procedure = name, code = ?error.code, "a procedure failed with a code it does not declare");
    }
    error
}

fn wrong_method(allowed: &Method, name: &str, request_id: &RequestId) -> Response {
    let error = RpcError::new(ErrorCode::MethodNotAllowed, format!("This procedure is called by {allowed}."));
    let mut response = envelope::failure(&name_and_log(error, name, request_id));
    if let Ok(value) = HeaderValue::from_str(allowed.as_str()) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}

#[derive(Deserialize)]
struct QueryString {
    input: Option<String>,
}

fn read_query(query: &str) -> Result<Value, RpcError> {
    let query: QueryString = serde_urlencoded::from_str(query)
        .map_err(|_| RpcError::invalid_field("", "must be given once, as `input`, URL-encoded"))?;
    parse(query.input.unwrap_or_default().as_bytes())
}

async fn read_body(headers: &HeaderMap, body: Body) -> Result<Value, RpcError> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.and_then(|text| text.parse::<mime::Mime>().ok());
    if content_type.is_none_or(|kind| kind.essence_str() != mime::APPLICATION_JSON.essence_str()) {
        let message = "A mutation takes JSON: send `content-type: application/json`.";
        return Err(RpcError::new(ErrorCode::UnsupportedMediaType, message));
    }
    match Limited::new(body, MAX_BODY_BYTES).collect().await {
        Ok(body) => parse(&body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(RpcError::new(ErrorCode::PayloadTooLarge, "The body is larger than 1 MiB."))
        }
        Err(_) => Err(RpcError::invalid_field("", "ended before it was complete")),
    }
}

/// Nothing is `null`. A lone surrogate, a number without end and nesting deeper than 128 are not JSON either.
fn parse(text: &[u8]) -> Result<Value, RpcError> {
    if text.trim_ascii().is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(text)
        .map_err(|error| RpcError::invalid_field("", format!("is not valid JSON: {error}")))
}
