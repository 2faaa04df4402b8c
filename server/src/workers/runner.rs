//! The runner: promotes what is due, leases what is ready, keeps leases alive, frees what others lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{TargetId, WorkerId};
use patchbay_domain::job::{JobKind, LeasedJob};
use patchbay_domain::turn::ModelProvider;
use patchbay_storage::StorageError;
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::claim::claim_deliveries;
use super::deliveries::Deliveries;
use super::handle::handle;
use super::held::Held;
use super::leases::{free, keep, pause, release};
use crate::actions::Services;

/// The safety net under the hints, which may be lost.
const POLL: Duration = Duration::from_secs(1);

/// A breath between two rounds: what comes in a flood is leased many at a time.
const BREATH: Duration = Duration::from_millis(3);
/// The same while requests wait for the writer and more is to be delivered than there is room for: who sends waits for an
/// answer, who is told does not.
const BREATH_IN_A_FLOOD: Duration = Duration::from_millis(20);
/// Turns at a time.
const TURNS: u32 = 16;
/// The same where a model on a server takes them: most of them wait for it, and the next sender is not to wait too.
const TURNS_THAT_WAIT: u32 = 64;
/// Turns at a time while requests wait for the writer: who sends waits for an answer, and a turn writes a lot.
const TURNS_IN_A_FLOOD: u32 = 2;

/// Kinds of work that have their own room, so that receivers that do not answer never hold up a conversation.
struct Pool {
    kinds: &'static [JobKind],
    size: u32,
    room: Arc<Semaphore>,
    /// Whether more may wait than there was room for.
    is_full: AtomicBool,
}

impl Pool {
    fn new(kinds: &'static [JobKind], size: u32) -> Self {
        let room = Arc::new(Semaphore::new(usize::try_from(size).unwrap_or(Semaphore::MAX_PERMITS)));
        Self { kinds, size, room, is_full: AtomicBool::new(false) }
    }

    /// How many more it takes, where at most so many run.
    fn free(&self, at_most: u32) -> u32 {
        let free = u32::try_from(self.room.available_permits()).unwrap_or(u32::MAX);
        let running = self.size.saturating_sub(free);
        free.min(at_most.saturating_sub(running))
    }
}

fn waits_for_a_model(services: &Services) -> bool {
    services.model.provider() != ModelProvider::BuiltIn
}

