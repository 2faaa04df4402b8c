//! Turns: which model took the turn on a message, what that took, and why it was another model than was asked.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, pk_uuid, string, string_null, text_null, uuid,
};

use crate::table::{counter, drop_all, index, instant, instant_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("turns")
            .col(pk_uuid("message_id"))
            .col(uuid("organization_id"))
            // The day of `taken_at` in UTC, as text: what totals are grouped by, the same on both databases.
            .col(string("day"))
            .col(string("model"))
            .col(string_null("asked_model"))
            .col(string("provider"))
            .col(text_null("fallback_reason"))
            .col(string_null("prompt_version"))
            .col(string_null("mode"))
            .col(counter("requests"))
            .col(big_integer_null("input_tokens"))
            .col(big_integer_null("output_tokens"))
            .col(boolean("is_repaired"))
            .col(big_integer_null("cost_micros"))
            .col(big_integer("duration_ms"))
            .col(instant_null("acknowledged_at"))
            .col(instant("taken_at"))
            .take();
        manager.create_table(table).await?;
        index(manager, "turns_day", "turns", &["organization_id", "day"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["turns"]).await
    }
}
