//! A message comes to a conversation that was resolved a short while ago: it goes on there (002 FR-09).

use chrono::TimeDelta;
use patchbay_domain::actor::ActorKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::conversation::{Conversation, ConversationStatus, ConversationStep};
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{ContactId, EventId};
use patchbay_domain::message::Message;
use patchbay_domain::page::PageRequest;
use patchbay_domain::webhook::Channel;
use patchbay_storage::{StorageError, Tx};

use super::super::Services;
use super::super::emit_events::emit_events;
use super::super::move_conversation::{step_data, step_taken};

/// Why it was reopened, as the thread shows it.
const REASON: &str = "the contact wrote again";

/// A reopening, made before the transaction so that it can run twice.
#[derive(Clone)]
pub(super) struct Reopening {
    audit: AuditEntry,
    event: Event,
}

/// The conversation that a message reopens, as it stands then. It is the last one of the channel and the contact, and it was
/// resolved within the channel's time before the message came; an archived one is over for good.
pub(super) async fn reopening(
    services: &Services,
    channel: &Channel,
    contact: ContactId,
    message: &Message,
) -> Result<Option<(Conversation, Reopening)>, StorageError> {
    let hours = channel.assistant.reopen_within_hours;
    if hours == 0 {
        return Ok(None);
    }
    let scope = services.storage.scope(message.organization_id);
    let Some(seen) = scope.last_conversation(channel.id, contact, &message.sender_identifier).await? else {
        return Ok(None);
    };
    if seen.status != ConversationStatus::Resolved {
        return Ok(None);
    }
    let last_step = PageRequest { limit: 1, after: None };
    let resolved = scope.conversation_transitions(seen.id, last_step).await?.items.pop();
    let limit = TimeDelta::hours(i64::from(hours));
    if resolved.is_none_or(|step| message.created_at - step.at > limit) {
        return Ok(None);
    }
    let (now, clock, entropy) = (services.now(), &*services.clock, &*services.entropy);
    let (organization, step) = (message.organization_id, ConversationStep::Reopen.action());
    let audit = AuditEntry::of(ActorKind::System, None, organization, step, seen.id, clock, entropy);
    let status = ConversationStatus::Active;
    let data = step_data(&seen, status, Some(REASON), None);
    let id = EventId::new(now, entropy);
    let event = Event::own(id, organization, EventType::ConversationUpdated, data, now)
        .at(Some(channel.id), Some(seen.id));
    let reopening = Reopening { audit: step_taken(audit, seen.status, status, Some(REASON)), event };
    Ok(Some((Conversation { status, ..seen }, reopening)))
}

impl Reopening {
    /// Takes the step in the turn's transaction, in which the conversation is held already.
    pub(super) async fn take(
        &self,
        services: &Services,
        tx: &Tx,
        conversation: &Conversation,
    ) -> Result<(), StorageError> {
        let scope = tx.scope(conversation.organization_id);
        scope.move_conversation(conversation.id, ConversationStatus::Active).await?;
        scope.record(&self.audit).await?;
        emit_events(services, tx, std::slice::from_ref(&self.event)).await
    }
}
