//! Organizations, users, and how they prove who they are; the audit trail.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{binary, json_null, pk_uuid, string, string_null, uuid, uuid_null};

use crate::table::{counter, drop_all, index, instant, instant_null, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    // A few values of the deployment itself, such as the proof that the master key is the right one.
                    .table("deployment")
                    .col(string("name").primary_key())
                    .col(binary("value"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("organizations")
                    .col(pk_uuid("id"))
                    .col(string("name"))
                    .col(string("time_zone"))
                    // The last numbers given out: "webhook 3", "conversation 7", "task 12".
                    .col(counter("last_webhook_number"))
                    .col(counter("last_conversation_number"))
                    .col(counter("last_task_number"))
                    .col(instant("created_at"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                tenant_table("users")
                    .col(string("email"))
                    .col(string("name"))
                    .col(string("role"))
                    .col(string_null("password_hash"))
                    .col(string_null("time_zone"))
                    .col(instant("created_at"))
                    .take(),
            )
            .await?;
        index(manager, "users_email", "users", &["email"], true).await?;
        manager
            .create_table(
                tenant_table("sign_in_links")
                    .col(uuid("user_id"))
                    .col(string("token_hash"))
                    .col(instant("created_at"))
                    .col(instant("expires_at"))
                    .col(instant_null("used_at"))
                    .take(),
            )
            .await?;
        index(manager, "sign_in_links_token", "sign_in_links", &["token_hash"], true).await?;
        manager
            .create_table(
                tenant_table("sessions")
                    .col(uuid("user_id"))
                    .col(string("token_hash"))
                    .col(instant("created_at"))
                    .col(instant("expires_at"))
                    .take(),
            )
            .await?;
        index(manager, "sessions_token", "sessions", &["token_hash"], true).await?;
        manager
            .create_table(
                tenant_table("api_tokens")
                    .col(uuid("user_id"))
                    .col(string("name"))
                    .col(string("token_hash"))
                    .col(instant("created_at"))
                    .col(instant_null("revoked_at"))
                    .take(),
            )
            .await?;
        index(manager, "api_tokens_token", "api_tokens", &["token_hash"], true).await?;
        manager
            .create_table(
                tenant_table("audit_entries")
                    .col(string("actor"))
                    .col(uuid_null("user_id"))
                    .col(string("action"))
                    .col(string("subject"))
                    .col(json_null("before"))
                    .col(json_null("after"))
                    .col(instant("at"))
                    .take(),
            )
            .await?;
        index(manager, "audit_entries_at", "audit_entries", &["organization_id", "at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &[
                "audit_entries",
                "api_tokens",
                "sessions",
                "sign_in_links",
                "users",
                "organizations",
                "deployment",
            ],
        )
        .await
    }
}
