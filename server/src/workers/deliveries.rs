//! Deliveries that are leased are tried: at once, or in a flood of requests a few at a time. Who sends waits for an answer,
//! who is told does not.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use patchbay_domain::job::{JobWork, LeasedJob};
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use super::handle::{handle, handle_known};
use super::held::{Held, Holding};
use crate::actions::Services;
use crate::actions::read_claimed::read_claimed;
use crate::delivery::dispatch::Handed;

/// Deliveries that are tried at a time while many requests wait for the writer.
const IN_A_FLOOD: usize = 64;

/// Begins with deliveries.
#[derive(Clone)]
pub(super) struct Deliveries {
    services: Services,
    held: Held,
    tracker: TaskTracker,
    freed: Arc<Notify>,
    pace: Arc<Mutex<Pace>>,
}

/// What is being tried, and what waits for its turn. Something waits only while something is tried, whose end lets it come.
#[derive(Default)]
struct Pace {
    active: usize,
    waiting: VecDeque<Begun>,
}

struct Begun {
    handed: Handed,
    holding: Holding,
    since: DateTime<Utc>,
}

impl Deliveries {
    pub(super) fn new(services: Services, held: Held, tracker: TaskTracker, freed: Arc<Notify>) -> Self {
        Self { services, held, tracker, freed, pace: Arc::default() }
    }

    /// Begins with a delivery of which everything is known. Returns at once.
    pub(super) fn begin(&self, handed: Handed) {
        let holding = self.held.hold(handed.job.lease.job_id);
        let begun = Begun { handed, holding, since: self.services.now() };
        let mut pace = self.pace();
        if pace.active >= self.at_most() {
            pace.waiting.push_back(begun);
            return;
        }
        pace.active += 1;
        drop(pace);
        self.run(begun);
    }

    /// Begins with what was claimed.
    pub(super) async fn begin_claimed(&self, jobs: Vec<LeasedJob>) {
        if jobs.is_empty() {
            return;
        }
        let mut known = match read_claimed(&self.services, &jobs).await {
            Ok(known) => known,
            Err(error) => {
                tracing::warn!(%error, "deliveries could not be read together; reading one by one");
                HashMap::new()
            }
        };
        for job in jobs {
            let Some(place) = self.services.dispatch.begin(job.target_id).await else { return };
            let known = match &job.work {
                JobWork::AttemptDelivery { delivery_id, .. } => known.remove(delivery_id),
                _ => None,
            };
            if let Some((delivery, subscription)) = known {
                self.begin(Handed { job, delivery, subscription, place });
                continue;
            }
            let (holding, this) = (self.held.hold(job.lease.job_id), self.clone());
            self.tracker.spawn(async move {
                handle(this.services.clone(), job).await;
                drop((holding, place));
                this.say_freed();
            });
        }
    }

    /// What waits for its turn is left to others: this worker stops.
    pub(super) fn let_go(&self) {
        self.pace().waiting.clear();
    }

    fn run(&self, begun: Begun) {
        let this = self.clone();
        self.tracker.spawn(async move {
            let Begun { handed, holding, since } = begun;
            handle_known(this.services.clone(), handed, since).await;
            drop(holding);
            for next in this.ended() {
                this.run(next);
            }
            this.say_freed();
        });
    }

    /// One is done; those whose turn it is.
    fn ended(&self) -> Vec<Begun> {
        let mut pace = self.pace();
        pace.active -= 1;
        let free = self.at_most().saturating_sub(pace.active).min(pace.waiting.len());
        pace.active += free;
        pace.waiting.drain(..free).collect()
    }

    fn at_most(&self) -> usize {
        if self.services.storage.writer().is_pressed() { IN_A_FLOOD } else { usize::MAX }
    }

    fn say_freed(&self) {
        if self.services.dispatch.has_backlog() {
            self.freed.notify_one();
        }
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
