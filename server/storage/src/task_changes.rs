//! What turns did to tasks, kept so that the last of it can be taken back.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{ConversationId, MessageId};
use patchbay_domain::task::Task;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::entities::task_changes::{self, Column, Entity};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{from_json, to_json};

/// What a turn did to one task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneToTask {
    /// The message whose turn it was.
    pub message_id: MessageId,
    /// The task before; none where the turn made it.
    pub before: Option<Task>,
    /// The task as the turn left it.
    pub after: Task,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was taken back.
    pub undone_at: Option<DateTime<Utc>>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// All that the last turn of a conversation that did anything to tasks did to them, by number.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn last_done_to_tasks(
        &self,
        conversation: ConversationId,
    ) -> Result<Vec<DoneToTask>, StorageError> {
        let of_conversation = || {
            Entity::find()
                .filter(Column::OrganizationId.eq(self.tenant()))
                .filter(Column::ConversationId.eq(conversation.uuid()))
        };
        let last = of_conversation()
            .order_by_desc(Column::At)
            .order_by_desc(Column::MessageId)
            .one(self.connection)
            .await?;
        let Some(last) = last else { return Ok(Vec::new()) };
        let rows =
            of_conversation().filter(Column::MessageId.eq(last.message_id)).all(self.connection).await?;
        let mut done = rows.into_iter().map(to_done).collect::<Result<Vec<_>, _>>()?;
        done.sort_by_key(|one| one.after.number);
        Ok(done)
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Keeps what a turn of a conversation did to tasks.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_done_to_tasks(
        &self,
        conversation: ConversationId,
        done: &[DoneToTask],
    ) -> Result<(), StorageError> {
        if done.is_empty() {
            return Ok(());
        }
        let row = |one: &DoneToTask| {
            Ok::<_, StorageError>(
                task_changes::Model {
                    message_id: one.message_id.uuid(),
                    task_id: one.after.id.uuid(),
                    organization_id: self.tenant(),
                    conversation_id: conversation.uuid(),
                    before: one.before.as_ref().map(to_json).transpose()?,
                    after: to_json(&one.after)?,
                    at: one.at,
                    undone_at: one.undone_at,
                }
                .into_active_model(),
            )
        };
        let rows = done.iter().map(row).collect::<Result<Vec<_>, _>>()?;
        Entity::insert_many(rows).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Notes that what the turn on a message did was taken back; whether it was not before.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn mark_undone(&self, message: MessageId, now: DateTime<Utc>) -> Result<bool, StorageError> {
        let marked = Entity::update_many()
            .col_expr(Column::UndoneAt, Expr::value(now))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::MessageId.eq(message.uuid()))
            .filter(Column::UndoneAt.is_null())
            .exec(self.connection)
            .await?;
        Ok(marked.rows_affected > 0)
    }
}

fn to_done(row: task_changes::Model) -> Result<DoneToTask, StorageError> {
    Ok(DoneToTask {
        message_id: row.message_id.into(),
        before: row.before.map(from_json).transpose()?,
        after: from_json(row.after)?,
        at: row.at,
        undone_at: row.undone_at,
    })
}
