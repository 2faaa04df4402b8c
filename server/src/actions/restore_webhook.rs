//! A member brings a deleted channel back, with its URL, settings and messages (C41).

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::event::EventType;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::webhook::{Channel, MAX_ACTIVE_CHANNELS};

use super::announce::{change, channel_event};
use super::channel_data::channel_data;
use super::emit_events::emit_events;
use super::{ActionError, Missing, Services};

/// Restores a deleted channel; it is active again, and primary where its owner has no other.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown channel, [`ActionError::Forbidden`] for another member's,
/// [`ActionError::Conflict`] for one that is not deleted or whose owner is no member any more,
/// [`ActionError::ChannelLimit`] where it would be a fourth active one.
pub async fn restore_webhook(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
) -> Result<Channel, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let audit = AuditEntry::by(actor, "webhook.restored", id, &*services.clock, &*services.entropy);
    let actor = actor.clone();
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, actor, audit) = (inside.clone(), actor.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let seen = scope.channel(id).await?.ok_or(ActionError::NotFound(Missing::Webhook))?;
                actor.check_channel(seen.owner_id)?;
                if seen.deleted_at.is_none() {
                    return Err(ActionError::Conflict(format!(
                        "the channel \"{}\" is not deleted",
                        seen.name
                    )));
                }
                let channel = Channel { is_active: true, deleted_at: None, updated_at: now, ..seen.clone() };
                scope.update_channel(&channel).await?;
                if scope.count_active_channels(channel.owner_id).await? > u64::from(MAX_ACTIVE_CHANNELS) {
                    return Err(ActionError::ChannelLimit(MAX_ACTIVE_CHANNELS));
                }
                scope.promote_oldest_channel(channel.owner_id).await?;
                scope.record(&audit.change(None, Some(channel_data(&channel)))).await?;
                let event = channel_event(&services, EventType::ChannelUpdated, &channel);
                emit_events(&services, tx, &[event]).await?;
                tx.changed(change(organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                scope.channel(id).await?.ok_or(ActionError::NotFound(Missing::Webhook))
            })
        })
        .await
}
