//! Hot units: the few writes that come by the thousand. Each is committed together with whatever else waits, by SQL of
//! its own on a connection of its own: on SQLite through prepared statements on a thread of theirs, on PostgreSQL with
//! one statement a table for the whole batch, and a connection for each door.
//!
//! What holds for every kind:
//!
//! - Whoever hands a unit in is told after the commit, never before. Where too many wait, a unit from outside is told so
//!   at once ([`StorageError::Busy`]), and one of a worker's waits for room.
//! - A batch that fails is tried again unit by unit, so that one bad row harms nobody else. A unit is therefore
//!   rerunnable: its ids are made before, and it finds out by them whether it was committed already.
//! - What is expected to go wrong with one unit (a repeated message, a lost lease) is part of its outcome and no error:
//!   an error undoes the whole batch.
//! - Hints are given to the batch and published after its commit.
//! - A unit sees what was committed before its batch, what stands before it in its batch and nothing else. Kinds run in
//!   the order of [`HotUnit::ORDER`].
//!
//! **Adding a kind** is one file in this folder: the type with its values as the database keeps them, `impl HotUnit` with
//! the SQL for both databases, and `impl Writer` with the method that hands one in ([`receive`] shows all of it).
//! Nothing else has to know of it. Jobs that a unit stores go through [`jobs`], and it names their lanes in
//! [`HotUnit::lanes`]. A test holds its rows against those that the aggregate's own functions store.

mod commit;
mod group;
mod jobs;
mod postgres;
mod proof;
mod publish;
mod queue;
mod receive;
mod record;
mod sqlite;
mod values;

use std::sync::Arc;

use futures::future::BoxFuture;
use sea_orm::DbBackend;
use tokio::sync::Mutex;

pub use self::publish::{Committed, FirstTry, Publish, Published, PublishedDelivery};
pub(crate) use self::queue::Queue;
pub use self::receive::{Receipt, Receive};
pub use self::record::Record;

use self::commit::Engine;
use self::postgres::PostgresBatch;
use self::sqlite::SqliteBatch;
use crate::error::StorageError;
use crate::writer::Shared;

/// Where units of a kind come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// Requests: refused at once where too many wait.
    Outside,
    /// Workers: they wait for room, and never behind requests.
    Inside,
}

/// One kind of hot unit, its values as the database keeps them: they are made where it is handed in, on every core, and
/// not by the one writer.
pub(crate) trait HotUnit: Send + Sync + Sized + 'static {
    /// What is told to whoever handed it in, once it is committed.
    type Outcome: Send + 'static;

    /// Where it comes from.
    const DOOR: Door;

    /// When its kind runs within a batch, the lowest first. Everywhere the same, so that two instances take the locks of
    /// their rows in one order.
    const ORDER: u8;

    /// The lanes of jobs that it stores or ends. They are locked before anything else is done, in one order.
    fn lanes(&self) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }

    /// What is to be done at once when it is committed, and only then: by whoever commits, since whoever handed it in may
    /// be gone. It takes no time.
    fn committed(self, _outcome: &Self::Outcome) {}

    /// Does all of the kind that wait, on SQLite: one after the other, through prepared statements; an outcome for each.
    fn on_sqlite(units: &[Self], batch: &mut SqliteBatch<'_>) -> Result<Vec<Self::Outcome>, StorageError>;

    /// The same on PostgreSQL, with as many statements as there are tables.
    fn on_postgres<'a>(
        units: &'a [Self],
        batch: &'a mut PostgresBatch<'_>,
    ) -> BoxFuture<'a, Result<Vec<Self::Outcome>, StorageError>>;
}

/// Whose turn it is to write on SQLite: hot batches and closures have a connection each and never wait for each other's
/// lock in the database. It is given in the order in which it is asked for, so neither starves the other.
pub(crate) type WriteTurn = Arc<Mutex<()>>;

/// Starts what commits hot units; room for `room` that wait from each side.
pub(crate) fn start(shared: Arc<Shared>, room: usize, turn: WriteTurn) -> Result<Queue, StorageError> {
    if shared.connections.backend == DbBackend::Postgres {
        let (queue, inlets) = queue::open_both(room);
        for inlet in inlets {
            // One does not wait for the disk on behalf of the other, and they lock no rows of each other's.
            let engine = Engine::Postgres(postgres::Postgres::new(Arc::clone(&shared)));
            tokio::spawn(commit::run(inlet, engine, WriteTurn::default()));
        }
        return Ok(queue);
    }
    let (queue, inlet) = queue::open(room);
    let engine = Engine::Sqlite(sqlite::Sqlite::open(shared)?);
    let runtime = tokio::runtime::Handle::current();
    // A thread of its own: a commit waits for the disk, and must not hold up whoever answers requests.
    std::thread::Builder::new()
        .name("hot-writer".into())
        .spawn(move || runtime.block_on(commit::run(inlet, engine, turn)))
        .map_err(|error| StorageError::Unavailable(format!("no thread for the writer: {error}")))?;
    Ok(queue)
}

#[cfg(test)]
mod tests;
