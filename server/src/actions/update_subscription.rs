//! A member changes a subscription, switches it on or off, deletes it or brings it back.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::ids::{JobId, WebhookId};
use patchbay_domain::subscription::{DisabledReason, MAX_SUBSCRIPTIONS, Subscription};
use patchbay_storage::Tx;

use super::announce::change;
use super::create_subscription::{check_reachable, clean, new_seed};
use super::create_webhook::invalid;
use super::open_target::open_target;
use super::release_held::release_job;
use super::subscription_data::subscription_data;
use super::{ActionError, Missing, Services};
use crate::delivery::settings::{self, Base, RawSubscription, SubscriptionDraft};

/// What is to become of a subscription.
#[derive(Debug, Clone)]
pub enum SubscriptionChange {
    /// Its settings are changed; what is not given stays (PATCH).
    Settings(Box<RawSubscription>),
    /// Its settings are replaced; what is not given is as by default (PUT, C7).
    Replacement(Box<RawSubscription>),
    /// It is switched on: what was held meanwhile leaves.
    Enable,
    /// It is switched off: what happens is held.
    Disable,
    /// It is deleted; its rows stay.
    Delete,
    /// It is brought back after it was deleted, switched off.
    Restore,
}

impl SubscriptionChange {
    const fn action(&self) -> &'static str {
        match self {
            Self::Settings(_) | Self::Replacement(_) => "subscription.updated",
            Self::Enable => "subscription.enabled",
            Self::Disable => "subscription.disabled",
            Self::Delete => "subscription.deleted",
            Self::Restore => "subscription.restored",
        }
    }
}

/// Does all of these in order, in one transaction. `seen`: the version that the caller saw (If-Match).
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted one, [`ActionError::Invalid`] for settings that will not do,
/// [`ActionError::Changed`] where it is not as the caller saw it.
pub async fn update_subscription(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    changes: Vec<SubscriptionChange>,
    seen: Option<String>,
) -> Result<Subscription, ActionError> {
    let before = services.storage.scope(actor.organization_id).subscription(id).await?;
    let before = before.ok_or(ActionError::NotFound(Missing::Webhook))?;
    let mut wanted = before.clone();
    for change in &changes {
        // Once outside the transaction, to resolve the address that it would have.
        if let Some(draft) = drafted(services, &wanted, change)? {
            if draft.settings.url != before.settings.url {
                check_reachable(services, &draft).await?;
            }
            draft.set_on(&mut wanted);
        }
    }
    let inside = services.clone();
    let actor = actor.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, actor) = (inside.clone(), actor.clone());
            let (changes, seen) = (changes.clone(), seen.clone());
            Box::pin(async move {
                tx.scope(actor.organization_id).lock_organization().await?;
                let mut current = None;
                for (place, one) in changes.iter().enumerate() {
                    let seen = seen.as_deref().filter(|_| place == 0);
                    current = Some(step(&services, tx, &actor, id, one, seen).await?);
                }
                current.ok_or(ActionError::NotFound(Missing::Webhook))
            })
        })
        .await
}

async fn step(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    id: WebhookId,
    what: &SubscriptionChange,
    seen: Option<&str>,
) -> Result<Subscription, ActionError> {
    let (scope, now) = (tx.scope(actor.organization_id), services.now());
    let before = scope.subscription(id).await?.ok_or(ActionError::NotFound(Missing::Webhook))?;
    let is_restored = matches!(what, SubscriptionChange::Restore);
    if before.deleted_at.is_some() != is_restored {
        return Err(match is_restored {
            true => ActionError::Conflict("it is not deleted".to_owned()),
            false => ActionError::NotFound(Missing::Webhook),
        });
    }
    if seen.is_some_and(|seen| seen != version(&before)) {
        return Err(ActionError::Changed);
    }
    let mut after = before.clone();
    if let Some(draft) = drafted(services, &before, what)? {
        draft.set_on(&mut after);
    }
    match what {
        SubscriptionChange::Settings(_) | SubscriptionChange::Replacement(_) => {
            // Another address is not held to what the one before did.
            if after.settings.url != before.settings.url {
                open_target(services, tx, after.organization_id, after.target_id, now).await?;
            }
        }
        SubscriptionChange::Enable => {
            (after.is_active, after.disabled_reason) = (true, None);
            open_target(services, tx, after.organization_id, after.target_id, now).await?;
        }
        SubscriptionChange::Disable => {
            (after.is_active, after.disabled_reason) = (false, Some(DisabledReason::Manual));
        }
        SubscriptionChange::Delete => {
            (after.is_active, after.disabled_reason) = (false, Some(DisabledReason::Manual));
            after.deleted_at = Some(now);
            // What waits for it is called off.
            let id = JobId::new(now, &*services.entropy);
            let job = release_job(id, after.organization_id, after.target_id, now);
            tx.enqueue(&[job], now).await?;
        }
        SubscriptionChange::Restore => {
            after.deleted_at = None;
            if scope.count_subscriptions().await? >= u64::from(MAX_SUBSCRIPTIONS) {
                let full = format!("there are {MAX_SUBSCRIPTIONS} subscriptions already; delete one first");
                return Err(ActionError::Conflict(full));
            }
        }
    }
    after.updated_at = now;
    scope.update_subscription(&after).await?;
    let audit = AuditEntry::by(actor, what.action(), id, &*services.clock, &*services.entropy);
    let audit = audit.change(Some(subscription_data(&before)), Some(subscription_data(&after)));
    scope.record(&audit).await?;
    tx.changed(change(actor.organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
    Ok(after)
}

fn drafted(
    services: &Services,
    of: &Subscription,
    change: &SubscriptionChange,
) -> Result<Option<SubscriptionDraft>, ActionError> {
    let stored = SubscriptionDraft::of(of);
    let (base, raw) = match change {
        SubscriptionChange::Settings(raw) => (Base::Change(&stored), raw),
        SubscriptionChange::Replacement(raw) => (Base::Replace(&stored), raw),
        _ => return Ok(None),
    };
    let draft = settings::apply(base, (**raw).clone(), || new_seed(services)).map_err(invalid)?;
    Ok(Some(clean(draft)))
}

/// Which version of a subscription this is: its ETag, without the quotes.
#[must_use]
pub fn version(subscription: &Subscription) -> String {
    format!("{}-{}", subscription.number, subscription.updated_at.timestamp_micros())
}
