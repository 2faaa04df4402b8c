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
use patchbay_domain::text::cut_bytes;

use crate::channels::{Parsed, RawBody, Rejection};
use format::Format;

/// The longest content type that is kept, in bytes.
const MAX_CONTENT_TYPE_BYTES: usize = 255;

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
