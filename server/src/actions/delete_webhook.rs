//! A member deletes a channel: its URL is gone at once, its messages stay (FR-03, C41).

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::event::EventType;
use patchbay_domain::ids::WebhookId;

use super::announce::{change, channel_event};
use super::changeable_channel::changeable;
use super::channel_data::channel_data;
use super::emit_events::emit_events;
use super::update_webhook::check_seen;
use super::{ActionError, Services};

/// Deletes a channel; the oldest other active one becomes primary if this one was. `seen`: the version that the caller saw.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel, [`ActionError::Forbidden`] for another member's,
/// [`ActionError::Changed`] where it is not as the caller saw it.
pub async fn delete_webhook(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    seen: Option<String>,
) -> Result<(), ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let audit = AuditEntry::by(actor, "webhook.deleted", id, &*services.clock, &*services.entropy);
    let actor = actor.clone();
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, actor, audit) = (inside.clone(), actor.clone(), audit.clone());
            let version = seen.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let seen = changeable(scope.channel(id).await?, &actor)?;
                check_seen(&seen, version.as_deref())?;
                let mut channel = seen.clone();
                channel.is_active = false;
                channel.is_primary = false;
                channel.deleted_at = Some(now);
                channel.updated_at = now;
                scope.update_channel(&channel).await?;
                scope.promote_oldest_channel(channel.owner_id).await?;
                scope.record(&audit.change(Some(channel_data(&seen)), None)).await?;
                let event = channel_event(&services, EventType::ChannelDeleted, &channel);
                emit_events(&services, tx, &[event]).await?;
                tx.changed(change(organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                Ok(())
            })
        })
        .await
}
