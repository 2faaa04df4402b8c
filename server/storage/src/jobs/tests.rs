//! The queue, on an empty database each: who gets which job, when, and for how long.

mod lanes;
mod leases;
mod model;
mod property;
mod stress;

use std::time::Duration;

use patchbay_domain::ids::MessageId;
use patchbay_domain::job::JobPriority;
use sea_orm::QueryOrder;

use super::*;
use crate::Storage;
use crate::tests::start_of_time;

/// The queue as its users see it; `second` is the time, in seconds since the start.
#[derive(Clone)]
struct Queue {
    storage: Storage,
}

/// What a test looks at in a stored job.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stored {
    number: u128,
    state: String,
    attempt: i32,
    failures: i32,
}

fn at(second: u64) -> DateTime<Utc> {
    start_of_time() + Duration::from_secs(second)
}

fn worker(number: u128) -> WorkerId {
    WorkerId::from(Uuid::from_u128(number))
}

/// Jobs are known by numbers here; a higher one is a younger one.
fn number(id: JobId) -> u128 {
    id.uuid().as_u128()
}

fn job(number: u128, lane: Option<&str>) -> NewJob {
    NewJob {
        id: JobId::from(Uuid::from_u128(number)),
        organization_id: None,
        work: JobWork::TakeTurn { message_id: MessageId::from(Uuid::from_u128(number)) },
        lane: lane.map(str::to_owned),
        target_id: None,
        priority: JobPriority::Normal,
        run_at: start_of_time(),
    }
}

/// The numbers of claimed jobs.
fn numbers(jobs: &[LeasedJob]) -> Vec<u128> {
    jobs.iter().map(|job| number(job.lease.job_id)).collect()
}

impl Queue {
    async fn enqueue(&self, jobs: &[NewJob], now: DateTime<Utc>) {
        let jobs = jobs.to_vec();
        let stored = self.storage.writer().transact(move |tx| {
            let jobs = jobs.clone();
            Box::pin(async move { tx.enqueue(&jobs, now).await })
        });
        stored.await.unwrap();
    }

    async fn claim(&self, worker: WorkerId, limit: u32, now: DateTime<Utc>) -> Vec<LeasedJob> {
        self.claim_kinds(worker, &[JobKind::TakeTurn], limit, now).await
    }

    async fn claim_kinds(
        &self,
        worker: WorkerId,
        kinds: &'static [JobKind],
        limit: u32,
        now: DateTime<Utc>,
    ) -> Vec<LeasedJob> {
        let claimed = self
            .storage
            .writer()
            .transact(move |tx| Box::pin(async move { tx.claim_jobs(worker, kinds, limit, now).await }));
        claimed.await.unwrap()
    }

    /// The one job that can be claimed.
    async fn claim_only(&self, by: u128, now: DateTime<Utc>) -> Lease {
        let claimed = self.claim(worker(by), 100, now).await;
        assert_eq!(claimed.len(), 1, "{claimed:?}");
        claimed[0].lease
    }

    async fn finish(&self, lease: Lease) -> Result<(), StorageError> {
        self.storage.writer().transact(move |tx| Box::pin(tx.finish_job(lease))).await
    }

    async fn fail(&self, lease: Lease) -> Result<(), StorageError> {
        self.storage.writer().transact(move |tx| Box::pin(tx.fail_job(lease, "it failed"))).await
    }

    async fn retry(&self, lease: Lease, run_at: DateTime<Utc>) -> Result<(), StorageError> {
        self.storage.writer().transact(move |tx| Box::pin(tx.retry_job(lease, run_at, "not now"))).await
    }

    async fn promote(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let promoted: Result<_, StorageError> =
            self.storage.writer().transact(move |tx| Box::pin(tx.promote_jobs(now))).await;
        promoted.unwrap()
    }

    async fn renew(&self, worker: WorkerId, now: DateTime<Utc>) {
        let jobs: Vec<JobId> =
            self.stored().await.iter().map(|job| Uuid::from_u128(job.number).into()).collect();
        let renewed: Result<(), StorageError> = self
            .storage
            .writer()
            .transact(move |tx| {
                let jobs = jobs.clone();
                Box::pin(async move { tx.renew_leases(worker, &jobs, now).await })
            })
            .await;
        renewed.unwrap();
    }

    async fn release(&self, worker: WorkerId) -> u64 {
        let released: Result<_, StorageError> =
            self.storage.writer().transact(move |tx| Box::pin(tx.release_jobs(worker))).await;
        released.unwrap()
    }

    async fn free(&self, now: DateTime<Utc>, everybody: bool) -> u64 {
        let freed: Result<_, StorageError> =
            self.storage.writer().transact(move |tx| Box::pin(tx.free_lost_jobs(now, everybody))).await;
        freed.unwrap()
    }

    /// Everything that is stored, oldest first.
    async fn stored(&self) -> Vec<Stored> {
        let rows = jobs::Entity::find().order_by_asc(jobs::Column::Id).all(self.storage.reader()).await;
        let stored = rows.unwrap().into_iter().map(|row| Stored {
            number: row.id.as_u128(),
            state: row.state,
            attempt: row.attempt,
            failures: row.failures,
        });
        stored.collect()
    }

    /// The states of everything that is stored, oldest first.
    async fn states(&self) -> Vec<String> {
        self.stored().await.into_iter().map(|job| job.state).collect()
    }
}

/// That a worker was told that the job is not its own any more.
#[track_caller]
fn assert_lost(outcome: Result<(), StorageError>) {
    assert!(matches!(outcome, Err(StorageError::LeaseLost)), "{outcome:?}");
}
