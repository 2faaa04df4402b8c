//! Events and deliveries: event types of an organization's own, subscriptions, targets with their breaker and figures,
//! idempotency keys, recoveries.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    binary, binary_null, integer, integer_null, json, json_null, pk_uuid, small_integer_null, string,
    string_null, text, text_null, uuid, uuid_null,
};

use crate::table::{add, counter, drop_all, index, instant, instant_null, remove, tenant_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        event_types(manager).await?;
        events(manager).await?;
        subscriptions(manager).await?;
        add(manager, "targets", &target_columns()).await?;
        deliveries(manager).await?;
        add(manager, "jobs", &[uuid_null("target_id")]).await?;
        // Whose turn is it among those who wait, and what waits longest for one of them.
        let ready = "CREATE INDEX jobs_target ON jobs (target_id, priority DESC, id) \
                     WHERE state = 'ready' AND target_id IS NOT NULL";
        manager.get_connection().execute_unprepared(ready).await?;
        idempotency_keys(manager).await?;
        recoveries(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["recoveries", "idempotency_keys"]).await?;
        for (name, table) in [
            ("jobs_target", "jobs"),
            ("deliveries_held", "deliveries"),
            ("deliveries_event", "deliveries"),
            ("deliveries_webhook", "deliveries"),
            ("deliveries_unfinished", "deliveries"),
            ("events_type", "events"),
        ] {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        index(manager, "deliveries_state", "deliveries", &["organization_id", "state"], false).await?;
        remove(manager, "jobs", &["target_id"]).await?;
        remove(manager, "delivery_attempts", &["request_headers", "remote_address", "error_class"]).await?;
        remove(manager, "deliveries", &["wire_id", "format", "lane"]).await?;
        remove(manager, "targets", &TARGET_COLUMNS).await?;
        drop_all(manager, &["subscriptions"]).await?;
        let columns = ["version", "labels", "ordering_key", "replay_of", "replay_count", "wire_id"];
        remove(manager, "events", &columns).await?;
        drop_all(manager, &["event_types"]).await
    }
}

async fn event_types(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("event_types")
                .col(string("name"))
                .col(integer("version"))
                .col(string("group_name"))
                .col(text("description"))
                .col(json("schema"))
                .col(json("sample"))
                .col(instant("created_at"))
                .col(instant_null("archived_at"))
                .take(),
        )
        .await?;
    let columns = ["organization_id", "name", "version"];
    index(manager, "event_types_name", "event_types", &columns, true).await
}

async fn events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        ColumnDef::new("version").integer().not_null().default(1).take(),
        json_null("labels"),
        text_null("ordering_key"),
        uuid_null("replay_of"),
        counter("replay_count"),
        uuid_null("wire_id"),
    ];
    add(manager, "events", &columns).await?;
    let columns = ["organization_id", "event_type", "occurred_at", "id"];
    index(manager, "events_type", "events", &columns, false).await
}

async fn subscriptions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("subscriptions")
                .col(pk_uuid("webhook_id"))
                .col(uuid("organization_id"))
                .col(uuid("target_id"))
                // Sealed: the URL may hold a key, headers and authentication are credentials.
                .col(binary("settings"))
                .col(binary("secret_key"))
                .col(binary_null("previous_secret_key"))
                .col(instant_null("previous_secret_key_expires_at"))
                .col(text("description"))
                .col(json("events"))
                .col(json("pinned_versions"))
                .col(json("labels"))
                .col(string("format"))
                .col(integer("timeout_seconds"))
                .col(json("retry"))
                .col(integer_null("rate_limit_per_second"))
                .col(string("ordering"))
                .col(json("metadata"))
                .col(string_null("disabled_reason"))
                .take(),
        )
        .await?;
    index(manager, "subscriptions_organization", "subscriptions", &["organization_id"], false).await
}

const TARGET_COLUMNS: [&str; 17] = [
    "failing_since",
    "opened_at",
    "next_probe_at",
    "probes",
    "rate_limit_per_second",
    "next_slot_at",
    "delivered",
    "failed",
    "attempts_succeeded",
    "attempts_failed",
    "duration_total_ms",
    "durations",
    "last_triggered_at",
    "last_success_at",
    "last_error",
    "last_error_at",
    "last_status",
];

fn target_columns() -> [ColumnDef; 17] {
    let big = |name: &'static str| ColumnDef::new(name).big_integer().not_null().default(0).take();
    [
        instant_null("failing_since"),
        instant_null("opened_at"),
        instant_null("next_probe_at"),
        counter("probes"),
        // Its subscription's limit, kept here too for the queue, and when the next request may leave.
        integer_null("rate_limit_per_second"),
        instant_null("next_slot_at"),
        big("delivered"),
        big("failed"),
        big("attempts_succeeded"),
        big("attempts_failed"),
        big("duration_total_ms"),
        ColumnDef::new("durations").text().not_null().default("").take(),
        instant_null("last_triggered_at"),
        instant_null("last_success_at"),
        text_null("last_error"),
        instant_null("last_error_at"),
        small_integer_null("last_status"),
    ]
}

async fn deliveries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let format = ColumnDef::new("format").string().not_null().default("native").take();
    add(manager, "deliveries", &[uuid_null("wire_id"), format, text_null("lane")]).await?;
    let columns = [json_null("request_headers"), string_null("remote_address"), string_null("error_class")];
    add(manager, "delivery_attempts", &columns).await?;
    manager.drop_index(Index::drop().name("deliveries_state").table("deliveries").to_owned()).await?;
    for statement in [
        "CREATE INDEX deliveries_webhook ON deliveries (organization_id, webhook_id, created_at, id)",
        "CREATE INDEX deliveries_event ON deliveries (event_id)",
        // Almost everything arrives: what did not is few, and what lists look for.
        "CREATE INDEX deliveries_unfinished ON deliveries (organization_id, state, created_at, id) \
         WHERE state <> 'success'",
        "CREATE INDEX deliveries_held ON deliveries (target_id, id) WHERE state = 'held'",
    ] {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

async fn idempotency_keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("idempotency_keys")
                .col(string("route"))
                .col(string("key_hash"))
                .col(string("fingerprint"))
                .col(small_integer_null("status"))
                // Sealed: an answer may hold a secret that is shown once.
                .col(binary_null("answer"))
                .col(instant("created_at"))
                .col(instant("expires_at"))
                .take(),
        )
        .await?;
    let columns = ["organization_id", "route", "key_hash"];
    index(manager, "idempotency_keys_key", "idempotency_keys", &columns, true).await?;
    index(manager, "idempotency_keys_expiry", "idempotency_keys", &["expires_at"], false).await
}

async fn recoveries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("recoveries")
                .col(uuid("created_by"))
                .col(json("filter"))
                .col(string("state"))
                .col(counter("total"))
                .col(counter("done"))
                .col(json_null("position"))
                .col(instant("created_at"))
                .col(instant_null("finished_at"))
                .take(),
        )
        .await?;
    index(manager, "recoveries_newest", "recoveries", &["organization_id", "created_at", "id"], false).await
}
