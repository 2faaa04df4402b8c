//! What was understood of a message, what a member said that it should have been, and what an organization tells its
//! assistant in its own words.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{json, json_null, string, text_null, uuid};

use crate::table::{add, drop_all, index, instant, remove, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // None: the turn was taken before it was kept.
        add(manager, "turns", &[json_null("understanding")]).await?;
        add(manager, "organizations", &[text_null("instructions")]).await?;
        let table = tenant_table("corrections")
            .col(uuid("message_id"))
            .col(string("time_zone"))
            .col(json("before"))
            .col(json("after"))
            .col(uuid("user_id"))
            .col(instant("at"))
            .take();
        manager.create_table(table).await?;
        index(manager, "corrections_message", "corrections", &["message_id"], false).await?;
        index(manager, "corrections_newest", "corrections", &["organization_id", "at", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["corrections"]).await?;
        remove(manager, "organizations", &["instructions"]).await?;
        remove(manager, "turns", &["understanding"]).await
    }
}
