//! A job that is still being done writes something down before it ends.

use patchbay_domain::job::Lease;
use sea_orm::ConnectionTrait;

use super::fence;
use crate::error::StorageError;
use crate::writer::Tx;

impl Tx {
    /// Makes sure that a job is still its worker's until this transaction ends.
    ///
    /// # Errors
    /// [`StorageError::LeaseLost`] where another worker has it by now: everything is to be rolled back.
    pub async fn hold_job(&self, lease: Lease) -> Result<(), StorageError> {
        // Writing the row locks it, on both databases.
        let statement = self.statement(
            "UPDATE jobs SET lease_until = lease_until \
             WHERE id = ? AND worker_id = ? AND attempt = ? AND state = 'running'",
            fence(lease),
        );
        match self.connection().execute_raw(statement).await?.rows_affected() {
            0 => Err(StorageError::LeaseLost),
            _ => Ok(()),
        }
    }
}
