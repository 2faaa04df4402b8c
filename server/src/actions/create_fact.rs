//! A member enters something to be remembered of a contact.

use patchbay_domain::actor::Actor;
use patchbay_domain::assistant::FactKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::fact::{FactSource, MAX_FACT_CHARACTERS, RememberedFact, remember};
use patchbay_domain::ids::{ContactId, FactId, MessageId};
use patchbay_domain::text::shorten;
use serde_json::{Value, json};

use super::announce::change;
use super::create_task::redacted;
use super::{ActionError, Missing, Services};

/// A fact as a member writes it.
#[derive(Debug, Clone)]
pub struct NewFact {
    /// Of whom.
    pub contact_id: ContactId,
    /// What kind of thing it is.
    pub kind: FactKind,
    /// What to remember, 1 to 200 characters.
    pub text: String,
    /// The message of the contact that said it, if one did.
    pub source: Option<MessageId>,
}

/// Remembers something of a contact. What is remembered already is not remembered twice.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted contact, [`ActionError::Invalid`] for a message that is not theirs.
pub async fn create_fact(
    services: &Services,
    actor: &Actor,
    new: NewFact,
) -> Result<RememberedFact, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let NewFact { contact_id, kind, text, source: message } = new;
    let fact = RememberedFact {
        id: FactId::new(now, &*services.entropy),
        organization_id,
        contact_id,
        kind,
        text: kept(text),
        source: None,
        created_by: Some(actor.user_id),
        created_at: now,
        updated_at: now,
    };
    let audit = AuditEntry::by(actor, "fact.created", fact.id, &*services.clock, &*services.entropy)
        .change(None, Some(fact_data(&fact)));
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (mut fact, audit) = (fact.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                if !scope.hold_contacts(&[contact_id]).await? {
                    return Err(ActionError::NotFound(Missing::Contact));
                }
                if let Some(id) = message {
                    let said = scope.message(id).await?;
                    let said = said.filter(|message| message.contact_id == Some(contact_id));
                    let said = said.ok_or_else(|| {
                        ActionError::field("sourceMessageId", "must be the id of a message of the contact")
                    })?;
                    fact.source = Some(FactSource {
                        message_id: id,
                        webhook_id: said.webhook_id,
                        conversation_id: said.conversation_id,
                    });
                }
                let known = scope.facts_of(contact_id).await?;
                let remembering = remember(&known, vec![fact.clone()]);
                if remembering.added.is_empty() {
                    let same = known.into_iter().find(|one| one.fact().says_the_same_as(&fact.fact()));
                    return Ok(same.unwrap_or(fact));
                }
                scope.delete_facts(&remembering.gone).await?;
                scope.insert_facts(&remembering.added).await?;
                scope.record(&audit).await?;
                let id = contact_id.uuid();
                tx.changed(change(organization_id, ChangeKind::Contact, id, None, None));
                Ok(fact)
            })
        })
        .await
}

/// A member's words as they are kept.
pub(super) fn kept(text: String) -> String {
    shorten(redacted(text).trim(), MAX_FACT_CHARACTERS)
}

/// A fact as the audit trail shows it: not what it says, which is to be gone once it is forgotten.
pub(super) fn fact_data(fact: &RememberedFact) -> Value {
    json!({
        "contactId": fact.contact_id,
        "kind": fact.kind,
        "sourceMessageId": fact.source.map(|source| source.message_id),
    })
}
