//! Subscriptions as their two rows, what is secret of them sealed.

use patchbay_domain::ids::OrganizationId;
use patchbay_domain::secret::Secret;
use patchbay_domain::subscription::{Subscription, SubscriptionSettings};
use patchbay_domain::webhook::{PreviousSecretKey, WebhookKind};
use uuid::Uuid;

use crate::entities::{subscriptions, webhooks};
use crate::error::StorageError;
use crate::vault::Vault;
use crate::words::{column, corrupt, count, from_json, from_word, to_json, word};

fn purpose(what: &str, id: Uuid) -> String {
    format!("{what} of subscription {id}")
}

fn seal(vault: &Vault, what: &str, id: Uuid, secret: &Secret) -> Result<Vec<u8>, StorageError> {
    vault.seal(secret.expose().as_bytes(), &purpose(what, id))
}

fn open(vault: &Vault, what: &str, id: Uuid, sealed: &[u8]) -> Result<Secret, StorageError> {
    let text = vault.open(sealed, &purpose(what, id))?;
    Ok(Secret::new(String::from_utf8(text).map_err(corrupt)?))
}

pub(super) fn to_rows(
    vault: &Vault,
    subscription: &Subscription,
) -> Result<(webhooks::Model, subscriptions::Model), StorageError> {
    let id = subscription.id.uuid();
    let settings = serde_json::to_vec(&subscription.settings).map_err(corrupt)?;
    let previous = subscription.previous_secret_key.as_ref();
    let webhook = webhooks::Model {
        id,
        organization_id: subscription.organization_id.uuid(),
        number: column(subscription.number),
        owner_id: subscription.owner_id.uuid(),
        kind: word(&WebhookKind::Subscription),
        name: subscription.name.clone(),
        is_active: subscription.is_active,
        created_at: subscription.created_at,
        updated_at: subscription.updated_at,
        deleted_at: subscription.deleted_at,
    };
    let row = subscriptions::Model {
        webhook_id: id,
        organization_id: subscription.organization_id.uuid(),
        target_id: subscription.target_id.uuid(),
        settings: vault.seal(&settings, &purpose("settings", id))?,
        secret_key: seal(vault, "secret key", id, &subscription.secret_key)?,
        previous_secret_key: previous
            .map(|previous| seal(vault, "previous secret key", id, &previous.key))
            .transpose()?,
        previous_secret_key_expires_at: previous.map(|previous| previous.expires_at),
        description: subscription.description.clone(),
        events: to_json(&subscription.events)?,
        pinned_versions: to_json(&subscription.pinned_versions)?,
        labels: to_json(&subscription.labels)?,
        format: word(&subscription.format),
        timeout_seconds: column(subscription.timeout_seconds),
        retry: to_json(&subscription.retry)?,
        rate_limit_per_second: subscription.rate_limit_per_second.map(column),
        ordering: word(&subscription.ordering),
        metadata: to_json(&subscription.metadata)?,
        disabled_reason: subscription.disabled_reason.as_ref().map(word),
    };
    Ok((webhook, row))
}

pub(super) fn to_subscription(
    vault: &Vault,
    webhook: webhooks::Model,
    row: subscriptions::Model,
) -> Result<Subscription, StorageError> {
    let settings = vault.open(&row.settings, &purpose("settings", webhook.id))?;
    let settings: SubscriptionSettings = serde_json::from_slice(&settings).map_err(corrupt)?;
    let previous = row.previous_secret_key.zip(row.previous_secret_key_expires_at);
    let previous_secret_key = match previous {
        Some((sealed, expires_at)) => {
            let key = open(vault, "previous secret key", webhook.id, &sealed)?;
            Some(PreviousSecretKey { key, expires_at })
        }
        None => None,
    };
    Ok(Subscription {
        id: webhook.id.into(),
        number: count(webhook.number),
        organization_id: OrganizationId::from(webhook.organization_id),
        owner_id: webhook.owner_id.into(),
        name: webhook.name,
        description: row.description,
        settings,
        events: from_json(row.events)?,
        pinned_versions: from_json(row.pinned_versions)?,
        labels: from_json(row.labels)?,
        format: from_word(&row.format)?,
        timeout_seconds: count(row.timeout_seconds),
        retry: from_json(row.retry)?,
        rate_limit_per_second: row.rate_limit_per_second.map(count),
        ordering: from_word(&row.ordering)?,
        metadata: from_json(row.metadata)?,
        secret_key: open(vault, "secret key", webhook.id, &row.secret_key)?,
        previous_secret_key,
        target_id: row.target_id.into(),
        is_active: webhook.is_active,
        disabled_reason: row.disabled_reason.as_deref().map(from_word).transpose()?,
        created_at: webhook.created_at,
        updated_at: webhook.updated_at,
        deleted_at: webhook.deleted_at,
    })
}
