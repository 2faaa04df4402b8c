//! What most tables have in common.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{pk_uuid, uuid};

/// A table with an id and a tenant.
pub(crate) fn tenant_table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).col(pk_uuid("id")).col(uuid("organization_id")).take()
}

/// A required instant.
pub(crate) fn instant(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().not_null().take()
}

/// An instant that may be missing.
pub(crate) fn instant_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().null().take()
}

/// A counter that starts at nothing.
pub(crate) fn counter(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().default(0).take()
}

/// Creates an index over `columns`.
pub(crate) async fn index(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create().name(name).table(table).take();
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    manager.create_index(index).await
}

/// Drops tables, the youngest first.
pub(crate) async fn drop_all(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).take()).await?;
    }
    Ok(())
}

/// Adds columns, one statement each: SQLite takes no more at a time.
pub(crate) async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[ColumnDef],
) -> Result<(), DbErr> {
    for column in columns {
        let statement = Table::alter().table(table).add_column(column.clone()).take();
        manager.alter_table(statement).await?;
    }
    Ok(())
}

/// Removes columns, one statement each.
pub(crate) async fn remove(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    for column in columns {
        manager.alter_table(Table::alter().table(table).drop_column(*column).take()).await?;
    }
    Ok(())
}
