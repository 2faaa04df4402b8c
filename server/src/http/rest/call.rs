//! A request on its way to a procedure: who calls is known and allowed before its body is read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{MatchedPath, OriginalUri, Request};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http::{Method, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Bytes;
use patchbay_domain::access::Access;
use patchbay_domain::request::RequestId;
use patchbay_domain::webhook::WebhookKind;
use serde_json::Value;

use super::answer::Answer;
use super::once::IDEMPOTENCY_KEY;
use super::{Rest, input};
use crate::actions::{ActionError, Missing};
use crate::http::Problem;
use crate::rpc::kit::{self, ProcedureInput, ProcedureKind, ResponseCookies, RpcError};
use crate::rpc::wire::page::ById;
use crate::rpc::{Context, any_webhook};

/// How long a client may take to send its body.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// A call whose caller is known.
pub(super) struct Call {
    /// What the procedure works with.
    pub(super) context: Context,
    /// The head of the request.
    pub(super) parts: Parts,
    /// Method and route: `POST /api/v1/webhooks/{id}/test`.
    pub(super) route: String,
    /// Path and query, as they were called.
    pub(super) target: String,
    accesses: Arc<HashMap<String, Access>>,
    // A body may be read by one at a time only; nobody else waits for this lock.
    body: Mutex<Body>,
}

/// What a webhook of the API may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Channel,
    Subscription,
}

impl Rest {
    /// Finds out who calls, and whether they may call `procedure`.
    ///
    /// # Errors
    /// 401, 403, 429.
    pub(super) async fn call(&self, request: Request, procedure: &'static str) -> Result<Call, Problem> {
        self.let_in(request, procedure, false).await
    }

    /// The same for a procedure that may know its caller by what is remembered, and proves it as it stores something: see
    /// [`Call::proven`]. Not for one with an idempotency key, which is stored before.
    ///
    /// # Errors
    /// As of [`Rest::call`].
    pub(super) async fn quick_call(
        &self,
        request: Request,
        procedure: &'static str,
    ) -> Result<Call, Problem> {
        let has_key = request.headers().contains_key(IDEMPOTENCY_KEY);
        self.let_in(request, procedure, !has_key).await
    }

    async fn let_in(
        &self,
        request: Request,
        procedure: &'static str,
        may_be_remembered: bool,
    ) -> Result<Call, Problem> {
        let (parts, body) = request.into_parts();
        let is_safe = matches!(parts.method, Method::GET | Method::HEAD);
        let request_id = parts.extensions.get::<RequestId>().cloned();
        let call = kit::Call {
            procedure: procedure.to_owned(),
            kind: if is_safe { ProcedureKind::Query } else { ProcedureKind::Mutation },
            access: access(&self.accesses, procedure)?,
            parts: parts.clone(),
            request_id: request_id.unwrap_or_else(|| RequestId(String::new())),
            cookies: ResponseCookies::default(),
            may_be_remembered,
        };
        let context = (self.authenticate)(call).await?;
        let matched = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let route = format!("{} {matched}", parts.method);
        let called = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        let target = called.path_and_query().map_or_else(String::new, ToString::to_string);
        Ok(Call {
            context,
            parts,
            route,
            target,
            accesses: Arc::clone(&self.accesses),
            body: Mutex::new(body),
        })
    }
}

fn access(accesses: &HashMap<String, Access>, procedure: &str) -> Result<Access, Problem> {
    let access = accesses.get(procedure).copied();
    Ok(access
        .ok_or_else(|| RpcError::internal(format!("a route names {procedure}, which is no procedure")))?)
}

impl Call {
    /// Holds the caller to what another procedure needs: which one it is may only be seen on the way.
    ///
    /// # Errors
    /// 403.
    pub(super) fn needs(&self, procedure: &'static str) -> Result<(), Problem> {
        Ok(self.context.check(access(&self.accesses, procedure)?)?)
    }

    /// The webhook that a path names by its id or number, which is not deleted.
    ///
    /// # Errors
    /// 404.
    pub(super) async fn webhook(&self, text: &str) -> Result<(ById, Kind), Problem> {
        self.any_webhook(text, false).await
    }

