//! A member gives a channel another URL; the one before is gone at once (CH-9).

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::webhook::Channel;
use serde_json::json;

use super::announce::change;
use super::changeable_channel::changeable;
use super::{ActionError, Services};

/// Makes another token, a random UUIDv4 (AC-03).
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel, [`ActionError::Forbidden`] for another member's.
pub async fn regenerate_token(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
) -> Result<Channel, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let token = uuid::Builder::from_random_bytes(random_bytes(&*services.entropy)).into_uuid();
    let audit = AuditEntry::by(actor, "webhook.token_regenerated", id, &*services.clock, &*services.entropy);
    let actor = actor.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (actor, audit) = (actor.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let seen = changeable(scope.channel(id).await?, &actor)?;
                let channel = Channel { token, updated_at: now, ..seen };
                scope.update_channel(&channel).await?;
                scope.record(&audit.change(None, Some(json!({ "name": channel.name })))).await?;
                tx.changed(change(organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                Ok(channel)
            })
        })
        .await
}
