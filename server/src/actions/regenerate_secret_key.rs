//! A member gives a channel another secret key; the one before stays valid as long as they say (OUT-16, NFR-15).

use chrono::TimeDelta;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::secret::Secret;
use patchbay_domain::webhook::{Channel, MAX_GRACE_PERIOD_SECONDS, PreviousSecretKey};
use serde_json::json;

use super::announce::{change, timestamp};
use super::changeable_channel::changeable;
use super::{ActionError, Services};

/// Makes another key, 64 hex characters (AC-04). `grace_seconds`: for how long the key of now stays valid beside it, at
/// most [`MAX_GRACE_PERIOD_SECONDS`]; a key from before that is forgotten.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel, [`ActionError::Forbidden`] for another member's.
pub async fn regenerate_secret_key(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    grace_seconds: u32,
) -> Result<Channel, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let key = Secret::new(hex::encode(random_bytes::<32>(&*services.entropy)));
    let grace = TimeDelta::seconds(i64::from(grace_seconds.min(MAX_GRACE_PERIOD_SECONDS)));
    let until = (!grace.is_zero()).then(|| now + grace);
    let action = "webhook.secret_key_regenerated";
    let audit = AuditEntry::by(actor, action, id, &*services.clock, &*services.entropy);
    let actor = actor.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (actor, audit, key) = (actor.clone(), audit.clone(), key.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let seen = changeable(scope.channel(id).await?, &actor)?;
                let previous_secret_key =
                    until.map(|expires_at| PreviousSecretKey { key: seen.secret_key.clone(), expires_at });
                let channel = Channel { secret_key: key, previous_secret_key, updated_at: now, ..seen };
                scope.update_channel(&channel).await?;
                let after =
                    json!({ "name": channel.name, "previousSecretKeyExpiresAt": until.map(timestamp) });
                scope.record(&audit.change(None, Some(after))).await?;
                tx.changed(change(organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                Ok(channel)
            })
        })
        .await
}
