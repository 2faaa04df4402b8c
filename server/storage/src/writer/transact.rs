//! A closure in a transaction: alone on PostgreSQL, waiting for its batch on SQLite.

use std::panic::{AssertUnwindSafe, catch_unwind};

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::oneshot;

use super::{Shared, Tx, Work, WorkError};
use crate::error::StorageError;

/// Runs of one piece of work before its passing failure is passed on.
const RUNS: u32 = 3;

/// Runs `work` in a transaction of its own, again after a passing failure such as a deadlock.
pub(super) async fn alone<T, E, F>(shared: &Shared, work: &F) -> Result<T, E>
where
    E: WorkError,
    F: for<'t> Fn(&'t Tx) -> BoxFuture<'t, Result<T, E>>,
{
    let mut run = 1;
    loop {
        let outcome = once(shared, work).await;
        match &outcome {
            Err(error) if run < RUNS && error.storage().is_some_and(StorageError::is_passing) => run += 1,
            _ => return outcome,
        }
    }
}

async fn once<T, E, F>(shared: &Shared, work: &F) -> Result<T, E>
where
    E: WorkError,
    F: for<'t> Fn(&'t Tx) -> BoxFuture<'t, Result<T, E>>,
{
    let tx = Tx::begin(shared).await?;
    match work(&tx).await {
        Ok(value) => {
            tx.commit(shared).await?;
            Ok(value)
        }
        Err(error) => {
            // The transaction ends with the connection's return to the pool even if this cannot be said.
            let _ = tx.rollback().await;
            Err(error)
        }
    }
}

/// A closure that waits for its turn in a batch.
pub(super) struct Pending<T, E, F> {
    work: F,
    outcome: Option<Result<T, E>>,
    done: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Pending<T, E, F> {
    pub(super) const fn new(work: F, done: oneshot::Sender<Result<T, E>>) -> Self {
        Self { work, outcome: None, done }
    }
}

impl<T, E, F> Work for Pending<T, E, F>
where
    T: Send + 'static,
    E: WorkError,
    F: for<'t> Fn(&'t Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
{
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, bool> {
        // A panic is the end of one caller's work, not of the writer that everybody shares.
        let running = catch_unwind(AssertUnwindSafe(|| (self.work)(tx)));
        let outcome = &mut self.outcome;
        Box::pin(async move {
            let result = match running {
                Ok(running) => AssertUnwindSafe(running).catch_unwind().await,
                Err(panic) => Err(panic),
            };
            let result = result.unwrap_or_else(|_| Err(E::from(panicked())));
            let keep = result.is_ok();
            *outcome = Some(result);
            keep
        })
    }

    fn finish(self: Box<Self>, committed: Result<(), StorageError>) {
        let outcome = match (committed, self.outcome) {
            // What failed by itself failed whatever became of the batch.
            (_, Some(Err(error))) => Err(error),
            (Ok(()), Some(Ok(value))) => Ok(value),
            (Err(error), _) => Err(E::from(error)),
            (Ok(()), None) => Err(E::from(StorageError::Unavailable("the work was not run".into()))),
        };
        // Nobody waits any more: what was committed stays.
        drop(self.done.send(outcome));
    }
}

fn panicked() -> StorageError {
    StorageError::Refused("the work in a transaction panicked; stderr says where".into())
}
