//! Two contacts turn out to be one: a member says so, or somebody proves with a code that an address is theirs. What the one
//! is known by, its conversations, messages and tasks, and what is remembered of it go to the other.

use chrono::{DateTime, Utc};
use patchbay_domain::actor::{Actor, ActorKind};
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::contact::Contact;
use patchbay_domain::conversation::{Conversation, ConversationStatus, ConversationStep};
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::fact::remember;
use patchbay_domain::ids::{ContactId, EventId, FactId};
use patchbay_storage::{StorageError, Tx};
use serde_json::json;

use super::announce::change;
use super::create_contact::{contact_data, contact_event};
use super::emit_events::emit_events;
use super::identifiers::MAX_IDENTIFIERS;
use super::move_conversation::{step_data, step_taken};
use super::{ActionError, Missing, Services};

/// Why a conversation ends where both had one of the same address: only one of them can go on.
const REASON: &str = "the contacts were merged";

/// Merges the contact `id` into another one, which stays.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted contact, [`ActionError::Invalid`] where both are the same,
/// [`ActionError::Conflict`] where they would be known by too much.
pub async fn merge_contacts(
    services: &Services,
    actor: &Actor,
    id: ContactId,
    into: ContactId,
) -> Result<Contact, ActionError> {
    if id == into {
        return Err(ActionError::field("intoId", "must be another contact"));
    }
    let organization_id = actor.organization_id;
    let audit = AuditEntry::by(actor, "contact.merged", into, &*services.clock, &*services.entropy);
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, audit) = (inside.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                if !scope.hold_contacts(&[id, into]).await? {
                    return Err(ActionError::NotFound(Missing::Contact));
                }
                let gone = || ActionError::NotFound(Missing::Contact);
                let from = scope.contact(id).await?.ok_or_else(gone)?;
                let kept = scope.contact(into).await?.ok_or_else(gone)?;
                let all = from.identifiers.len() + kept.identifiers.len();
                if all > MAX_IDENTIFIERS {
                    return Err(ActionError::Conflict(format!(
                        "together they would be known by {all} numbers, addresses and names, more than {MAX_IDENTIFIERS}; \
                         remove some first"
                    )));
                }
                Ok(merge(&services, tx, &from, &kept, audit).await?)
            })
        })
        .await
}

/// Merges one contact into another; both are held by the caller. The other one as it is then.
pub(super) async fn merge(
    services: &Services,
    tx: &Tx,
    from: &Contact,
    into: &Contact,
    audit: AuditEntry,
) -> Result<Contact, StorageError> {
    let (organization_id, now) = (into.organization_id, services.now());
    let scope = tx.scope(organization_id);
    end_doubles(services, tx, from, into, now).await?;
    let (theirs, own) = (scope.facts_of(from.id).await?, scope.facts_of(into.id).await?);
    scope.merge_contact(from.id, into.id, now).await?;
    // What is known of the one that stays counts more: its name, and nothing of the other that it says too.
    let remembering = remember(&theirs, own.clone());
    let doubled =
        own.iter().map(|fact| fact.id).filter(|id| remembering.added.iter().all(|one| one.id != *id));
    let unwanted: Vec<FactId> = remembering.gone.iter().copied().chain(doubled).collect();
    scope.delete_facts(&unwanted).await?;
    let merged = scope.contact(into.id).await?;
    let identifiers = merged.map(|merged| merged.identifiers).unwrap_or_default();
    let contact = Contact {
        name: into.name.clone().or_else(|| from.name.clone()),
        time_zone: into.time_zone.or(from.time_zone),
        identifiers,
        updated_at: now,
        ..into.clone()
    };
    scope.update_contact(&contact).await?;
    let events = [
        contact_event(services, EventType::ContactUpdated, &contact),
        contact_event(services, EventType::ContactDeleted, from),
    ];
    emit_events(services, tx, &events).await?;
    let before = json!({ "merged": contact_data(from), "into": contact_data(into) });
    scope.record(&audit.change(Some(before), Some(contact_data(&contact)))).await?;
    for id in [from.id, into.id] {
        tx.changed(change(organization_id, ChangeKind::Contact, id.uuid(), None, None));
    }
    Ok(contact)
}

/// Ends what would be the second open conversation of one address on one channel: an address that went from one contact to
/// the other by hand may have left one behind.
async fn end_doubles(
    services: &Services,
    tx: &Tx,
    from: &Contact,
    into: &Contact,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let scope = tx.scope(into.organization_id);
    let theirs = scope.hold_open_conversations(from.id).await?;
    let own = scope.hold_open_conversations(into.id).await?;
    let place = |one: &Conversation| (one.webhook_id, one.sender_identifier.to_lowercase());
    for double in theirs.iter().filter(|one| own.iter().any(|other| place(other) == place(one))) {
        let step = match double.status {
            ConversationStatus::Paused => ConversationStep::Archive,
            _ => ConversationStep::Resolve,
        };
        let Some(status) = step.from(double.status) else { continue };
        scope.move_conversation(double.id, status).await?;
        let (kind, of, action) = (ActorKind::System, into.organization_id, step.action());
        let audit = AuditEntry::of(kind, None, of, action, double.id, &*services.clock, &*services.entropy);
        scope.record(&step_taken(audit, double.status, status, Some(REASON))).await?;
        let event_type = match status {
            ConversationStatus::Resolved => EventType::ConversationResolved,
            _ => EventType::ConversationUpdated,
        };
        let data = step_data(double, status, Some(REASON), None);
        let event = Event::own(EventId::new(now, &*services.entropy), of, event_type, data, now)
            .at(Some(double.webhook_id), Some(double.id));
        emit_events(services, tx, &[event]).await?;
        let (id, webhook) = (double.id, Some(double.webhook_id));
        tx.changed(change(of, ChangeKind::Conversation, id.uuid(), Some(id), webhook));
    }
    Ok(())
}
