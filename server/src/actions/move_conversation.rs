//! A member pauses, resumes, resolves, reopens or archives a conversation (002 FR-09); who did it and why is kept.

use std::sync::Arc;

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::conversation::{Conversation, ConversationStatus, ConversationStep};
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{ConversationId, EventId, UserId};
use patchbay_storage::StorageError;
use serde_json::{Value, json};

use super::announce::change;
use super::create_task::redacted;
use super::emit_events::emit_events;
use super::{ActionError, Missing, Services};

/// Takes a step with a conversation.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown conversation; [`ActionError::Conflict`] for a step that FR-09 does not have, and
/// for a reopening while another conversation of that contact is open on the channel.
pub async fn move_conversation(
    services: &Services,
    actor: &Actor,
    id: ConversationId,
    step: ConversationStep,
    reason: Option<String>,
) -> Result<Conversation, ActionError> {
    let organization_id = actor.organization_id;
    let reason = reason.map(redacted);
    let audit = AuditEntry::by(actor, step.action(), id, &*services.clock, &*services.entropy);
    let user_id = actor.user_id;
    let event_id = EventId::new(services.now(), &*services.entropy);
    let clock = Arc::clone(&services.clock);
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (reason, audit, clock) = (reason.clone(), audit.clone(), Arc::clone(&clock));
            let services = inside.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let seen = scope.hold_conversation(id).await?;
                let seen = seen.ok_or(ActionError::NotFound(Missing::Conversation))?;
                // Only now: of two steps at once, the one that waited came later.
                let now = clock.now();
                let status = step.from(seen.status).ok_or_else(|| leads_nowhere(&seen, step))?;
                scope.move_conversation(id, status).await.map_err(|error| another_is_open(error, &seen))?;
                let conversation = Conversation { status, ..seen.clone() };
                let data = step_data(&seen, status, reason.as_deref(), Some(user_id));
                let event_type = match status {
                    ConversationStatus::Resolved => EventType::ConversationResolved,
                    _ => EventType::ConversationUpdated,
                };
                let event = Event::own(event_id, organization_id, event_type, data, now)
                    .at(Some(seen.webhook_id), Some(id));
                emit_events(&services, tx, &[event]).await?;
                let audit = AuditEntry { at: now, ..audit };
                scope.record(&step_taken(audit, seen.status, status, reason.as_deref())).await?;
                let (kind, webhook) = (ChangeKind::Conversation, Some(seen.webhook_id));
                tx.changed(change(organization_id, kind, id.uuid(), Some(id), webhook));
                Ok(conversation)
            })
        })
        .await
}

/// What subscribers are told of a step.
pub(super) fn step_data(
    seen: &Conversation,
    status: ConversationStatus,
    reason: Option<&str>,
    user_id: Option<UserId>,
) -> Value {
    json!({
        "conversationId": seen.id,
        "status": status,
        "previousStatus": seen.status,
        "reason": reason,
        "userId": user_id,
        "senderIdentifier": seen.sender_identifier,
        "contextSummary": seen.context_summary,
    })
}

/// The audit entry of a step, from which a thread shows it.
pub(super) fn step_taken(
    audit: AuditEntry,
    from: ConversationStatus,
    to: ConversationStatus,
    reason: Option<&str>,
) -> AuditEntry {
    audit.change(Some(json!({ "status": from })), Some(json!({ "status": to, "reason": reason })))
}

fn leads_nowhere(conversation: &Conversation, step: ConversationStep) -> ActionError {
    ActionError::Conflict(format!(
        "conversation {} is {} and cannot be {}",
        conversation.number,
        conversation.status.name(),
        step.verb()
    ))
}

/// One conversation is open at a time between a channel and a contact: that is where new messages go.
fn another_is_open(error: StorageError, conversation: &Conversation) -> ActionError {
    match error {
        StorageError::Duplicate(_) => ActionError::Conflict(format!(
            "conversation {} cannot be reopened: a newer one with {} is open; resolve or archive that one first",
            conversation.number, conversation.sender_identifier
        )),
        error => error.into(),
    }
}
