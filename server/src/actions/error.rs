//! How an action fails, by what to do next.

use std::time::Duration;

use patchbay_domain::access::Denied;
use patchbay_storage::{StorageError, WorkError};

/// What was asked for and is not there, or not this organization's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A webhook.
    Webhook,
    /// A conversation.
    Conversation,
    /// A task.
    Task,
    /// A delivery.
    Delivery,
    /// A message.
    Message,
    /// A member.
    User,
    /// A contact.
    Contact,
    /// Something that is remembered of a contact.
    Fact,
    /// A signed-in browser.
    Session,
    /// An API token.
    ApiToken,
    /// An invitation.
    Invitation,
    /// An event type of the organization's own.
    EventType,
    /// An event.
    Event,
    /// A recovery.
    Recovery,
    /// Something that waits for a yes or no.
    Confirmation,
}

impl Missing {
    /// The word for it.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Conversation => "conversation",
            Self::Task => "task",
            Self::Delivery => "delivery",
            Self::Message => "message",
            Self::User => "member",
            Self::Contact => "contact",
            Self::Fact => "fact",
            Self::Session => "session",
            Self::ApiToken => "API token",
            Self::EventType => "event type",
            Self::Event => "event",
            Self::Recovery => "recovery",
            Self::Confirmation => "confirmation",
            Self::Invitation => "invitation: it may be used, taken back or over; ask for another one",
        }
    }
}

/// What is wrong with one field of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where, in camelCase: `providerConfig.authToken`.
    pub path: String,
    /// What would do: "must be …".
    pub message: String,
}

impl FieldError {
    /// Something at a JSON pointer within a field: `data` and `/items/0/name` are `data.items[0].name`.
    #[must_use]
    pub fn within(field: &str, pointer: &str, message: impl Into<String>) -> Self {
        let mut path = field.to_owned();
        for part in pointer.split('/').skip(1) {
            let part = part.replace("~1", "/").replace("~0", "~");
            match part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty() {
                true => path.push_str(&format!("[{part}]")),
                false => path.push_str(&format!(".{part}")),
            }
        }
        Self { path, message: message.into() }
    }
}

/// How an action fails.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ActionError {
    /// It is not there. Check the id.
    #[error("there is no such {}", .0.noun())]
    NotFound(Missing),
    /// The input will not do. Change it.
    #[error("the input is not valid")]
    Invalid(Vec<FieldError>),
    /// The input is well formed, but not what its type says. Change it.
    #[error("the input does not fit its type")]
    Unprocessable(Vec<FieldError>),
    /// It is not as the caller saw it. Read it again.
    #[error("it was changed meanwhile; read it again, then decide")]
    Changed,
    /// Not in the state it is in. Read it again.
    #[error("{0}")]
    Conflict(String),
    /// The channels are used up (002 Appendix B `WEBHOOK_LIMIT_EXCEEDED`).
    #[error("a member has at most {0} active channels; switch one off or delete it first")]
    ChannelLimit(u32),
    /// Not signed in, or not as they say.
    #[error("{0}")]
    Unauthenticated(String),
    /// They are known and may not do this.
    #[error("{0}")]
    Forbidden(String),
    /// The code is wrong, used up or too old (002 Appendix B `VERIFICATION_FAILED`). Ask for another.
    #[error("{0}")]
    VerificationFailed(String),
    /// Too often. Try again after this long.
    #[error("{reason}")]
    TooOften {
        /// What is too often.
        reason: String,
        /// Not before.
        after: Duration,
    },
    /// Not now. Try again after this long.
    #[error("too much is waiting to be written; try again")]
    Unavailable(Duration),
    /// A fault of Patchbay's, or of its database.
    #[error(transparent)]
    Storage(StorageError),
}

impl ActionError {
    /// One field that will not do.
    #[must_use]
    pub fn field(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError { path: path.into(), message: message.into() }])
    }
}

impl From<Denied> for ActionError {
    fn from(denied: Denied) -> Self {
        Self::Forbidden(denied.to_string())
    }
}

impl From<StorageError> for ActionError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Busy => Self::Unavailable(Duration::from_secs(1)),
            error => Self::Storage(error),
        }
    }
}

impl WorkError for ActionError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FieldError;

    #[test]
    fn a_pointer_continues_a_path() {
        for (pointer, expected) in [
            ("", "data"),
            ("/name", "data.name"),
            ("/items/0/a~1b", "data.items[0].a/b"),
            ("/10", "data[10]"),
        ] {
            assert_eq!(FieldError::within("data", pointer, "").path, expected, "{pointer}");
        }
    }
}
