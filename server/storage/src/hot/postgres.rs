//! Hot batches on PostgreSQL: one statement a table, on a connection of their own a door, so that each is prepared once and no
//! batch waits for the pool.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use patchbay_domain::change::Change;
use sqlx::{Connection as _, PgConnection};

use super::group::Group;
use crate::error::StorageError;
use crate::signals::Hint;
use crate::writer::Shared;

/// How long a new connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Every statement here goes by an index, for some rows among very many. Plans are made once, perhaps while the tables are
/// empty: by guess they would walk them whole, and go on to when they are not empty any more.
const SETTINGS: [&str; 4] =
    ["SET enable_seqscan = off", "SET enable_hashjoin = off", "SET enable_mergejoin = off", "SET jit = off"];

pub(super) struct Postgres {
    /// None: not connected yet, or not any more.
    connection: Option<PgConnection>,
    shared: Arc<Shared>,
}

/// A transaction as a kind sees it.
pub(crate) struct PostgresBatch<'c> {
    /// Where it runs.
    pub(crate) connection: &'c mut PgConnection,
    hints: Vec<Hint>,
}

impl Postgres {
    pub(super) const fn new(shared: Arc<Shared>) -> Self {
        Self { connection: None, shared }
    }

    pub(super) async fn together(&mut self, groups: &mut [Box<dyn Group>]) -> Result<(), StorageError> {
        // Taken out, so that one that is lost, or left in the middle of a batch by a panic, is not used again.
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.shared).await?,
        };
        let mut transaction = connection.begin().await?;
        match Self::fill(&mut transaction, groups).await {
            Ok(hints) => {
                transaction.commit().await?;
                self.shared.signals.publish(hints);
            }
            Err(error) => {
                transaction.rollback().await.map_err(|_| error.clone())?;
                self.connection = Some(connection);
                return Err(error);
            }
        }
        self.connection = Some(connection);
        Ok(())
    }

    async fn fill(
        connection: &mut PgConnection,
        groups: &mut [Box<dyn Group>],
    ) -> Result<Vec<Hint>, StorageError> {
        let mut lanes = BTreeSet::new();
        groups.iter().for_each(|group| group.add_lanes(&mut lanes));
        lock_lanes(connection, &lanes).await?;
        let mut batch = PostgresBatch { connection, hints: Vec::new() };
        for group in groups {
            group.on_postgres(&mut batch).await?;
        }
        Ok(batch.hints)
    }
}

async fn connect(shared: &Shared) -> Result<PgConnection, StorageError> {
    let options = shared.connections.write.get_postgres_connection_pool().connect_options();
    let connecting = PgConnection::connect_with(&options);
    let late = |_| StorageError::Unavailable("PostgreSQL did not answer in time".into());
    let mut connection = tokio::time::timeout(CONNECT_TIMEOUT, connecting).await.map_err(late)??;
    for setting in SETTINGS {
        sqlx::query(setting).execute(&mut connection).await?;
    }
    Ok(connection)
}

/// The locks of `jobs::lanes`, all in one statement and in the same order.
async fn lock_lanes(connection: &mut PgConnection, lanes: &BTreeSet<&str>) -> Result<(), StorageError> {
    if lanes.is_empty() {
        return Ok(());
    }
    let lanes: Vec<&str> = lanes.iter().copied().collect();
    let lock =
        "SELECT count(pg_advisory_xact_lock(hashtextextended(lane, 0))) FROM unnest($1::text[]) AS lane";
    sqlx::query(lock).bind(lanes).execute(connection).await?;
    Ok(())
}

impl PostgresBatch<'_> {
    /// Says that something changed, once this is committed.
    pub(crate) fn changed(&mut self, change: Change) {
        self.hints.push(Hint::Change(change));
    }

    /// Wakes the workers, once this is committed.
    pub(crate) fn jobs_ready(&mut self) {
        self.hints.push(Hint::Jobs);
    }
}
