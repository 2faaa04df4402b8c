//! Channels as their two rows, what is secret of them sealed.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::OrganizationId;
use patchbay_domain::secret::Secret;
use patchbay_domain::webhook::{
    Channel, ChannelError, ChannelSettings, ChannelStats, PreviousSecretKey, WebhookKind,
};
use uuid::Uuid;

use crate::entities::{channels, webhooks};
use crate::error::StorageError;
use crate::vault::Vault;
use crate::words::{column, count, from_json, from_word, to_json, word};

fn settings_purpose(id: Uuid) -> String {
    format!("settings of channel {id}")
}

fn key_purpose(id: Uuid) -> String {
    format!("secret key of channel {id}")
}

fn previous_key_purpose(id: Uuid) -> String {
    format!("previous secret key of channel {id}")
}

pub(super) fn to_rows(
    vault: &Vault,
    channel: &Channel,
) -> Result<(webhooks::Model, channels::Model), StorageError> {
    let id = channel.id.uuid();
    let settings = serde_json::to_vec(&channel.settings).map_err(crate::words::corrupt)?;
    let webhook = webhooks::Model {
        id,
        organization_id: channel.organization_id.uuid(),
        number: column(channel.number),
        owner_id: channel.owner_id.uuid(),
        kind: word(&WebhookKind::Channel),
        name: channel.name.clone(),
        is_active: channel.is_active,
        created_at: channel.created_at,
        updated_at: channel.updated_at,
        deleted_at: channel.deleted_at,
    };
    let row = channels::Model {
        webhook_id: id,
        organization_id: channel.organization_id.uuid(),
        channel_type: word(&channel.settings.channel_type()),
        token: channel.token,
        secret_key: vault.seal(channel.secret_key.expose().as_bytes(), &key_purpose(id))?,
        previous_secret_key: match &channel.previous_secret_key {
            Some(previous) => Some(vault.seal(previous.key.expose().as_bytes(), &previous_key_purpose(id))?),
            None => None,
        },
        previous_secret_key_expires_at: channel.previous_secret_key.as_ref().map(|one| one.expires_at),
        settings: vault.seal(&settings, &settings_purpose(id))?,
        target_id: channel.target_id.map(Into::into),
        outbound_enabled: channel.outbound_enabled,
        is_primary: channel.is_primary,
        verified_at: channel.verified_at,
        rate_limit_per_minute: column(channel.rate_limit_per_minute),
        rate_limit_per_hour: column(channel.rate_limit_per_hour),
        overflow: word(&channel.overflow),
        outbound_error: channel.outbound_error.as_ref().map(|error| error.message.clone()),
        outbound_error_at: channel.outbound_error.as_ref().map(|error| error.at),
        inbound_error: channel.inbound_error.as_ref().map(|error| error.message.clone()),
        inbound_error_at: channel.inbound_error.as_ref().map(|error| error.at),
        assistant: to_json(&channel.assistant)?,
        tags: to_json(&channel.tags)?,
        metadata: to_json(&channel.metadata)?,
        messages_received: 0,
        messages_sent: 0,
        tasks_created: 0,
        deliveries_failed: 0,
        last_message_at: None,
    };
    Ok((webhook, row))
}

pub(super) fn to_channel(
    vault: &Vault,
    webhook: webhooks::Model,
    row: channels::Model,
) -> Result<Channel, StorageError> {
    let settings = vault.open(&row.settings, &settings_purpose(webhook.id))?;
    let settings: ChannelSettings = serde_json::from_slice(&settings).map_err(crate::words::corrupt)?;
    let secret_key = vault.open(&row.secret_key, &key_purpose(webhook.id))?;
    let previous = row.previous_secret_key.zip(row.previous_secret_key_expires_at);
    let previous_secret_key = match previous {
        Some((sealed, expires_at)) => {
            let key = vault.open(&sealed, &previous_key_purpose(webhook.id))?;
            let key = Secret::new(String::from_utf8(key).map_err(crate::words::corrupt)?);
            Some(PreviousSecretKey { key, expires_at })
        }
        None => None,
    };
    Ok(Channel {
        id: webhook.id.into(),
        number: count(webhook.number),
        organization_id: OrganizationId::from(webhook.organization_id),
        owner_id: webhook.owner_id.into(),
        name: webhook.name,
        token: row.token,
        secret_key: Secret::new(String::from_utf8(secret_key).map_err(crate::words::corrupt)?),
        previous_secret_key,
        settings,
        target_id: row.target_id.map(Into::into),
        outbound_enabled: row.outbound_enabled,
        is_primary: row.is_primary,
        is_active: webhook.is_active,
        verified_at: row.verified_at,
        rate_limit_per_minute: count(row.rate_limit_per_minute),
        rate_limit_per_hour: count(row.rate_limit_per_hour),
        overflow: from_word(&row.overflow)?,
        outbound_error: error(row.outbound_error, row.outbound_error_at),
        inbound_error: error(row.inbound_error, row.inbound_error_at),
        assistant: from_json(row.assistant)?,
        tags: from_json(row.tags)?,
        metadata: from_json(row.metadata)?,
        stats: ChannelStats {
            messages_received: count(row.messages_received),
            messages_sent: count(row.messages_sent),
            tasks_created: count(row.tasks_created),
            deliveries_failed: count(row.deliveries_failed),
            // Counted where they are, in `messages`; see `count_deferred`.
            messages_deferred: 0,
            last_message_at: row.last_message_at,
        },
        created_at: webhook.created_at,
        updated_at: webhook.updated_at,
        deleted_at: webhook.deleted_at,
    })
}

fn error(message: Option<String>, at: Option<DateTime<Utc>>) -> Option<ChannelError> {
    Some(ChannelError { message: message?, at: at? })
}
