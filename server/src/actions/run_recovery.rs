//! A recovery goes on: the next part of its deliveries is due again, under their own `webhook-id`.

use chrono::TimeDelta;
use patchbay_domain::delivery::DeliveryState;
use patchbay_domain::ids::{JobId, OrganizationId, RecoveryId};
use patchbay_domain::job::Lease;
use patchbay_domain::page::Cursor;
use patchbay_domain::recovery::RecoveryState;

use super::attempt_delivery::show;
use super::retry_delivery::may_be_retried;
use super::send_message::attempt_job;
use super::start_recovery::recovery_job;
use super::{ActionError, Services};

/// Deliveries that one transaction makes due.
const AT_ONCE: u64 = 200;

/// Makes the next part due; the last one ends the recovery.
///
/// # Errors
/// The database's own, or a lost lease.
pub async fn run_recovery(
    services: &Services,
    organization_id: OrganizationId,
    id: RecoveryId,
    lease: Lease,
) -> Result<(), ActionError> {
    let now = services.now();
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let services = inside.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let running = scope.recovery(id).await?;
                let running = running.filter(|(recovery, _)| recovery.state == RecoveryState::Running);
                let Some((mut recovery, position)) = running else { return tx.finish_job(lease).await };
                let wants_arrived = recovery.filter.states.contains(&DeliveryState::Success);
                let found = scope.recoverable_deliveries(&recovery.filter, position, AT_ONCE).await?;
                let mut jobs = Vec::with_capacity(found.len());
                // A microsecond apart: what waits for one another keeps its order.
                for (seen, place) in found.iter().zip(0..) {
                    let mut delivery = seen.clone();
                    if !may_be_retried(seen) || delivery.progress.retry(wants_arrived, now).is_err() {
                        continue;
                    }
                    scope.update_delivery(seen, &delivery).await?;
                    let id = JobId::new(now + TimeDelta::microseconds(place), &*services.entropy);
                    jobs.push(attempt_job(id, &delivery, now));
                    show(tx, &delivery).await?;
                }
                tx.enqueue(&jobs, now).await?;
                recovery.done += u32::try_from(jobs.len()).unwrap_or(u32::MAX);
                let is_over = (found.len() as u64) < AT_ONCE;
                if is_over {
                    (recovery.state, recovery.finished_at) = (RecoveryState::Completed, Some(now));
                }
                let last = found.last().map(|one| Cursor { at: one.created_at, id: one.id.uuid() });
                scope.update_recovery(&recovery, last.or(position)).await?;
                if is_over {
                    return tx.finish_job(lease).await;
                }
                let next = recovery_job(JobId::new(now, &*services.entropy), organization_id, id, now);
                tx.follow_job(lease, &next, now).await
            })
        })
        .await?;
    Ok(())
}
