//! How Patchbay proves itself to a receiver (002 FR-14): authentication, and how the signatures are sent (C12).

use std::collections::BTreeMap;

use http::HeaderName;
use patchbay_domain::secret::{MASK, Secret};
use patchbay_domain::subscription::OutboundAuth;
use patchbay_domain::webhook::DEFAULT_API_KEY_HEADER;

use super::{SubscriptionDraft, secret};
use crate::delivery::FieldError;
use crate::delivery::header_rules;
use crate::delivery::headers::RENAMABLE;

const MAX_TOKEN_BYTES: usize = 4096;
const MAX_SECRET_CHARACTERS: usize = 255;

/// What was sent of authentication.
pub(super) struct Given {
    pub(super) auth_type: Option<Option<String>>,
    pub(super) token: Option<Option<String>>,
    pub(super) header: Option<Option<String>>,
    pub(super) username: Option<Option<String>>,
    pub(super) password: Option<Option<String>>,
    pub(super) hmac_secret: Option<Option<String>>,
}

/// The fields of an [`OutboundAuth`], whichever it is.
#[derive(Default)]
struct Known<'a> {
    auth_type: &'static str,
    token: Option<&'a Secret>,
    header: Option<&'a str>,
    username: Option<&'a str>,
    password: Option<&'a Secret>,
    hmac_secret: Option<&'a Secret>,
}

impl<'a> Known<'a> {
    fn of(draft: Option<&'a SubscriptionDraft>) -> Self {
        match draft.map(|draft| &draft.settings.auth) {
            None | Some(OutboundAuth::None) => Self { auth_type: "none", ..Self::default() },
            Some(OutboundAuth::Bearer { token }) => {
                Self { auth_type: "bearer", token: Some(token), ..Self::default() }
            }
            Some(OutboundAuth::ApiKey { header, key }) => {
                Self { auth_type: "api_key", token: Some(key), header: Some(header), ..Self::default() }
            }
            Some(OutboundAuth::Basic { username, password }) => Self {
                auth_type: "basic",
                username: Some(username),
                password: Some(password),
                ..Self::default()
            },
            Some(OutboundAuth::Hmac { secret }) => {
                Self { auth_type: "hmac", hmac_secret: secret.as_ref(), ..Self::default() }
            }
        }
    }
}

pub(super) fn auth(
    stored: Option<&SubscriptionDraft>,
    kept: Option<&SubscriptionDraft>,
    given: Given,
) -> Result<OutboundAuth, FieldError> {
    let (stored, kept) = (Known::of(stored), Known::of(kept));
    let auth_type = match &given.auth_type {
        None => kept.auth_type,
        Some(None) => "none",
        Some(Some(text)) => text.as_str(),
    };
    // A secret that would protect nothing is refused rather than dropped: its owner believes it does.
    for (field, value, types) in [
        ("authToken", &given.token, &["bearer", "api_key"][..]),
        ("authUsername", &given.username, &["basic"]),
        ("authPassword", &given.password, &["basic"]),
        ("hmacSecret", &given.hmac_secret, &["hmac"]),
    ] {
        let is_new = matches!(value, Some(Some(text)) if !text.is_empty() && !text.starts_with(MASK));
        if is_new && !types.contains(&auth_type) {
            return Err(FieldError::new(field, format!("is used with authType {} only", types.join(" or "))));
        }
    }
    match auth_type {
        "none" | "" => Ok(OutboundAuth::None),
        "bearer" => Ok(OutboundAuth::Bearer { token: token(given.token, &stored, &kept)? }),
        "api_key" => Ok(OutboundAuth::ApiKey {
            header: header(given.header, &kept)?,
            key: token(given.token, &stored, &kept)?,
        }),
        "basic" => basic(given, &stored, &kept),
        "hmac" | "signature" => {
            let own = secret("hmacSecret", given.hmac_secret, stored.hmac_secret, kept.hmac_secret)?;
            if own.as_ref().is_some_and(|own| !is_fit(own.expose())) {
                return Err(unfit("hmacSecret"));
            }
            Ok(OutboundAuth::Hmac { secret: own })
        }
        _ => Err(FieldError::new("authType", "must be none, bearer, api_key, basic or hmac")),
    }
}

fn token(given: Option<Option<String>>, stored: &Known<'_>, kept: &Known<'_>) -> Result<Secret, FieldError> {
    let token = secret("authToken", given, stored.token, kept.token)?.unwrap_or_else(|| Secret::new(""));
    // Pasted with a space or a line break around it, it would never be matched.
    let token = Secret::new(token.expose().trim());
    if token.expose().is_empty() {
        return Err(FieldError::new("authToken", "is required for authType bearer and api_key"));
    }
    header_rules::check_value(token.expose(), MAX_TOKEN_BYTES)
        .map_err(|problem| FieldError::new("authToken", problem))?;
    Ok(token)
}

