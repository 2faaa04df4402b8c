//! A member looks at a channel's secret key: the one answer besides its making that holds it, and kept in the audit
//! trail (C15, SE-4).

use std::time::Duration;

use chrono::TimeDelta;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::webhook::Channel;
use serde_json::json;

use super::changeable_channel::changeable;
use super::{ActionError, Services};

const ACTION: &str = "webhook.secret_key_revealed";
/// How often a member may look within an hour.
const MOST_PER_HOUR: u64 = 30;

/// The channel, with its key.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel, [`ActionError::Forbidden`] for another member's,
/// [`ActionError::TooOften`] after 30 in an hour.
pub async fn reveal_secret_key(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
) -> Result<Channel, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let limited = services.limits.enabled();
    let audit = AuditEntry::by(actor, ACTION, id, &*services.clock, &*services.entropy);
    let actor = actor.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (actor, audit) = (actor.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let channel = changeable(scope.channel(id).await?, &actor)?;
                let since = now - TimeDelta::hours(1);
                if limited && scope.count_done(actor.user_id, ACTION, since).await? >= MOST_PER_HOUR {
                    return Err(ActionError::TooOften {
                        reason: format!("a secret key can be looked at {MOST_PER_HOUR} times an hour"),
                        after: Duration::from_secs(3_600),
                    });
                }
                scope.record(&audit.change(None, Some(json!({ "name": channel.name })))).await?;
                Ok(channel)
            })
        })
        .await
}
