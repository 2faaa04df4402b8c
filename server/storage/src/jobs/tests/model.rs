//! The queue once more, as plainly as it can be said: what the real one is held against.

use std::collections::BTreeMap;

use super::*;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Queued,
    Ready,
    Scheduled,
    Running { worker: WorkerId, until: DateTime<Utc> },
    Failed,
}

#[derive(Debug, Clone)]
struct ModelJob {
    lane: Option<String>,
    priority: JobPriority,
    run_at: DateTime<Utc>,
    /// Whether its time was still to come when it was stored.
    early: bool,
    state: State,
    attempt: i32,
    failures: i32,
}

/// Every job that is not done, by its number.
#[derive(Debug, Default)]
pub(super) struct Model {
    jobs: BTreeMap<u128, ModelJob>,
}

impl ModelJob {
    /// Whether it has its lane to itself.
    const fn holds_lane(&self) -> bool {
        matches!(self.state, State::Ready | State::Scheduled | State::Running { .. })
    }

    /// Where it stands once nobody is before it.
    const fn free(&self) -> State {
        if self.early { State::Scheduled } else { State::Ready }
    }
}

impl Model {
    pub(super) fn enqueue(&mut self, new: &NewJob, now: DateTime<Utc>) {
        let number = number(new.id);
        if self.jobs.contains_key(&number) {
            return;
        }
        let taken = new.lane.is_some() && self.holder(new.lane.as_deref()).is_some();
        let mut job = ModelJob {
            lane: new.lane.clone(),
            priority: new.priority,
            run_at: new.run_at,
            early: new.run_at > now,
            state: State::Queued,
            attempt: 0,
            failures: 0,
        };
        if !taken {
            job.state = job.free();
        }
        self.jobs.insert(number, job);
    }

    /// The numbers that a claim gives, oldest first.
    pub(super) fn claim(&mut self, worker: WorkerId, limit: u32, now: DateTime<Utc>) -> Vec<u128> {
        let mut ready: Vec<_> = self.jobs.iter_mut().filter(|(_, job)| job.state == State::Ready).collect();
        ready.sort_by_key(|(number, job)| (std::cmp::Reverse(job.priority), **number));
        ready.truncate(limit as usize);
        let mut claimed = Vec::new();
        for (number, job) in ready {
            job.state = State::Running { worker, until: now + LEASE };
            job.attempt += 1;
            claimed.push(*number);
        }
        claimed.sort_unstable();
        claimed
    }

    /// Whether this lease still holds.
    pub(super) fn holds(&self, lease: Lease) -> bool {
        self.jobs.get(&number(lease.job_id)).is_some_and(|job| {
            matches!(job.state, State::Running { worker, .. } if worker == lease.worker_id)
                && job.attempt == column(lease.attempt)
        })
    }

    pub(super) fn finish(&mut self, number: u128) {
        let job = self.jobs.remove(&number).unwrap();
        self.advance(job.lane.as_deref());
    }

    pub(super) fn fail(&mut self, number: u128) {
        let job = self.jobs.get_mut(&number).unwrap();
        job.state = State::Failed;
        let lane = job.lane.clone();
        self.advance(lane.as_deref());
    }

    pub(super) fn retry(&mut self, number: u128, run_at: DateTime<Utc>) {
        let job = self.jobs.get_mut(&number).unwrap();
        job.state = State::Scheduled;
        job.run_at = run_at;
        job.failures += 1;
    }

    /// When the next scheduled job is due after those that are due now.
    pub(super) fn promote(&mut self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        for job in self.jobs.values_mut().filter(|job| job.state == State::Scheduled && job.run_at <= now) {
            job.state = State::Ready;
        }
        let scheduled = self.jobs.values().filter(|job| job.state == State::Scheduled);
        scheduled.map(|job| job.run_at).min()
    }

    pub(super) fn renew(&mut self, renewing: WorkerId, now: DateTime<Utc>) {
        for job in self.jobs.values_mut() {
            if let State::Running { worker, until } = &mut job.state
                && *worker == renewing
            {
                *until = now + LEASE;
            }
        }
    }

    /// Frees the running jobs of which this is true of worker and end of the lease; says how many.
    pub(super) fn free(&mut self, lost: impl Fn(WorkerId, DateTime<Utc>) -> bool) -> u64 {
        let mut freed = 0;
        for job in self.jobs.values_mut() {
            if matches!(job.state, State::Running { worker, until } if lost(worker, until)) {
                job.state = State::Ready;
                freed += 1;
            }
        }
        freed
    }

    /// The whole of it, as the database is to show it.
    pub(super) fn stored(&self) -> Vec<Stored> {
        let stored = self.jobs.iter().map(|(number, job)| Stored {
            number: *number,
            state: job.state.name().to_owned(),
            attempt: job.attempt,
            failures: job.failures,
        });
        stored.collect()
    }

    /// The job that has the lane.
    fn holder(&self, lane: Option<&str>) -> Option<&ModelJob> {
        self.jobs.values().find(|job| job.lane.as_deref() == lane && job.holds_lane())
    }

    fn advance(&mut self, lane: Option<&str>) {
        if lane.is_none() || self.holder(lane).is_some() {
            return;
        }
        let waiting = |job: &&mut ModelJob| job.lane.as_deref() == lane && job.state == State::Queued;
        if let Some(job) = self.jobs.values_mut().find(waiting) {
            job.state = job.free();
        }
    }
}

impl State {
    const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Ready => "ready",
            Self::Scheduled => "scheduled",
            Self::Running { .. } => "running",
            Self::Failed => "failed",
        }
    }
}
