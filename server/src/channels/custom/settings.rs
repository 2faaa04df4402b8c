//! What the owner of a custom channel sets (002 FR-02, A.1): read, checked, merged with what is stored, and shown.

mod auth;
mod outbound;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use patchbay_domain::secret::{MASK, Secret};
use patchbay_domain::webhook::{CustomSettings, OutboundMethod, Senders};

pub use crate::channels::FieldError;
use crate::channels::field_error;

/// `providerConfig` as it was sent. Of each field: not there keeps what is stored, null or an empty text clears it, a
/// value sets it; a secret still in its masked form keeps what is stored.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawCustomSettings {
    /// `authType`: `none`, `bearer`, `api_key` or `hmac`.
    pub auth_type: Option<Option<String>>,
    /// `authToken`: of bearer and `api_key`; up to 4096 bytes that a header can hold.
    pub auth_token: Option<Option<String>>,
    /// `authHeader`: of `api_key`; X-API-Key where none is given.
    pub auth_header: Option<Option<String>>,
    /// `hmacSecret`: of hmac, 1 to 255 characters; the channel's own secret key where none is given.
    pub hmac_secret: Option<Option<String>>,
    /// `outboundWebhookUrl`: http or https, up to 2048 bytes.
    pub outbound_webhook_url: Option<Option<String>>,
    /// `outboundHeaders`: up to 20; replaces all of them.
    pub outbound_headers: Option<Option<BTreeMap<String, String>>>,
    /// `outboundMethod`: POST or PUT.
    pub outbound_method: Option<Option<String>>,
    /// `senders`.
    pub senders: Option<Senders>,
}

/// `providerConfig` as an answer shows it: secrets masked (C15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCustomSettings {
    /// `authType`.
    pub auth_type: &'static str,
    /// `authToken`, masked.
    pub auth_token: Option<String>,
    /// `authHeader`, lower case.
    pub auth_header: Option<String>,
    /// `hmacSecret`, masked.
    pub hmac_secret: Option<String>,
    /// `outboundWebhookUrl`.
    pub outbound_webhook_url: Option<String>,
    /// `outboundHeaders`, names lower case, values masked.
    pub outbound_headers: BTreeMap<String, String>,
    /// `outboundMethod`.
    pub outbound_method: OutboundMethod,
    /// `senders`.
    pub senders: Senders,
}

/// The settings after the changes; for a new channel `current` is the default.
///
/// # Errors
/// Everything that is wrong, each with its path under `providerConfig`.
pub fn apply(current: &CustomSettings, raw: RawCustomSettings) -> Result<CustomSettings, Vec<FieldError>> {
    let RawCustomSettings { auth_type, auth_token, auth_header, hmac_secret, .. } = raw;
    let secrets = auth::Given { token: auth_token, header: auth_header, hmac_secret };
    let auth = auth::apply(&current.auth, auth_type, secrets);
    let outbound = outbound::apply(
        current.outbound.as_ref(),
        raw.outbound_webhook_url,
        raw.outbound_method,
        raw.outbound_headers,
    );
    match (auth, outbound) {
        (Ok(auth), Ok(outbound)) => {
            Ok(CustomSettings { auth, outbound, senders: raw.senders.unwrap_or(current.senders) })
        }
        (auth, outbound) => Err(auth.err().into_iter().chain(outbound.err().into_iter().flatten()).collect()),
    }
}

/// What an answer may show of the settings.
#[must_use]
pub fn shown(settings: &CustomSettings) -> ShownCustomSettings {
    let stored = auth::Stored::of(&settings.auth);
    let outbound = settings.outbound.as_ref();
    let headers = outbound.into_iter().flat_map(|outbound| &outbound.headers);
    ShownCustomSettings {
        auth_type: stored.auth_type,
        auth_token: stored.token.map(Secret::masked),
        auth_header: stored.header.map(ToOwned::to_owned),
        hmac_secret: stored.hmac_secret.map(Secret::masked),
        outbound_webhook_url: outbound.map(|outbound| outbound.url.to_string()),
        outbound_headers: headers.map(|(name, value)| (name.clone(), value.masked())).collect(),
        outbound_method: outbound.map(|outbound| outbound.method).unwrap_or_default(),
        senders: settings.senders,
    }
}

/// What a secret becomes: kept, cleared or set.
fn merged_secret(
    field: &str,
    given: Option<Option<String>>,
    stored: Option<&Secret>,
) -> Result<Option<Secret>, FieldError> {
    match given {
        None => Ok(stored.cloned()),
        Some(None) => Ok(None),
        Some(Some(text)) if text.is_empty() => Ok(None),
        Some(Some(text)) if text.starts_with(MASK) => match stored {
            Some(stored) => Ok(Some(stored.clone())),
            None => Err(field_error(field, "is masked, and nothing is stored that it could stand for")),
        },
        Some(Some(text)) => Ok(Some(Secret::new(text))),
    }
}

impl std::fmt::Debug for RawCustomSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RawCustomSettings")
            .field("auth_type", &self.auth_type)
            .finish_non_exhaustive()
    }
}
