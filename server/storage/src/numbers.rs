//! The numbers people say: "task 12". Counted in each organization, without gaps from failed transactions.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, Value};

use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{column, count};
use crate::writer::dialect;

/// What is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbered {
    /// Webhooks of every kind (C8).
    Webhook,
    /// Conversations.
    Conversation,
    /// Tasks.
    Task,
}

impl Scope<'_, DatabaseTransaction> {
    /// Locks the organization until the transaction ends: of two changes at once, one sees the other.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn lock_organization(&self) -> Result<(), StorageError> {
        // Taking no number writes the row, which is what locks it.
        self.take_numbers(Numbered::Webhook, 0).await.map(drop)
    }

    /// Takes the next `many` numbers; says the first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn take_numbers(&self, numbered: Numbered, many: u32) -> Result<u32, StorageError> {
        let counter = match numbered {
            Numbered::Webhook => "last_webhook_number",
            Numbered::Conversation => "last_conversation_number",
            Numbered::Task => "last_task_number",
        };
        let backend: DbBackend = self.connection.get_database_backend();
        let sql = format!(
            "UPDATE organizations SET {counter} = {counter} + ? WHERE id = ? RETURNING {counter} AS last"
        );
        let statement = Statement::from_sql_and_values(
            backend,
            dialect(backend, &sql),
            [Value::from(column(many)), self.tenant().into()],
        );
        let row = self
            .connection
            .query_one_raw(statement)
            .await?
            .ok_or_else(|| StorageError::Corrupt("the organization is gone".into()))?;
        Ok(count(row.try_get::<i32>("", "last")?) + 1 - many)
    }
}
