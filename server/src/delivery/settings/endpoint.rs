//! Where and how a subscription's events leave (002 FR-13).

use std::collections::BTreeMap;

use patchbay_domain::secret::{MASK, Secret};
use patchbay_domain::text::shorten;
use patchbay_domain::webhook::OutboundMethod;
use url::Url;

use super::{SubscriptionDraft, secret};
use crate::delivery::FieldError;
use crate::delivery::header_rules;

const MAX_URL_BYTES: usize = 2048;
const MAX_HEADERS: usize = 20;
const MAX_HEADER_VALUE_BYTES: usize = 4096;

pub(super) fn url(
    kept: Option<&SubscriptionDraft>,
    given: Option<Option<String>>,
) -> Result<Url, FieldError> {
    let error = |message: &str| Err(FieldError::new("url", message));
    let text = match (given, kept) {
        (Some(text), _) => text.unwrap_or_default(),
        (None, Some(kept)) => return Ok(kept.settings.url.clone()),
        (None, None) => String::new(),
    };
    if text.trim().is_empty() {
        return error("is required: where the events are sent, like https://example.com/hook");
    }
    let Ok(url) = Url::parse(text.trim()) else {
        return error("must be a URL, like https://example.com/hook");
    };
    if text.len() > MAX_URL_BYTES || url.as_str().len() > MAX_URL_BYTES {
        return error("must be at most 2048 bytes long");
    }
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return error("must be an http or https URL with a host");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return error("must not contain a user name or password; use authType basic");
    }
    if url.fragment().is_some() {
        return error("must not contain a fragment (#…): it is never sent");
    }
    Ok(url)
}

pub(super) fn method(
    kept: Option<&SubscriptionDraft>,
    given: Option<Option<String>>,
) -> Result<OutboundMethod, FieldError> {
    match (given, kept) {
        (None, Some(kept)) => Ok(kept.settings.method),
        (None | Some(None), _) => Ok(OutboundMethod::default()),
        (Some(Some(text)), _) => named_method(&text),
    }
}

/// The method that a text names.
pub(in crate::delivery) fn named_method(text: &str) -> Result<OutboundMethod, FieldError> {
    match text.to_ascii_uppercase().as_str() {
        "POST" => Ok(OutboundMethod::Post),
        "PUT" => Ok(OutboundMethod::Put),
        _ => Err(FieldError::new("method", "must be POST or PUT")),
    }
}

pub(super) fn headers(
    stored: Option<&SubscriptionDraft>,
    kept: Option<&SubscriptionDraft>,
    given: Option<Option<BTreeMap<String, String>>>,
) -> Result<BTreeMap<String, Secret>, Vec<FieldError>> {
    let Some(given) = given else {
        return Ok(kept.map(|kept| kept.settings.headers.clone()).unwrap_or_default());
    };
    checked_headers(stored.map(|stored| &stored.settings.headers), given.unwrap_or_default())
}

/// Headers of the owner's own, names lower case; a masked value stands for what is `stored`.
pub(in crate::delivery) fn checked_headers(
    stored: Option<&BTreeMap<String, Secret>>,
    given: BTreeMap<String, String>,
) -> Result<BTreeMap<String, Secret>, Vec<FieldError>> {
    if given.len() > MAX_HEADERS {
        return Err(vec![FieldError::new("headers", format!("must be at most {MAX_HEADERS} headers"))]);
    }
    let mut headers = BTreeMap::new();
    let mut errors = Vec::new();
    for (name, value) in given {
        let field = format!("headers.{}", shorten(&name, 100));
        match header(&field, &name, value, stored) {
            Ok((name, _)) if headers.contains_key(&name) => {
                errors.push(FieldError::new(&field, "is there twice, in different case"));
            }
            Ok((name, value)) => {
                headers.insert(name, value);
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(headers) } else { Err(errors) }
}

fn header(
    field: &str,
    name: &str,
    value: String,
    stored: Option<&BTreeMap<String, Secret>>,
) -> Result<(String, Secret), FieldError> {
    let name = header_rules::check_name(name).map_err(|problem| FieldError::new(field, problem))?;
    if value.starts_with(MASK) {
        let stored = stored.and_then(|stored| stored.get(&name));
        let kept = secret(field, Some(Some(value)), stored, None)?;
        return Ok((name, kept.unwrap_or_else(|| Secret::new(""))));
    }
    header_rules::check_value(&value, MAX_HEADER_VALUE_BYTES)
        .map_err(|problem| FieldError::new(field, problem))?;
    Ok((name, Secret::new(value)))
}
