//! What comes of a request to a channel, whatever its type.

use patchbay_domain::message::InboundMessage;

use super::FieldError;

/// A message, and the request's body for the vault (C33); card numbers are in neither.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The message.
    pub message: InboundMessage,
    /// The body.
    pub raw: RawBody,
}

/// A request's body. As it came, byte for byte, unless there was a card number in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawBody {
    /// Its content type, where one was given.
    pub content_type: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a request makes no message. The texts hold nothing of the request but names of fields.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// It cannot be read, or says something that no message has: 400 `INVALID_PAYLOAD`.
    #[error("{message}")]
    Malformed {
        /// What is wrong, and where.
        message: String,
        /// The fields concerned, if it is about fields.
        fields: Vec<FieldError>,
    },
    /// It is in a format that is not read: 415.
    #[error("{message}")]
    UnsupportedMediaType {
        /// Which formats are.
        message: String,
    },
}

impl Rejection {
    pub(crate) fn malformed(message: impl Into<String>) -> Self {
        Self::Malformed { message: message.into(), fields: Vec::new() }
    }

    pub(crate) fn fields(fields: Vec<FieldError>) -> Self {
        let first = fields.first().map(|first| format!(": {} {}", first.path, first.message));
        Self::Malformed { message: format!("the message is not valid{}", first.unwrap_or_default()), fields }
    }

    pub(crate) fn field(path: &str, message: impl Into<String>) -> Self {
        Self::fields(vec![FieldError::new(path, message)])
    }
}

/// Why a request is turned away, always with 401 (002 Appendix B).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The signature is missing or wrong.
    #[error(
        "X-Webhook-Signature is missing or does not match: send sha256= and the hex HMAC-SHA256 of the raw body"
    )]
    InvalidSignature,
    /// Twilio's signature is missing or wrong.
    #[error(
        "X-Twilio-Signature is missing or does not match: check that the number's webhook at Twilio is exactly this \
         channel's URL, and that the channel has the account's primary auth token"
    )]
    InvalidTwilioSignature,
    /// The token or key is missing or wrong.
    #[error("the token or API key that this webhook asks for is missing or wrong")]
    InvalidAuth,
}

impl Refusal {
    /// The code of 002 Appendix B.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidSignature | Self::InvalidTwilioSignature => "INVALID_SIGNATURE",
            Self::InvalidAuth => "INVALID_AUTH",
        }
    }
}
