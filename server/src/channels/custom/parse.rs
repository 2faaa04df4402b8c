//! A request to a custom channel becomes a message (002 FR-06, A.2): JSON, a form of either kind, or plain text, in
//! UTF-8. Whatever the format, the fields are the same and so are their rules, in `fields`; card numbers are gone
//! from everything that leaves here, in `cards`.

mod attachments;
mod cards;
mod fields;
mod form;
mod format;
mod json;
mod multipart;
mod task;
mod text;

#[cfg(test)]
mod tests;

use hyper::body::Bytes;
use patchbay_domain::card_number;
use patchbay_domain::message::InboundMessage;
use patchbay_domain::text::cut_bytes;

use crate::channels::FieldError;
use format::Format;

/// The longest content type that is kept, in bytes.
const MAX_CONTENT_TYPE_BYTES: usize = 255;

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
    fn malformed(message: impl Into<String>) -> Self {
        Self::Malformed { message: message.into(), fields: Vec::new() }
    }

    fn fields(fields: Vec<FieldError>) -> Self {
        let first = fields.first().map(|first| format!(": {} {}", first.path, first.message));
        Self::Malformed { message: format!("the message is not valid{}", first.unwrap_or_default()), fields }
    }

    fn field(path: &str, message: impl Into<String>) -> Self {
        Self::fields(vec![FieldError::new(path, message)])
    }
}

/// Reads the request. `content_type` and `idempotency_key` are the headers of those names; the latter is the message's
/// external id where the body has none. `keyed` gives the keyed hash, in hex, of a card number that stands in an
/// identifier: two identifiers must not become equal.
///
/// Without a content type, and for JSON that was sent as a form (what `curl -d` does), the body itself says what it is.
/// Fields that A.2 does not have are kept in `metadata`, up to 16 KiB of them.
///
/// # Errors
/// What is wrong with the request; nothing of it may be kept then.
pub async fn parse(
    content_type: Option<&str>,
    idempotency_key: Option<&str>,
    body: Bytes,
    keyed: &(dyn Fn(&str) -> String + Sync),
) -> Result<Parsed, Rejection> {
    let fields = match Format::of(content_type, &body)? {
        Format::Json => json::fields(&body)?,
        Format::Form => form::fields(&body)?,
        Format::Multipart { boundary } => multipart::fields(boundary, body.clone()).await?,
        Format::Text => text::fields(&body)?,
    };
    let mut message = fields::message(fields, idempotency_key)?;
    let raw = if cards::take_out(&mut message, keyed) {
        RawBody { content_type: Some("application/json".to_owned()), bytes: cards::rewritten(&message) }
    } else {
        let content_type = content_type.map(card_number::redact_text);
        let cut = |content_type: &str| cut_bytes(content_type, MAX_CONTENT_TYPE_BYTES).to_owned();
        RawBody {
            content_type: content_type.map(|content_type| cut(&content_type)),
            bytes: card_number::redact_bytes(&body).into_owned(),
        }
    };
    Ok(Parsed { message, raw })
}
