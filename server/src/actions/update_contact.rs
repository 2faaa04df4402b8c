//! A member changes a contact.

use chrono_tz::Tz;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::contact::Contact;
use patchbay_domain::event::EventType;
use patchbay_domain::ids::ContactId;

use super::announce::change;
use super::create_contact::{RawIdentifier, contact_data, contact_event, meanwhile};
use super::create_task::redacted;
use super::emit_events::emit_events;
use super::identifiers::{check_free, ids_for, read};
use super::{ActionError, Missing, Services};

/// Changes to a contact; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct ContactChanges {
    /// Another name, or none any more.
    pub name: Option<Option<String>>,
    /// Another zone, or none any more.
    pub time_zone: Option<Option<Tz>>,
    /// Whether a member knows them.
    pub is_known: Option<bool>,
    /// All they are known by from now on.
    pub identifiers: Option<Vec<RawIdentifier>>,
}

/// Changes a contact.
///
/// # Errors
/// As [`super::create_contact::create_contact`]; [`ActionError::NotFound`] for an unknown or deleted contact, too.
pub async fn update_contact(
    services: &Services,
    actor: &Actor,
    id: ContactId,
    changes: ContactChanges,
) -> Result<Contact, ActionError> {
    let organization_id = actor.organization_id;
    let identifiers = changes.identifiers.as_deref();
    let identifiers = identifiers.map(|raw| read(services.storage.vault(), raw)).transpose()?;
    let ids = ids_for(services, identifiers.as_deref().unwrap_or_default());
    let audit = AuditEntry::by(actor, "contact.updated", id, &*services.clock, &*services.entropy);
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, changes, audit) = (inside.clone(), changes.clone(), audit.clone());
            let (identifiers, ids) = (identifiers.clone(), ids.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let seen = scope.contact(id).await?.ok_or(ActionError::NotFound(Missing::Contact))?;
                let mut contact = Contact {
                    name: changes.name.map_or_else(|| seen.name.clone(), |name| name.map(redacted)),
                    time_zone: changes.time_zone.unwrap_or(seen.time_zone),
                    is_known: changes.is_known.unwrap_or(seen.is_known),
                    identifiers: identifiers.unwrap_or_else(|| seen.identifiers.clone()),
                    ..seen.clone()
                };
                if contact == seen {
                    return Ok(seen);
                }
                contact.updated_at = services.now();
                scope.update_contact(&contact).await?;
                if contact.identifiers != seen.identifiers {
                    check_free(tx, &contact, &seen.identifiers).await?;
                    scope.replace_identifiers(id, &contact.identifiers, &ids).await.map_err(meanwhile)?;
                }
                let event = contact_event(&services, EventType::ContactUpdated, &contact);
                emit_events(&services, tx, &[event]).await?;
                scope.record(&audit.change(Some(contact_data(&seen)), Some(contact_data(&contact)))).await?;
                tx.changed(change(organization_id, ChangeKind::Contact, id.uuid(), None, None));
                Ok(contact)
            })
        })
        .await
}