    /// The same, deleted or not where `or_deleted`.
    ///
    /// # Errors
    /// 404.
    pub(super) async fn any_webhook(&self, text: &str, or_deleted: bool) -> Result<(ById, Kind), Problem> {
        let (id, kind) = any_webhook::find(&self.context, text, or_deleted).await?;
        let kind = match kind {
            WebhookKind::Channel => Kind::Channel,
            WebhookKind::Subscription => Kind::Subscription,
            WebhookKind::Trigger => return Err(ActionError::NotFound(Missing::Webhook).into()),
        };
        Ok((ById { id: id.to_string() }, kind))
    }

    /// The parameters of the query, with these of the path among them.
    ///
    /// # Errors
    /// 400, with the parameters that will not do.
    pub(super) fn query<T: ProcedureInput>(&self, path: &[(&str, &str)]) -> Result<T, Problem> {
        let mut query = input::query(self.parts.uri.query().unwrap_or_default())?;
        input::set(&mut query, path)?;
        Ok(kit::decode_strictly(query)?)
    }

    /// The same, where `webhookId` may be a number too.
    ///
    /// # Errors
    /// 400, with the parameters that will not do; 404 for a number that no webhook has.
    pub(super) async fn query_of_webhook<T: ProcedureInput>(&self) -> Result<T, Problem> {
        let mut query = input::query(self.parts.uri.query().unwrap_or_default())?;
        let number = query.get("webhookId").and_then(Value::as_str);
        if let Some(number) = number.filter(|text| text.parse::<u32>().is_ok()) {
            let id = crate::rpc::webhooks::find_id(&self.context, number).await?;
            query["webhookId"] = Value::from(id.to_string());
        }
        Ok(kit::decode_strictly(query)?)
    }

    /// Works on a request that may have been let in by what is remembered. Whatever is not a success is found out again for
    /// the caller as they are now.
    pub(super) async fn proven<F>(context: Context, work: impl Fn(Context) -> F) -> Answer
    where
        F: Future<Output = Answer>,
    {
        if context.proof().is_none() {
            return work(context).await;
        }
        match work(context.clone()).await {
            Ok(answer) => Ok(answer),
            Err(_) => work(context.proven().await?).await,
        }
    }

    /// The body, which is JSON or nothing.
    ///
    /// # Errors
    /// 408, 413, 415, or 400 where it ends too early; 401 where that was not asked yet.
    pub(super) async fn read(&mut self, limit: usize) -> Result<Bytes, Problem> {
        let body = self.read_body(limit).await;
        if body.is_err() && self.context.proof().is_some() {
            self.context.clone().proven().await?;
        }
        body
    }

    async fn read_body(&mut self, limit: usize) -> Result<Bytes, Problem> {
        let headers = &self.parts.headers;
        let length =
            headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let content_type = content_type.and_then(|text| text.parse::<mime::Mime>().ok());
        let is_json = content_type.as_ref().is_some_and(|kind| match kind.essence_str() {
            "application/json" => true,
            "application/merge-patch+json" => self.parts.method == Method::PATCH,
            _ => false,
        });
        let too_large = || {
            let detail = format!("The body may have {limit} bytes at most.");
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", detail)
        };
        if length.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let body = std::mem::take(self.body.get_mut().unwrap_or_else(PoisonError::into_inner));
        let body = match tokio::time::timeout(BODY_TIMEOUT, Limited::new(body, limit).collect()).await {
            Ok(Ok(whole)) => whole.to_bytes(),
            Ok(Err(error)) if error.is::<LengthLimitError>() => return Err(too_large()),
            Ok(Err(_)) => return Err(RpcError::invalid_field("", "ended before it was complete").into()),
            Err(_) => {
                let detail = format!("The body did not come within {} s.", BODY_TIMEOUT.as_secs());
                return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "INVALID_PAYLOAD", detail));
            }
        };
        // What has no body needs no type: many clients send none, or one of their own.
        if !is_json && !body.is_empty() {
            let detail = "A body is JSON: send `content-type: application/json`.";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", detail));
        }
        Ok(body)
    }
}
