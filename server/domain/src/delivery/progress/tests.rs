//! Ten thousand histories of deliveries to one address, with everything that can happen to them: the same steps that
//! the actions make, on the same types, with the queue as a set of ids.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::breaker::{Breaker, BreakerChange};
use crate::retry_policy::{RetryPolicy, RetrySchedule};

/// What happens next.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Something happened that is delivered.
    Event,
    /// The worker takes the job that is due longest; the receiver answers so.
    Try(Answer),
    /// The process ends while it tries one.
    Crash,
    /// Time goes by, in seconds.
    Wait(u16),
    /// A member tries one again, whichever it is.
    Retry(u8),
    /// A member calls one off.
    Cancel(u8),
    /// A member switches the subscription off, or on.
    Switch(bool),
}

#[derive(Debug, Clone, Copy)]
enum Answer {
    Takes,
    Fails,
    Refuses,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let answer =
        prop_oneof![Just(Answer::Takes), Just(Answer::Fails), Just(Answer::Fails), Just(Answer::Refuses)];
    let step = prop_oneof![
        4 => Just(Step::Event),
        12 => answer.prop_map(Step::Try),
        1 => Just(Step::Crash),
        4 => (0_u16..20_000).prop_map(Step::Wait),
        1 => any::<u8>().prop_map(Step::Retry),
        1 => any::<u8>().prop_map(Step::Cancel),
        1 => any::<bool>().prop_map(Step::Switch),
    ];
    proptest::collection::vec(step, 1..80)
}

/// An address, its deliveries and the queue.
struct World {
    now: DateTime<Utc>,
    is_on: bool,
    breaker: Breaker,
    probe_at: Option<DateTime<Utc>>,
    deliveries: BTreeMap<usize, Progress>,
    /// Due deliveries with when, and whether each is a probe.
    jobs: BTreeMap<usize, (DateTime<Utc>, bool)>,
    /// What was sent, counted by the receiver.
    sent: BTreeMap<usize, u32>,
    crashed: BTreeSet<usize>,
    schedule: RetrySchedule,
}

impl World {
    fn new() -> Self {
        Self {
            now: DateTime::UNIX_EPOCH,
            is_on: true,
            breaker: Breaker::default(),
            probe_at: None,
            deliveries: BTreeMap::new(),
            jobs: BTreeMap::new(),
            sent: BTreeMap::new(),
            crashed: BTreeSet::new(),
            schedule: RetrySchedule::named(RetryPolicy::Prd07),
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Event => {
                let id = self.deliveries.len();
                if self.is_on && !self.breaker.is_open() {
                    self.deliveries.insert(id, Progress::due(self.now));
                    self.jobs.insert(id, (self.now, false));
                } else {
                    self.deliveries.insert(id, Progress::held(self.now));
                }
            }
            Step::Try(answer) => self.work(answer),
            Step::Crash => {
                if let Some(id) = self.next_job() {
                    // Claimed, sent perhaps, and never heard of again: the lease runs out and the job is there still.
                    if self.deliveries[&id].may_be_tried() {
                        self.crashed.insert(id);
                    }
                }
            }
            Step::Wait(seconds) => self.now += TimeDelta::seconds(i64::from(seconds)),
            Step::Retry(which) => self.retry(usize::from(which)),
            Step::Cancel(which) => {
                let id = usize::from(which) % self.deliveries.len().max(1);
                if let Some(progress) = self.deliveries.get_mut(&id) {
                    let was_final = progress.state.is_final();
                    assert_eq!(progress.cancel("not wanted", self.now).is_err(), was_final);
                }
            }
            Step::Switch(true) => {
                (self.is_on, self.breaker) = (true, Breaker::default());
                self.release();
            }
            Step::Switch(false) => self.is_on = false,
        }
    }

    fn next_job(&self) -> Option<usize> {
        let due = self.jobs.iter().filter(|(_, (at, _))| *at <= self.now);
        due.min_by_key(|(id, (at, _))| (*at, **id)).map(|(id, _)| *id)
    }

