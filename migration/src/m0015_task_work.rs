//! Working with tasks by text: who is to do a task, what a turn did to tasks so that it can be taken back, and what an answer
//! left open in its conversation.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{json, json_null, string_null, uuid};

use crate::table::{add, drop_all, index, instant, instant_null, remove};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "tasks", &[string_null("assignee")]).await?;
        // A choice that was asked for, the rest of a list.
        add(manager, "conversations", &[json_null("dialogue")]).await?;
        let table = Table::create()
            .table("task_changes")
            .col(uuid("message_id"))
            .col(uuid("task_id"))
            .col(uuid("organization_id"))
            .col(uuid("conversation_id"))
            // None: the turn made the task.
            .col(json_null("before"))
            .col(json("after"))
            .col(instant("at"))
            .col(instant_null("undone_at"))
            .primary_key(Index::create().col("message_id").col("task_id"))
            .take();
        manager.create_table(table).await?;
        index(manager, "task_changes_last", "task_changes", &["conversation_id", "at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["task_changes"]).await?;
        remove(manager, "conversations", &["dialogue"]).await?;
        remove(manager, "tasks", &["assignee"]).await
    }
}
