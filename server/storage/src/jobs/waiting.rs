//! What waits behind a job of a lane, and may be done with it.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::JobId;
use patchbay_domain::job::{JobWork, Lease};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Value};

use crate::entities::jobs;
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::from_json;
use crate::writer::Tx;

/// A job that waits for the one before it in its lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingJob {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub work: JobWork,
    /// Not before.
    pub run_at: DateTime<Utc>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The lane of a job, if it has one.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn lane_of(&self, job: JobId) -> Result<Option<String>, StorageError> {
        let row = jobs::Entity::find_by_id(job.uuid())
            .filter(jobs::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?;
        Ok(row.and_then(|row| row.lane))
    }

    /// The first `limit` jobs that wait in a lane, in their order.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn jobs_waiting(&self, lane: &str, limit: u64) -> Result<Vec<WaitingJob>, StorageError> {
        let rows = jobs::Entity::find()
            .filter(jobs::Column::OrganizationId.eq(self.tenant()))
            .filter(jobs::Column::Lane.eq(lane))
            .filter(jobs::Column::State.eq("queued"))
            .order_by_asc(jobs::Column::Id)
            .limit(limit)
            .all(self.connection)
            .await?;
        rows.into_iter()
            .map(|row| Ok(WaitingJob { id: row.id.into(), work: from_json(row.work)?, run_at: row.run_at }))
            .collect()
    }
}

impl Tx {
    /// Removes a job that is done, and with it those that waited behind it and were done too.
    ///
    /// # Errors
    /// [`StorageError::LeaseLost`] as for [`Tx::finish_job`]; [`StorageError::Unavailable`] where one of the others does not
    /// wait any more: everything is to be rolled back.
    pub async fn finish_jobs(&self, lease: Lease, behind: &[JobId]) -> Result<(), StorageError> {
        if !behind.is_empty() {
            // Before they are touched: a worker that lost its lease must not take them from the one that has it.
            self.hold_job(lease).await?;
            let marks = vec!["?"; behind.len()].join(", ");
            let statement = self.statement(
                &format!("DELETE FROM jobs WHERE state = 'queued' AND id IN ({marks})"),
                behind.iter().map(|job| Value::from(job.uuid())),
            );
            let removed = self.connection().execute_raw(statement).await?.rows_affected();
            if usize::try_from(removed).ok() != Some(behind.len()) {
                return Err(StorageError::Unavailable(
                    "what waited in the lane was taken meanwhile".to_owned(),
                ));
            }
        }
        self.finish_job(lease).await
    }
}
