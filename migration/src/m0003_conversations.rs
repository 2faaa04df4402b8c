//! Contacts, conversations and messages, and the raw bodies that messages came from.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    binary, integer, json, json_null, pk_uuid, string, string_null, text, text_null, uuid, uuid_null,
};

use crate::table::{counter, drop_all, index, instant, instant_null, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        contacts(manager).await?;
        conversations(manager).await?;
        messages(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["raw_bodies", "messages", "conversations", "contact_identifiers", "contacts"])
            .await
    }
}

async fn contacts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("contacts")
                .col(text_null("display_name"))
                .col(string("trust"))
                .col(string_null("time_zone"))
                .col(instant("created_at"))
                .take(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("contact_identifiers")
                .col(uuid("contact_id"))
                .col(string("kind"))
                // Where the identifier means this contact: a channel for names of the sender's own making.
                .col(string("scope"))
                .col(text("value"))
                .take(),
        )
        .await?;
    index(
        manager,
        "contact_identifiers_value",
        "contact_identifiers",
        &["organization_id", "kind", "scope", "value"],
        true,
    )
    .await
}

async fn conversations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("conversations")
                .col(integer("number"))
                .col(uuid("webhook_id"))
                .col(uuid("contact_id"))
                .col(string("kind"))
                .col(string("status"))
                .col(text("sender_identifier"))
                .col(text_null("sender_name"))
                .col(text_null("context_summary"))
                .col(counter("message_count"))
                .col(text_null("last_message_preview"))
                .col(instant("last_message_at"))
                .col(instant("created_at"))
                .take(),
        )
        .await?;
    index(manager, "conversations_number", "conversations", &["organization_id", "number"], true).await?;
    index(
        manager,
        "conversations_latest",
        "conversations",
        &["organization_id", "last_message_at", "id"],
        false,
    )
    .await?;
    // One open conversation a channel and contact; sea-query knows no partial index, both databases do.
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX conversations_open ON conversations (webhook_id, contact_id) \
             WHERE status IN ('active', 'paused')",
        )
        .await?;
    Ok(())
}

async fn messages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("messages")
                .col(uuid("webhook_id"))
                .col(uuid_null("conversation_id"))
                .col(uuid_null("contact_id"))
                .col(string("direction"))
                .col(string("author"))
                .col(uuid_null("author_user_id"))
                .col(text("content"))
                .col(string("message_type"))
                .col(text("sender_identifier"))
                .col(text_null("sender_name"))
                .col(string("status"))
                .col(text_null("external_id"))
                .col(uuid_null("in_reply_to"))
                .col(string_null("intent"))
                .col(string_null("urgency"))
                .col(json_null("entities"))
                .col(json("attachments"))
                .col(json("metadata"))
                .col(json_null("structured"))
                .col(text_null("error"))
                .col(instant("created_at"))
                .col(instant_null("finished_at"))
                .take(),
        )
        .await?;
    index(manager, "messages_external_id", "messages", &["webhook_id", "external_id"], true).await?;
    index(manager, "messages_webhook", "messages", &["webhook_id", "created_at", "id"], false).await?;
    index(manager, "messages_conversation", "messages", &["conversation_id", "created_at", "id"], false)
        .await?;
    // One answer a message, whatever is run twice.
    index(manager, "messages_in_reply_to", "messages", &["in_reply_to"], true).await?;
    manager
        .create_table(
            Table::create()
                .table("raw_bodies")
                .col(pk_uuid("message_id"))
                .col(uuid("organization_id"))
                // Which key seals it, so that keys can be a contact's own and be thrown away with them.
                .col(string("key_id"))
                .col(string("content_type"))
                .col(binary("body"))
                .col(instant("expires_at"))
                .take(),
        )
        .await?;
    index(manager, "raw_bodies_expires_at", "raw_bodies", &["expires_at"], false).await
}
