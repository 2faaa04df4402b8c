//! How callers of the channel prove themselves, and Patchbay to the outbound URL (002 FR-14).

use patchbay_domain::secret::{MASK, Secret};
use patchbay_domain::webhook::{ChannelAuth, DEFAULT_API_KEY_HEADER};

use super::{field_error, merged_secret};
use crate::channels::FieldError;
use crate::delivery::header_rules;

const MAX_TOKEN_BYTES: usize = 4096;
const MAX_HMAC_SECRET_CHARACTERS: usize = 255;

/// What was sent beside `authType`.
pub(super) struct Given {
    pub(super) token: Option<Option<String>>,
    pub(super) header: Option<Option<String>>,
    pub(super) hmac_secret: Option<Option<String>>,
}

/// The fields of a stored [`ChannelAuth`], whichever it is.
pub(super) struct Stored<'a> {
    pub(super) auth_type: &'static str,
    pub(super) token: Option<&'a Secret>,
    pub(super) header: Option<&'a str>,
    pub(super) hmac_secret: Option<&'a Secret>,
}

impl<'a> Stored<'a> {
    pub(super) fn of(auth: &'a ChannelAuth) -> Self {
        let none = Self { auth_type: "none", token: None, header: None, hmac_secret: None };
        match auth {
            ChannelAuth::None => none,
            ChannelAuth::Bearer { token } => Self { auth_type: "bearer", token: Some(token), ..none },
            ChannelAuth::ApiKey { header, key } => {
                Self { auth_type: "api_key", token: Some(key), header: Some(header), ..none }
            }
            ChannelAuth::Hmac { secret } => Self { auth_type: "hmac", hmac_secret: secret.as_ref(), ..none },
        }
    }
}

pub(super) fn apply(
    current: &ChannelAuth,
    auth_type: Option<Option<String>>,
    given: Given,
) -> Result<ChannelAuth, FieldError> {
    let stored = Stored::of(current);
    let auth_type = auth_type.map_or_else(|| stored.auth_type.to_owned(), |given| given.unwrap_or_default());
    let auth_type = if auth_type.is_empty() { "none" } else { auth_type.as_str() };
    if !matches!(auth_type, "none" | "bearer" | "api_key" | "hmac") {
        return Err(field_error("authType", "must be none, bearer, api_key or hmac"));
    }
    // A secret that would protect nothing is refused rather than dropped: its owner believes it does.
    if !matches!(auth_type, "bearer" | "api_key") && is_new(&given.token) {
        return Err(field_error("authToken", "is used with authType bearer or api_key only"));
    }
    if auth_type != "hmac" && is_new(&given.hmac_secret) {
        return Err(field_error("hmacSecret", "is used with authType hmac only"));
    }
    match auth_type {
        "bearer" => Ok(ChannelAuth::Bearer { token: token(given.token, stored.token)? }),
        "api_key" => Ok(ChannelAuth::ApiKey {
            header: header(given.header, stored.header)?,
            key: token(given.token, stored.token)?,
        }),
        "hmac" => Ok(ChannelAuth::Hmac { secret: hmac_secret(given.hmac_secret, stored.hmac_secret)? }),
        _ => Ok(ChannelAuth::None),
    }
}

fn is_new(value: &Option<Option<String>>) -> bool {
    matches!(value, Some(Some(text)) if !text.is_empty() && !text.starts_with(MASK))
}

fn token(given: Option<Option<String>>, stored: Option<&Secret>) -> Result<Secret, FieldError> {
    const FIELD: &str = "authToken";
    let token = merged_secret(FIELD, given, stored)?.unwrap_or_else(|| Secret::new(""));
    // Pasted with a space or a line break around it, it would never be matched.
    let token = Secret::new(token.expose().trim());
    if token.expose().is_empty() {
        return Err(field_error(FIELD, "is required for authType bearer and api_key"));
    }
    header_rules::check_value(token.expose(), MAX_TOKEN_BYTES)
        .map_err(|problem| field_error(FIELD, problem))?;
    Ok(token)
}

fn header(given: Option<Option<String>>, stored: Option<&str>) -> Result<String, FieldError> {
    let name = given.map_or_else(|| stored.unwrap_or_default().to_owned(), Option::unwrap_or_default);
    if name.trim().is_empty() {
        return Ok(DEFAULT_API_KEY_HEADER.to_owned());
    }
    header_rules::check_name(&name).map_err(|problem| field_error("authHeader", problem))
}

fn hmac_secret(given: Option<Option<String>>, stored: Option<&Secret>) -> Result<Option<Secret>, FieldError> {
    const FIELD: &str = "hmacSecret";
    let secret = merged_secret(FIELD, given, stored)?;
    let is_fit = |text: &str| text.chars().count() <= MAX_HMAC_SECRET_CHARACTERS && !text.contains('\0');
    if secret.as_ref().is_some_and(|secret| !is_fit(secret.expose())) {
        let message = format!("must be 1 to {MAX_HMAC_SECRET_CHARACTERS} characters long, without NUL");
        return Err(field_error(FIELD, message));
    }
    Ok(secret)
}
