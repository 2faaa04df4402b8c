//! A system says what happened (`POST /api/v1/events`): checked against the type it names, kept, and told to whoever
//! subscribes to it.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::actor::Actor;
use patchbay_domain::card_number;
use patchbay_domain::event::{Event, is_operational, is_private};
use patchbay_domain::event_name::EventName;
use patchbay_domain::event_types::schema::CompiledSchema;
use patchbay_domain::event_types::{EventTypeDefinition, canonical_name, find_built_in};
use patchbay_domain::ids::EventId;
use patchbay_storage::Tx;
use serde_json::Value;

use super::emit_events::emit_events;
use super::{ActionError, FieldError, Services};
use crate::delivery::envelope::data_bytes;
use crate::delivery::excerpt::MAX_DATA_BYTES;
use crate::delivery::settings::labels;

/// Events that one request may bring.
pub const MAX_EVENTS: usize = 100;

/// How far ahead of now an event may have happened: clocks differ.
const MAX_AHEAD: TimeDelta = TimeDelta::minutes(5);

const MAX_KEY_BYTES: usize = 128;

/// An event as it is brought.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// `type`.
    pub event_type: String,
    /// `version`: of the type; the newest where none is given.
    pub version: Option<u32>,
    /// `data`.
    pub data: Value,
    /// `occurredAt`: now where none is given.
    pub occurred_at: Option<DateTime<Utc>>,
    /// `channels`: labels.
    pub labels: Option<Vec<String>>,
    /// `key`: what it is kept in order by.
    pub key: Option<String>,
}

/// Takes all of these or none. `base`: what the paths of errors begin with, for each (`events[3].`).
///
/// # Errors
/// [`ActionError::Unprocessable`] for an unknown type or data that its schema does not accept, with the paths.
pub async fn publish_events(
    services: &Services,
    actor: &Actor,
    new: Vec<NewEvent>,
    base: impl Fn(usize) -> String,
) -> Result<Vec<Event>, ActionError> {
    let scope = services.storage.scope(actor.organization_id);
    let own = if new.iter().all(|one| is_built_in(&one.event_type)) {
        Vec::new()
    } else {
        scope.event_types().await?
    };
    let mut types = Types { own: &own, compiled: HashMap::new() };
    let mut errors = Vec::new();
    let mut events = Vec::with_capacity(new.len());
    for (place, one) in new.into_iter().enumerate() {
        match types.check(services, actor, one, place) {
            Ok(event) => events.push(event),
            Err(found) => errors.extend(found.into_iter().map(|error| FieldError {
                path: format!("{}{}", base(place), error.path),
                message: error.message,
            })),
        }
    }
    if !errors.is_empty() {
        errors.truncate(100);
        return Err(ActionError::Unprocessable(errors));
    }
    let inside = services.clone();
    let stored = events.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, events) = (inside.clone(), stored.clone());
            Box::pin(async move { emit_events(&services, tx, &events).await })
        })
        .await?;
    Ok(events)
}

fn is_built_in(name: &str) -> bool {
    EventName::parse(name).is_ok_and(|name| find_built_in(&canonical_name(&name)).is_some())
}

struct Types<'a> {
    own: &'a [EventTypeDefinition],
    compiled: HashMap<(EventName, u32), CompiledSchema>,
}

