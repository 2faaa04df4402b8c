//! Identity: invitations, what a session and a token tell of themselves, the audit trail's sources; second secret keys;
//! contacts that members look after, and the tasks that point at them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{binary_null, json_null, string, string_null, text_null, uuid, uuid_null};

use crate::table::{add, drop_all, index, instant, instant_null, remove, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        users(manager).await?;
        sessions(manager).await?;
        api_tokens(manager).await?;
        invitations(manager).await?;
        audit_entries(manager).await?;
        let second_key = [binary_null("previous_secret_key"), instant_null("previous_secret_key_expires_at")];
        add(manager, "channels", &second_key).await?;
        contacts(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table) in [
            ("tasks_contact", "tasks"),
            ("conversations_contact", "conversations"),
            ("contact_identifiers_contact", "contact_identifiers"),
            ("contacts_newest", "contacts"),
            ("audit_entries_subject", "audit_entries"),
            ("sessions_user", "sessions"),
            ("api_tokens_user", "api_tokens"),
            ("users_email_live", "users"),
        ] {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        remove(manager, "tasks", &["contact_id", "search_text"]).await?;
        remove(manager, "contacts", &["updated_at", "deleted_at", "search_text"]).await?;
        remove(manager, "channels", &["previous_secret_key", "previous_secret_key_expires_at"]).await?;
        remove(manager, "audit_entries", &["api_token_id", "address", "request_id"]).await?;
        drop_all(manager, &["invitations"]).await?;
        remove(manager, "api_tokens", &["hint", "scopes", "expires_at", "last_used_at"]).await?;
        remove(manager, "sessions", &["method", "user_agent", "address", "last_used_at"]).await?;
        remove(manager, "sign_in_links", &["purpose", "delivery_id"]).await?;
        remove(manager, "users", &["last_seen_at", "removed_at"]).await?;
        index(manager, "users_email", "users", &["email"], true).await
    }
}

async fn users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(manager, "users", &[instant_null("last_seen_at"), instant_null("removed_at")]).await?;
    // The address of somebody who is no member any more may be another member's.
    manager.drop_index(Index::drop().name("users_email").table("users").to_owned()).await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE UNIQUE INDEX users_email_live ON users (email) WHERE removed_at IS NULL")
        .await?;
    Ok(())
}

async fn sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let link = [
        ColumnDef::new("purpose").string().not_null().default("sign_in").take(),
        // A link that leaves by mail: its token follows from its id, and is put in as it leaves.
        uuid_null("delivery_id"),
    ];
    add(manager, "sign_in_links", &link).await?;
    let session = [
        ColumnDef::new("method").string().not_null().default("password").take(),
        text_null("user_agent"),
        string_null("address"),
        instant_null("last_used_at"),
    ];
    add(manager, "sessions", &session).await?;
    index(manager, "sessions_user", "sessions", &["organization_id", "user_id"], false).await
}

async fn api_tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        ColumnDef::new("hint").string().not_null().default("").take(),
        // Tokens of before there were scopes could do everything.
        json_null("scopes"),
        instant_null("expires_at"),
        instant_null("last_used_at"),
    ];
    add(manager, "api_tokens", &columns).await?;
    index(manager, "api_tokens_user", "api_tokens", &["organization_id", "user_id"], false).await
}

async fn invitations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("invitations")
                .col(string("email"))
                .col(string("role"))
                .col(string("token_hash"))
                .col(uuid("invited_by"))
                .col(instant("created_at"))
                .col(instant("expires_at"))
                .col(instant_null("ended_at"))
                .take(),
        )
        .await?;
    index(manager, "invitations_token", "invitations", &["token_hash"], true).await?;
    index(manager, "invitations_newest", "invitations", &["organization_id", "created_at", "id"], false).await
}

async fn audit_entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(
        manager,
        "audit_entries",
        &[uuid_null("api_token_id"), string_null("address"), string_null("request_id")],
    )
    .await?;
    let columns = ["organization_id", "subject", "at"];
    index(manager, "audit_entries_subject", "audit_entries", &columns, false).await
}

async fn contacts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // In small letters, what searching looks at; rows of before have none.
    let columns = [instant_null("updated_at"), instant_null("deleted_at"), text_null("search_text")];
    add(manager, "contacts", &columns).await?;
    index(manager, "contacts_newest", "contacts", &["organization_id", "created_at", "id"], false).await?;
    index(manager, "contact_identifiers_contact", "contact_identifiers", &["contact_id"], false).await?;
    let columns = ["organization_id", "contact_id"];
    index(manager, "conversations_contact", "conversations", &columns, false).await?;
    add(manager, "tasks", &[uuid_null("contact_id"), text_null("search_text")]).await?;
    manager
        .get_connection()
        .execute_unprepared(
            "UPDATE tasks SET contact_id = (SELECT contact_id FROM conversations \
             WHERE conversations.id = tasks.conversation_id) WHERE conversation_id IS NOT NULL",
        )
        .await?;
    index(manager, "tasks_contact", "tasks", &columns, false).await
}
