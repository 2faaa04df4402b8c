//! An admin removes a channel or a subscription for good, deleted or not (C28). What happened by it stays and can be read:
//! messages, events, deliveries, the audit trail; secrets and addresses are gone, and nothing brings them back.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::event::EventType;
use patchbay_domain::ids::{JobId, OrganizationId, WebhookId};
use patchbay_domain::organization::Role;
use patchbay_domain::webhook::WebhookKind;
use patchbay_storage::Tx;
use serde_json::Value;

use super::announce::{change, channel_event};
use super::channel_data::channel_data;
use super::emit_events::emit_events;
use super::release_held::release_job;
use super::subscription_data::subscription_data;
use super::update_subscription::version;
use super::update_webhook::check_seen;
use super::{ActionError, Missing, Services};

/// Why what was still to be done on it is called off.
pub(super) const PURGED: &str = "its webhook was removed for good";

/// Removes the webhook of this id, which has to be of this kind. `seen`: the version that the caller saw.
///
/// # Errors
/// [`ActionError::Forbidden`] for who is no admin, [`ActionError::NotFound`] for one that is not there,
/// [`ActionError::Changed`] where it is not as the caller saw it.
pub async fn purge_webhook(
    services: &Services,
    actor: &Actor,
    (kind, id): (WebhookKind, WebhookId),
    seen: Option<String>,
) -> Result<(), ActionError> {
    actor.check_role(Role::Admin)?;
    let (organization_id, now) = (actor.organization_id, services.now());
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let action = match kind {
        WebhookKind::Channel => "webhook.purged",
        WebhookKind::Subscription => "subscription.purged",
        WebhookKind::Trigger => return Err(ActionError::NotFound(Missing::Webhook)),
    };
    let audit = AuditEntry::by(actor, action, id, clock, entropy);
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, audit, seen) = (inside.clone(), audit.clone(), seen.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let before = match kind {
                    WebhookKind::Channel => end_channel(&services, tx, organization_id, id, seen).await?,
                    WebhookKind::Subscription | WebhookKind::Trigger => {
                        end_subscription(tx, organization_id, id, seen).await?
                    }
                };
                for target in scope.purge_webhook(id).await? {
                    // What waits for it is called off.
                    let id = JobId::new(now, &*services.entropy);
                    tx.enqueue(&[release_job(id, organization_id, target, now)], now).await?;
                }
                scope.record(&audit.change(Some(before), None)).await?;
                tx.changed(change(organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                Ok(())
            })
        })
        .await
}

/// Ends a channel as deleting it does, unless it was deleted before; how it was.
async fn end_channel(
    services: &Services,
    tx: &Tx,
    organization_id: OrganizationId,
    id: WebhookId,
    seen: Option<String>,
) -> Result<Value, ActionError> {
    let (scope, now) = (tx.scope(organization_id), services.now());
    let before = scope.channel(id).await?.ok_or(ActionError::NotFound(Missing::Webhook))?;
    check_seen(&before, seen.as_deref())?;
    if before.deleted_at.is_none() {
        let mut channel = before.clone();
        (channel.is_active, channel.is_primary) = (false, false);
        (channel.deleted_at, channel.updated_at) = (Some(now), now);
        scope.update_channel(&channel).await?;
        scope.promote_oldest_channel(channel.owner_id).await?;
        let event = channel_event(services, EventType::ChannelDeleted, &channel);
        emit_events(services, tx, &[event]).await?;
    }
    scope.fail_waiting_messages(id, PURGED, now).await?;
    Ok(channel_data(&before))
}

/// How a subscription was.
async fn end_subscription(
    tx: &Tx,
    organization_id: OrganizationId,
    id: WebhookId,
    seen: Option<String>,
) -> Result<Value, ActionError> {
    let found = tx.scope(organization_id).subscription(id).await?;
    let before = found.ok_or(ActionError::NotFound(Missing::Webhook))?;
    if seen.is_some_and(|seen| seen != version(&before)) {
        return Err(ActionError::Changed);
    }
    Ok(subscription_data(&before))
}
