//! Which events a subscription gets, in which form and in which order.

use std::collections::BTreeMap;

use patchbay_domain::event::MAX_LABELS;
use patchbay_domain::event_name::EventName;
use patchbay_domain::event_pattern::EventPattern;
use patchbay_domain::subscription::{Ordering, PayloadFormat};

use super::SubscriptionDraft;
use crate::channels::FieldError;

const MAX_PATTERNS: usize = 100;
const MAX_LABEL_BYTES: usize = 128;

/// Patterns, each once, in the order given.
pub(super) fn events(
    kept: Option<&SubscriptionDraft>,
    given: Option<Option<Vec<String>>>,
) -> Result<Vec<EventPattern>, FieldError> {
    let given = match (given, kept) {
        (None, Some(kept)) => return Ok(kept.events.clone()),
        (given, _) => given.flatten().unwrap_or_default(),
    };
    if given.is_empty() || given.len() > MAX_PATTERNS {
        let message = format!("must name 1 to {MAX_PATTERNS} event types, such as task.created, task.* or *");
        return Err(FieldError::new("events", message));
    }
    let mut patterns = Vec::with_capacity(given.len());
    for (place, text) in given.iter().enumerate() {
        let pattern = EventPattern::parse(text.trim())
            .map_err(|error| FieldError::new(format!("events[{place}]"), error.to_string()))?;
        if !patterns.contains(&pattern) {
            patterns.push(pattern);
        }
    }
    Ok(patterns)
}

pub(super) fn pins(
    kept: Option<&SubscriptionDraft>,
    given: Option<Option<BTreeMap<String, u32>>>,
) -> Result<BTreeMap<EventName, u32>, FieldError> {
    let given = match (given, kept) {
        (None, Some(kept)) => return Ok(kept.pinned_versions.clone()),
        (given, _) => given.flatten().unwrap_or_default(),
    };
    let pin = |(name, version): (String, u32)| {
        let field = || format!("pinnedVersions.{}", patchbay_domain::text::shorten(&name, 128));
        let parsed = EventName::parse(&name).map_err(|error| FieldError::new(field(), error.to_string()))?;
        if version == 0 {
            return Err(FieldError::new(field(), "must be a version, from 1"));
        }
        Ok((parsed, version))
    };
    given.into_iter().map(pin).collect()
}

/// Labels, each once; also of an event.
pub(crate) fn labels(
    kept: Option<Vec<String>>,
    given: Option<Option<Vec<String>>>,
) -> Result<Vec<String>, FieldError> {
    let given = match (given, kept) {
        (None, Some(kept)) => return Ok(kept),
        (given, _) => given.flatten().unwrap_or_default(),
    };
    if given.len() > MAX_LABELS {
        return Err(FieldError::new("channels", format!("must be at most {MAX_LABELS} labels")));
    }
    let mut labels = Vec::with_capacity(given.len());
    for (place, label) in given.into_iter().enumerate() {
        let label = label.trim().to_owned();
        if label.is_empty() || label.len() > MAX_LABEL_BYTES || label.chars().any(char::is_control) {
            let message = format!("must be 1 to {MAX_LABEL_BYTES} bytes long, without control characters");
            return Err(FieldError::new(format!("channels[{place}]"), message));
        }
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    Ok(labels)
}

pub(super) fn ordering(
    kept: Option<&SubscriptionDraft>,
    given: Option<Option<String>>,
) -> Result<Ordering, FieldError> {
    match (given, kept) {
        (None, Some(kept)) => Ok(kept.ordering),
        (None | Some(None), _) => Ok(Ordering::None),
        (Some(Some(text)), _) => match text.as_str() {
            "none" => Ok(Ordering::None),
            "conversation" => Ok(Ordering::Conversation),
            "key" => Ok(Ordering::Key),
            _ => Err(FieldError::new("ordering", "must be none, conversation or key")),
        },
    }
}

pub(super) fn format(
    kept: Option<&SubscriptionDraft>,
    given: Option<Option<String>>,
) -> Result<PayloadFormat, FieldError> {
    match (given, kept) {
        (None, Some(kept)) => Ok(kept.format),
        (None | Some(None), _) => Ok(PayloadFormat::Native),
        (Some(Some(text)), _) => match text.as_str() {
            "native" => Ok(PayloadFormat::Native),
            "standard" => Ok(PayloadFormat::Standard),
            "cloudevents" => Ok(PayloadFormat::Cloudevents),
            "thin" => Ok(PayloadFormat::Thin),
            _ => Err(FieldError::new("payloadFormat", "must be native, standard, cloudevents or thin")),
        },
    }
}
