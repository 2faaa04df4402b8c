//! The job queue. A finished job is removed; what stays is waiting, running or failed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{json, pk_uuid, small_integer, string, string_null, text_null, uuid_null};

use crate::table::{counter, drop_all, instant, instant_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("jobs")
                    .col(pk_uuid("id"))
                    .col(uuid_null("organization_id"))
                    .col(string("kind"))
                    .col(json("work"))
                    .col(string_null("lane"))
                    .col(small_integer("priority"))
                    // queued (behind another of its lane), ready, scheduled, running or failed.
                    .col(string("state"))
                    .col(instant("run_at"))
                    // Claims so far, and failures so far: a claim whose lease ran out is no failure.
                    .col(counter("attempt"))
                    .col(counter("failures"))
                    .col(uuid_null("worker_id"))
                    .col(instant_null("lease_until"))
                    .col(text_null("last_error"))
                    .col(instant("created_at"))
                    .take(),
            )
            .await?;
        // Small indexes over what is alive only: failed jobs may stay for long.
        for statement in [
            "CREATE INDEX jobs_ready ON jobs (kind, priority DESC, id) WHERE state = 'ready'",
            "CREATE INDEX jobs_scheduled ON jobs (run_at) WHERE state = 'scheduled'",
            "CREATE INDEX jobs_running ON jobs (lease_until) WHERE state = 'running'",
            "CREATE INDEX jobs_queued ON jobs (lane, id) WHERE state = 'queued'",
            // The promise of a lane, held by the database: one job of it at a time.
            "CREATE UNIQUE INDEX jobs_lane ON jobs (lane) WHERE state IN ('ready', 'scheduled', 'running')",
        ] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["jobs"]).await
    }
}
