//! A transaction as work sees it: everything but its end.

use std::sync::{Arc, Mutex, PoisonError};

use patchbay_domain::change::Change;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};

use crate::error::StorageError;
use crate::signals::Hint;
use crate::vault::Vault;
use crate::writer::Shared;

/// A transaction. Whoever has it reads and writes; the writer alone commits.
#[derive(Debug)]
pub struct Tx {
    transaction: DatabaseTransaction,
    vault: Arc<Vault>,
    hints: Mutex<Vec<Hint>>,
}

impl Tx {
    /// Begins on the write connection; on SQLite at once as the writer, or the first write after a read would fail.
    pub(super) async fn begin(shared: &Shared) -> Result<Self, StorageError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: (shared.connections.backend == DbBackend::Sqlite)
                .then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = shared.connections.write.begin_with_options(options).await?;
        Ok(Self { transaction, vault: Arc::clone(&shared.vault), hints: Mutex::default() })
    }

    /// A savepoint inside this transaction.
    pub(super) async fn savepoint(&self) -> Result<Self, StorageError> {
        let transaction = self.transaction.begin().await?;
        Ok(Self { transaction, vault: Arc::clone(&self.vault), hints: Mutex::default() })
    }

    /// Releases the savepoint into `outer`, with its hints.
    pub(super) async fn release_into(self, outer: &Self) -> Result<(), StorageError> {
        let hints = self.take_hints();
        self.transaction.commit().await?;
        outer.lock_hints().extend(hints);
        Ok(())
    }

    pub(super) async fn rollback(self) -> Result<(), StorageError> {
        Ok(self.transaction.rollback().await?)
    }

    /// Commits; on PostgreSQL other instances hear the hints at the same moment.
    pub(super) async fn commit(self, shared: &Shared) -> Result<(), StorageError> {
        let mut hints = self.take_hints();
        hints.dedup();
        self.transaction.commit().await?;
        shared.signals.publish(hints);
        Ok(())
    }

    /// Says that something changed, to whoever looks at this organization, once this is committed.
    pub fn changed(&self, change: Change) {
        self.lock_hints().push(Hint::Change(change));
    }

    /// Wakes the workers once this is committed.
    pub(crate) fn jobs_ready(&self) {
        self.lock_hints().push(Hint::Jobs);
    }

    pub(crate) const fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }

    /// A statement in this database's dialect.
    pub(crate) fn statement<I: IntoIterator<Item = sea_orm::Value>>(
        &self,
        sql: &str,
        values: I,
    ) -> Statement {
        let backend = self.transaction.get_database_backend();
        Statement::from_sql_and_values(backend, dialect(backend, sql), values)
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.transaction.get_database_backend() == DbBackend::Postgres
    }

    fn take_hints(&self) -> Vec<Hint> {
        std::mem::take(&mut self.lock_hints())
    }

    fn lock_hints(&self) -> std::sync::MutexGuard<'_, Vec<Hint>> {
        self.hints.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `?` placeholders as this database writes them. Only for statements of our own, which hold no `?` in a text.
pub(crate) fn dialect(backend: DbBackend, sql: &str) -> String {
    if backend != DbBackend::Postgres {
        return sql.to_owned();
    }
    let mut number = 0;
    sql.split('?').enumerate().fold(String::with_capacity(sql.len() + 16), |mut whole, (index, part)| {
        if index > 0 {
            number += 1;
            whole.push('$');
            whole.push_str(&number.to_string());
        }
        whole.push_str(part);
        whole
    })
}
