//! A member changes what is remembered of a contact.

use patchbay_domain::actor::Actor;
use patchbay_domain::assistant::FactKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::fact::RememberedFact;
use patchbay_domain::ids::FactId;

use super::announce::change;
use super::create_fact::{fact_data, kept};
use super::{ActionError, Missing, Services};

/// Changes to a fact; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct FactChanges {
    /// Another kind.
    pub kind: Option<FactKind>,
    /// Other words, 1 to 200 characters.
    pub text: Option<String>,
}

/// Changes a fact. Where it came from stays.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or forgotten fact, [`ActionError::Conflict`] where another one says the same.
pub async fn update_fact(
    services: &Services,
    actor: &Actor,
    id: FactId,
    changes: FactChanges,
) -> Result<RememberedFact, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let audit = AuditEntry::by(actor, "fact.updated", id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (changes, audit) = (changes.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let seen = scope.fact(id).await?.ok_or(ActionError::NotFound(Missing::Fact))?;
                let fact = RememberedFact {
                    kind: changes.kind.unwrap_or(seen.kind),
                    text: changes.text.map_or_else(|| seen.text.clone(), kept),
                    ..seen.clone()
                };
                if fact == seen {
                    return Ok(seen);
                }
                let others = scope.facts_of(fact.contact_id).await?;
                let others: Vec<&RememberedFact> = others.iter().filter(|other| other.id != id).collect();
                if others.iter().any(|other| other.fact().says_the_same_as(&fact.fact())) {
                    return Err(ActionError::Conflict("that is remembered of them already".to_owned()));
                }
                if fact.kind == FactKind::Name {
                    // Nobody has two.
                    let names = others.iter().filter(|other| other.kind == FactKind::Name);
                    scope.delete_facts(&names.map(|other| other.id).collect::<Vec<_>>()).await?;
                }
                let fact = RememberedFact { updated_at: now, ..fact };
                scope.update_fact(&fact).await?;
                scope.record(&audit.change(Some(fact_data(&seen)), Some(fact_data(&fact)))).await?;
                let contact = fact.contact_id.uuid();
                tx.changed(change(organization_id, ChangeKind::Contact, contact, None, None));
                Ok(fact)
            })
        })
        .await
}
