//! What the owner of a subscription sets (001 FR-001 and FR-002, 002 FR-13 and FR-14): read, checked, merged with what is
//! stored.

pub(in crate::delivery) mod endpoint;
mod proof;
mod routing;
mod schedule;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use patchbay_domain::event_name::EventName;
use patchbay_domain::event_pattern::EventPattern;
use patchbay_domain::retry_policy::RetrySchedule;
use patchbay_domain::secret::{MASK, Secret};
use patchbay_domain::subscription::{
    DEFAULT_TIMEOUT_SECONDS, Ordering, PayloadFormat, Signing, Subscription, SubscriptionSettings,
};
use serde_json::{Map, Value};

use crate::delivery::FieldError;

pub(crate) use self::routing::labels;

/// A subscription as it was sent. Of each field: not there keeps what is stored, null clears it or sets it back to what it
/// is by default, a value sets it; a secret still in its masked form keeps what is stored.
#[derive(Clone, Default, PartialEq)]
pub struct RawSubscription {
    /// `name`, 1 to 100 characters; the host of the URL where none is given.
    pub name: Option<Option<String>>,
    /// `description`, up to 1000 characters.
    pub description: Option<Option<String>>,
    /// `url`: http or https, up to 2048 bytes.
    pub url: Option<Option<String>>,
    /// `method`: POST or PUT.
    pub method: Option<Option<String>>,
    /// `headers`: up to 20; replaces all of them.
    pub headers: Option<Option<BTreeMap<String, String>>>,
    /// `authType`: none, bearer, `api_key`, basic or hmac.
    pub auth_type: Option<Option<String>>,
    /// `authToken`: of bearer and `api_key`.
    pub auth_token: Option<Option<String>>,
    /// `authHeader`: of `api_key`.
    pub auth_header: Option<Option<String>>,
    /// `authUsername`: of basic.
    pub auth_username: Option<Option<String>>,
    /// `authPassword`: of basic.
    pub auth_password: Option<Option<String>>,
    /// `hmacSecret`: of hmac; the subscription's own secret where none is given.
    pub hmac_secret: Option<Option<String>>,
    /// `events`: names, `task.*` or `*`; 1 to 100.
    pub events: Option<Option<Vec<String>>>,
    /// `pinnedVersions`: the newest version of a type that the receiver understands.
    pub pinned_versions: Option<Option<BTreeMap<String, u32>>>,
    /// `channels`: labels; up to 20.
    pub labels: Option<Option<Vec<String>>>,
    /// `payloadFormat`: native, standard, cloudevents or thin.
    pub format: Option<Option<String>>,
    /// `timeoutSeconds`, 1 to 30.
    pub timeout_seconds: Option<Option<u32>>,
    /// `retryPolicy`: the name of a policy.
    pub retry_policy: Option<Option<String>>,
    /// `retryDelays`: a list of one's own, in seconds, up to 20 of at most a day.
    pub retry_delays: Option<Option<Vec<u32>>>,
    /// `retryCount`: how many of the delays are used.
    pub retry_count: Option<Option<u32>>,
    /// `rateLimitPerSecond`, 1 to 1000.
    pub rate_limit_per_second: Option<Option<u32>>,
    /// `ordering`: none, conversation or key.
    pub ordering: Option<Option<String>>,
    /// `signatureHeaders`: other names for the headers of the signature.
    pub signature_headers: Option<Option<BTreeMap<String, String>>>,
    /// `ed25519`: whether deliveries carry a `v1a` signature too.
    pub ed25519: Option<Option<bool>>,
    /// `metadata`: the owner's own data, up to 16 KiB.
    pub metadata: Option<Option<Map<String, Value>>>,
}

