//! A member gives a subscription another secret; the one before signs beside it as long as they say (OUT-16, NFR-15).

use chrono::TimeDelta;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::subscription::Subscription;
use patchbay_domain::webhook::{MAX_GRACE_PERIOD_SECONDS, PreviousSecretKey};
use serde_json::json;

use super::announce::{change, timestamp};
use super::create_subscription::secret_key;
use super::{ActionError, Missing, Services};

/// Gives it another secret: one of the owner's own, or a new one. `grace_seconds`: for how long the one of now signs too, at
/// most [`MAX_GRACE_PERIOD_SECONDS`]; one from before that is forgotten.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted one, [`ActionError::Invalid`] for a secret that will not do.
pub async fn rotate_subscription_secret(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    secret: Option<String>,
    grace_seconds: u32,
) -> Result<Subscription, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let key = secret_key(services, secret)?;
    let grace = TimeDelta::seconds(i64::from(grace_seconds.min(MAX_GRACE_PERIOD_SECONDS)));
    let until = (!grace.is_zero()).then(|| now + grace);
    let action = "subscription.secret_rotated";
    let audit = AuditEntry::by(actor, action, id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (audit, key) = (audit.clone(), key.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let seen = scope.subscription(id).await?.filter(|one| one.deleted_at.is_none());
                let seen = seen.ok_or(ActionError::NotFound(Missing::Webhook))?;
                let previous_secret_key =
                    until.map(|expires_at| PreviousSecretKey { key: seen.secret_key.clone(), expires_at });
                let after = Subscription { secret_key: key, previous_secret_key, updated_at: now, ..seen };
                scope.update_subscription(&after).await?;
                let told = json!({ "name": after.name, "previousSecretExpiresAt": until.map(timestamp) });
                scope.record(&audit.change(None, Some(told))).await?;
                tx.changed(change(organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                Ok(after)
            })
        })
        .await
}
