//! The one error every procedure answers with, and the HTTP status that goes with each code.

use std::fmt;

use http::StatusCode;
use rspc_procedure::{ProcedureError, ResolverError};
use serde::Serialize;
use specta::Type;
use utoipa::ToSchema;

/// What went wrong, as a word a program can switch on.
///
/// The names are part of the outside contract; the same words stand in the REST API's problem documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorCode {
    /// 400: the input is not valid; `fields` says where.
    InvalidPayload,
    /// 401: nobody is signed in.
    Unauthenticated,
    /// 403: the caller is known and may not do this.
    Forbidden,
    /// 404: the thing asked for does not exist in the caller's organization.
    NotFound,
    /// 404: the webhook does not exist in the caller's organization.
    WebhookNotFound,
    /// 403: the webhook is switched off.
    WebhookInactive,
    /// 400: the caller has as many active webhooks as the plan allows.
    WebhookLimitExceeded,
    /// 409: the thing is not in a state that allows this.
    Conflict,
    /// 404: there is no procedure of that name.
    ProcedureNotFound,
    /// 405: a mutation by GET, or a query by POST.
    MethodNotAllowed,
    /// 413: the body is larger than 1 MiB.
    PayloadTooLarge,
    /// 415: the body is not declared as JSON.
    UnsupportedMediaType,
    /// 401: the signature of an inbound message is wrong.
    InvalidSignature,
    /// 401: the credentials of an inbound message are wrong.
    InvalidAuth,
    /// 429: too many calls in a minute.
    RateLimitMinute,
    /// 429: too many calls in an hour.
    RateLimitHour,
    /// 400: the verification code is wrong or too old.
    VerificationFailed,
    /// 502: the other side did not take what was sent.
    DeliveryFailed,
    /// 503: not now; `retryAfterSeconds` says when.
    Unavailable,
    /// 500: our mistake; the request id finds it in the log.
    Internal,
}

impl ErrorCode {
    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            other => unreachable!("a unit variant serializes to its name, not to {other:?}"),
        }
    }

    /// The HTTP status this code is answered with.
    pub fn status(self) -> StatusCode {
        match self {
            Self::InvalidPayload | Self::WebhookLimitExceeded | Self::VerificationFailed => {
                StatusCode::BAD_REQUEST
            }
            Self::Unauthenticated | Self::InvalidSignature | Self::InvalidAuth => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::WebhookInactive => StatusCode::FORBIDDEN,
            Self::NotFound | Self::WebhookNotFound | Self::ProcedureNotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::RateLimitMinute | Self::RateLimitHour => StatusCode::TOO_MANY_REQUESTS,
            Self::DeliveryFailed => StatusCode::BAD_GATEWAY,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// One field of the input that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// Where, as the caller wrote it: `providerConfig.outboundWebhookUrl`, `tags[2]`; empty for the whole input.
    pub path: String,
    /// What it must be, to be read after the path: `must be 1 to 100 characters`.
    pub message: String,
}

impl FieldError {
    /// A field error for `path` that says `message`.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

/// Why a procedure did not do what it was asked to.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RpcError {
    /// What went wrong, as a word a program can switch on.
    pub code: ErrorCode,
    /// What went wrong, as a sentence for a person.
    pub message: String,
    /// The fields of the input that are not valid; empty for every other code.
    pub fields: Vec<FieldError>,
    /// After how many seconds another try makes sense; also sent as `Retry-After`.
    pub retry_after_seconds: Option<u32>,
    /// The request this happened in, as in the `x-request-id` header and the log.
    pub request_id: String,
    /// For the log alone: what the caller must not see.
    #[serde(skip)]
    #[specta(skip)]
    pub cause: Option<String>,
    /// For the REST API alone: the status it answers with, where that is not the code's.
    #[serde(skip)]
    #[specta(skip)]
    pub rest_status: Option<StatusCode>,
}

impl RpcError {
    /// An error with a code and a sentence; the adapter fills in the request id.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            fields: Vec::new(),
            retry_after_seconds: None,
            request_id: String::new(),
            cause: None,
            rest_status: None,
        }
    }

    /// 400 INVALID_PAYLOAD for these fields, with a message that names the first of them.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        let message = match fields.first() {
            None => "The input is not valid.".to_owned(),
            Some(FieldError { path, message }) => {
                let subject = if path.is_empty() { "the input" } else { path.as_str() };
                let more = match fields.len() {
                    1 => String::new(),
                    count => format!(" (and {} more)", count - 1),
                };
                format!("The input is not valid: {subject} {message}{more}.")
            }
        };
        Self { fields, ..Self::new(ErrorCode::InvalidPayload, message) }
    }

    /// 400 INVALID_PAYLOAD for one field.
    pub fn invalid_field(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError::new(path, message)])
    }

    /// 500 INTERNAL. The caller sees the request id and nothing else; `cause` goes to the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self {
            cause: Some(cause.to_string()),
            ..Self::new(
                ErrorCode::Internal,
                "Something went wrong on the server. The request id finds it in the log.",
            )
        }
    }

    /// The same error, which the REST API answers with this status.
    #[must_use]
    pub fn in_rest(mut self, status: StatusCode) -> Self {
        self.rest_status = Some(status);
        self
    }

    /// The same error, asking the caller to wait this many seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }
}

impl fmt::Display for RpcError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for RpcError {}

impl rspc::Error for RpcError {
    fn into_procedure_error(self) -> ProcedureError {
        // As the source too: that is the way the adapter gets it back typed.
        ProcedureError::Resolver(ResolverError::new(self.clone(), Some(self)))
    }
}

/// The typed error inside what rspc hands over; anything rspc itself complains of is our mistake.
pub(super) fn from_procedure_error(error: ProcedureError) -> RpcError {
    match error {
        ProcedureError::Resolver(error) => {
            match error.error().and_then(|source| source.downcast_ref::<RpcError>()) {
                Some(error) => error.clone(),
                None => RpcError::internal("a resolver error of an unknown type"),
            }
        }
        ProcedureError::Unwind(payload) => from_panic(payload.as_ref()),
        other => RpcError::internal(other),
    }
}

/// 500 INTERNAL for a caught panic.
pub(super) fn from_panic(payload: &(dyn std::any::Any + Send)) -> RpcError {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    RpcError::internal(format_args!("panic: {text}"))
}
