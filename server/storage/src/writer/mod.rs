//! The writer: owns every transaction. Hot units are committed together with whatever else is waiting (`crate::hot`); any
//! other change is a closure that runs in a transaction of its own, on SQLite in a savepoint of one that it shares with
//! the other closures that wait. There hot units and closures have a connection each and write by turns.

mod batch;
mod transact;
mod tx;

use std::sync::Arc;

use futures::future::BoxFuture;
use sea_orm::DbBackend;
use tokio::sync::{mpsc, oneshot};

pub use tx::Tx;
pub(crate) use tx::dialect;

use crate::database::Connections;
use crate::error::StorageError;
use crate::hot::{self, WriteTurn};
use crate::signals::Signals;
use crate::vault::Vault;

/// The most closures that one commit holds.
const BATCH: usize = 256;

/// The same while hot units wait. Who handed one in waits for its commit, and a closure costs as much as many units do;
/// what is left waits for the next turn, so a flood of messages slows turns, never stops them.
const WORK_BESIDE_UNITS: usize = 4;

/// What a closure in a transaction may fail with.
pub trait WorkError: From<StorageError> + Send + 'static {
    /// The storage error inside, if that is what it is: a passing one is worth another run.
    fn storage(&self) -> Option<&StorageError>;
}

impl WorkError for StorageError {
    fn storage(&self) -> Option<&StorageError> {
        Some(self)
    }
}

/// Takes writes and commits them.
#[derive(Debug, Clone)]
pub struct Writer {
    shared: Arc<Shared>,
    hot: hot::Queue,
    work: mpsc::Sender<Box<dyn Work>>,
}

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) connections: Connections,
    pub(crate) vault: Arc<Vault>,
    pub(crate) signals: Signals,
    /// Tells this process's notifications from other instances'.
    pub(crate) instance: uuid::Uuid,
}

/// A closure with its caller, without its types.
trait Work: Send {
    /// Runs it; its result is kept until [`Work::finish`]. False: roll back what it did.
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, bool>;
    /// Tells the caller, once the commit is known.
    fn finish(self: Box<Self>, committed: Result<(), StorageError>);
}

impl Writer {
    pub(crate) fn start(shared: Arc<Shared>, write_queue: usize) -> Result<Self, StorageError> {
        let turn = WriteTurn::default();
        let hot = hot::start(Arc::clone(&shared), write_queue, Arc::clone(&turn))?;
        let (work, waiting_work) = mpsc::channel(write_queue.max(1));
        tokio::spawn(batch::run(Arc::clone(&shared), waiting_work, hot.clone(), turn));
        Ok(Self { shared, hot, work })
    }

    pub(crate) const fn hot(&self) -> &hot::Queue {
        &self.hot
    }

    /// Whether so many requests wait for the writer that workers had better leave it to them.
    #[must_use]
    pub fn is_pressed(&self) -> bool {
        self.hot.is_pressed()
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.shared.vault
    }

    /// Commits the hot units that wait, and takes no more.
    pub(crate) async fn close(&self) {
        self.hot.close().await;
    }

    /// Runs `work` in a transaction and commits what it did, unless it fails. `work` may be run again after a passing
    /// failure, so it does nothing but read and write through its [`Tx`]; ids are made before.
    ///
    /// # Errors
    /// What `work` fails with, or a [`StorageError`] where the commit failed.
    pub async fn transact<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: WorkError,
        F: for<'t> Fn(&'t Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        if self.shared.connections.backend == DbBackend::Postgres {
            return transact::alone(&self.shared, &work).await;
        }
        let (done, outcome) = oneshot::channel();
        let pending = Box::new(transact::Pending::new(work, done));
        self.work.send(pending).await.map_err(|_| E::from(stopped()))?;
        outcome.await.map_err(|_| E::from(stopped()))?
    }
}

fn stopped() -> StorageError {
    StorageError::Unavailable("the writer has stopped".into())
}

#[cfg(test)]
mod tests;