/// Leases jobs and has them done.
pub struct Runner {
    services: Services,
    worker_id: WorkerId,
    pools: Arc<[Pool]>,
    deliveries: Deliveries,
    /// What is leased and not done yet: these leases are renewed, and no others.
    held: Held,
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
        let (held, freed, tracker) = (Held::default(), Arc::<Notify>::default(), TaskTracker::new());
        let turns = if waits_for_a_model(&services) { TURNS_THAT_WAIT } else { TURNS };
        let deliveries = Deliveries::new(services.clone(), held.clone(), tracker.clone(), Arc::clone(&freed));
        Self {
            worker_id: WorkerId::new(services.now(), &*services.entropy),
            services,
            pools: Arc::new([
                Pool::new(&[JobKind::TakeTurn], turns),
                Pool::new(
                    &[
                        JobKind::TellTaskEnded,
                        JobKind::RemindOfTask,
                        JobKind::AskMember,
                        JobKind::ProbeTarget,
                    ],
                    4,
                ),
                Pool::new(&[JobKind::ReleaseHeld, JobKind::RunRecovery], 2),
                Pool::new(&[JobKind::ExpireRawBodies], 1),
            ]),
            deliveries,
            held,
            last_target: Mutex::default(),
            freed,
            tracker,
            stop,
        }
    }

    /// Runs until it is told to stop; then finishes what is leased, for at most `patience`, and gives back the rest.
    pub async fn run(self, patience: Duration) {
        let renewing = keep(self.services.clone(), self.worker_id, self.held.clone(), self.stop.clone());
        let keeping = tokio::spawn(renewing);
        if self.services.storage.is_embedded() {
            // The only process on its database: whatever runs there was leased by an earlier boot.
            free(&self.services, true).await;
        }
        let deliveries = self.deliveries.clone();
        self.services.dispatch.open(self.worker_id, move |handed| deliveries.begin(handed));
        let signals = self.services.storage.signals().clone();
        while !self.stop.is_cancelled() {
            let next_due = match self.lease().await {
                Ok(next_due) => next_due,
                Err(error) => {
                    tracing::warn!(%error, "no jobs could be leased; trying again in a second");
                    None
                }
            };
            let dispatch = &self.services.dispatch;
            let is_flooded = dispatch.has_backlog() && self.services.storage.writer().is_pressed();
            pause(if is_flooded { BREATH_IN_A_FLOOD } else { BREATH }).await;
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
        self.services.dispatch.close();
        self.deliveries.let_go();
        self.tracker.close();
        if tokio::time::timeout(patience, self.tracker.wait()).await.is_err() {
            tracing::warn!("some jobs took longer than the time to stop; they are given back");
        }
        keeping.abort();
        release(&self.services, self.worker_id).await;
    }

    /// One round: promote, lease as much as there is room for, start it. Says when the next scheduled job is due.
    async fn lease(&self) -> Result<Option<DateTime<Utc>>, StorageError> {
        let now = self.services.now();
        // Turns that wait for a model write nothing meanwhile.
        let is_pressed = self.services.storage.writer().is_pressed() && !waits_for_a_model(&self.services);
        let wanted = self.pools.iter().map(|pool| {
            let has_turns = pool.kinds.contains(&JobKind::TakeTurn);
            (pool.kinds, pool.free(if has_turns && is_pressed { TURNS_IN_A_FLOOD } else { u32::MAX }))
        });
        let wanted: Vec<(&'static [JobKind], u32)> = wanted.collect();
        let room = self.services.dispatch.free();
        let (worker_id, under_way) = (self.worker_id, Arc::new(self.services.dispatch.under_way()));
        let (after, asked) = (*self.last_target(), wanted.clone());
        let (next_due, leased, claimed) = self
            .services
            .storage
            .writer()
            .transact(move |tx| {
                let (wanted, under_way) = (wanted.clone(), Arc::clone(&under_way));
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
        for (place, (jobs, (_, room))) in leased.into_iter().zip(asked).enumerate() {
            let is_full = u32::try_from(jobs.len()).is_ok_and(|got| got >= room);
            if let Some(pool) = self.pools.get(place) {
                pool.is_full.store(is_full, Ordering::Relaxed);
            }
            for job in jobs {
                self.start(place, job).await;
            }
        }
        let Some(claimed) = claimed else { return Ok(next_due) };
        *self.last_target() = claimed.last;
        match claimed.looked_at_all {
            true => self.services.dispatch.looked_at_all(&claimed.left),
            false => self.services.dispatch.looked(&claimed.emptied, &claimed.left),
        }
        self.deliveries.begin_claimed(claimed.jobs).await;
        if claimed.last.is_some() {
            // Others wait past the last address that was looked at.
            self.freed.notify_one();
        }
        Ok([next_due, claimed.next_slot_at].into_iter().flatten().min())
    }

    fn last_target(&self) -> MutexGuard<'_, Option<TargetId>> {
        self.last_target.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn start(&self, place: usize, job: LeasedJob) {
        let pools = Arc::clone(&self.pools);
        let Some(pool) = pools.get(place) else { return };
        // There was room when it was leased, and nobody else takes any.
        let Ok(permit) = Arc::clone(&pool.room).acquire_owned().await else { return };
        let (holding, services) = (self.held.hold(job.lease.job_id), self.services.clone());
        let freed = Arc::clone(&self.freed);
        self.tracker.spawn(async move {
            handle(services, job).await;
            drop((holding, permit));
            if pools.get(place).is_some_and(|pool| pool.is_full.load(Ordering::Relaxed)) {
                freed.notify_one();
            }
        });
    }
}
