//! A member has something forgotten that was remembered of a contact. It is gone for good: also the audit trail does not know
//! what it said.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::ids::FactId;

use super::announce::change;
use super::create_fact::fact_data;
use super::{ActionError, Missing, Services};

/// Forgets a fact.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or forgotten fact.
pub async fn delete_fact(services: &Services, actor: &Actor, id: FactId) -> Result<(), ActionError> {
    let organization_id = actor.organization_id;
    let audit = AuditEntry::by(actor, "fact.deleted", id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let seen = scope.fact(id).await?.ok_or(ActionError::NotFound(Missing::Fact))?;
                scope.delete_facts(&[id]).await?;
                scope.record(&audit.change(Some(fact_data(&seen)), None)).await?;
                let contact = seen.contact_id.uuid();
                tx.changed(change(organization_id, ChangeKind::Contact, contact, None, None));
                Ok(())
            })
        })
        .await
}
