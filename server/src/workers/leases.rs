//! Leases: a worker's own are renewed while it works on them, silent ones' are freed, and what it could not finish it gives
//! back.

use std::time::Duration;

use patchbay_domain::ids::WorkerId;
use patchbay_storage::StorageError;
use tokio_util::sync::CancellationToken;

use super::held::Held;
use crate::actions::Services;

/// How often silent workers' jobs are freed.
const SWEEP: Duration = Duration::from_secs(5);
/// Sweeps from one renewal to the next: one may fail before a lease ends.
const SWEEPS_A_RENEWAL: u64 = 2;

/// Renews this worker's leases and frees those of silent ones.
pub(super) async fn keep(services: Services, worker_id: WorkerId, held: Held, stop: CancellationToken) {
    let mut rounds = 0_u64;
    // Leases of what is being finished are renewed after the stop as well, until this task is ended.
    loop {
        pause(SWEEP).await;
        rounds += 1;
        if rounds.is_multiple_of(SWEEPS_A_RENEWAL) {
            let (now, jobs) = (services.now(), held.jobs());
            let renewed: Result<(), StorageError> = services
                .storage
                .writer()
                .transact(move |tx| {
                    let jobs = jobs.clone();
                    Box::pin(async move { tx.renew_leases(worker_id, &jobs, now).await })
                })
                .await;
            if let Err(error) = renewed {
                tracing::warn!(%error, "leases could not be renewed");
            }
        }
        if !stop.is_cancelled() {
            free(&services, false).await;
        }
    }
}

pub(super) async fn free(services: &Services, everybody: bool) {
    let now = services.now();
    let freed: Result<u64, StorageError> = services
        .storage
        .writer()
        .transact(move |tx| Box::pin(async move { tx.free_lost_jobs(now, everybody).await }))
        .await;
    match freed {
        Ok(0) => {}
        Ok(jobs) => tracing::info!(jobs, "jobs of a worker that ended are taken up again"),
        Err(error) => tracing::warn!(%error, "lost jobs could not be freed"),
    }
}

/// Gives back what this worker leased and did not finish.
pub(super) async fn release(services: &Services, worker_id: WorkerId) {
    let released = services
        .storage
        .writer()
        .transact(move |tx| Box::pin(async move { tx.release_jobs(worker_id).await }))
        .await;
    match released {
        Ok(0) => {}
        Ok(jobs) => tracing::info!(jobs, "gave back what could not be finished"),
        Err(error) => tracing::warn!(%error, "leased jobs come back when their leases run out"),
    }
}

#[expect(clippy::disallowed_methods, reason = "a pause of the process, not a schedule: those ask the clock")]
pub(super) async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
