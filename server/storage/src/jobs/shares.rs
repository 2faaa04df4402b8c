//! Fair claiming: jobs that send to an address are claimed address by address, so that none of them keeps all workers
//! busy, and no faster than the address wants.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::ids::{TargetId, WorkerId};
use patchbay_domain::job::{JobKind, LEASE, LeasedJob};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::leased;
use crate::error::StorageError;
use crate::words::count;
use crate::writer::Tx;

/// An address that something waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingTarget {
    /// The address; none: jobs that name none.
    pub target_id: Option<TargetId>,
    /// Requests a second at most.
    pub rate_limit_per_second: Option<u32>,
    /// When the next request may leave, where there is a limit.
    pub next_slot_at: Option<DateTime<Utc>>,
}

/// Requests are a little further apart than the limit asks for, so that it holds on the wire too, where they bunch.
const SPACING_PERCENT: i64 = 105;

impl Tx {
    /// The addresses that ready jobs of this kind wait for, at most `limit`, in the order of their ids past `after`.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn waiting_targets(
        &self,
        kind: JobKind,
        after: Option<TargetId>,
        limit: u32,
    ) -> Result<Vec<WaitingTarget>, StorageError> {
        // One look into the index for each address, however many jobs wait there.
        let next = "SELECT target_id FROM jobs WHERE state = 'ready' AND target_id IS NOT NULL";
        let order = "ORDER BY target_id LIMIT 1";
        let first = after.map_or_else(String::new, |_| "AND target_id > ?".to_owned());
        let statement = self.statement(
            &format!(
                "WITH RECURSIVE waiting(id) AS (SELECT * FROM ({next} {first} {order}) AS first UNION ALL \
                 SELECT ({next} AND target_id > waiting.id {order}) FROM waiting WHERE waiting.id IS NOT NULL) \
                 SELECT waiting.id AS id, rate_limit_per_second, next_slot_at FROM waiting \
                 LEFT JOIN targets ON targets.id = waiting.id WHERE waiting.id IS NOT NULL LIMIT ?"
            ),
            after.map(|after| Value::from(after.uuid())).into_iter().chain([i64::from(limit).into()]),
        );
        let rows = self.connection().query_all_raw(statement).await?;
        let mut waiting = Vec::with_capacity(rows.len());
        for row in rows {
            let rate: Option<i32> = row.try_get("", "rate_limit_per_second")?;
            waiting.push(WaitingTarget {
                target_id: Some(TargetId::from(row.try_get::<Uuid>("", "id")?)),
                rate_limit_per_second: rate.map(count),
                next_slot_at: row.try_get("", "next_slot_at")?,
            });
        }
        if after.is_none() && self.others_wait(kind).await? {
            waiting.push(WaitingTarget { target_id: None, rate_limit_per_second: None, next_slot_at: None });
        }
        Ok(waiting)
    }

    async fn others_wait(&self, kind: JobKind) -> Result<bool, StorageError> {
        let statement = self.statement(
            "SELECT 1 AS one FROM jobs WHERE state = 'ready' AND kind = ? AND target_id IS NULL LIMIT 1",
            [Value::from(kind.name())],
        );
        Ok(self.connection().query_one_raw(statement).await?.is_some())
    }

    /// Leases up to `limit` ready jobs of this kind that send to one address, as [`Tx::claim_jobs`] does.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn claim_jobs_of_target(
        &self,
        worker: WorkerId,
        kind: JobKind,
        target: Option<TargetId>,
        limit: u32,
        now: DateTime<Utc>,
    ) -> Result<Vec<LeasedJob>, StorageError> {
        let skip = if self.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" };
        let (of_target, values) = match target {
            Some(target) => ("target_id = ?", vec![Value::from(target.uuid())]),
            None => ("target_id IS NULL AND kind = ?", vec![Value::from(kind.name())]),
        };
        let all = [Value::from(worker.uuid()), (now + LEASE).into()].into_iter().chain(values);
        let statement = self.statement(
            &format!(
                "UPDATE jobs SET state = 'running', worker_id = ?, lease_until = ?, attempt = attempt + 1 \
                 WHERE id IN (SELECT id FROM jobs WHERE state = 'ready' AND {of_target} \
                 ORDER BY priority DESC, id LIMIT ? {skip}) \
                 RETURNING id, organization_id, work, target_id, attempt, failures"
            ),
            all.chain([i64::from(limit).into()]),
        );
        let rows = self.connection().query_all_raw(statement).await?;
        let mut jobs = rows.iter().map(|row| leased(row, worker)).collect::<Result<Vec<_>, _>>()?;
        jobs.sort_by_key(|job| job.lease.job_id);
        Ok(jobs)
    }

    /// Takes the next moment at which a request may leave to an address that has a limit, if that is now. Says when the one
    /// after it is; none: it is not now.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn take_slot(
        &self,
        target: TargetId,
        rate_limit_per_second: u32,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StorageError> {
        let spacing = 10_000 * SPACING_PERCENT / i64::from(rate_limit_per_second.max(1));
        let next = now + TimeDelta::microseconds(spacing);
        let statement = self.statement(
            "UPDATE targets SET next_slot_at = ? WHERE id = ? AND (next_slot_at IS NULL OR next_slot_at <= ?)",
            [
                Value::from(next),
                target.uuid().into(),
                now.into(),
            ],
        );
        let taken = self.connection().execute_raw(statement).await?.rows_affected() > 0;
        Ok(taken.then_some(next))
    }
}
