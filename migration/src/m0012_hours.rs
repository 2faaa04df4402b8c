//! When an organization works, and when it is to be left in peace.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::json_null;

use crate::table::{add, remove};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // None: the hours that an organization has until it sets its own.
        add(manager, "organizations", &[json_null("hours")]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove(manager, "organizations", &["hours"]).await
    }
}
