//! The one id space of webhooks, the channels among them, and the addresses that deliveries go to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{binary, boolean, integer, json, pk_uuid, string, text, uuid, uuid_null};

use crate::table::{counter, drop_all, index, instant, instant_null, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("webhooks")
                    .col(integer("number"))
                    .col(uuid("owner_id"))
                    .col(string("kind"))
                    .col(text("name"))
                    .col(boolean("is_active"))
                    .col(instant("created_at"))
                    .col(instant("updated_at"))
                    .col(instant_null("deleted_at"))
                    .take(),
            )
            .await?;
        index(manager, "webhooks_number", "webhooks", &["organization_id", "number"], true).await?;
        index(manager, "webhooks_owner", "webhooks", &["owner_id"], false).await?;
        manager
            .create_table(
                Table::create()
                    .table("channels")
                    .col(pk_uuid("webhook_id"))
                    .col(uuid("organization_id"))
                    .col(string("channel_type"))
                    .col(uuid("token"))
                    // Sealed: credentials.
                    .col(binary("secret_key"))
                    .col(binary("settings"))
                    .col(uuid_null("target_id"))
                    .col(boolean("outbound_enabled"))
                    .col(boolean("is_primary"))
                    .col(instant_null("verified_at"))
                    .col(integer("rate_limit_per_minute"))
                    .col(integer("rate_limit_per_hour"))
                    .col(json("assistant"))
                    .col(json("tags"))
                    .col(json("metadata"))
                    .col(counter("messages_received"))
                    .col(counter("messages_sent"))
                    .col(counter("tasks_created"))
                    .col(counter("deliveries_failed"))
                    .col(instant_null("last_message_at"))
                    .take(),
            )
            .await?;
        index(manager, "channels_token", "channels", &["token"], true).await?;
        manager
            .create_table(
                tenant_table("targets")
                    .col(uuid("webhook_id"))
                    .col(string("kind"))
                    // What holds the breaker's state: failures in a row, over all deliveries to this address.
                    .col(counter("consecutive_failures"))
                    .col(instant("created_at"))
                    .take(),
            )
            .await?;
        index(manager, "targets_webhook", "targets", &["webhook_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["targets", "channels", "webhooks"]).await
    }
}
