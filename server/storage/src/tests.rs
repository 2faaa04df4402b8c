//! What the unit tests of storage stand on: an empty database for each, on SQLite, or on the PostgreSQL server that
//! `PATCHBAY_TEST_DATABASE` names, as for the end-to-end tests.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use patchbay_domain::entropy::SystemEntropy;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, query};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{DatabaseSettings, Storage, Vault};

/// The instant at which every test begins.
pub(crate) fn start_of_time() -> DateTime<Utc> {
    "2026-03-10T12:00:00Z".parse().unwrap()
}

/// The URL of the PostgreSQL server to test on; none: SQLite.
#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn postgres_url() -> Option<String> {
    std::env::var("PATCHBAY_TEST_DATABASE").ok().filter(|value| !value.is_empty() && value != "sqlite")
}

/// Runs a test on a storage of its own and removes it.
pub(crate) async fn on_empty_database(test: impl AsyncFnOnce(Storage)) {
    on_empty_database_with_queue(64, test).await;
}

/// The same with room for so many waiting writes.
pub(crate) async fn on_empty_database_with_queue(write_queue: usize, test: impl AsyncFnOnce(Storage)) {
    match postgres_url() {
        None => on_sqlite(write_queue, test).await,
        Some(admin) => on_postgres(&admin, write_queue, test).await,
    }
}

/// Hands a test the settings of an empty database that nothing was done to yet, and removes it.
pub(crate) async fn on_bare_database(test: impl AsyncFnOnce(DatabaseSettings)) {
    let settings = |url| DatabaseSettings { url, pool_size: 20, write_queue: 64 };
    match postgres_url() {
        None => {
            let folder = TempDir::with_prefix("patchbay-storage-").unwrap();
            test(settings(format!("sqlite://{}", folder.path().join("test.sqlite").display()))).await;
        }
        Some(admin) => {
            let (name, url) = create_postgres(&admin).await;
            test(settings(url)).await;
            administer(&admin, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

/// The same, on SQLite whatever the others run on: for what PostgreSQL does by itself.
pub(crate) async fn on_sqlite(write_queue: usize, test: impl AsyncFnOnce(Storage)) {
    let folder = TempDir::with_prefix("patchbay-storage-").unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.sqlite").display());
    run(url, write_queue, test).await;
}

async fn on_postgres(admin: &str, write_queue: usize, test: impl AsyncFnOnce(Storage)) {
    let (name, url) = create_postgres(admin).await;
    run(url, write_queue, test).await;
    administer(admin, format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

/// An empty database: its name and its URL.
async fn create_postgres(admin: &str) -> (String, String) {
    let name = format!("patchbay_unit_{}", fresh_id().simple());
    let (server, _) = admin.rsplit_once('/').unwrap();
    administer(admin, format!("CREATE DATABASE {name}")).await;
    let url = format!("{server}/{name}");
    (name, url)
}

async fn run(url: String, write_queue: usize, test: impl AsyncFnOnce(Storage)) {
    let settings = DatabaseSettings { url, pool_size: 20, write_queue };
    let storage = open(&settings).await;
    test(storage.clone()).await;
    storage.close().await;
}

/// Opens a database, brought up to date.
pub(crate) async fn open(settings: &DatabaseSettings) -> Storage {
    let vault = Vault::new(&[7; 32], Arc::new(SystemEntropy));
    Storage::open(settings, vault, fresh_id()).await.unwrap()
}

async fn administer(url: &str, statement: String) {
    let mut connection = url.parse::<PgConnectOptions>().unwrap().connect().await.unwrap();
    query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

fn fresh_id() -> Uuid {
    patchbay_domain::ids::uuid_at(start_of_time(), &SystemEntropy)
}
