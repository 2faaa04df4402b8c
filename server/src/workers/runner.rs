//! The runner: promotes what is due, leases what is ready, keeps leases alive, frees what others lost.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{TargetId, WorkerId};
use patchbay_domain::job::{JobKind, LEASE, LeasedJob};
use patchbay_storage::StorageError;
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::claim::{ROOM, UnderWay, claim_deliveries};
use super::handle::handle;
use crate::actions::Services;

/// The safety net under the hints, which may be lost.
const POLL: Duration = Duration::from_secs(1);
/// How often silent workers' jobs are freed.
const SWEEP: Duration = Duration::from_secs(5);

/// Kinds of work that have their own room, so that receivers that do not answer never hold up a conversation.
struct Pool {
    kinds: &'static [JobKind],
    room: Arc<Semaphore>,
}

/// Leases jobs and has them done.
pub struct Runner {
    services: Services,
    worker_id: WorkerId,
    pools: Vec<Pool>,
    /// The room of deliveries, which is shared out address by address.
    deliveries: Arc<Semaphore>,
    under_way: UnderWay,
    /// Where the last round stopped looking for addresses.
    last_target: Mutex<Option<TargetId>>,
    freed: Arc<Notify>,
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Runner {
    /// A runner of a fresh worker id, which fences off what an earlier boot leased.
    #[must_use]
    pub fn new(services: Services, stop: CancellationToken) -> Self {
        let pool = |kinds, room| Pool { kinds, room: Arc::new(Semaphore::new(room)) };
        Self {
            worker_id: WorkerId::new(services.now(), &*services.entropy),
            services,
            pools: vec![
                pool(&[JobKind::TakeTurn], 16),
                pool(&[JobKind::TellTaskEnded, JobKind::ProbeTarget], 4),
                pool(&[JobKind::ReleaseHeld, JobKind::RunRecovery], 2),
                pool(&[JobKind::ExpireRawBodies], 1),
            ],
            deliveries: Arc::new(Semaphore::new(ROOM)),
            under_way: UnderWay::default(),
            last_target: Mutex::default(),
            freed: Arc::default(),
            tracker: TaskTracker::new(),
            stop,
        }
    }

    /// Runs until it is told to stop; then finishes what is leased, for at most `patience`, and gives back the rest.
    pub async fn run(self, patience: Duration) {
        let keeping = tokio::spawn(keep(self.services.clone(), self.worker_id, self.stop.clone()));
        if self.services.storage.is_embedded() {
            // The only process on its database: whatever runs there was leased by an earlier boot.
            free(&self.services, true).await;
        }
        let signals = self.services.storage.signals().clone();
        while !self.stop.is_cancelled() {
            let next_due = match self.lease().await {
                Ok(next_due) => next_due,
                Err(error) => {
                    tracing::warn!(%error, "no jobs could be leased; trying again in a second");
                    None
                }
            };
            let due = async {
                match next_due {
                    Some(at) => self.services.clock.sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = signals.jobs_ready() => {}
                () = self.freed.notified() => {}
                () = due => {}
                () = pause(POLL) => {}
            }
        }
        self.tracker.close();
        if tokio::time::timeout(patience, self.tracker.wait()).await.is_err() {
            tracing::warn!("some jobs took longer than the time to stop; they are given back");
        }
        keeping.abort();
        self.release().await;
    }

    /// One round: promote, lease as much as there is room for, start it. Says when the next scheduled job is due.
    async fn lease(&self) -> Result<Option<DateTime<Utc>>, StorageError> {
        let now = self.services.now();
        let wanted: Vec<(&'static [JobKind], u32)> = self
            .pools
            .iter()
            .map(|pool| (pool.kinds, u32::try_from(pool.room.available_permits()).unwrap_or(u32::MAX)))
            .collect();
        let room = u32::try_from(self.deliveries.available_permits()).unwrap_or(u32::MAX);
        let (worker_id, under_way) = (self.worker_id, self.under_way.clone());
        let after = *self.last_target();
        let (next_due, leased, claimed) = self
            .services
            .storage
            .writer()
            .transact(move |tx| {
                let (wanted, under_way) = (wanted.clone(), under_way.clone());
                Box::pin(async move {
                    let next_due = tx.promote_jobs(now).await?;
                    let mut leased = Vec::with_capacity(wanted.len());
                    for (kinds, room) in wanted {
                        leased.push(match room {
                            0 => Vec::new(),
                            _ => tx.claim_jobs(worker_id, kinds, room, now).await?,
                        });
                    }
                    let claimed = match room {
                        0 => None,
                        _ => Some(claim_deliveries(tx, worker_id, room, &under_way, after, now).await?),
                    };
                    Ok::<_, StorageError>((next_due, leased, claimed))
                })
            })
            .await?;
        for (pool, jobs) in self.pools.iter().zip(leased) {
            for job in jobs {
                self.start(&pool.room, job).await;
            }
        }
        let Some(claimed) = claimed else { return Ok(next_due) };
        *self.last_target() = claimed.last;
        for job in claimed.jobs {
            self.start(&self.deliveries, job).await;
        }
        if claimed.last.is_some() {
            // Others wait past the last address that was looked at.
            self.freed.notify_one();
        }
        Ok([next_due, claimed.next_slot_at].into_iter().flatten().min())
    }

    fn last_target(&self) -> MutexGuard<'_, Option<TargetId>> {
        self.last_target.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn start(&self, room: &Arc<Semaphore>, job: LeasedJob) {
        // There was room when it was leased, and nobody else takes any.
        let Ok(permit) = Arc::clone(room).acquire_owned().await else { return };
        let under_way = self.under_way.begin(job.target_id);
        let (services, freed) = (self.services.clone(), Arc::clone(&self.freed));
        self.tracker.spawn(async move {
            handle(services, job).await;
            drop((permit, under_way));
            freed.notify_one();
        });
    }

    async fn release(&self) {
        let worker_id = self.worker_id;
        let released = self
            .services
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
}

/// Renews this worker's leases and frees those of silent ones.
async fn keep(services: Services, worker_id: WorkerId, stop: CancellationToken) {
    let mut rounds = 0_u64;
    // Leases of what is being finished are renewed after the stop as well, until this task is ended.
    loop {
        pause(SWEEP).await;
        rounds += 1;
        // Every third of a lease.
        if (rounds * SWEEP.as_secs()).is_multiple_of(LEASE.as_secs() / 3) {
            let now = services.now();
            let renewed: Result<(), StorageError> = services
                .storage
                .writer()
                .transact(move |tx| Box::pin(async move { tx.renew_leases(worker_id, now).await }))
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

async fn free(services: &Services, everybody: bool) {
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

#[expect(clippy::disallowed_methods, reason = "a pause of the process, not a schedule: those ask the clock")]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
