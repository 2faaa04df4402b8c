//! A member changes a channel.

use patchbay_domain::actor::Actor;
use patchbay_domain::assistant::AssistantSettings;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::event::EventType;
use patchbay_domain::ids::{UserId, WebhookId};
use patchbay_domain::organization::Role;
use patchbay_domain::webhook::{Channel, MAX_ACTIVE_CHANNELS, Overflow};
use serde_json::Value;

use super::announce::{change, channel_event};
use super::changeable_channel::changeable;
use super::channel_data::channel_data;
use super::create_task::redacted;
use super::create_webhook::{check_overflow, invalid, outbound_target, redacted_members};
use super::emit_events::emit_events;
use super::open_target::open_target;
use super::{ActionError, Missing, Services};
use crate::channels::settings::{self, RawSettings};

/// Changes to a channel; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct WebhookChanges {
    /// Another member whose channel it is to be.
    pub owner: Option<UserId>,
    /// Another name.
    pub name: Option<String>,
    /// Switched on or off.
    pub is_active: Option<bool>,
    /// Made the primary one; only ever true, since another one is made primary instead.
    pub is_primary: Option<bool>,
    /// Whether replies leave.
    pub outbound_enabled: Option<bool>,
    /// Requests a minute, 1 to 100.
    pub rate_limit_per_minute: Option<u32>,
    /// Requests an hour, 1 to 1000.
    pub rate_limit_per_hour: Option<u32>,
    /// What becomes of messages over these.
    pub overflow: Option<Overflow>,
    /// Other settings.
    pub settings: Option<RawSettings>,
    /// How the assistant behaves.
    pub assistant: Option<AssistantSettings>,
    /// Other labels.
    pub tags: Option<Vec<String>>,
    /// Other data of the owner's own.
    pub metadata: Option<serde_json::Map<String, Value>>,
    /// The version that the caller saw (If-Match).
    pub seen: Option<String>,
}

/// Which version of a channel this is: its ETag, without the quotes.
#[must_use]
pub fn channel_version(channel: &Channel) -> String {
    format!("{}-{}", channel.number, channel.updated_at.timestamp_micros())
}

/// Refuses where a channel is not as the caller saw it.
pub(super) fn check_seen(channel: &Channel, seen: Option<&str>) -> Result<(), ActionError> {
    match seen {
        Some(seen) if seen != channel_version(channel) => Err(ActionError::Changed),
        _ => Ok(()),
    }
}

/// Changes a channel.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel or owner, [`ActionError::Forbidden`] for another member's,
/// [`ActionError::Invalid`] for settings that will not do, [`ActionError::ChannelLimit`] where it would be a fourth active
/// one, [`ActionError::Changed`] where it is not as the caller saw it.
pub async fn update_webhook(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    changes: WebhookChanges,
) -> Result<Channel, ActionError> {
    let organization_id = actor.organization_id;
    let services_inside = services.clone();
    let audit = AuditEntry::by(actor, "webhook.updated", id, &*services.clock, &*services.entropy);
    let actor = actor.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, changes, audit) = (services_inside.clone(), changes.clone(), audit.clone());
            let actor = actor.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let seen = changeable(scope.channel(id).await?, &actor)?;
                check_seen(&seen, changes.seen.as_deref())?;
                if let Some(owner) = changes.owner.filter(|owner| *owner != seen.owner_id) {
                    actor.check_role(Role::Admin)?;
                    scope.user(owner).await?.ok_or(ActionError::NotFound(Missing::User))?;
                }
                let channel = apply(&services, &seen, changes)?;
                scope.update_channel(&channel).await?;
                if channel.is_primary && (!seen.is_primary || channel.owner_id != seen.owner_id) {
                    scope.demote_other_channels(channel.owner_id, channel.id).await?;
                }
                if channel.is_active
                    && scope.count_active_channels(channel.owner_id).await? > u64::from(MAX_ACTIVE_CHANNELS)
                {
                    return Err(ActionError::ChannelLimit(MAX_ACTIVE_CHANNELS));
                }
                scope.promote_oldest_channel(channel.owner_id).await?;
                scope.promote_oldest_channel(seen.owner_id).await?;
                scope.record(&audit.change(Some(channel_data(&seen)), Some(channel_data(&channel)))).await?;
                // What leaves again, or elsewhere, is not held to what the address did before.
                let leaves_again = channel.outbound_enabled && !seen.outbound_enabled;
                if let Some(target) = channel.target_id
                    && (leaves_again || settings::leave_differently(&seen.settings, &channel.settings))
                {
                    open_target(&services, tx, organization_id, target, channel.updated_at).await?;
                }
                let event = channel_event(&services, EventType::ChannelUpdated, &channel);
                emit_events(&services, tx, &[event]).await?;
                tx.changed(change(organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                scope.channel(id).await?.ok_or(ActionError::NotFound(Missing::Webhook))
            })
        })
        .await
}

fn apply(services: &Services, seen: &Channel, changes: WebhookChanges) -> Result<Channel, ActionError> {
    let mut channel = seen.clone();
    if let Some(raw) = changes.settings {
        channel.settings = settings::apply(&seen.settings, raw).map_err(invalid)?;
        channel.target_id = outbound_target(&channel.settings, seen.target_id, services);
        if settings::leave_differently(&seen.settings, &channel.settings) {
            // What was proven was the way before.
            channel.verified_at = None;
        }
    }
    if let Some(owner) = changes.owner.filter(|owner| *owner != seen.owner_id) {
        channel.owner_id = owner;
        // Whose notifications go there first is for the new owner to say.
        channel.is_primary = false;
    }
    channel.name = changes.name.map_or(channel.name, redacted);
    channel.is_active = changes.is_active.unwrap_or(channel.is_active);
    channel.is_primary = changes.is_primary.unwrap_or(channel.is_primary) && channel.is_active;
    channel.outbound_enabled = changes.outbound_enabled.unwrap_or(channel.outbound_enabled);
    channel.rate_limit_per_minute = changes.rate_limit_per_minute.unwrap_or(channel.rate_limit_per_minute);
    channel.rate_limit_per_hour = changes.rate_limit_per_hour.unwrap_or(channel.rate_limit_per_hour);
    channel.overflow = changes.overflow.unwrap_or(channel.overflow);
    check_overflow(channel.settings.channel_type(), channel.overflow)?;
    channel.assistant = changes.assistant.unwrap_or(channel.assistant);
    channel.tags = changes.tags.map_or(channel.tags, |tags| tags.into_iter().map(redacted).collect());
    channel.metadata = changes.metadata.map_or(channel.metadata, redacted_members);
    channel.updated_at = services.now();
    Ok(channel)
}
