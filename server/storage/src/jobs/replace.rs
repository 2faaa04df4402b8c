//! A job of a fixed id, of which there is one at a time.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::JobId;
use patchbay_domain::job::NewJob;
use sea_orm::{ConnectionTrait, Value};

use super::insert_all;
use crate::error::StorageError;
use crate::writer::Tx;

impl Tx {
    /// Stores a job in the place of the one of that id, or takes that one away. A worker that is at it has lost its lease.
    /// For jobs without a lane.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn replace_job(
        &self,
        id: JobId,
        with: Option<&NewJob>,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let statement = self.statement("DELETE FROM jobs WHERE id = ?", [Value::from(id.uuid())]);
        self.connection().execute_raw(statement).await?;
        insert_all(self, with, now).await
    }
}
