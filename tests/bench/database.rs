//! On what is measured. Every measurement has a database of its own, so that none is slowed by what another left.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use tempfile::TempDir;

use crate::usage;

/// Where databases are made.
pub(crate) enum Database {
    /// Files in a folder of each measurement.
    Sqlite,
    /// A server that is used by nobody else.
    Postgres(Server),
}

/// A PostgreSQL server.
pub(crate) struct Server {
    url: String,
    /// The process that started all others.
    pid: u32,
    made: Cell<u32>,
}

/// A fresh database and a folder.
pub(crate) struct Place {
    folder: TempDir,
    /// The database's URL; none on SQLite.
    pub(crate) url: Option<String>,
}

impl Place {
    /// A folder for files, which is removed with this.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where a Patchbay on it has its files.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder().join("data")
    }

    /// What a query gives, a text and an instant a row, asked beside whoever uses the database.
    pub(crate) async fn instants(&self, sql: &'static str) -> anyhow::Result<Vec<(String, DateTime<Utc>)>> {
        match &self.url {
            None => {
                let file = SqliteConnectOptions::new().filename(self.data().join("patchbay.sqlite"));
                let mut connection = file.connect().await?;
                Ok(sqlx::query_as(sql).fetch_all(&mut connection).await?)
            }
            Some(url) => {
                let mut connection = PgConnection::connect(url).await?;
                Ok(sqlx::query_as(sql).fetch_all(&mut connection).await?)
            }
        }
    }
}

impl Database {
    /// `sqlite`, or the URL of a PostgreSQL server.
    pub(crate) async fn new(named: &str) -> anyhow::Result<Self> {
        if named == "sqlite" {
            return Ok(Self::Sqlite);
        }
        let mut connection = PgConnection::connect(named).await.context("PostgreSQL")?;
        let backend: i32 = sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&mut connection).await?;
        let pid = usage::parent(u32::try_from(backend)?).context("PostgreSQL has to run on this machine")?;
        Ok(Self::Postgres(Server { url: named.to_owned(), pid, made: Cell::new(0) }))
    }

    /// What its files are called.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// How it keeps what it was given.
    pub(crate) async fn settings(&self) -> anyhow::Result<String> {
        let Self::Postgres(server) = self else { return Ok("SQLite, WAL, synchronous=FULL".to_owned()) };
        let mut connection = PgConnection::connect(&server.url).await?;
        let sql = "SELECT 'PostgreSQL ' || current_setting('server_version') || ', fsync=' || current_setting('fsync')
            || ', synchronous_commit=' || current_setting('synchronous_commit')
            || ', full_page_writes=' || current_setting('full_page_writes')";
        Ok(sqlx::query_scalar(sql).fetch_one(&mut connection).await?)
    }

    /// The processes beside Patchbay's whose work is for it.
    pub(crate) fn processes(&self) -> Vec<u32> {
        match self {
            Self::Sqlite => Vec::new(),
            Self::Postgres(server) => vec![server.pid],
        }
    }

    /// A fresh one; the one before is removed, when nobody uses it any more.
    pub(crate) async fn fresh(&self) -> anyhow::Result<Place> {
        let folder = TempDir::with_prefix("patchbay-bench-")?;
        let Self::Postgres(server) = self else { return Ok(Place { folder, url: None }) };
        let mut connection = PgConnection::connect(&server.url).await?;
        let number = server.made.get();
        server.made.set(number + 1);
        if let Some(before) = number.checked_sub(1) {
            let sql = format!("DROP DATABASE IF EXISTS bench_{before} WITH (FORCE)");
            connection.execute(sqlx::AssertSqlSafe(sql)).await?;
        }
        let sql = format!("CREATE DATABASE bench_{number}");
        connection.execute(sqlx::AssertSqlSafe(sql)).await?;
        // What is written first after a checkpoint is written twice, for everybody alike.
        connection.execute("CHECKPOINT").await?;
        let (base, _) = server.url.rsplit_once('/').context("the URL names no database")?;
        Ok(Place { folder, url: Some(format!("{base}/bench_{number}")) })
    }
}
