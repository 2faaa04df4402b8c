//! Whether an address takes anything, and that it is taken to again. Not a verb of its own: part of those that hold and
//! release.

use chrono::{DateTime, Utc};
use patchbay_domain::breaker::Breaker;
use patchbay_domain::ids::{JobId, OrganizationId, TargetId};
use patchbay_domain::subscription::Ordering;
use patchbay_storage::{StorageError, Tx};

use super::Services;
use super::release_held::release_job;

/// Whether something that is new may leave for this address. Where it may not, it has to be held in this very transaction:
/// the address is locked, so whoever opens it comes before, and this sees it, or after, and finds what is held.
pub(super) async fn takes(tx: &Tx, of: OrganizationId, target_id: TargetId) -> Result<bool, StorageError> {
    let scope = tx.scope(of);
    let Some(target) = scope.lock_target(target_id).await? else { return Ok(true) };
    if target.breaker.is_open() {
        return Ok(false);
    }
    let Some(subscription) = scope.subscription(target.webhook_id).await? else { return Ok(true) };
    // What keeps an order does not overtake what is still to be released.
    let waits = subscription.ordering != Ordering::None && scope.count_held(target_id).await? > 0;
    Ok(subscription.is_active && !waits)
}

/// Whether an address that took nothing does so by now; locked, as by [`takes`].
pub(super) async fn opened_meanwhile(
    tx: &Tx,
    of: OrganizationId,
    target_id: TargetId,
) -> Result<bool, StorageError> {
    let scope = tx.scope(of);
    // One that was removed for good holds nothing: a further try finds that there is nowhere to go.
    let Some(target) = scope.lock_target(target_id).await? else { return Ok(true) };
    if target.breaker.is_open() {
        return Ok(false);
    }
    let subscription = scope.subscription(target.webhook_id).await?;
    Ok(subscription.is_none_or(|subscription| subscription.is_active))
}

/// An address is taken to work, and what waits for it leaves.
pub(super) async fn open_target(
    services: &Services,
    tx: &Tx,
    of: OrganizationId,
    target_id: TargetId,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let scope = tx.scope(of);
    if let Some(mut target) = scope.lock_target(target_id).await? {
        target.breaker = Breaker::default();
        scope.update_target(&target).await?;
    }
    let job = release_job(JobId::new(now, &*services.entropy), of, target_id, now);
    tx.enqueue(&[job], now).await
}
