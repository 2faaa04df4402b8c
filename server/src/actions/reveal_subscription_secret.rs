//! A member looks at a subscription's secret: the one answer besides its making that holds it, and kept in the audit trail
//! (C15, SE-4).

use std::time::Duration;

use chrono::TimeDelta;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::subscription::Subscription;
use serde_json::json;

use super::{ActionError, Missing, Services};

const ACTION: &str = "subscription.secret_revealed";
/// How often a member may look within an hour.
const MOST_PER_HOUR: u64 = 30;

/// The subscription, with its secret.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted one, [`ActionError::TooOften`] after 30 in an hour.
pub async fn reveal_subscription_secret(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
) -> Result<Subscription, ActionError> {
    let (organization_id, user_id, now) = (actor.organization_id, actor.user_id, services.now());
    let limited = services.limits.enabled();
    let audit = AuditEntry::by(actor, ACTION, id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let one = scope.subscription(id).await?.filter(|one| one.deleted_at.is_none());
                let one = one.ok_or(ActionError::NotFound(Missing::Webhook))?;
                let since = now - TimeDelta::hours(1);
                if limited && scope.count_done(user_id, ACTION, since).await? >= MOST_PER_HOUR {
                    return Err(ActionError::TooOften {
                        reason: format!("a secret can be looked at {MOST_PER_HOUR} times an hour"),
                        after: Duration::from_secs(3_600),
                    });
                }
                scope.record(&audit.change(None, Some(json!({ "name": one.name })))).await?;
                Ok(one)
            })
        })
        .await
}
