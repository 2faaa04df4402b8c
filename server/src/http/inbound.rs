//! The inbound gateway (002 FR-05): the token leads to the channel, then size, then whether the caller is who they
//! should be, then what the body says, then it is stored, then it is answered.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Bytes;
use patchbay_domain::webhook::{Channel, ChannelSettings};
use patchbay_storage::Receipt;
use serde_json::json;
use uuid::Uuid;

use super::Problem;
use super::problem::ProblemField;
use crate::actions::Services;
use crate::actions::receive_message::receive_message;
use crate::channels::custom::parse::{self, Rejection};
use crate::channels::custom::verify;

/// The largest body of a custom channel.
const MAX_BODY_BYTES: usize = 1024 * 1024;
/// How long a sender may take to send it.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// `POST /api/webhooks/inbound/{token}`.
pub(super) async fn receive(
    State(services): State<Services>,
    Path(token): Path<String>,
    request: Request<Body>,
) -> Response {
    match accept(&services, &token, request).await {
        Ok(receipt) => accepted(receipt),
        Err(problem) => problem.into_response(),
    }
}

/// Any other method at an inbound address.
pub(super) async fn wrong_method() -> Response {
    let mut response =
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "messages are sent with POST")
            .into_response();
    response.headers_mut().insert(http::header::ALLOW, http::HeaderValue::from_static("POST"));
    response
}

async fn accept(services: &Services, token: &str, request: Request<Body>) -> Result<Receipt, Problem> {
    let channel = find_channel(services, token).await?;
    let (head, body) = request.into_parts();
    let body = read_body(&head.headers, body).await?;
    let ChannelSettings::Custom(settings) = &channel.settings;
    verify::verify(&settings.auth, &channel.secret_key, &head.headers, &body)
        .map_err(|refusal| Problem::new(StatusCode::UNAUTHORIZED, refusal.code(), refusal.to_string()))?;
    let text = |name: &str| head.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let (content_type, idempotency_key) = (text(CONTENT_TYPE.as_str()), text("idempotency-key"));
    let pseudonymise = |identifier: &str| services.storage.vault().pseudonym(identifier);
    let parsed = parse::parse(content_type.as_deref(), idempotency_key.as_deref(), body, &pseudonymise)
        .await
        .map_err(rejected)?;
    let raw_body = (parsed.raw.content_type.unwrap_or_default(), parsed.raw.bytes);
    Ok(receive_message(services, &channel, parsed.message, raw_body).await?)
}

async fn find_channel(services: &Services, token: &str) -> Result<Channel, Problem> {
    let not_found = || {
        let detail = "no webhook has this address; it may have been deleted or got a new token";
        Problem::new(StatusCode::NOT_FOUND, "WEBHOOK_NOT_FOUND", detail)
    };
    let token = Uuid::try_parse(token).map_err(|_| not_found())?;
    let channel = services.storage.channel_by_token(token).await?.ok_or_else(not_found)?;
    if !channel.is_active {
        let detail = "this webhook is switched off; its owner can switch it on in the dashboard";
        return Err(Problem::new(StatusCode::FORBIDDEN, "WEBHOOK_INACTIVE", detail));
    }
    Ok(channel)
}

async fn read_body(headers: &HeaderMap, body: Body) -> Result<Bytes, Problem> {
    let too_large = || {
        let detail = format!("the body may have {MAX_BODY_BYTES} bytes at most; send files by their URL");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", detail)
    };
    let announced =
        headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > MAX_BODY_BYTES) {
        return Err(too_large());
    }
    match tokio::time::timeout(BODY_TIMEOUT, Limited::new(body, MAX_BODY_BYTES).collect()).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "INVALID_PAYLOAD",
            "the body ended before it was whole",
        )),
        Err(_) => Err(Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "INVALID_PAYLOAD",
            "the body did not come within 30 s",
        )),
    }
}

fn rejected(rejection: Rejection) -> Problem {
    match rejection {
        Rejection::Malformed { message, fields } => {
            Problem::new(StatusCode::BAD_REQUEST, "INVALID_PAYLOAD", message).fields(
                fields.into_iter().map(|field| ProblemField { field: field.path, message: field.message }),
            )
        }
        rejection @ Rejection::UnsupportedMediaType { .. } => {
            Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", rejection.to_string())
        }
    }
}

fn accepted(receipt: Receipt) -> Response {
    let mut answer = json!({ "accepted": true, "messageId": receipt.message_id });
    if receipt.duplicate {
        answer["duplicate"] = json!(true);
    }
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], answer.to_string()).into_response()
}
