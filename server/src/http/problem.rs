//! Errors outside the procedures: RFC 9457 problem documents with the codes of 002 Appendix B.

use std::borrow::Cow;

use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::actions::{ActionError, FieldError, Missing};
use crate::rpc::kit::RpcError;
use patchbay_storage::StorageError;

/// One field that will not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemField {
    /// Where: `attachments[0].url`.
    pub field: String,
    /// What would do.
    pub message: String,
}

impl ProblemField {
    /// As it is shown: its place as a JSON pointer too (RFC 6901).
    fn shown(&self) -> Value {
        json!({ "field": self.field, "pointer": pointer(&self.field), "message": self.message })
    }
}

/// A path such as `attachments[0].url` as `/attachments/0/url`.
fn pointer(path: &str) -> String {
    let escaped = path.replace('~', "~0").replace('/', "~1");
    let parts = escaped.split(['.', '[']).map(|part| part.strip_suffix(']').unwrap_or(part));
    parts.filter(|part| !part.is_empty()).map(|part| format!("/{part}")).collect()
}

/// An answer that says what is wrong and what to do next.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    code: Cow<'static, str>,
    detail: String,
    fields: Vec<ProblemField>,
    retry_after_seconds: Option<u64>,
    headers: Option<Box<HeaderMap>>,
    more: Option<Box<(String, Value)>>,
}

impl Problem {
    /// A problem with its code and a sentence for whoever reads it.
    #[must_use]
    pub fn new(status: StatusCode, code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self {
            status,
            code: code.into(),
            detail: detail.into(),
            fields: Vec::new(),
            retry_after_seconds: None,
            headers: None,
            more: None,
        }
    }

    /// The same with one more member.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.more = Some(Box::new((name.to_owned(), value)));
        self
    }

    /// The sentence.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The same with the fields it is about.
    #[must_use]
    pub fn fields(mut self, fields: impl IntoIterator<Item = ProblemField>) -> Self {
        self.fields = fields.into_iter().collect();
        self
    }

    /// The same with when to try again, in seconds.
    #[must_use]
    pub const fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }

    /// The same with these headers in its answer.
    #[must_use]
    pub fn headers(mut self, headers: HeaderMap) -> Self {
        self.headers.get_or_insert_default().extend(headers);
        self
    }

    /// The answer. Its request id is added on the way out, in `request_log`.
    #[must_use]
    pub fn into_response(self) -> Response {
        let mut body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
            "errors": self.fields.iter().map(ProblemField::shown).collect::<Vec<_>>(),
        });
        if let Some((name, value)) = self.more.map(|more| *more) {
            body[name] = value;
        }
        let mut response = again(self.status, body);
        let headers = response.headers_mut();
        headers.extend(self.headers.map(|headers| *headers).unwrap_or_default());
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        Self::into_response(self)
    }
}

/// The answer of a problem whose body is known. Its request id is added on the way out, in `request_log`.
pub(super) fn again(status: StatusCode, body: Value) -> Response {
    let mut response = (status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(ProblemBody(body));
    response
}

/// The body of a problem, for the request id to be put in.
#[derive(Debug, Clone)]
pub(super) struct ProblemBody(pub(super) serde_json::Value);

fn fields(errors: Vec<FieldError>) -> impl Iterator<Item = ProblemField> {
    errors.into_iter().map(|error| ProblemField { field: error.path, message: error.message })
}

impl From<ActionError> for Problem {
    fn from(error: ActionError) -> Self {
        let detail = error.to_string();
        match error {
            ActionError::NotFound(Missing::Webhook) => {
                Self::new(StatusCode::NOT_FOUND, "WEBHOOK_NOT_FOUND", detail)
            }
            ActionError::NotFound(_) => Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", detail),
            ActionError::Invalid(errors) => {
                Self::new(StatusCode::BAD_REQUEST, "INVALID_PAYLOAD", detail).fields(fields(errors))
            }
            ActionError::Unprocessable(errors) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "INVALID_PAYLOAD", detail).fields(fields(errors))
            }
            ActionError::Changed => Self::new(StatusCode::PRECONDITION_FAILED, "CONFLICT", detail),
            ActionError::Conflict(_) => Self::new(StatusCode::CONFLICT, "CONFLICT", detail),
            ActionError::ChannelLimit(_) => {
                Self::new(StatusCode::BAD_REQUEST, "WEBHOOK_LIMIT_EXCEEDED", detail)
            }
            ActionError::VerificationFailed(_) => {
                Self::new(StatusCode::BAD_REQUEST, "VERIFICATION_FAILED", detail)
            }
            ActionError::TooOften { after, .. } => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMIT_MINUTE", detail)
                    .retry_after(after.as_secs().max(1))
            }
            ActionError::Unauthenticated(_) => Self::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", detail),
            ActionError::Forbidden(_) => Self::new(StatusCode::FORBIDDEN, "FORBIDDEN", detail),
            ActionError::Unavailable(after) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", detail)
                    .retry_after(after.as_secs().max(1))
            }
            ActionError::Storage(error) => error.into(),
        }
    }
}

impl From<RpcError> for Problem {
    fn from(error: RpcError) -> Self {
        let status = error.rest_status.unwrap_or(error.code.status());
        match &error.cause {
            // What went wrong inside is for the log, not for the outside.
            Some(cause) if status == StatusCode::INTERNAL_SERVER_ERROR => {
                tracing::error!(cause, "a request failed inside");
            }
            Some(cause) => tracing::warn!(cause, "a request could not be answered"),
            None => {}
        }
        let fields = error.fields.into_iter();
        let fields = fields.map(|field| ProblemField { field: field.path, message: field.message });
        let problem = Self::new(status, error.code.name(), error.message).fields(fields);
        match error.retry_after_seconds {
            Some(seconds) => problem.retry_after(seconds.into()),
            None => problem,
        }
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        if error.is_passing() {
            tracing::warn!(%error, "the database did not answer");
            let detail = "the database is not available at the moment; try again";
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", detail).retry_after(1);
        }
        // What went wrong inside is for the log, not for the outside.
        tracing::error!(%error, "a request failed inside");
        let detail = "something went wrong on our side; the request id leads to it in the log";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", detail)
    }
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn a_path_becomes_a_pointer() {
        for (path, expected) in [
            ("", ""),
            ("url", "/url"),
            ("attachments[0].url", "/attachments/0/url"),
            ("events[12].data.a/b~c", "/events/12/data/a~1b~0c"),
            ("providerConfig.outboundHeaders.X-Key", "/providerConfig/outboundHeaders/X-Key"),
        ] {
            assert_eq!(pointer(path), expected, "{path}");
        }
    }
}
