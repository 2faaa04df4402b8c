//! Opening the database: SQLite in a file or PostgreSQL by its URL.

use std::time::Duration;

use patchbay_migration::Migrator;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend};
use sea_orm_migration::MigratorTrait;

use crate::error::StorageError;

/// How the database is reached and how widely.
#[derive(Debug, Clone)]
pub struct DatabaseSettings {
    /// `sqlite:///path/to/file` or `postgres://…`.
    pub url: String,
    /// Connections, 20 to 100 for PostgreSQL (NFR-09); readers only for SQLite.
    pub pool_size: u32,
    /// Writes that may wait before callers are told to come back.
    pub write_queue: usize,
}

/// The connections of one database.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    /// Where pages read; on PostgreSQL everything.
    pub(crate) read: DatabaseConnection,
    /// On SQLite the one connection that writes.
    pub(crate) write: DatabaseConnection,
    pub(crate) backend: DbBackend,
}

/// Connects and brings the schema up to date.
pub(crate) async fn connect(settings: &DatabaseSettings) -> Result<Connections, StorageError> {
    let connections = if settings.url.starts_with("sqlite:") {
        let write = Database::connect(sqlite(settings, 1)).await?;
        let read = Database::connect(sqlite(settings, settings.pool_size.clamp(2, 8))).await?;
        Connections { read, write, backend: DbBackend::Sqlite }
    } else {
        let pool = Database::connect(postgres(settings)).await?;
        Connections { read: pool.clone(), write: pool, backend: DbBackend::Postgres }
    };
    Ok(connections)
}

/// Brings the schema up to date. Several processes may do so at once: PostgreSQL's lock lets one through at a time.
pub(crate) async fn migrate(connections: &Connections) -> Result<(), StorageError> {
    if connections.backend == DbBackend::Postgres {
        return migrate_alone(&connections.write).await;
    }
    Ok(Migrator::up(&connections.write, None).await?)
}

/// A number of Patchbay's own for PostgreSQL's advisory locks.
const MIGRATION_LOCK: i64 = 0x7061_7463_6862_6179;

async fn migrate_alone(database: &DatabaseConnection) -> Result<(), StorageError> {
    let pool = database.get_postgres_connection_pool();
    let mut guard = pool.acquire().await.map_err(unavailable)?;
    let lock = |statement| sqlx::query(statement).bind(MIGRATION_LOCK);
    lock("SELECT pg_advisory_lock($1)").execute(&mut *guard).await.map_err(unavailable)?;
    let outcome = Migrator::up(database, None).await;
    lock("SELECT pg_advisory_unlock($1)").execute(&mut *guard).await.map_err(unavailable)?;
    Ok(outcome?)
}

fn unavailable(error: sqlx::Error) -> StorageError {
    StorageError::Unavailable(error.to_string())
}

fn sqlite(settings: &DatabaseSettings, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(settings.url.clone());
    options.min_connections(1).max_connections(connections).sqlx_logging(false).map_sqlx_sqlite_opts(
        |sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                // FULL: what was acknowledged survives a power cut.
                .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                .foreign_keys(true)
                // Batches differ in length, and each length is a statement of its own.
                .statement_cache_capacity(512)
        },
    );
    options
}

fn postgres(settings: &DatabaseSettings) -> ConnectOptions {
    let mut options = ConnectOptions::new(settings.url.clone());
    options
        .min_connections(2)
        .max_connections(settings.pool_size.max(4))
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .set_application_name("patchbay");
    options
}

#[cfg(test)]
mod tests;
