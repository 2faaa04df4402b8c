//! What is remembered of contacts, and the codes by which they join what they are known by.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, text, uuid, uuid_null};

use crate::table::{counter, drop_all, index, instant, instant_null, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// One open conversation a channel, contact and address of theirs: somebody with two numbers is answered at the one that
/// they wrote from. sea-query knows no partial index, both databases do.
const OPEN: &str = "CREATE UNIQUE INDEX conversations_open ON conversations \
                    (webhook_id, contact_id, lower(sender_identifier)) WHERE status IN ('active', 'paused')";

/// What it was before.
const OPEN_BEFORE: &str = "CREATE UNIQUE INDEX conversations_open ON conversations (webhook_id, contact_id) \
                           WHERE status IN ('active', 'paused')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let facts = tenant_table("facts")
            .col(uuid("contact_id"))
            .col(string("kind"))
            .col(text("text"))
            .col(uuid_null("source_message_id"))
            .col(uuid_null("source_webhook_id"))
            .col(uuid_null("created_by"))
            .col(instant("created_at"))
            .col(instant("updated_at"))
            .take();
        manager.create_table(facts).await?;
        index(manager, "facts_contact", "facts", &["organization_id", "contact_id", "created_at"], false)
            .await?;
        let links = tenant_table("contact_links")
            .col(uuid("contact_id"))
            .col(uuid("conversation_id"))
            .col(string("kind"))
            .col(text("value"))
            .col(uuid("webhook_id"))
            .col(string("code_hash"))
            .col(counter("tries"))
            .col(uuid("delivery_id"))
            .col(instant("created_at"))
            .col(instant("expires_at"))
            .col(instant_null("used_at"))
            .take();
        manager.create_table(links).await?;
        let by_conversation = ["organization_id", "conversation_id", "created_at"];
        index(manager, "contact_links_conversation", "contact_links", &by_conversation, false).await?;
        index(manager, "contact_links_delivery", "contact_links", &["delivery_id"], false).await?;
        replace_open_index(manager, OPEN).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace_open_index(manager, OPEN_BEFORE).await?;
        drop_all(manager, &["contact_links", "facts"]).await
    }
}

async fn replace_open_index(manager: &SchemaManager<'_>, with: &str) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name("conversations_open").table("conversations").to_owned()).await?;
    manager.get_connection().execute_unprepared(with).await?;
    Ok(())
}
