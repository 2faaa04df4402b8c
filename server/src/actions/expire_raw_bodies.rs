//! Raw bodies whose time is over are removed, and answers kept for repeated requests, every hour (C33, LG-5).

use chrono::TimeDelta;
use patchbay_domain::ids::JobId;
use patchbay_domain::job::{JobPriority, JobWork, Lease, NewJob};
use patchbay_storage::StorageError;
use uuid::Uuid;

use super::{ActionError, Services};

const EVERY: TimeDelta = TimeDelta::hours(1);

/// The one job that comes back; its id is fixed, so it is stored once however often it is asked for.
const JOB_ID: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);

/// Sees to it that the job is there, also where an earlier one was given up.
///
/// # Errors
/// Only the database's own.
pub async fn schedule(services: &Services) -> Result<(), ActionError> {
    let now = services.now();
    services
        .storage
        .writer()
        .transact(move |tx| Box::pin(async move { tx.replace_failed_job(&job(now), now).await }))
        .await?;
    Ok(())
}

fn job(run_at: chrono::DateTime<chrono::Utc>) -> NewJob {
    NewJob {
        id: JobId::from(JOB_ID),
        organization_id: None,
        work: JobWork::ExpireRawBodies,
        lane: None,
        target_id: None,
        priority: JobPriority::Low,
        run_at,
    }
}

/// Removes what is over and comes back in an hour.
///
/// # Errors
/// The database's own, or a lost lease.
pub async fn expire_raw_bodies(services: &Services, lease: Lease) -> Result<(), ActionError> {
    let now = services.now();
    let removed = services
        .storage
        .writer()
        .transact(move |tx| {
            Box::pin(async move {
                tx.finish_job(lease).await?;
                let removed = tx.expire_raw_bodies(now).await?;
                tx.expire_idempotency_keys(now).await?;
                tx.enqueue(&[job(now + EVERY)], now).await?;
                Ok::<_, StorageError>(removed)
            })
        })
        .await?;
    if removed > 0 {
        tracing::info!(removed, "removed raw bodies whose time is over");
    }
    Ok(())
}