/// What of a subscription its owner sets.
#[derive(Debug, Clone, PartialEq)]
pub struct SubscriptionDraft {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Where and how its events leave.
    pub settings: SubscriptionSettings,
    /// Which events.
    pub events: Vec<EventPattern>,
    /// The newest version of a type that its receiver understands.
    pub pinned_versions: BTreeMap<EventName, u32>,
    /// Only events that have one of these labels.
    pub labels: Vec<String>,
    /// How a body is written.
    pub format: PayloadFormat,
    /// How long a try may take, in seconds.
    pub timeout_seconds: u32,
    /// When tries are due.
    pub retry: RetrySchedule,
    /// Requests a second at most.
    pub rate_limit_per_second: Option<u32>,
    /// In which order deliveries leave.
    pub ordering: Ordering,
    /// The owner's own data.
    pub metadata: Map<String, Value>,
}

impl SubscriptionDraft {
    /// What the owner of a subscription set.
    #[must_use]
    pub fn of(subscription: &Subscription) -> Self {
        let one = subscription.clone();
        Self {
            name: one.name,
            description: one.description,
            settings: one.settings,
            events: one.events,
            pinned_versions: one.pinned_versions,
            labels: one.labels,
            format: one.format,
            timeout_seconds: one.timeout_seconds,
            retry: one.retry,
            rate_limit_per_second: one.rate_limit_per_second,
            ordering: one.ordering,
            metadata: one.metadata,
        }
    }

    /// Sets it on a subscription.
    pub fn set_on(self, subscription: &mut Subscription) {
        subscription.name = self.name;
        subscription.description = self.description;
        subscription.settings = self.settings;
        subscription.events = self.events;
        subscription.pinned_versions = self.pinned_versions;
        subscription.labels = self.labels;
        subscription.format = self.format;
        subscription.timeout_seconds = self.timeout_seconds;
        subscription.retry = self.retry;
        subscription.rate_limit_per_second = self.rate_limit_per_second;
        subscription.ordering = self.ordering;
        subscription.metadata = self.metadata;
    }
}

/// What the values that are not given become.
#[derive(Debug, Clone, Copy)]
pub enum Base<'a> {
    /// What they are by default: of a new one.
    Default,
    /// What they are by default, but masked secrets are those that are stored: of one that is replaced (PUT, C7).
    Replace(&'a SubscriptionDraft),
    /// What is stored: of one that is changed.
    Change(&'a SubscriptionDraft),
}

impl<'a> Base<'a> {
    const fn stored(self) -> Option<&'a SubscriptionDraft> {
        match self {
            Self::Default => None,
            Self::Replace(draft) | Self::Change(draft) => Some(draft),
        }
    }

    const fn kept(self) -> Option<&'a SubscriptionDraft> {
        match self {
            Self::Default | Self::Replace(_) => None,
            Self::Change(draft) => Some(draft),
        }
    }
}

