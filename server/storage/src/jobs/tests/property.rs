//! Whatever is done to the queue, in whatever order: it stands as the model says, and in the end everything is done.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sea_orm::EntityTrait as _;
use tokio::runtime::Handle;

use super::model::Model;
use super::*;
use crate::tests::on_empty_database;

/// Sequences tried.
const CASES: u32 = 32;

/// Something done to the queue. A `pick` chooses among what there is.
#[derive(Debug, Clone)]
enum Operation {
    Enqueue { lane: Option<u8>, priority: JobPriority, delay: u64 },
    EnqueueAgain { pick: usize },
    Claim { by: u128, limit: u32 },
    Finish { pick: usize },
    Fail { pick: usize },
    Retry { pick: usize, delay: u64 },
    Wait { seconds: u64 },
    FreeLost,
    Renew { by: u128 },
    Release { by: u128 },
}

fn operation() -> impl Strategy<Value = Operation> {
    let priority = prop_oneof![
        Just(JobPriority::Low),
        Just(JobPriority::Normal),
        Just(JobPriority::High),
        Just(JobPriority::Critical)
    ];
    let delay = prop_oneof![3 => Just(0), 1 => 1..90_u64];
    let enqueue = (prop::option::weighted(0.7, 0..3_u8), priority, delay)
        .prop_map(|(lane, priority, delay)| Operation::Enqueue { lane, priority, delay });
    // Any lease that was ever given, whether it still holds or not.
    let pick = any::<usize>;
    prop_oneof![
        6 => enqueue,
        1 => pick().prop_map(|pick| Operation::EnqueueAgain { pick }),
        6 => (1..4_u128, 1..4_u32).prop_map(|(by, limit)| Operation::Claim { by, limit }),
        6 => pick().prop_map(|pick| Operation::Finish { pick }),
        1 => pick().prop_map(|pick| Operation::Fail { pick }),
        2 => (pick(), 0..90_u64).prop_map(|(pick, delay)| Operation::Retry { pick, delay }),
        3 => (1..45_u64).prop_map(|seconds| Operation::Wait { seconds }),
        2 => Just(Operation::FreeLost),
        1 => (1..4_u128).prop_map(|by| Operation::Renew { by }),
        1 => (1..4_u128).prop_map(|by| Operation::Release { by }),
    ]
}

/// The real queue beside the model.
struct Bench {
    queue: Queue,
    model: Model,
    second: u64,
    new: Vec<NewJob>,
    leases: Vec<Lease>,
    done: BTreeSet<u128>,
    failed: BTreeSet<u128>,
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_and_nothing_is_done_twice() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
        let case = |operations: Vec<Operation>| {
            Handle::current().block_on(run(queue.clone(), operations));
            Ok(())
        };
        let sequences = prop::collection::vec(operation(), 1..50);
        let outcome = tokio::task::block_in_place(|| TestRunner::new(config).run(&sequences, case));
        outcome.unwrap_or_else(|error| panic!("{error}"));
    })
    .await;
}

async fn run(queue: Queue, operations: Vec<Operation>) {
    let emptied = queue.storage.writer().transact(|tx| {
        Box::pin(
            async move { Ok::<_, StorageError>(jobs::Entity::delete_many().exec(tx.connection()).await?) },
        )
    });
    emptied.await.unwrap();
    let mut bench = Bench {
        queue,
        model: Model::default(),
        second: 0,
        new: Vec::new(),
        leases: Vec::new(),
        done: BTreeSet::new(),
        failed: BTreeSet::new(),
    };
    for operation in operations {
        bench.apply(&operation).await;
        assert_eq!(bench.queue.stored().await, bench.model.stored(), "after {operation:?}");
    }
    bench.drain().await;
}

impl Bench {
    fn now(&self) -> DateTime<Utc> {
        at(self.second)
    }

