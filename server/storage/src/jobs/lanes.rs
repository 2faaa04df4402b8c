//! Lanes: jobs of one lane run one at a time.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use patchbay_domain::job::{Lease, NewJob};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Value};

use super::{fence, to_row};
use crate::entities::jobs;
use crate::error::StorageError;
use crate::writer::Tx;

/// Lets one transaction at a time decide about a lane: without it, on PostgreSQL, the end of a lane's job and the
/// arrival of its next one could each miss the other. SQLite has one writer anyway.
pub(super) async fn lock_lanes(tx: &Tx, lanes: &BTreeSet<&str>) -> Result<(), StorageError> {
    if !tx.is_postgres() {
        return Ok(());
    }
    // In one order everywhere, so that two transactions never wait for each other.
    for lane in lanes {
        let statement =
            tx.statement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", [Value::from(*lane)]);
        tx.connection().query_one_raw(statement).await?;
    }
    Ok(())
}

pub(super) async fn taken_lanes(tx: &Tx, lanes: &BTreeSet<&str>) -> Result<HashSet<String>, StorageError> {
    if lanes.is_empty() {
        return Ok(HashSet::new());
    }
    let marks = vec!["?"; lanes.len()].join(", ");
    let statement = tx.statement(
        &format!(
            "SELECT lane FROM jobs WHERE state IN ('ready', 'scheduled', 'running') AND lane IN ({marks})"
        ),
        lanes.iter().map(|lane| Value::from(*lane)),
    );
    let rows = tx.connection().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get::<String>("", "lane")?)).collect()
}

impl Tx {
    /// Ends a job and stores the one that takes its place in its lane, if it has one, before all that wait there.
    ///
    /// # Errors
    /// [`StorageError::LeaseLost`] where another worker has it by now: everything is to be rolled back.
    pub async fn follow_job(
        &self,
        lease: Lease,
        next: &NewJob,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let statement = self.statement(
            "DELETE FROM jobs WHERE id = ? AND worker_id = ? AND attempt = ? AND state = 'running' RETURNING id",
            fence(lease),
        );
        self.connection().query_one_raw(statement).await?.ok_or(StorageError::LeaseLost)?;
        let state = if next.run_at > now { "scheduled" } else { "ready" };
        let row = to_row(next, state, now)?.into_active_model();
        jobs::Entity::insert(row).exec_without_returning(self.connection()).await?;
        self.jobs_ready();
        Ok(())
    }

    /// Runs the statement that ends a job, and lets the next of its lane come.
    pub(super) async fn leave_lane(&self, statement: sea_orm::Statement) -> Result<(), StorageError> {
        let row = self.connection().query_one_raw(statement).await?.ok_or(StorageError::LeaseLost)?;
        match row.try_get::<Option<String>>("", "lane")? {
            Some(lane) => self.advance_lane(&lane).await,
            None => Ok(()),
        }
    }

    /// Makes the next of a lane ready, if none is; one that was stored for later is promoted when it is due.
    async fn advance_lane(&self, lane: &str) -> Result<(), StorageError> {
        lock_lanes(self, &BTreeSet::from([lane])).await?;
        let statement = self.statement(
            "UPDATE jobs SET state = CASE WHEN run_at > created_at THEN 'scheduled' ELSE 'ready' END \
             WHERE id = (SELECT id FROM jobs WHERE state = 'queued' AND lane = ? ORDER BY id LIMIT 1) \
             AND NOT EXISTS (SELECT 1 FROM jobs other WHERE other.lane = ? \
             AND other.state IN ('ready', 'scheduled', 'running'))",
            [Value::from(lane), lane.into()],
        );
        if self.connection().execute_raw(statement).await?.rows_affected() > 0 {
            self.jobs_ready();
        }
        Ok(())
    }
}
