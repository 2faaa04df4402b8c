//! What is wrong with one field of what somebody sets.

/// What is wrong with one field of a request or of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where: a path in the wire's own names, `attachments[0].url`.
    pub path: String,
    /// What is expected there; never the value itself, which may be a secret.
    pub message: String,
}

impl FieldError {
    pub(crate) fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}
