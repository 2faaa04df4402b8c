//! A member enters a contact.

use chrono_tz::Tz;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::card_number;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::contact::{Contact, ContactIdentifier};
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{ContactId, EventId};
use patchbay_storage::StorageError;
use serde_json::{Value, json};

use super::announce::change;
use super::create_task::redacted;
use super::emit_events::emit_events;
use super::identifiers::{check_free, ids_for, read};
use super::{ActionError, Services};

pub use super::identifiers::RawIdentifier;

/// A contact as a member enters them.
#[derive(Debug, Clone)]
pub struct NewContact {
    /// What they are called.
    pub name: String,
    /// Their zone.
    pub time_zone: Option<Tz>,
    /// What they are known by.
    pub identifiers: Vec<RawIdentifier>,
}

/// Enters a contact.
///
/// # Errors
/// [`ActionError::Invalid`] for something that nobody can be known by, [`ActionError::Conflict`] where somebody else is
/// known by it, [`ActionError::NotFound`] for a channel that is not there.
pub async fn create_contact(
    services: &Services,
    actor: &Actor,
    new: NewContact,
) -> Result<Contact, ActionError> {
    let now = services.now();
    let contact = Contact {
        id: ContactId::new(now, &*services.entropy),
        organization_id: actor.organization_id,
        name: Some(redacted(new.name)),
        time_zone: new.time_zone,
        is_known: true,
        identifiers: read(services.storage.vault(), &new.identifiers)?,
        created_at: now,
        updated_at: now,
    };
    let ids = ids_for(services, &contact.identifiers);
    let event = contact_event(services, EventType::ContactCreated, &contact);
    let audit = AuditEntry::by(actor, "contact.created", contact.id, &*services.clock, &*services.entropy)
        .change(None, Some(contact_data(&contact)));
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, contact, ids) = (inside.clone(), contact.clone(), ids.clone());
            let (event, audit) = (event.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(contact.organization_id);
                check_free(tx, &contact, &[]).await?;
                scope.insert_contact(&contact, &ids).await.map_err(meanwhile)?;
                emit_events(&services, tx, &[event]).await?;
                scope.record(&audit).await?;
                let (of, id) = (contact.organization_id, contact.id.uuid());
                tx.changed(change(of, ChangeKind::Contact, id, None, None));
                Ok(contact)
            })
        })
        .await
}

/// Somebody became known by the same thing at the same moment.
pub(super) fn meanwhile(error: StorageError) -> ActionError {
    match error {
        StorageError::Duplicate(_) => {
            ActionError::Conflict("somebody else became known by that at the same moment".to_owned())
        }
        error => error.into(),
    }
}

/// The event that something happened to a contact.
pub(super) fn contact_event(services: &Services, event_type: EventType, contact: &Contact) -> Event {
    let now = services.now();
    let id = EventId::new(now, &*services.entropy);
    Event::own(id, contact.organization_id, event_type, contact_data(contact), now)
}

/// A contact as events and the audit trail show it.
pub(super) fn contact_data(contact: &Contact) -> Value {
    let identifiers = contact.identifiers.iter().map(|identifier| match identifier {
        ContactIdentifier::Phone(number) => json!({ "kind": "phone", "value": number }),
        ContactIdentifier::Email(address) => json!({ "kind": "email", "value": address }),
        ContactIdentifier::Custom { channel, name } => {
            let name = card_number::redact_text(name);
            json!({ "kind": "custom", "value": name, "webhookId": channel })
        }
    });
    json!({
        "contactId": contact.id,
        "name": contact.name,
        "timeZone": contact.time_zone.map(|zone| zone.name()),
        "isKnown": contact.is_known,
        "identifiers": identifiers.collect::<Vec<_>>(),
    })
}
