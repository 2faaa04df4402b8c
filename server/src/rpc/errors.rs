//! What went wrong in an action or in storage, as the caller is told.

use std::time::Duration;

use http::StatusCode;
use patchbay_storage::StorageError;

use super::kit::{ErrorCode, FieldError, RpcError};
use crate::actions::{ActionError, Missing};

/// How long a caller waits for a database that is away for a moment.
const PASSING: Duration = Duration::from_secs(1);

impl From<ActionError> for RpcError {
    fn from(error: ActionError) -> Self {
        let message = sentence(&error.to_string());
        match error {
            ActionError::NotFound(missing) => not_found(missing),
            ActionError::Invalid(fields) => Self::invalid(
                fields.into_iter().map(|field| FieldError::new(field.path, field.message)).collect(),
            ),
            ActionError::Unprocessable(fields) => Self::invalid(
                fields.into_iter().map(|field| FieldError::new(field.path, field.message)).collect(),
            )
            .in_rest(StatusCode::UNPROCESSABLE_ENTITY),
            ActionError::Changed => {
                Self::new(ErrorCode::Conflict, message).in_rest(StatusCode::PRECONDITION_FAILED)
            }
            ActionError::Conflict(_) => Self::new(ErrorCode::Conflict, message),
            ActionError::ChannelLimit(_) => Self::new(ErrorCode::WebhookLimitExceeded, message),
            ActionError::VerificationFailed(_) => Self::new(ErrorCode::VerificationFailed, message),
            ActionError::TooOften { after, .. } => {
                let minute = after <= Duration::from_secs(90);
                let code = if minute { ErrorCode::RateLimitMinute } else { ErrorCode::RateLimitHour };
                Self::new(code, message).retry_after(seconds(after))
            }
            ActionError::Forbidden(_) => Self::new(ErrorCode::Forbidden, message),
            ActionError::Unauthenticated(_) => Self::new(ErrorCode::Unauthenticated, message),
            ActionError::Unavailable(wait) => {
                Self::new(ErrorCode::Unavailable, message).retry_after(seconds(wait))
            }
            ActionError::Storage(error) => error.into(),
        }
    }
}

impl From<StorageError> for RpcError {
    fn from(error: StorageError) -> Self {
        if !error.is_passing() {
            return Self::internal(error);
        }
        let message = "The database does not answer right now. Try again in a moment.";
        let told = Self::new(ErrorCode::Unavailable, message).retry_after(seconds(PASSING));
        Self { cause: Some(error.to_string()), ..told }
    }
}

/// 404 for a thing that is not there, or not in the caller's organization.
pub(super) fn not_found(missing: Missing) -> RpcError {
    let code = match missing {
        Missing::Webhook => ErrorCode::WebhookNotFound,
        _ => ErrorCode::NotFound,
    };
    RpcError::new(code, sentence(&ActionError::NotFound(missing).to_string()))
}

/// Whole seconds, never too few.
fn seconds(wait: Duration) -> u32 {
    let whole = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    u32::try_from(whole.max(1)).unwrap_or(u32::MAX)
}

/// An error's words, which begin small and end open, as a sentence for a person.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    let mut sentence: String = first.chain(characters).collect();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(error: ActionError) -> (ErrorCode, String, Option<u32>) {
        let error = RpcError::from(error);
        (error.code, error.message, error.retry_after_seconds)
    }

    #[test]
    fn each_error_has_its_code_and_says_what_to_do() {
        let error = |code, message: &str| (code, message.to_owned(), None);
        let webhook = told(ActionError::NotFound(Missing::Webhook));
        assert_eq!(webhook, error(ErrorCode::WebhookNotFound, "There is no such webhook."));
        let task = told(ActionError::NotFound(Missing::Task));
        assert_eq!(task, error(ErrorCode::NotFound, "There is no such task."));
        let conflict = told(ActionError::Conflict("task 3 is failed already; reopen it first".to_owned()));
        assert_eq!(conflict, error(ErrorCode::Conflict, "Task 3 is failed already; reopen it first."));
        let limit = "A member has at most 3 active channels; switch one off or delete it first.";
        assert_eq!(told(ActionError::ChannelLimit(3)), error(ErrorCode::WebhookLimitExceeded, limit));
        let over = told(ActionError::Unauthenticated("use `patchbay sign-in-link --email …`".to_owned()));
        assert_eq!(over, error(ErrorCode::Unauthenticated, "Use `patchbay sign-in-link --email …`."));
    }

    #[test]
    fn wrong_fields_keep_their_paths() {
        let error = RpcError::from(ActionError::field("providerConfig.authToken", "must not be empty"));
        assert_eq!(error.code, ErrorCode::InvalidPayload);
        assert_eq!(error.fields, [FieldError::new("providerConfig.authToken", "must not be empty")]);
    }

    #[test]
    fn what_passes_says_when_and_the_rest_says_nothing() {
        let (code, _, wait) = told(ActionError::Unavailable(Duration::from_millis(1_200)));
        assert_eq!((code, wait), (ErrorCode::Unavailable, Some(2)));
        let away = RpcError::from(StorageError::Unavailable("db.internal:5432 refused".to_owned()));
        assert_eq!((away.code, away.retry_after_seconds), (ErrorCode::Unavailable, Some(1)));
        let fault = RpcError::from(ActionError::Storage(StorageError::Refused("SELECT secret".to_owned())));
        assert_eq!((fault.code, fault.retry_after_seconds), (ErrorCode::Internal, None));
        for error in [away, fault] {
            assert!(
                !error.message.contains("5432") && !error.message.contains("SELECT"),
                "{}",
                error.message
            );
            assert!(error.cause.is_some());
        }
    }
}
