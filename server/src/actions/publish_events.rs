//! A system says what happened (`POST /api/v1/events`): checked against the type it names, kept, and told to whoever
//! subscribes to it.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::actor::Actor;
use patchbay_domain::card_number;
use patchbay_domain::delivery::Delivery;
use patchbay_domain::event::{Event, is_operational, is_private};
use patchbay_domain::event_name::EventName;
use patchbay_domain::event_types::schema::{CompiledSchema, Violation};
use patchbay_domain::event_types::{canonical_name, find_built_in};
use patchbay_domain::ids::EventId;
use patchbay_domain::job::{Lease, LeasedJob};
use patchbay_domain::subscription::{Ordering, Subscription};
use patchbay_storage::{FirstTry, Publish, Published, PublishedDelivery, StorageError, TokenProof, Tx};
use serde_json::Value;

use super::audience::Audience;
use super::emit_events::{delivery_to, emit_events, first_job};
use super::{ActionError, FieldError, Services};
use crate::delivery::dispatch::Handed;
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

/// Takes all of these or none. `base`: what the paths of errors begin with, for each (`events[3].`). `proof`: what the
/// caller was let in by, where that was remembered.
///
/// # Errors
/// [`ActionError::Unprocessable`] for an unknown type or data that its schema does not accept, with the paths;
/// [`ActionError::Unauthenticated`] where the proof does not hold any more.
pub async fn publish_events(
    services: &Services,
    actor: &Actor,
    proof: Option<Arc<TokenProof>>,
    new: Vec<NewEvent>,
    base: impl Fn(usize) -> String,
) -> Result<Vec<Event>, ActionError> {
    let of = actor.organization_id;
    let mut audience = match services.audiences.remembered(of) {
        Some(known) => known,
        None => services.audiences.read(services, of).await?,
    };
    let mut events = match check_all(services, actor, &audience, &new, &base) {
        Ok(events) => events,
        // Only what is stored now refuses anything.
        Err(_) => {
            audience = services.audiences.read(services, of).await?;
            check_all(services, actor, &audience, &new, &base).map_err(ActionError::Unprocessable)?
        }
    };
    for _ in 0..REREADS {
        match store_events(services, &audience, proof.clone(), &events).await? {
            Published::Stored => return Ok(events),
            Published::NotProven => {
                return Err(ActionError::Unauthenticated("this API token was revoked".to_owned()));
            }
            Published::OtherAudience => {
                audience = services.audiences.read(services, of).await?;
                events =
                    check_all(services, actor, &audience, &new, &base).map_err(ActionError::Unprocessable)?;
            }
        }
    }
    Err(ActionError::Storage(StorageError::Busy))
}

/// How often in a row an audience may change between its reading and the commit.
const REREADS: u32 = 5;

/// What is wrong with any of them, or all of them as events.
fn check_all(
    services: &Services,
    actor: &Actor,
    audience: &Audience,
    new: &[NewEvent],
    base: &impl Fn(usize) -> String,
) -> Result<Vec<Event>, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut events = Vec::with_capacity(new.len());
    for (place, one) in new.iter().enumerate() {
        match check(services, actor, audience, one, place) {
            Ok(event) => events.push(event),
            Err(found) => errors.extend(found.into_iter().map(|error| FieldError {
                path: format!("{}{}", base(place), error.path),
                message: error.message,
            })),
        }
    }
    errors.truncate(100);
    if errors.is_empty() { Ok(events) } else { Err(errors) }
}

/// Stores them with their deliveries: in one commit with whatever else is published, unless one of those who want them keeps
/// an order. That is looked at under its lock.
async fn store_events(
    services: &Services,
    audience: &Arc<Audience>,
    proof: Option<Arc<TokenProof>>,
    events: &[Event],
) -> Result<Published, ActionError> {
    let Some(organization_id) = events.first().map(|event| event.organization_id) else {
        return Ok(Published::Stored);
    };
    let now = services.now();
    let mut deliveries = Vec::new();
    for event in events {
        for (subscription, name) in audience.wants(event) {
            let takes = audience.is_open(subscription);
            if subscription.ordering != Ordering::None || !(takes || audience.version.is_stored()) {
                return store_in_turn(services, proof, events).await;
            }
            let delivery = delivery_to(services, event, (subscription, &name), None, takes);
            deliveries.push(handed_over(services, subscription, delivery));
        }
    }
    let unit = Publish {
        organization_id,
        events: events.to_vec(),
        deliveries,
        audience: audience.version,
        proof,
        now,
    };
    Ok(services.storage.writer().publish(unit).await?)
}

