//! Hot batches on SQLite: prepared statements on a connection of their own, opened as sqlx opens its ones.

use std::sync::Arc;
use std::time::Duration;

use patchbay_domain::change::Change;
use rusqlite::{CachedStatement, Connection, TransactionBehavior};

use super::group::Group;
use crate::error::StorageError;
use crate::signals::Hint;
use crate::writer::Shared;

/// Statements that stay prepared: all there are.
const STATEMENTS: usize = 64;

pub(super) struct Sqlite {
    connection: Connection,
    shared: Arc<Shared>,
}

/// A transaction as a unit sees it.
pub(crate) struct SqliteBatch<'c> {
    connection: &'c Connection,
    hints: Vec<Hint>,
}

impl Sqlite {
    pub(super) fn open(shared: Arc<Shared>) -> Result<Self, StorageError> {
        let pool = shared.connections.write.get_sqlite_connection_pool();
        let connection = Connection::open(pool.connect_options().get_filename())?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What was acknowledged survives a power cut.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self { connection, shared })
    }

    pub(super) fn together(&mut self, groups: &mut [Box<dyn Group>]) -> Result<(), StorageError> {
        // Rolls back where it is dropped.
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut batch = SqliteBatch { connection: &transaction, hints: Vec::new() };
        for group in groups {
            group.on_sqlite(&mut batch)?;
        }
        let hints = batch.hints;
        transaction.commit()?;
        self.shared.signals.publish(hints);
        Ok(())
    }
}

impl SqliteBatch<'_> {
    /// A statement, prepared once.
    pub(crate) fn statement(&self, sql: &'static str) -> Result<CachedStatement<'_>, StorageError> {
        Ok(self.connection.prepare_cached(sql)?)
    }

    /// Says that something changed, once this is committed.
    pub(crate) fn changed(&mut self, change: Change) {
        self.hints.push(Hint::Change(change));
    }

    /// Wakes the workers, once this is committed.
    pub(crate) fn jobs_ready(&mut self) {
        // Once is enough; it is the last hint while only jobs are stored.
        if self.hints.last() != Some(&Hint::Jobs) {
            self.hints.push(Hint::Jobs);
        }
    }
}
