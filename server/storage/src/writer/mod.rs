//! The writer: owns every transaction. Hot units are committed together with whatever else is waiting; any other
//! change is a closure that runs in a transaction of its own (a savepoint of the batch on SQLite).

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
use crate::receive::{Receipt, Receive};
use crate::signals::Signals;
use crate::vault::Vault;

/// The most writes that one commit holds: enough to share one disk flush widely, few enough to keep its time short.
const BATCH: usize = 256;

/// The most closures that a commit holds beside received messages. A sender waits for the commit, and a closure costs as
/// much as many messages do; what is left waits for the next commit, so a flood of messages slows turns, never stops them.
const WORK_BESIDE_MESSAGES: usize = 4;

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
    messages: mpsc::Sender<Receiving>,
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

/// A hot unit that waits, with who waits for it.
type Receiving = (Box<Receive>, oneshot::Sender<Result<Receipt, StorageError>>);

/// A closure with its caller, without its types.
trait Work: Send {
    /// Runs it; its result is kept until [`Work::finish`]. False: roll back what it did.
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, bool>;
    /// Tells the caller, once the commit is known.
    fn finish(self: Box<Self>, committed: Result<(), StorageError>);
}

impl Writer {
    pub(crate) fn start(shared: Arc<Shared>, write_queue: usize) -> Self {
        let (messages, waiting_messages) = mpsc::channel(write_queue.max(1));
        let (work, waiting_work) = mpsc::channel(write_queue.max(1));
        tokio::spawn(batch::run(Arc::clone(&shared), waiting_messages, waiting_work));
        Self { shared, messages, work }
    }

    /// Hands in a received message; resolves after its batch is committed.
    ///
    /// # Errors
    /// [`StorageError::Busy`] at once where the queue is full: nothing was written.
    pub async fn submit(&self, unit: Receive) -> Result<Receipt, StorageError> {
        let (done, outcome) = oneshot::channel();
        self.messages.try_send((Box::new(unit), done)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StorageError::Busy,
            mpsc::error::TrySendError::Closed(_) => stopped(),
        })?;
        outcome.await.map_err(|_| stopped())?
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
