//! Events, and deliveries with their attempts: everything that leaves.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, json, small_integer_null, string, text, text_null, uuid, uuid_null,
};

use crate::table::{counter, drop_all, index, instant, instant_null, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("events")
                    .col(string("event_type"))
                    .col(uuid_null("webhook_id"))
                    .col(uuid_null("conversation_id"))
                    .col(json("data"))
                    .col(instant("occurred_at"))
                    .take(),
            )
            .await?;
        index(manager, "events_newest", "events", &["organization_id", "occurred_at", "id"], false).await?;
        manager
            .create_table(
                tenant_table("deliveries")
                    .col(uuid_null("target_id"))
                    .col(uuid("webhook_id"))
                    .col(uuid("event_id"))
                    .col(string("event_type"))
                    .col(uuid_null("message_id"))
                    .col(uuid_null("conversation_id"))
                    .col(string("kind"))
                    .col(string("state"))
                    .col(text("body"))
                    .col(counter("attempt_count"))
                    .col(counter("attempts_in_run"))
                    .col(instant_null("next_attempt_at"))
                    .col(text_null("last_error"))
                    .col(instant("created_at"))
                    .col(instant_null("finished_at"))
                    .take(),
            )
            .await?;
        index(manager, "deliveries_newest", "deliveries", &["organization_id", "created_at", "id"], false)
            .await?;
        index(manager, "deliveries_message", "deliveries", &["message_id"], false).await?;
        index(manager, "deliveries_state", "deliveries", &["organization_id", "state"], false).await?;
        manager
            .create_table(
                tenant_table("delivery_attempts")
                    .col(uuid("delivery_id"))
                    .col(integer("number"))
                    .col(string("outcome"))
                    .col(small_integer_null("status"))
                    .col(json("response_headers"))
                    .col(text_null("response_body"))
                    .col(text_null("error"))
                    .col(integer("duration_ms"))
                    .col(instant("started_at"))
                    .take(),
            )
            .await?;
        index(manager, "delivery_attempts_number", "delivery_attempts", &["delivery_id", "number"], true)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["delivery_attempts", "deliveries", "events"]).await
    }
}
