//! What can go wrong in keeping data, by what to do next.

use rusqlite::ErrorCode;
use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// What went wrong.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StorageError {
    /// The queue of writes is full: try again in a second. Nothing was written.
    #[error("too many writes are waiting")]
    Busy,
    /// The database cannot be reached or gave up: try again later. Nothing was written.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Another row holds this unique value.
    #[error("the value is taken: {0}")]
    Duplicate(String),
    /// Somebody else holds the job by now: leave it to them.
    #[error("the job is no longer leased to this worker")]
    LeaseLost,
    /// A row holds what this version does not understand.
    #[error("a stored value cannot be read: {0}")]
    Corrupt(String),
    /// What is stored was sealed with another master key.
    #[error("the master key is not the one this database was set up with")]
    WrongMasterKey,
    /// The database refused a statement: a fault of Patchbay's.
    #[error("the database refused: {0}")]
    Refused(String),
}

impl StorageError {
    /// Whether the same work may succeed if it is simply done again.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Busy | Self::Unavailable(_))
    }
}

impl From<DbErr> for StorageError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(detail)) = error.sql_err() {
            return Self::Duplicate(detail);
        }
        let text = error.to_string();
        match error {
            DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => Self::Unavailable(text),
            // Deadlock, serialization failure, shutdown of the server; SQLite busy or locked; a full disk.
            _ if [
                // Not every error carries its code in its text.
                "40P01",
                "deadlock detected",
                "40001",
                "could not serialize access",
                "57P01",
                "57P03",
                "53300",
                "database is locked",
                "database or disk is full",
            ]
            .iter()
            .any(|passing| text.contains(passing)) =>
            {
                Self::Unavailable(text)
            }
            _ if text.contains("error communicating with database") || text.contains("connection closed") => {
                Self::Unavailable(text)
            }
            DbErr::Type(_) | DbErr::Json(_) => Self::Corrupt(text),
            _ => Self::Refused(text),
        }
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolTimedOut) {
            return Self::Unavailable(error.to_string());
        }
        DbErr::Exec(RuntimeErr::SqlxError(error.into())).into()
    }
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        let text = error.to_string();
        match error.sqlite_error() {
            Some(failure) => match (failure.code, failure.extended_code) {
                (ErrorCode::ConstraintViolation, SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY) => {
                    Self::Duplicate(text)
                }
                (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::DiskFull, _) => {
                    Self::Unavailable(text)
                }
                _ => Self::Refused(text),
            },
            None => Self::Refused(text),
        }
    }
}
