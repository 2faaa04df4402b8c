//! A member proves a channel with the code that came through it (US-06).

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::verification::{MAX_TRIES, Verification};
use patchbay_domain::webhook::Channel;
use serde_json::json;
use subtle::ConstantTimeEq;

use super::announce::change;
use super::changeable_channel::changeable;
use super::send_verification::hash;
use super::{ActionError, Missing, Services};

/// Marks a channel as verified where the code is the newest one that was sent through it.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel, [`ActionError::VerificationFailed`] for a code that is
/// wrong, used up or too old.
pub async fn verify_webhook(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    code: &str,
) -> Result<Channel, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let scope = services.storage.scope(organization_id);
    changeable(scope.channel(id).await?, actor)?;
    let newest = scope.newest_verification(id).await?;
    let verification = newest.filter(|one| one.used_at.is_none()).ok_or_else(|| {
        ActionError::VerificationFailed("no code is waiting for this channel; send one first".to_owned())
    })?;
    if verification.expires_at <= now {
        return Err(ActionError::VerificationFailed(
            "the code is older than 10 minutes; send another one".to_owned(),
        ));
    }
    // People write codes with blanks and hyphens in them.
    let digits: String = code.chars().filter(|one| !one.is_whitespace() && *one != '-').collect();
    let given = hash(services.storage.vault(), verification.id, &digits);
    let is_right: bool = given.as_bytes().ct_eq(verification.code_hash.as_bytes()).into();
    if is_right { accept(services, actor, verification).await } else { refuse(services, verification).await }
}

async fn accept(
    services: &Services,
    actor: &Actor,
    verification: Verification,
) -> Result<Channel, ActionError> {
    let (organization_id, now, id) = (actor.organization_id, services.now(), verification.webhook_id);
    let audit = AuditEntry::by(actor, "webhook.verified", id, &*services.clock, &*services.entropy)
        .change(None, Some(json!({ "sentTo": verification.sent_to })));
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (verification, audit) = (verification.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                if !scope.use_verification(&verification, MAX_TRIES, now).await? {
                    return Err(used_up());
                }
                scope.record(&audit).await?;
                tx.changed(change(organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                scope.channel(id).await?.ok_or(ActionError::NotFound(Missing::Webhook))
            })
        })
        .await
}

async fn refuse(services: &Services, verification: Verification) -> Result<Channel, ActionError> {
    let organization_id = verification.organization_id;
    let left = MAX_TRIES.saturating_sub(verification.tries + 1);
    let counted: bool = services
        .storage
        .writer()
        .transact(move |tx| {
            let verification = verification.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                Ok::<_, ActionError>(scope.count_wrong_try(&verification, MAX_TRIES).await?)
            })
        })
        .await?;
    Err(match left {
        _ if !counted => used_up(),
        0 => ActionError::VerificationFailed(
            "the code is wrong, and that was the last try; send another one".to_owned(),
        ),
        1 => ActionError::VerificationFailed("the code is wrong; one try is left".to_owned()),
        left => ActionError::VerificationFailed(format!("the code is wrong; {left} tries are left")),
    })
}

fn used_up() -> ActionError {
    ActionError::VerificationFailed("the code is used up; send another one".to_owned())
}
