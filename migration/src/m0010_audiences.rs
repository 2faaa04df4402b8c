//! Audiences: which state of an organization's subscriptions, event types and breakers something was decided by. And the
//! index of ready jobs without those that are claimed address by address, of which many may wait.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, pk_uuid};

use crate::table::drop_all;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("audiences")
            .col(pk_uuid("organization_id"))
            .col(big_integer("version"))
            .take();
        manager.create_table(table).await?;
        replace(manager, "state = 'ready' AND target_id IS NULL").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, "state = 'ready'").await?;
        drop_all(manager, &["audiences"]).await
    }
}

async fn replace(manager: &SchemaManager<'_>, which: &str) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name("jobs_ready").table("jobs").to_owned()).await?;
    let index = format!("CREATE INDEX jobs_ready ON jobs (kind, priority DESC, id) WHERE {which}");
    manager.get_connection().execute_unprepared(&index).await?;
    Ok(())
}
