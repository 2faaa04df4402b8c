//! An event is told once more (C31, RP-2 to RP-4): as a new event that says which one it repeats, with other data where a
//! member changed it.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::card_number;
use patchbay_domain::event::{Event, MAX_REPLAYS, is_private};
use patchbay_domain::ids::EventId;
use serde_json::{Value, json};

use super::emit_events::emit_events;
use super::publish_events::{check_data, holds_nul};
use super::{ActionError, Missing, Services};
use crate::delivery::envelope::data_bytes;
use crate::delivery::excerpt::MAX_DATA_BYTES;

/// How an event is replayed.
#[derive(Debug, Clone, Default)]
pub struct Replay {
    /// Other data; none: as it was.
    pub data: Option<Value>,
    /// Whether receivers get it under the `webhook-id` they know, which those that look for repetitions pass over.
    pub preserve_id: bool,
}

/// Replays an event. A replay of a replay counts as one of the original: there are no chains, so no loops either.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown event, [`ActionError::Conflict`] after [`MAX_REPLAYS`], or for one that is meant
/// for one receiver alone, [`ActionError::Unprocessable`] for data that its type does not accept.
pub async fn replay_event(
    services: &Services,
    actor: &Actor,
    id: EventId,
    replay: Replay,
) -> Result<Event, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let mut data = replay.data;
    if let Some(data) = &mut data {
        card_number::redact_json(data);
        if !data.is_object() || data_bytes(data) > MAX_DATA_BYTES {
            let message = format!("must be an object of at most {} KiB", MAX_DATA_BYTES / 1024);
            return Err(ActionError::field("data", message));
        }
        if holds_nul(data) {
            return Err(ActionError::field("data", "must not contain NUL (\\u0000)"));
        }
    }
    let new_id = EventId::new(now, &*services.entropy);
    let audit = AuditEntry::by(actor, "event.replayed", id, &*services.clock, &*services.entropy);
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, data, audit) = (inside.clone(), data.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                // Of two at once, one is too many.
                scope.lock_organization().await?;
                let seen = scope.event(id).await?.ok_or(ActionError::NotFound(Missing::Event))?;
                if is_private(&seen.event_type) {
                    let private = "an event that was meant for one receiver alone is not replayed";
                    return Err(ActionError::Conflict(private.to_owned()));
                }
                let original = seen.replay_of.unwrap_or(seen.id);
                let replays = u32::try_from(scope.count_replays(original).await?).unwrap_or(u32::MAX);
                if replays >= MAX_REPLAYS {
                    let often = format!("it was replayed {MAX_REPLAYS} times already, which is the most");
                    return Err(ActionError::Conflict(often));
                }
                let is_modified = data.is_some();
                if let Some(data) = &data {
                    check_data(tx, &seen, data).await?;
                }
                let event = Event {
                    id: new_id,
                    replay_of: Some(original),
                    replay_count: replays + 1,
                    wire_id: replay.preserve_id.then(|| seen.webhook_message_id()),
                    data: data.unwrap_or_else(|| seen.data.clone()),
                    ..seen
                };
                emit_events(&services, tx, std::slice::from_ref(&event)).await?;
                let told = json!({
                    "eventId": event.id,
                    "eventType": event.event_type,
                    "replayOf": original,
                    "replayCount": event.replay_count,
                    "modified": is_modified,
                    "preserveId": replay.preserve_id,
                });
                scope.record(&audit.change(None, Some(told))).await?;
                Ok(event)
            })
        })
        .await
}
