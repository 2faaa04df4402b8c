//! The database under a test server: made before, looked into, removed after.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, query, query_scalar};

/// Where the server under test keeps its data.
#[derive(Debug)]
pub enum TestDatabase {
    /// The file that it makes in its data directory.
    Sqlite,
    /// A database of its own on the server that the tests were given.
    Postgres {
        /// The URL of that server.
        admin: String,
        /// The database.
        name: String,
        /// Its URL.
        url: String,
    },
}

/// The URL of the PostgreSQL server to test on; none: SQLite.
pub(crate) fn postgres_url() -> Option<String> {
    env::var("PATCHBAY_TEST_DATABASE").ok().filter(|value| !value.is_empty() && value != "sqlite")
}

impl TestDatabase {
    /// An empty one.
    pub async fn create() -> Self {
        let Some(url) = postgres_url() else { return Self::Sqlite };
        let name = format!("patchbay_test_{}", uuid::Uuid::new_v4().simple());
        let (server, _) = url.rsplit_once('/').unwrap();
        let database =
            Self::Postgres { admin: url.clone(), url: format!("{server}/{name}"), name: name.clone() };
        database.administer(format!("CREATE DATABASE {name}")).await;
        database
    }

    /// What `PATCHBAY_DATABASE_URL` is to be.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres { url, .. } => Some(url),
        }
    }

    /// Removes it, whoever is still connected.
    pub async fn remove(&self) {
        if let Self::Postgres { name, .. } = self {
            self.administer(format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }

    async fn administer(&self, statement: String) {
        let Self::Postgres { admin, .. } = self else { return };
        let mut connection = admin.parse::<PgConnectOptions>().unwrap().connect().await.unwrap();
        query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// The one text column that a query gives.
    pub async fn texts(&self, data_dir: &Path, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite => {
                let options = SqliteConnectOptions::new().filename(sqlite_file(data_dir));
                let mut connection = options.connect().await.unwrap();
                let texts = query_scalar(sql).fetch_all(&mut connection).await.unwrap();
                connection.close().await.unwrap();
                texts
            }
            Self::Postgres { url, .. } => {
                let mut connection = url.parse::<PgConnectOptions>().unwrap().connect().await.unwrap();
                let texts = query_scalar(sql).fetch_all(&mut connection).await.unwrap();
                connection.close().await.unwrap();
                texts
            }
        }
    }

    /// How it goes about a query, a line a step.
    pub(crate) async fn plan(&self, data_dir: &Path, sql: &str) -> String {
        match self {
            Self::Sqlite => {
                let options = SqliteConnectOptions::new().filename(sqlite_file(data_dir));
                let mut connection = options.connect().await.unwrap();
                let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
                let rows = query(explain).fetch_all(&mut connection).await.unwrap();
                connection.close().await.unwrap();
                // The columns are id, parent, something unused and what is done.
                let steps = rows.iter().map(|row| row.get::<String, _>(3));
                steps.collect::<Vec<_>>().join("\n")
            }
            Self::Postgres { .. } => self.texts(data_dir, &format!("EXPLAIN {sql}")).await.join("\n"),
        }
    }

    /// In which files and columns any of these texts is kept.
    pub(crate) async fn places_of(&self, data_dir: &Path, texts: &[String]) -> Vec<String> {
        let mut places = Vec::new();
        for file in files(data_dir) {
            let bytes = fs::read(&file).unwrap();
            for text in texts {
                if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
                    places.push(format!("{text} in {}", file.display()));
                }
            }
        }
        if let Self::Postgres { .. } = self {
            let columns =
                "SELECT quote_ident(table_name) || ' ' || quote_ident(column_name) || ' ' || data_type
                FROM information_schema.columns WHERE table_schema = current_schema()";
            let searches =
                self.texts(data_dir, columns).await.into_iter().map(|column| search(&column, texts));
            let all = searches.collect::<Vec<_>>().join(" UNION ALL ");
            places.extend(self.texts(data_dir, &all).await);
        }
        places
    }
}

/// A query for `table column type`: the place, once for each row that holds any of the texts.
fn search(column: &str, texts: &[String]) -> String {
    let (table, rest) = column.split_once(' ').unwrap();
    let (column, kind) = rest.split_once(' ').unwrap();
    // Text in a bytea counts too; every other type has a text form.
    let found = texts.iter().map(|text| match kind {
        "bytea" => format!("position(convert_to('{text}', 'UTF8') IN {column}) > 0"),
        _ => format!("position('{text}' IN {column}::text) > 0"),
    });
    format!("SELECT '{table}.{column}' FROM {table} WHERE {}", found.collect::<Vec<_>>().join(" OR "))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The file in the data directory that is a database.
fn sqlite_file(data_dir: &Path) -> PathBuf {
    let is_database =
        |path: &PathBuf| fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"SQLite format 3\0"));
    files(data_dir).into_iter().find(is_database).unwrap()
}