fn header(given: Option<Option<String>>, kept: &Known<'_>) -> Result<String, FieldError> {
    let name = given.map_or_else(|| kept.header.unwrap_or_default().to_owned(), Option::unwrap_or_default);
    if name.trim().is_empty() {
        return Ok(DEFAULT_API_KEY_HEADER.to_owned());
    }
    header_rules::check_name(&name).map_err(|problem| FieldError::new("authHeader", problem))
}

fn basic(given: Given, stored: &Known<'_>, kept: &Known<'_>) -> Result<OutboundAuth, FieldError> {
    let username = match given.username {
        None => kept.username.unwrap_or_default().to_owned(),
        Some(text) => text.unwrap_or_default(),
    };
    if username.is_empty() || username.contains(':') || !is_fit(&username) {
        let message = "is required for authType basic: 1 to 255 characters without a colon";
        return Err(FieldError::new("authUsername", message));
    }
    let password = secret("authPassword", given.password, stored.password, kept.password)?;
    let password = password.unwrap_or_else(|| Secret::new(""));
    if !is_fit(password.expose()) {
        return Err(unfit("authPassword"));
    }
    Ok(OutboundAuth::Basic { username, password })
}

fn is_fit(text: &str) -> bool {
    text.chars().count() <= MAX_SECRET_CHARACTERS && !text.chars().any(char::is_control)
}

fn unfit(field: &str) -> FieldError {
    let message =
        format!("must be at most {MAX_SECRET_CHARACTERS} characters long, without control characters");
    FieldError::new(field, message)
}

/// The names that the headers of the signature are sent under, by their usual ones, lower case.
pub(super) fn header_names(
    kept: Option<&SubscriptionDraft>,
    given: Option<Option<BTreeMap<String, String>>>,
    own: &BTreeMap<String, Secret>,
) -> Result<BTreeMap<String, String>, FieldError> {
    let Some(given) = given else {
        let names = kept.map(|kept| kept.settings.signing.header_names.clone()).unwrap_or_default();
        // They were there first: it is the other header that has to have another name.
        let taken = names.values().find(|name| own.contains_key(*name));
        let message = "is the name of a header of the signature already (signatureHeaders)";
        return taken
            .map_or(Ok(names.clone()), |name| Err(FieldError::new(format!("headers.{name}"), message)));
    };
    let mut names = BTreeMap::new();
    for (usual, renamed) in given.unwrap_or_default() {
        let usual = usual.to_ascii_lowercase();
        if !RENAMABLE.contains(&usual.as_str()) {
            let message = format!("can only rename {}", RENAMABLE.join(", "));
            return Err(FieldError::new("signatureHeaders", message));
        }
        let field = format!("signatureHeaders.{usual}");
        let Ok(renamed) = HeaderName::try_from(renamed.trim()) else {
            return Err(FieldError::new(field, "must be a header name: letters, digits and dashes"));
        };
        let renamed = renamed.as_str().to_owned();
        let is_signature = RENAMABLE.contains(&renamed.as_str());
        if !is_signature && header_rules::check_name(&renamed).is_err() && !renamed.starts_with("x-webhook-")
        {
            return Err(FieldError::new(field, "is set by the connection; choose another header"));
        }
        if own.contains_key(&renamed) {
            return Err(FieldError::new(field, "is one of headers already"));
        }
        names.insert(usual, renamed);
    }
    let mut sent: Vec<&str> =
        RENAMABLE.iter().map(|usual| names.get(*usual).map_or(*usual, String::as_str)).collect();
    sent.sort_unstable();
    sent.dedup();
    if sent.len() < RENAMABLE.len() {
        return Err(FieldError::new("signatureHeaders", "must not give two headers one name"));
    }
    Ok(names)
}

pub(super) fn seed(
    stored: Option<&SubscriptionDraft>,
    kept: Option<&SubscriptionDraft>,
    given: Option<Option<bool>>,
    new_seed: impl FnOnce() -> Secret,
) -> Option<Secret> {
    let of = |draft: &SubscriptionDraft| draft.settings.signing.ed25519_seed.clone();
    match given {
        None => kept.and_then(of),
        Some(Some(true)) => Some(stored.and_then(of).unwrap_or_else(new_seed)),
        Some(Some(false) | None) => None,
    }
}