impl Types<'_> {
    fn check(
        &mut self,
        services: &Services,
        actor: &Actor,
        new: NewEvent,
        place: usize,
    ) -> Result<Event, Vec<FieldError>> {
        let one = |path: &str, message: String| vec![FieldError { path: path.to_owned(), message }];
        let name = EventName::parse(new.event_type.trim()).map_err(|error| one("type", error.to_string()))?;
        let name = canonical_name(&name);
        if is_private(&name) || is_operational(&name) {
            return Err(one("type", "is Patchbay's own to say".to_owned()));
        }
        let definition = self.find(&name, new.version).ok_or_else(|| {
            let message = match new.version {
                Some(version) => format!("has no version {version}"),
                None => "is no known event type; register it first".to_owned(),
            };
            one("type", message)
        })?;
        let mut data = new.data;
        card_number::redact_json(&mut data);
        if holds_nul(&data) {
            return Err(one("data", "must not contain NUL (\\u0000)".to_owned()));
        }
        if data_bytes(&data) > MAX_DATA_BYTES {
            let message = format!("must take at most {} KiB", MAX_DATA_BYTES / 1024);
            return Err(one("data", message));
        }
        self.validate(&definition, &data)?;
        let labels = labels(None, Some(new.labels))
            .map_err(|error| vec![FieldError { path: error.path, message: error.message }])?;
        let key = new.key.filter(|key| !key.is_empty());
        if key.as_ref().is_some_and(|key| key.len() > MAX_KEY_BYTES || key.contains('\0')) {
            return Err(one("key", format!("must be at most {MAX_KEY_BYTES} bytes long, without NUL")));
        }
        let now = services.now();
        let occurred_at = new.occurred_at.unwrap_or(now);
        if occurred_at > now + MAX_AHEAD || occurred_at < DateTime::UNIX_EPOCH {
            return Err(one("occurredAt", "must not be in the future, nor before 1970".to_owned()));
        }
        Ok(Event {
            // A microsecond apart, so that they keep the order in which they came.
            id: EventId::new(
                now + TimeDelta::microseconds(i64::try_from(place).unwrap_or(0)),
                &*services.entropy,
            ),
            organization_id: actor.organization_id,
            event_type: name,
            version: definition.version,
            webhook_id: None,
            conversation_id: None,
            labels,
            key,
            data,
            replay_of: None,
            replay_count: 0,
            wire_id: None,
            occurred_at,
        })
    }

    fn find(&self, name: &EventName, version: Option<u32>) -> Option<EventTypeDefinition> {
        let fits = |one: &&EventTypeDefinition| {
            one.name == *name && version.is_none_or(|version| one.version == version)
        };
        let own = self.own.iter().filter(fits).max_by_key(|one| one.version);
        own.or_else(|| find_built_in(name).filter(fits)).cloned()
    }

    fn validate(&mut self, definition: &EventTypeDefinition, data: &Value) -> Result<(), Vec<FieldError>> {
        let key = (definition.name.clone(), definition.version);
        if !self.compiled.contains_key(&key) {
            // It was compiled when it was registered, so this does not fail.
            let compiled = CompiledSchema::compile(&definition.schema)
                .map_err(|error| vec![FieldError { path: "type".to_owned(), message: error.to_string() }])?;
            self.compiled.insert(key.clone(), compiled);
        }
        let Some(schema) = self.compiled.get(&key) else { return Ok(()) };
        schema.validate(data).map_err(|violations| {
            let field = |violation: patchbay_domain::event_types::schema::Violation| {
                FieldError::within("data", &violation.path, violation.message)
            };
            violations.into_iter().map(field).collect()
        })
    }
}

/// NUL is no text on PostgreSQL, and in no receiver's either.
pub(super) fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(members) => members.iter().any(|(name, value)| name.contains('\0') || holds_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether other data of an event still fits its type, in its version; a type that is gone accepts everything.
pub(super) async fn check_data(tx: &Tx, event: &Event, data: &Value) -> Result<(), ActionError> {
    let own = match find_built_in(&event.event_type) {
        Some(_) => Vec::new(),
        None => tx.scope(event.organization_id).event_type_versions(&event.event_type).await?,
    };
    let own: Vec<EventTypeDefinition> = own.into_iter().map(|(definition, _)| definition).collect();
    let mut types = Types { own: &own, compiled: HashMap::new() };
    let Some(definition) = types.find(&event.event_type, Some(event.version)) else { return Ok(()) };
    types.validate(&definition, data).map_err(ActionError::Unprocessable)
}
