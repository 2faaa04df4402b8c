//! Rules that several inputs share, for `#[validate(custom(function = …))]`.

use std::collections::BTreeMap;

use patchbay_domain::email::EmailAddress;
use validator::ValidationError;

use super::auth::TokenScope;
use super::value::JsonObject;
use crate::rpc::kit::{invalid, invalid_at};

/// The longest URL that is accepted, in bytes.
const MAX_URL_BYTES: usize = 2048;
/// How many headers an outbound request may add.
const MAX_HEADERS: usize = 20;
/// The longest value of one such header, in bytes.
const MAX_HEADER_VALUE_BYTES: usize = 4096;
/// How many tags a webhook may have, and how many characters each.
const MAX_TAGS: usize = 20;
const MAX_TAG_CHARACTERS: usize = 50;
/// The largest metadata, in bytes of JSON.
const MAX_METADATA_BYTES: usize = 16 * 1024;

/// Text that is more than blanks. An empty text passes: its length is another rule.
pub(super) fn not_blank(text: &str) -> Result<(), ValidationError> {
    if !text.is_empty() && text.trim().is_empty() { Err(invalid("must not be blank")) } else { Ok(()) }
}

/// An absolute http or https URL. Where it may lead is for the egress guard to say, when it is called.
pub(super) fn http_url(text: &str) -> Result<(), ValidationError> {
    if text.len() > MAX_URL_BYTES {
        return Err(invalid(format!("must be at most {MAX_URL_BYTES} characters")));
    }
    match url::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(()),
        _ => Err(invalid("must be an http or https URL")),
    }
}

/// Names and values that fit into HTTP headers. A masked value (`••••1234`) passes: it keeps what is stored.
pub(super) fn valid_headers(headers: &BTreeMap<String, String>) -> Result<(), ValidationError> {
    if headers.len() > MAX_HEADERS {
        return Err(invalid(format!("must be at most {MAX_HEADERS} headers")));
    }
    for (name, value) in headers {
        let place = format!(".{name}");
        header_name(name).map_err(|_| invalid_at(&place, "must have a valid header name"))?;
        header_value(value).map_err(|error| invalid_at(&place, error.message.unwrap_or_default()))?;
    }
    Ok(())
}

/// At least one scope.
pub(super) fn some_scopes(scopes: &[TokenScope]) -> Result<(), ValidationError> {
    if scopes.is_empty() { Err(invalid("must name at least one scope")) } else { Ok(()) }
}

/// An action of the audit trail, or all of a noun: databases differ in what else they would take.
pub(super) fn audit_action(action: &str) -> Result<(), ValidationError> {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    match action.split_once('.') {
        Some((noun, verb)) if is_word(noun) && (verb == "*" || is_word(verb)) => Ok(()),
        _ => Err(invalid("must be an action such as webhook.deleted, or a noun such as webhook.*")),
    }
}

/// A name of the IANA time zone database.
pub(super) fn iana_zone(name: &str) -> Result<(), ValidationError> {
    match name.parse::<chrono_tz::Tz>() {
        Ok(_) => Ok(()),
        Err(_) => Err(invalid("must be an IANA time zone, such as Europe/Vienna")),
    }
}

/// An address that mail could be sent to.
pub(super) fn email_address(text: &str) -> Result<(), ValidationError> {
    match EmailAddress::parse(text) {
        Ok(_) => Ok(()),
        Err(_) => Err(invalid("must be an e-mail address")),
    }
}

/// A name that HTTP accepts for a header.
pub(super) fn header_name(name: &str) -> Result<(), ValidationError> {
    match http::HeaderName::from_bytes(name.as_bytes()) {
        Ok(_) => Ok(()),
        Err(_) => Err(invalid("must be a valid header name")),
    }
}

/// A value that HTTP accepts for a header: a line break in it would begin another header.
pub(super) fn header_value(value: &str) -> Result<(), ValidationError> {
    if value.len() > MAX_HEADER_VALUE_BYTES {
        return Err(invalid(format!("must be at most {MAX_HEADER_VALUE_BYTES} characters")));
    }
    match http::HeaderValue::from_bytes(value.as_bytes()) {
        Ok(_) => Ok(()),
        Err(_) => Err(invalid("must not contain line breaks or control characters")),
    }
}

/// A few short tags.
pub(super) fn short_tags(tags: &[String]) -> Result<(), ValidationError> {
    if tags.len() > MAX_TAGS {
        return Err(invalid(format!("must be at most {MAX_TAGS} items")));
    }
    for (index, tag) in tags.iter().enumerate() {
        if tag.trim().is_empty() || tag.chars().count() > MAX_TAG_CHARACTERS {
            let message = format!("must be 1 to {MAX_TAG_CHARACTERS} characters, and not blank");
            return Err(invalid_at(&format!("[{index}]"), message));
        }
    }
    Ok(())
}

/// Metadata of a size that a row can carry.
pub(super) fn small_metadata(metadata: &JsonObject) -> Result<(), ValidationError> {
    match serde_json::to_vec(metadata) {
        Ok(json) if json.len() <= MAX_METADATA_BYTES => Ok(()),
        _ => Err(invalid("must be at most 16 KiB of JSON")),
    }
}