    async fn apply(&mut self, operation: &Operation) {
        match *operation {
            Operation::Enqueue { lane, priority, delay } => {
                let number = self.new.len() as u128 + 1;
                let lane = lane.map(|lane| format!("lane {lane}"));
                let run_at = self.now() + Duration::from_secs(delay);
                let new = NewJob { priority, run_at, ..job(number, lane.as_deref()) };
                self.new.push(new.clone());
                self.enqueue(&new).await;
            }
            Operation::EnqueueAgain { pick } => {
                let known = self.new.iter().filter(|new| !self.done.contains(&number(new.id)));
                let known: Vec<NewJob> = known.cloned().collect();
                if !known.is_empty() {
                    self.enqueue(&known[pick % known.len()]).await;
                }
            }
            Operation::Claim { by, limit } => self.claim(worker(by), limit).await,
            Operation::Finish { pick } => {
                let Some(lease) = self.pick(pick) else { return };
                let outcome = self.queue.finish(lease).await;
                if self.was_held(lease, &outcome) {
                    self.finished(lease);
                }
            }
            Operation::Fail { pick } => {
                let Some(lease) = self.pick(pick) else { return };
                let outcome = self.queue.fail(lease).await;
                if self.was_held(lease, &outcome) {
                    self.model.fail(number(lease.job_id));
                    self.failed.insert(number(lease.job_id));
                }
            }
            Operation::Retry { pick, delay } => {
                let Some(lease) = self.pick(pick) else { return };
                let run_at = self.now() + Duration::from_secs(delay);
                let outcome = self.queue.retry(lease, run_at).await;
                if self.was_held(lease, &outcome) {
                    self.model.retry(number(lease.job_id), run_at);
                }
            }
            Operation::Wait { seconds } => self.wait(seconds).await,
            Operation::FreeLost => self.free_lost().await,
            Operation::Renew { by } => {
                self.queue.renew(worker(by), self.now()).await;
                self.model.renew(worker(by), self.now());
            }
            Operation::Release { by } => {
                let released = self.queue.release(worker(by)).await;
                assert_eq!(released, self.model.free(|holder, _| holder == worker(by)));
            }
        }
    }

    async fn enqueue(&mut self, new: &NewJob) {
        self.queue.enqueue(std::slice::from_ref(new), self.now()).await;
        self.model.enqueue(new, self.now());
    }

    async fn claim(&mut self, worker: WorkerId, limit: u32) {
        let claimed = self.queue.claim(worker, limit, self.now()).await;
        assert_eq!(numbers(&claimed), self.model.claim(worker, limit, self.now()));
        self.leases.extend(claimed.into_iter().map(|job| job.lease));
    }

    async fn wait(&mut self, seconds: u64) {
        self.second += seconds;
        assert_eq!(self.queue.promote(self.now()).await, self.model.promote(self.now()));
    }

    async fn free_lost(&mut self) {
        let now = self.now();
        assert_eq!(self.queue.free(now, false).await, self.model.free(|_, until| until < now));
    }

    fn pick(&self, pick: usize) -> Option<Lease> {
        // The latest ones are the likeliest to hold.
        let place = pick % self.leases.len().clamp(1, 6);
        self.leases.iter().rev().nth(place).copied()
    }

    /// That the queue accepts a lease exactly while it holds.
    fn was_held(&self, lease: Lease, outcome: &Result<(), StorageError>) -> bool {
        let held = self.model.holds(lease);
        match outcome {
            Ok(()) => assert!(held, "{lease:?} was accepted"),
            Err(error) => assert!(!held && matches!(error, StorageError::LeaseLost), "{lease:?}: {error}"),
        }
        held
    }

    fn finished(&mut self, lease: Lease) {
        self.model.finish(number(lease.job_id));
        assert!(self.done.insert(number(lease.job_id)), "done twice: {lease:?}");
    }

    /// Does what is left: whatever happened before, every job that was not given up gets its turn.
    async fn drain(mut self) {
        for _ in 0..=self.new.len() {
            self.wait(3600).await;
            self.free_lost().await;
            let before = self.leases.len();
            self.claim(worker(9), 100).await;
            for lease in self.leases.split_off(before) {
                self.queue.finish(lease).await.unwrap();
                self.finished(lease);
            }
        }
        let left: BTreeSet<u128> = self.queue.stored().await.into_iter().map(|job| job.number).collect();
        assert_eq!(left, self.failed, "starved");
        assert_eq!(self.done.len() + self.failed.len(), self.new.len());
    }
}