/// A delivery that this process tries right after the commit, if it has room; or that is held.
fn handed_over(
    services: &Services,
    subscription: &Arc<Subscription>,
    delivery: Delivery,
) -> PublishedDelivery {
    let Some(job) = first_job(&delivery) else {
        return PublishedDelivery { delivery, job: None, first_try: None };
    };
    let at_once = subscription.rate_limit_per_second.is_none();
    let reserved = at_once.then(|| services.dispatch.reserve(subscription.target_id)).flatten();
    let first_try = reserved.map(|(worker_id, place, begin)| {
        let leased = LeasedJob {
            lease: Lease { job_id: job.id, worker_id, attempt: 1 },
            organization_id: job.organization_id,
            work: job.work.clone(),
            target_id: job.target_id,
            failures: 0,
        };
        let (delivery, subscription) = (delivery.clone(), Arc::clone(subscription));
        let handed = Handed { job: leased, delivery, subscription, place };
        FirstTry { worker_id, begin: Box::new(move || begin(handed)) }
    });
    PublishedDelivery { delivery, job: Some(job), first_try }
}

/// The same in a transaction of its own. Whoever was let in by what is remembered has to prove it first.
async fn store_in_turn(
    services: &Services,
    proof: Option<Arc<TokenProof>>,
    events: &[Event],
) -> Result<Published, ActionError> {
    if proof.is_some() {
        return Ok(Published::NotProven);
    }
    let (inside, stored) = (services.clone(), events.to_vec());
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, events) = (inside.clone(), stored.clone());
            Box::pin(async move { emit_events(&services, tx, &events).await })
        })
        .await?;
    Ok(Published::Stored)
}

fn check(
    services: &Services,
    actor: &Actor,
    audience: &Audience,
    new: &NewEvent,
    place: usize,
) -> Result<Event, Vec<FieldError>> {
    let one = |path: &str, message: String| vec![FieldError { path: path.to_owned(), message }];
    let name = EventName::parse(new.event_type.trim()).map_err(|error| one("type", error.to_string()))?;
    let name = canonical_name(&name);
    if is_private(&name) || is_operational(&name) {
        return Err(one("type", "is Patchbay's own to say".to_owned()));
    }
    let definition = audience.event_type(&name, new.version).ok_or_else(|| {
        let message = match new.version {
            Some(version) => format!("has no version {version}"),
            None => "is no known event type; register it first".to_owned(),
        };
        one("type", message)
    })?;
    let mut data = new.data.clone();
    card_number::redact_json(&mut data);
    if holds_nul(&data) {
        return Err(one("data", "must not contain NUL (\\u0000)".to_owned()));
    }
    if data_bytes(&data) > MAX_DATA_BYTES {
        let message = format!("must take at most {} KiB", MAX_DATA_BYTES / 1024);
        return Err(one("data", message));
    }
    audience.validate(definition, &data).map_err(violations)?;
    let labels = labels(None, Some(new.labels.clone()))
        .map_err(|error| vec![FieldError { path: error.path, message: error.message }])?;
    let key = new.key.clone().filter(|key| !key.is_empty());
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

fn violations(violations: Vec<Violation>) -> Vec<FieldError> {
    let field = |violation: Violation| FieldError::within("data", &violation.path, violation.message);
    violations.into_iter().map(field).collect()
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
    let mut known = own.iter().map(|(definition, _)| definition).chain(find_built_in(&event.event_type));
    let Some(definition) = known.find(|one| one.version == event.version) else { return Ok(()) };
    // It was compiled when it was registered, so this does not fail.
    let schema = CompiledSchema::compile(&definition.schema);
    let schema = schema.map_err(|error| ActionError::Conflict(error.to_string()))?;
    schema.validate(data).map_err(|found| ActionError::Unprocessable(violations(found)))
}
