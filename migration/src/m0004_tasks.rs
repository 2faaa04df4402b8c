//! Tasks.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, text, text_null, uuid_null};

use crate::table::{drop_all, index, instant, instant_null, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("tasks")
                    .col(integer("number"))
                    .col(text("title"))
                    .col(text_null("description"))
                    .col(string("priority"))
                    .col(string("status"))
                    .col(instant_null("deadline"))
                    .col(text_null("result"))
                    .col(text_null("error"))
                    .col(uuid_null("source_webhook_id"))
                    .col(uuid_null("source_message_id"))
                    .col(uuid_null("conversation_id"))
                    .col(uuid_null("created_by"))
                    .col(instant("created_at"))
                    .col(instant("updated_at"))
                    .col(instant_null("completed_at"))
                    .take(),
            )
            .await?;
        index(manager, "tasks_number", "tasks", &["organization_id", "number"], true).await?;
        index(manager, "tasks_newest", "tasks", &["organization_id", "created_at", "id"], false).await?;
        index(manager, "tasks_source_message", "tasks", &["source_message_id"], false).await?;
        index(manager, "tasks_status", "tasks", &["organization_id", "status"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["tasks"]).await
    }
}
