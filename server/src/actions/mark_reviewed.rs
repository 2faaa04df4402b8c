//! A member has looked at a message that needed it.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::ids::MessageId;
use patchbay_domain::message::Message;

use super::announce::change;
use super::{ActionError, Missing, Services};

/// Marks a message as looked at; again, or one that needed no look, changes nothing.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown message.
pub async fn mark_reviewed(
    services: &Services,
    actor: &Actor,
    id: MessageId,
) -> Result<Message, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let audit = AuditEntry::by(actor, "message.reviewed", id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let is_news = scope.mark_reviewed(id, now).await?;
                let message = scope.message(id).await?.ok_or(ActionError::NotFound(Missing::Message))?;
                if is_news {
                    scope.record(&audit).await?;
                    let (thread, webhook) = (message.conversation_id, Some(message.webhook_id));
                    tx.changed(change(organization_id, ChangeKind::Message, id.uuid(), thread, webhook));
                    if let Some(conversation) = thread {
                        let kind = ChangeKind::Conversation;
                        tx.changed(change(organization_id, kind, conversation.uuid(), thread, webhook));
                    }
                }
                Ok(message)
            })
        })
        .await
}