/// The subscription after what was sent. `new_seed`: 64 hex characters for an ed25519 key, should one be asked for.
///
/// # Errors
/// Everything that is wrong, each with its path.
pub fn apply(
    base: Base<'_>,
    raw: RawSubscription,
    new_seed: impl FnOnce() -> Secret,
) -> Result<SubscriptionDraft, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut note = |error: FieldError| errors.push(error);
    let (stored, kept) = (base.stored(), base.kept());
    let url = endpoint::url(kept, raw.url).map_err(&mut note).ok();
    let method = endpoint::method(kept, raw.method).map_err(&mut note).unwrap_or_default();
    let headers = endpoint::headers(stored, kept, raw.headers)
        .map_err(|all| all.into_iter().for_each(&mut note))
        .unwrap_or_default();
    let given = proof::Given {
        auth_type: raw.auth_type,
        token: raw.auth_token,
        header: raw.auth_header,
        username: raw.auth_username,
        password: raw.auth_password,
        hmac_secret: raw.hmac_secret,
    };
    let auth = proof::auth(stored, kept, given).map_err(&mut note).unwrap_or_default();
    let header_names =
        proof::header_names(kept, raw.signature_headers, &headers).map_err(&mut note).unwrap_or_default();
    let ed25519_seed = proof::seed(stored, kept, raw.ed25519, new_seed);
    let events = routing::events(kept, raw.events).map_err(&mut note).unwrap_or_default();
    let pinned_versions = routing::pins(kept, raw.pinned_versions).map_err(&mut note).unwrap_or_default();
    let labels = routing::labels(kept.map(|kept| kept.labels.clone()), raw.labels)
        .map_err(&mut note)
        .unwrap_or_default();
    let ordering = routing::ordering(kept, raw.ordering).map_err(&mut note).unwrap_or_default();
    let format = routing::format(kept, raw.format).map_err(&mut note).unwrap_or_default();
    let timeout = value(raw.timeout_seconds, kept.map(|kept| kept.timeout_seconds), DEFAULT_TIMEOUT_SECONDS);
    if !(1..=30).contains(&timeout) {
        note(FieldError::new("timeoutSeconds", "must be 1 to 30"));
    }
    let given =
        schedule::Given { policy: raw.retry_policy, delays: raw.retry_delays, count: raw.retry_count };
    let retry = schedule::retry(kept, given).map_err(&mut note).unwrap_or_default();
    let rate = value(raw.rate_limit_per_second.map(Some), kept.map(|kept| kept.rate_limit_per_second), None);
    if rate.is_some_and(|rate| !(1..=1000).contains(&rate)) {
        note(FieldError::new("rateLimitPerSecond", "must be 1 to 1000, or null for no limit"));
    }
    let name = raw.name.map(|name| name.filter(|name| !name.trim().is_empty()));
    let host = url.as_ref().and_then(|url| url.host_str()).unwrap_or_default().to_owned();
    let name = value(name, kept.map(|kept| kept.name.clone()), host);
    if let Some(error) = text("name", &name, 100) {
        note(error);
    }
    let description = value(raw.description, kept.map(|kept| kept.description.clone()), String::new());
    if let Some(error) = text("description", &description, 1000) {
        note(error);
    }
    let metadata = value(raw.metadata, kept.map(|kept| kept.metadata.clone()), Map::new());
    if serde_json::to_string(&metadata).map_or(0, |text| text.len()) > 16 * 1024 {
        note(FieldError::new("metadata", "must take at most 16 KiB"));
    }
    let (Some(url), []) = (url, errors.as_slice()) else { return Err(errors) };
    let signing = Signing { header_names, ed25519_seed };
    Ok(SubscriptionDraft {
        name: name.trim().to_owned(),
        description,
        settings: SubscriptionSettings { url, method, headers, auth, signing },
        events,
        pinned_versions,
        labels,
        format,
        timeout_seconds: timeout,
        retry,
        rate_limit_per_second: rate,
        ordering,
        metadata,
    })
}

/// What a field becomes: set, set back, kept, or what it is by default.
fn value<T>(given: Option<Option<T>>, kept: Option<T>, default: T) -> T {
    match (given, kept) {
        (Some(Some(value)), _) => value,
        (None, Some(kept)) => kept,
        (Some(None) | None, _) => default,
    }
}

fn text(path: &str, text: &str, most: usize) -> Option<FieldError> {
    if text.chars().count() > most {
        return Some(FieldError::new(path, format!("must be at most {most} characters long")));
    }
    text.contains('\0').then(|| FieldError::new(path, "must not contain NUL"))
}

/// What a secret becomes: kept, cleared or set.
fn secret(
    path: &str,
    given: Option<Option<String>>,
    stored: Option<&Secret>,
    kept: Option<&Secret>,
) -> Result<Option<Secret>, FieldError> {
    match given {
        None => Ok(kept.cloned()),
        Some(None) => Ok(None),
        Some(Some(text)) if text.is_empty() => Ok(None),
        Some(Some(text)) if text.starts_with(MASK) => match stored {
            Some(stored) => Ok(Some(stored.clone())),
            None => Err(FieldError::new(path, "is masked, and nothing is stored that it could stand for")),
        },
        Some(Some(text)) => Ok(Some(Secret::new(text))),
    }
}

impl std::fmt::Debug for RawSubscription {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RawSubscription").field("events", &self.events).finish_non_exhaustive()
    }
}
