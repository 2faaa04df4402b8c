//! A member deletes a contact. Conversations and tasks stay as they are; who writes from the same address next is
//! somebody new.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::event::EventType;
use patchbay_domain::ids::ContactId;

use super::announce::change;
use super::create_contact::{contact_data, contact_event};
use super::emit_events::emit_events;
use super::{ActionError, Missing, Services};

/// Deletes a contact.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted contact.
pub async fn delete_contact(services: &Services, actor: &Actor, id: ContactId) -> Result<(), ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let audit = AuditEntry::by(actor, "contact.deleted", id, &*services.clock, &*services.entropy);
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, audit) = (inside.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let seen = scope.contact(id).await?.ok_or(ActionError::NotFound(Missing::Contact))?;
                scope.delete_contact(id, now).await?;
                let event = contact_event(&services, EventType::ContactDeleted, &seen);
                emit_events(&services, tx, &[event]).await?;
                scope.record(&audit.change(Some(contact_data(&seen)), None)).await?;
                tx.changed(change(organization_id, ChangeKind::Contact, id.uuid(), None, None));
                Ok(())
            })
        })
        .await
}
