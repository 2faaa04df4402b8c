//! Texts and mails: what a message is besides its text, consent, codes that prove a channel, quotas.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{binary, json_null, pk_uuid, string, string_null, text, text_null, uuid};

use crate::table::{add, counter, drop_all, index, instant, instant_null, remove, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        messages(manager).await?;
        channels(manager).await?;
        add(manager, "deliveries", &[text_null("recipient")]).await?;
        consents(manager).await?;
        verifications(manager).await?;
        quota_logs(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["quota_logs", "verifications", "consents"]).await?;
        remove(manager, "deliveries", &["recipient"]).await?;
        remove(
            manager,
            "channels",
            &["overflow", "outbound_error", "outbound_error_at", "inbound_error", "inbound_error_at"],
        )
        .await?;
        for name in ["messages_repeat_key", "messages_deferred", "messages_review"] {
            manager.drop_index(Index::drop().name(name).table("messages").to_owned()).await?;
        }
        remove(
            manager,
            "messages",
            &["repeat_key", "unanswered", "review", "reviewed_at", "email", "deferred_until"],
        )
        .await
    }
}

async fn messages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        text_null("repeat_key"),
        string_null("unanswered"),
        text_null("review"),
        instant_null("reviewed_at"),
        json_null("email"),
        instant_null("deferred_until"),
    ];
    add(manager, "messages", &columns).await?;
    index(manager, "messages_repeat_key", "messages", &["webhook_id", "repeat_key"], true).await?;
    // Small indexes over the few that are counted and looked for.
    for statement in [
        "CREATE INDEX messages_deferred ON messages (webhook_id, deferred_until) WHERE deferred_until IS NOT NULL",
        "CREATE INDEX messages_review ON messages (organization_id, created_at, id) \
         WHERE review IS NOT NULL AND reviewed_at IS NULL",
    ] {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

async fn channels(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        ColumnDef::new("overflow").string().not_null().default("reject").take(),
        text_null("outbound_error"),
        instant_null("outbound_error_at"),
        text_null("inbound_error"),
        instant_null("inbound_error_at"),
    ];
    add(manager, "channels", &columns).await
}

async fn consents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("consents")
                .col(uuid("webhook_id"))
                .col(text("address"))
                .col(string("state"))
                .col(text("keyword"))
                .col(instant("changed_at"))
                .take(),
        )
        .await?;
    index(manager, "consents_address", "consents", &["webhook_id", "address"], true).await
}

async fn verifications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("verifications")
                .col(uuid("webhook_id"))
                .col(text_null("sent_to"))
                // A keyed hash: the code itself is nowhere.
                .col(string("code_hash"))
                .col(counter("tries"))
                .col(uuid("delivery_id"))
                .col(instant("created_at"))
                .col(instant("expires_at"))
                .col(instant_null("used_at"))
                .take(),
        )
        .await?;
    index(manager, "verifications_webhook", "verifications", &["webhook_id", "created_at"], false).await?;
    index(manager, "verifications_delivery", "verifications", &["delivery_id"], true).await
}

/// What several instances share of the quotas: a sliding log a channel.
async fn quota_logs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("quota_logs")
                .col(pk_uuid("webhook_id"))
                .col(uuid("organization_id"))
                .col(binary("hits"))
                .take(),
        )
        .await
}
