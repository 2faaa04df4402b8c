//! Whose words lead to what: tasks that need a member's approval, and what waits for a member's yes or no.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, json, string, text, uuid, uuid_null};

use crate::table::{add, counter, drop_all, index, instant, instant_null, remove, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let needs_approval = ColumnDef::new("needs_approval").boolean().not_null().default(false).take();
        add(manager, "tasks", &[needs_approval]).await?;
        let table = tenant_table("confirmations")
            .col(string("code"))
            .col(uuid("user_id"))
            .col(uuid("webhook_id"))
            .col(uuid("conversation_id"))
            .col(uuid("message_id"))
            .col(uuid("contact_id"))
            .col(boolean("is_own"))
            .col(text("summary"))
            .col(json("plan"))
            .col(string("state"))
            .col(counter("wrong_codes"))
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .col(instant_null("settled_at"))
            .col(uuid_null("settled_by"))
            .col(uuid_null("settled_through"))
            .take();
        manager.create_table(table).await?;
        let newest = ["organization_id", "created_at", "id"];
        index(manager, "confirmations_newest", "confirmations", &newest, false).await?;
        let waiting = ["organization_id", "state", "expires_at"];
        index(manager, "confirmations_waiting", "confirmations", &waiting, false).await?;
        let code = ["organization_id", "user_id", "code"];
        index(manager, "confirmations_code", "confirmations", &code, false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["confirmations"]).await?;
        remove(manager, "tasks", &["needs_approval"]).await
    }
}
