//! Where and how the channel's answers leave (002 FR-13).

use std::collections::BTreeMap;

use patchbay_domain::secret::{MASK, Secret};
use patchbay_domain::text::shorten;
use patchbay_domain::webhook::{OutboundEndpoint, OutboundMethod};
use url::Url;

use super::{field_error, merged_secret};
use crate::channels::FieldError;
use crate::delivery::header_rules;

const MAX_URL_BYTES: usize = 2048;
const MAX_HEADERS: usize = 20;
const MAX_HEADER_VALUE_BYTES: usize = 4096;

type GivenHeaders = Option<Option<BTreeMap<String, String>>>;

pub(super) fn apply(
    current: Option<&OutboundEndpoint>,
    given_url: Option<Option<String>>,
    given_method: Option<Option<String>>,
    given_headers: GivenHeaders,
) -> Result<Option<OutboundEndpoint>, Vec<FieldError>> {
    let names_headers = matches!(&given_headers, Some(Some(headers)) if !headers.is_empty());
    let url = url(current, given_url);
    let method = method(current, given_method);
    let headers = headers(current, given_headers);
    match (url, method, headers) {
        (Ok(None), Ok(_), Ok(_)) if names_headers => {
            Err(vec![field_error("outboundHeaders", "needs an outboundWebhookUrl to be sent to")])
        }
        (Ok(None), Ok(_), Ok(_)) => Ok(None),
        (Ok(Some(url)), Ok(method), Ok(headers)) => Ok(Some(OutboundEndpoint { url, method, headers })),
        (url, method, headers) => {
            let single = url.err().into_iter().chain(method.err());
            Err(single.chain(headers.err().into_iter().flatten()).collect())
        }
    }
}

fn url(current: Option<&OutboundEndpoint>, given: Option<Option<String>>) -> Result<Option<Url>, FieldError> {
    let Some(given) = given else { return Ok(current.map(|outbound| outbound.url.clone())) };
    let text = given.unwrap_or_default();
    if text.trim().is_empty() {
        return Ok(None);
    }
    let error = |message: &str| Err(field_error("outboundWebhookUrl", message));
    if text.len() > MAX_URL_BYTES {
        return error("must be at most 2048 bytes long");
    }
    let Ok(url) = Url::parse(text.trim()) else {
        return error("must be a URL, like https://example.com/hook");
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return error("must be an http or https URL with a host");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return error("must not contain a user name or password; use authType or outboundHeaders");
    }
    if url.fragment().is_some() {
        return error("must not contain a fragment (#…): it is never sent");
    }
    // Escaping may have made it longer.
    if url.as_str().len() > MAX_URL_BYTES {
        return error("must be at most 2048 bytes long");
    }
    Ok(Some(url))
}

fn method(
    current: Option<&OutboundEndpoint>,
    given: Option<Option<String>>,
) -> Result<OutboundMethod, FieldError> {
    match given {
        None => Ok(current.map(|outbound| outbound.method).unwrap_or_default()),
        Some(None) => Ok(OutboundMethod::default()),
        Some(Some(text)) => match text.to_ascii_uppercase().as_str() {
            "POST" | "" => Ok(OutboundMethod::Post),
            "PUT" => Ok(OutboundMethod::Put),
            _ => Err(field_error("outboundMethod", "must be POST or PUT")),
        },
    }
}

fn headers(
    current: Option<&OutboundEndpoint>,
    given: GivenHeaders,
) -> Result<BTreeMap<String, Secret>, Vec<FieldError>> {
    let stored = current.map(|outbound| outbound.headers.clone()).unwrap_or_default();
    let Some(given) = given else { return Ok(stored) };
    let given = given.unwrap_or_default();
    if given.len() > MAX_HEADERS {
        return Err(vec![field_error("outboundHeaders", format!("must be at most {MAX_HEADERS} headers"))]);
    }
    let mut headers = BTreeMap::new();
    let mut errors = Vec::new();
    for (name, value) in given {
        let field = format!("outboundHeaders.{}", shorten(&name, 100));
        match header(&name, value, &stored, &field) {
            Ok((name, _)) if headers.contains_key(&name) => {
                errors.push(field_error(&field, "is there twice, in different case"));
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
    name: &str,
    value: String,
    stored: &BTreeMap<String, Secret>,
    field: &str,
) -> Result<(String, Secret), FieldError> {
    let name = header_rules::check_name(name).map_err(|problem| field_error(field, problem))?;
    if value.starts_with(MASK) {
        let kept = merged_secret(field, Some(Some(value)), stored.get(&name))?;
        return Ok((name, kept.unwrap_or_else(|| Secret::new(""))));
    }
    header_rules::check_value(&value, MAX_HEADER_VALUE_BYTES)
        .map_err(|problem| field_error(field, problem))?;
    Ok((name, Secret::new(value)))
}