    fn work(&mut self, answer: Answer) {
        self.probe();
        let Some(id) = self.next_job() else { return };
        let (_, is_probe) = self.jobs.remove(&id).unwrap_or((self.now, false));
        let closed = !self.is_on || (self.breaker.is_open() && !is_probe);
        let progress = self.deliveries.get_mut(&id).unwrap();
        if !progress.may_be_tried() {
            if is_probe {
                self.probe_at = Some(self.now);
            }
            return;
        }
        if self.crashed.remove(&id) {
            progress.count_unknown();
            *self.sent.entry(id).or_default() += 1;
        }
        if closed {
            progress.hold().unwrap();
            return;
        }
        *self.sent.entry(id).or_default() += 1;
        let error = || "it failed".to_owned();
        let verdict = match answer {
            Answer::Takes => Verdict::Arrived,
            Answer::Refuses => Verdict::GivenUp { error: error() },
            Answer::Fails => match self.schedule.next_delay(progress.attempts_in_run + 1, None) {
                Some(delay) => {
                    Verdict::TryAgain { at: self.now + TimeDelta::from_std(delay).unwrap(), error: error() }
                }
                None => Verdict::GivenUp { error: error() },
            },
        };
        progress.judge(verdict, true, self.now).unwrap();
        if let Some(at) = progress.next_attempt_at {
            self.jobs.insert(id, (at, false));
        }
        let change = match answer {
            Answer::Takes => self.breaker.succeeded(),
            Answer::Fails | Answer::Refuses => self.breaker.failed(self.now),
        };
        match change {
            BreakerChange::None => {}
            BreakerChange::ProbeAt(at) => self.probe_at = Some(at),
            BreakerChange::Closed => self.release(),
        }
    }

    fn probe(&mut self) {
        let Some(open) = self.breaker.open.filter(|open| open.next_probe_at <= self.now) else { return };
        if self.probe_at.is_none_or(|at| at > self.now || at < open.opened_at) {
            return;
        }
        self.probe_at = None;
        let held = self.deliveries.iter_mut().find(|(_, one)| one.state == DeliveryState::Held);
        match held {
            Some((id, progress)) => {
                progress.release(self.now).unwrap();
                self.jobs.insert(*id, (self.now, true));
            }
            None => self.breaker.close_unproven(),
        }
    }

    fn release(&mut self) {
        for (id, progress) in &mut self.deliveries {
            if progress.state == DeliveryState::Held {
                progress.release(self.now).unwrap();
                self.jobs.insert(*id, (self.now, false));
            }
        }
    }

    fn retry(&mut self, which: usize) {
        let id = which % self.deliveries.len().max(1);
        let Some(progress) = self.deliveries.get_mut(&id) else { return };
        let state = progress.state;
        let retried = progress.retry(false, self.now);
        let expected = matches!(state, DeliveryState::Failed | DeliveryState::Cancelled);
        assert_eq!(retried.is_ok(), expected, "{state:?}");
        if expected {
            self.jobs.insert(id, (self.now, true));
        }
    }

    fn check(&self, before: &BTreeMap<usize, Progress>, step: Step) {
        for (id, progress) in &self.deliveries {
            let is_due = progress.may_be_tried();
            assert!(!is_due || self.jobs.contains_key(id), "{id} is due and forgotten: {progress:?}");
            assert_eq!(progress.next_attempt_at.is_some(), is_due, "{id}: {progress:?}");
            assert_eq!(progress.finished_at.is_some(), progress.state.is_final(), "{id}: {progress:?}");
            let sent = self.sent.get(id).copied().unwrap_or(0);
            assert_eq!(progress.attempt_count, sent, "{id} lost a try or counted one twice: {progress:?}");
            let Some(earlier) = before.get(id) else { continue };
            let ended = matches!(earlier.state, DeliveryState::Success | DeliveryState::Failed);
            let is_retried = matches!(step, Step::Retry(_));
            assert!(!ended || is_retried || earlier == progress, "{id} left its end by {step:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_due_is_forgotten_and_no_try_is_lost(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            let before = world.deliveries.clone();
            world.step(step);
            world.check(&before, step);
        }
        // In the end the receiver takes everything: nothing is left behind.
        world.step(Step::Switch(true));
        for _ in 0..1_000 {
            if world.deliveries.values().all(|progress| progress.state.is_final()) {
                break;
            }
            world.step(Step::Wait(20_000));
            world.step(Step::Try(Answer::Takes));
        }
        for (id, progress) in &world.deliveries {
            prop_assert!(progress.state.is_final(), "{} is left behind: {:?}", id, progress);
        }
    }
}
