//! A member makes a channel.

use patchbay_domain::actor::Actor;
use patchbay_domain::assistant::AssistantSettings;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::card_number;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::event::EventType;
use patchbay_domain::ids::{TargetId, WebhookId};
use patchbay_domain::organization::User;
use patchbay_domain::secret::Secret;
use patchbay_domain::webhook::{
    Channel, ChannelSettings, ChannelStats, ChannelType, MAX_ACTIVE_CHANNELS, Overflow,
};
use patchbay_storage::{Numbered, StorageError, Tx};
use serde_json::Value;

use super::announce::{change, channel_event};
use super::channel_data::channel_data;
use super::create_task::redacted;
use super::emit_events::emit_events;
use super::{ActionError, FieldError, Missing, Services};
use crate::channels;
use crate::channels::settings::{self, RawSettings};

/// A channel as a member wants it.
#[derive(Debug, Clone)]
pub struct NewWebhook {
    /// Its name, 1 to 100 characters.
    pub name: String,
    /// Whether replies leave at all.
    pub outbound_enabled: bool,
    /// Whether it becomes the primary one; the first one does anyway (CH-5).
    pub is_primary: bool,
    /// Requests a minute, 1 to 100.
    pub rate_limit_per_minute: u32,
    /// Requests an hour, 1 to 1000.
    pub rate_limit_per_hour: u32,
    /// What becomes of messages over these.
    pub overflow: Overflow,
    /// How the assistant behaves on it.
    pub assistant: AssistantSettings,
    /// The owner's labels.
    pub tags: Vec<String>,
    /// The owner's own data.
    pub metadata: serde_json::Map<String, Value>,
}

/// Requests a minute where the owner says nothing (FR-04).
pub const DEFAULT_LIMIT_PER_MINUTE: u32 = 30;
/// Requests an hour where the owner says nothing (FR-04).
pub const DEFAULT_LIMIT_PER_HOUR: u32 = 200;

impl NewWebhook {
    /// A channel of this name with everything else as it is by default for its type.
    #[must_use]
    pub fn named(name: impl Into<String>, channel_type: ChannelType) -> Self {
        Self {
            name: name.into(),
            outbound_enabled: true,
            is_primary: false,
            rate_limit_per_minute: DEFAULT_LIMIT_PER_MINUTE,
            rate_limit_per_hour: DEFAULT_LIMIT_PER_HOUR,
            overflow: Overflow::default_of(channel_type),
            assistant: AssistantSettings::default(),
            tags: Vec::new(),
            metadata: serde_json::Map::new(),
        }
    }
}

/// Makes a channel. Its `secret_key` is in the answer, this once.
///
/// # Errors
/// [`ActionError::Invalid`] for settings that will not do, [`ActionError::ChannelLimit`] where the member has three
/// active channels already.
pub async fn create_webhook(
    services: &Services,
    actor: &Actor,
    raw: RawSettings,
    new: NewWebhook,
) -> Result<Channel, ActionError> {
    let settings = settings::create(raw).map_err(invalid)?;
    check_overflow(settings.channel_type(), new.overflow)?;
    let owner = services.storage.scope(actor.organization_id).user(actor.user_id).await?;
    let owner = owner.ok_or(ActionError::NotFound(Missing::User))?;
    let channel = to_channel(services, &owner, settings, new);
    let audit = AuditEntry::by(actor, "webhook.created", channel.id, &*services.clock, &*services.entropy);
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, channel, audit) = (inside.clone(), channel.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(channel.organization_id);
                let channel = store_channel(tx, channel).await?;
                // Counted after it is stored, under the lock of the number it took: of two at once, one is too many.
                if scope.count_active_channels(channel.owner_id).await? > u64::from(MAX_ACTIVE_CHANNELS) {
                    return Err(ActionError::ChannelLimit(MAX_ACTIVE_CHANNELS));
                }
                scope.record(&audit.change(None, Some(channel_data(&channel)))).await?;
                let event = channel_event(&services, EventType::ChannelCreated, &channel);
                emit_events(&services, tx, &[event]).await?;
                let kind = ChangeKind::Webhook;
                tx.changed(change(channel.organization_id, kind, channel.id.uuid(), None, Some(channel.id)));
                Ok(channel)
            })
        })
        .await
}

/// The channel to be stored; its number comes with the storing.
pub(super) fn to_channel(
    services: &Services,
    owner: &User,
    settings: ChannelSettings,
    new: NewWebhook,
) -> Channel {
    let (now, entropy) = (services.now(), &*services.entropy);
    Channel {
        id: WebhookId::new(now, entropy),
        number: 0,
        organization_id: owner.organization_id,
        owner_id: owner.id,
        name: redacted(new.name),
        token: uuid::Builder::from_random_bytes(random_bytes(entropy)).into_uuid(),
        secret_key: Secret::new(hex::encode(random_bytes::<32>(entropy))),
        target_id: outbound_target(&settings, None, services),
        previous_secret_key: None,
        settings,
        outbound_enabled: new.outbound_enabled,
        is_primary: new.is_primary,
        is_active: true,
        verified_at: None,
        rate_limit_per_minute: new.rate_limit_per_minute,
        rate_limit_per_hour: new.rate_limit_per_hour,
        overflow: new.overflow,
        outbound_error: None,
        inbound_error: None,
        assistant: new.assistant,
        tags: new.tags.into_iter().map(redacted).collect(),
        metadata: redacted_members(new.metadata),
        stats: ChannelStats::default(),
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// The owner's own data without card numbers.
pub(super) fn redacted_members(
    mut members: serde_json::Map<String, Value>,
) -> serde_json::Map<String, Value> {
    card_number::redact_members(&mut members);
    members
}

/// Stores a new channel with its number; the first of its owner becomes the primary one.
pub(super) async fn store_channel(tx: &Tx, mut channel: Channel) -> Result<Channel, StorageError> {
    let scope = tx.scope(channel.organization_id);
    channel.number = scope.take_numbers(Numbered::Webhook, 1).await?;
    channel.is_primary |= scope.count_active_channels(channel.owner_id).await? == 0;
    scope.insert_channel(&channel).await?;
    if channel.is_primary {
        scope.demote_other_channels(channel.owner_id, channel.id).await?;
    }
    Ok(channel)
}

/// The address that replies go to: the one there is, a new one where there was none before, none where nothing leaves.
pub(super) fn outbound_target(
    settings: &ChannelSettings,
    there_is: Option<TargetId>,
    services: &Services,
) -> Option<TargetId> {
    let leaves = match settings {
        ChannelSettings::Custom(custom) => custom.outbound.is_some(),
        ChannelSettings::Sms(_) => true,
        ChannelSettings::Email(email) => email.outbound.is_some(),
    };
    leaves.then(|| there_is.unwrap_or_else(|| TargetId::new(services.now(), &*services.entropy)))
}

/// Senders of custom channels try again, so they are told; deferring is for those that do not (C19).
pub(super) fn check_overflow(channel_type: ChannelType, overflow: Overflow) -> Result<(), ActionError> {
    if channel_type == ChannelType::CustomWebhook && overflow == Overflow::Defer {
        return Err(ActionError::field("overflow", "must be reject for custom_webhook channels"));
    }
    Ok(())
}

/// What is wrong with settings.
pub(super) fn invalid(errors: Vec<channels::FieldError>) -> ActionError {
    let field = |error: channels::FieldError| FieldError { path: error.path, message: error.message };
    ActionError::Invalid(errors.into_iter().map(field).collect())
}
