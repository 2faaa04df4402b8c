//! An address whose breaker is open is probed: one of the deliveries that wait for it is tried (C42).

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{JobId, OrganizationId, TargetId};
use patchbay_domain::job::{JobPriority, JobWork, Lease, NewJob};
use patchbay_storage::StorageError;

use super::attempt_delivery::show;
use super::{ActionError, Services};

/// The job that probes an address at `at`.
pub(super) fn probe_at(id: JobId, of: OrganizationId, target_id: TargetId, at: DateTime<Utc>) -> NewJob {
    NewJob {
        id,
        organization_id: Some(of),
        work: JobWork::ProbeTarget { target_id },
        lane: None,
        target_id: None,
        priority: JobPriority::Normal,
        run_at: at,
    }
}

/// Has the oldest delivery that waits tried. Where none waits, the next one that comes is the probe.
///
/// # Errors
/// The database's own, or a lost lease.
pub async fn probe_target(
    services: &Services,
    organization_id: OrganizationId,
    target_id: TargetId,
    lease: Lease,
) -> Result<(), ActionError> {
    let now = services.now();
    let job_id = JobId::new(now, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            Box::pin(async move {
                tx.finish_job(lease).await?;
                let scope = tx.scope(organization_id);
                let Some(mut target) = scope.lock_target(target_id).await? else { return Ok(()) };
                // It works again, or another probe is to come.
                if target.breaker.open.is_none_or(|open| open.next_probe_at > now) {
                    return Ok(());
                }
                let Some(seen) = scope.held_deliveries(target_id, 1).await?.pop() else {
                    target.breaker.half_open();
                    return scope.update_target(&target).await;
                };
                let mut delivery = seen.clone();
                delivery.progress.release(now).map_err(|error| StorageError::Corrupt(error.to_string()))?;
                scope.update_delivery(&seen, &delivery).await?;
                let job = NewJob {
                    id: job_id,
                    organization_id: Some(organization_id),
                    work: JobWork::AttemptDelivery { delivery_id: delivery.id, is_probe: true },
                    lane: delivery.lane.clone(),
                    target_id: Some(target_id),
                    priority: JobPriority::Normal,
                    run_at: now,
                };
                tx.enqueue(&[job], now).await?;
                show(tx, &delivery).await
            })
        })
        .await?;
    Ok(())
}
