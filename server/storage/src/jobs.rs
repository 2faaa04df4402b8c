//! The job queue. States: queued (behind another of its lane), ready, scheduled, running, failed; a finished job is
//! removed. The database holds a lane to one job that is ready, scheduled or running; why the queue is our own stands
//! in `docs/decisions/0002-queue.md`.

mod hold;
mod lanes;
mod replace;
mod shares;
mod waiting;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{JobId, WorkerId};
use patchbay_domain::job::{JobKind, JobWork, LEASE, Lease, LeasedJob, NewJob};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryResult, Value};
use uuid::Uuid;

use self::lanes::{lock_lanes, taken_lanes};
pub use self::shares::WaitingTarget;
pub use self::waiting::WaitingJob;
use crate::entities::jobs;
use crate::error::StorageError;
use crate::words::{column, count, from_json, to_json};
use crate::writer::Tx;

/// Leases that one statement renews.
const RENEWED_AT_ONCE: usize = 500;

/// Stores jobs; those whose lane is taken wait behind it. A known id is left as it is.
pub(crate) async fn insert_all(
    tx: &Tx,
    new: impl IntoIterator<Item = &NewJob>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let new: Vec<&NewJob> = new.into_iter().collect();
    if new.is_empty() {
        return Ok(());
    }
    let lanes: BTreeSet<&str> = new.iter().filter_map(|job| job.lane.as_deref()).collect();
    lock_lanes(tx, &lanes).await?;
    let mut taken = taken_lanes(tx, &lanes).await?;
    let mut rows = Vec::with_capacity(new.len());
    for job in new {
        let behind = job.lane.as_ref().is_some_and(|lane| !taken.insert(lane.clone()));
        let state = match (behind, job.run_at > now) {
            (true, _) => "queued",
            (false, true) => "scheduled",
            (false, false) => "ready",
        };
        rows.push(to_row(job, state, now)?.into_active_model());
    }
    jobs::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(jobs::Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    tx.jobs_ready();
    Ok(())
}

fn to_row(job: &NewJob, state: &str, now: DateTime<Utc>) -> Result<jobs::Model, StorageError> {
    Ok(jobs::Model {
        id: job.id.uuid(),
        organization_id: job.organization_id.map(Into::into),
        kind: job.work.kind().name().to_owned(),
        work: to_json(&job.work)?,
        lane: job.lane.clone(),
        target_id: job.target_id.map(Into::into),
        priority: job.priority.rank(),
        state: state.to_owned(),
        run_at: job.run_at,
        attempt: 0,
        failures: 0,
        worker_id: None,
        lease_until: None,
        last_error: None,
        created_at: now,
    })
}

#[derive(Debug, FromQueryResult)]
struct Claimed {
    id: Uuid,
    organization_id: Option<Uuid>,
    work: serde_json::Value,
    target_id: Option<Uuid>,
    attempt: i32,
    failures: i32,
}

impl Tx {
    /// Stores jobs that follow from what this transaction does.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn enqueue(&self, jobs: &[NewJob], now: DateTime<Utc>) -> Result<(), StorageError> {
        insert_all(self, jobs, now).await
    }

    /// Stores a job of a fixed id unless it is waiting or running; one that was given up begins anew.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn replace_failed_job(&self, job: &NewJob, now: DateTime<Utc>) -> Result<(), StorageError> {
        let statement = self
            .statement("DELETE FROM jobs WHERE id = ? AND state = 'failed'", [Value::from(job.id.uuid())]);
        self.connection().execute_raw(statement).await?;
        insert_all(self, [job], now).await
    }

    /// Leases up to `limit` jobs of these kinds to `worker`, the most pressing first, oldest first among equals. Jobs that send
    /// to an address are claimed by [`Tx::claim_jobs_of_target`].
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn claim_jobs(
        &self,
        worker: WorkerId,
        kinds: &[JobKind],
        limit: u32,
        now: DateTime<Utc>,
    ) -> Result<Vec<LeasedJob>, StorageError> {
        let marks = vec!["?"; kinds.len()].join(", ");
        let skip = if self.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" };
        let mut values: Vec<Value> = vec![worker.uuid().into(), (now + LEASE).into()];
        values.extend(kinds.iter().map(|kind| Value::from(kind.name())));
        values.push(i64::from(limit).into());
        let statement = self.statement(
            &format!(
                "UPDATE jobs SET state = 'running', worker_id = ?, lease_until = ?, attempt = attempt + 1 \
                 WHERE id IN (SELECT id FROM jobs WHERE state = 'ready' AND target_id IS NULL AND kind IN ({marks}) \
                 ORDER BY priority DESC, id LIMIT ? {skip}) \
                 RETURNING id, organization_id, work, target_id, attempt, failures"
            ),
            values,
        );
        let rows = self.connection().query_all_raw(statement).await?;
        let mut jobs = rows.iter().map(|row| leased(row, worker)).collect::<Result<Vec<_>, _>>()?;
        jobs.sort_by_key(|job| job.lease.job_id);
        Ok(jobs)
    }

    /// Removes a job that is done, in the transaction that holds what it did.
    ///
    /// # Errors
    /// [`StorageError::LeaseLost`] where another worker has it by now: everything is to be rolled back.
    pub async fn finish_job(&self, lease: Lease) -> Result<(), StorageError> {
        let statement = self.statement(
            "DELETE FROM jobs WHERE id = ? AND worker_id = ? AND attempt = ? AND state = 'running' RETURNING lane",
            fence(lease),
        );
        self.leave_lane(statement).await
    }

    /// Puts a job back until `run_at`, with what went wrong.
    ///
    /// # Errors
    /// [`StorageError::LeaseLost`] as for [`Tx::finish_job`].
    pub async fn retry_job(
        &self,
        lease: Lease,
        run_at: DateTime<Utc>,
        error: &str,
    ) -> Result<(), StorageError> {
        let mut values: Vec<Value> = vec![run_at.into(), error.into()];
        values.extend(fence(lease));
        let statement = self.statement(
            "UPDATE jobs SET state = 'scheduled', worker_id = NULL, lease_until = NULL, run_at = ?, last_error = ?, \
             failures = failures + 1 WHERE id = ? AND worker_id = ? AND attempt = ? AND state = 'running'",
            values,
        );
        if self.connection().execute_raw(statement).await?.rows_affected() == 0 {
            return Err(StorageError::LeaseLost);
        }
        // A sleeping worker learns of the new instant.
        self.jobs_ready();
        Ok(())
    }

    /// Gives a job up; it stays, failed, with what went wrong.
    ///
    /// # Errors
    /// [`StorageError::LeaseLost`] as for [`Tx::finish_job`].
    pub async fn fail_job(&self, lease: Lease, error: &str) -> Result<(), StorageError> {
        let mut values: Vec<Value> = vec![error.into()];
        values.extend(fence(lease));
        let statement = self.statement(
            "UPDATE jobs SET state = 'failed', worker_id = NULL, lease_until = NULL, last_error = ? \
             WHERE id = ? AND worker_id = ? AND attempt = ? AND state = 'running' RETURNING lane",
            values,
        );
        self.leave_lane(statement).await
    }

    /// Makes scheduled jobs ready whose time has come; says when the next one's comes.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn promote_jobs(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StorageError> {
        let statement = self.statement(
            "UPDATE jobs SET state = 'ready' WHERE state = 'scheduled' AND run_at <= ?",
            [Value::from(now)],
        );
        self.connection().execute_raw(statement).await?;
        let next = self.statement(
            "SELECT run_at FROM jobs WHERE state = 'scheduled' ORDER BY run_at LIMIT 1",
            std::iter::empty(),
        );
        let row = self.connection().query_one_raw(next).await?;
        Ok(row.map(|row| row.try_get::<DateTime<Utc>>("", "run_at")).transpose()?)
    }

    /// Holds on to what `worker` is doing: to these jobs and no others, so that one which it was given and never heard of
    /// (the commit's answer was lost) comes back.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn renew_leases(
        &self,
        worker: WorkerId,
        jobs: &[JobId],
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        for jobs in jobs.chunks(RENEWED_AT_ONCE) {
            let marks = vec!["?"; jobs.len()].join(", ");
            let values = [Value::from(now + LEASE), worker.uuid().into()];
            let statement = self.statement(
                &format!(
                    "UPDATE jobs SET lease_until = ? WHERE state = 'running' AND worker_id = ? AND id IN ({marks})"
                ),
                values.into_iter().chain(jobs.iter().map(|job| Value::from(job.uuid()))),
            );
            self.connection().execute_raw(statement).await?;
        }
        Ok(())
    }

    /// Frees jobs whose worker has gone silent; `everybody`: all that run, which is right at the start of the only
    /// process on a database. Says how many.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn free_lost_jobs(&self, now: DateTime<Utc>, everybody: bool) -> Result<u64, StorageError> {
        // A lease is always shorter than a day, so "before the day after tomorrow" means every one of them.
        let before = if everybody { now + chrono::Days::new(2) } else { now };
        let statement = self.statement(
            "UPDATE jobs SET state = 'ready', worker_id = NULL, lease_until = NULL \
             WHERE state = 'running' AND lease_until < ?",
            [Value::from(before)],
        );
        let freed = self.connection().execute_raw(statement).await?.rows_affected();
        if freed > 0 {
            self.jobs_ready();
        }
        Ok(freed)
    }

    /// Gives back what `worker` could not finish before it stops: no failure, but an interruption, since it was begun.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn release_jobs(&self, worker: WorkerId) -> Result<u64, StorageError> {
        let statement = self.statement(
            "UPDATE jobs SET state = 'ready', worker_id = NULL, lease_until = NULL \
             WHERE state = 'running' AND worker_id = ?",
            [Value::from(worker.uuid())],
        );
        let released = self.connection().execute_raw(statement).await?.rows_affected();
        if released > 0 {
            self.jobs_ready();
        }
        Ok(released)
    }
}

fn fence(lease: Lease) -> [Value; 3] {
    [lease.job_id.uuid().into(), lease.worker_id.uuid().into(), column(lease.attempt).into()]
}

fn leased(row: &QueryResult, worker: WorkerId) -> Result<LeasedJob, StorageError> {
    let claimed = Claimed::from_query_result(row, "")?;
    let attempt = count(claimed.attempt);
    Ok(LeasedJob {
        lease: Lease { job_id: JobId::from(claimed.id), worker_id: worker, attempt },
        organization_id: claimed.organization_id.map(Into::into),
        work: from_json::<JobWork>(claimed.work)?,
        target_id: claimed.target_id.map(Into::into),
        failures: count(claimed.failures),
    })
}

#[cfg(test)]
mod tests;
