//! Group commit: whatever waits is written in one transaction, and everybody is told after its commit.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::{BATCH, Item, Shared, Tx, Work};
use crate::error::StorageError;
use crate::receive::{self, Receipt, Receive};

type Receiving = (Box<Receive>, oneshot::Sender<Result<Receipt, StorageError>>);

/// Commits batches until every [`super::Writer`] is gone.
pub(super) async fn run(shared: Arc<Shared>, mut waiting: mpsc::Receiver<Item>) {
    let mut items = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut items, BATCH).await > 0 {
        let mut receiving = Vec::with_capacity(items.len());
        let mut work = Vec::new();
        for item in items.drain(..) {
            match item {
                Item::Receive(unit, done) => receiving.push((unit, done)),
                Item::Work(pending) => work.push(pending),
            }
        }
        commit(&shared, receiving, work).await;
    }
}

/// One transaction for all; if it fails, one for each, so that a single bad row harms nobody else.
async fn commit(shared: &Shared, receiving: Vec<Receiving>, mut work: Vec<Box<dyn Work>>) {
    let units: Vec<&Receive> = receiving.iter().map(|(unit, _)| &**unit).collect();
    match together(shared, &units, &mut work).await {
        Ok(receipts) => {
            for ((_, done), receipt) in receiving.into_iter().zip(receipts) {
                // Nobody waits any more: the sender left, the message stays.
                drop(done.send(Ok(receipt)));
            }
            for pending in work {
                pending.finish(Ok(()));
            }
        }
        Err(error) if receiving.len() + work.len() == 1 => {
            for (_, done) in receiving {
                drop(done.send(Err(error.clone())));
            }
            for pending in work {
                pending.finish(Err(error.clone()));
            }
        }
        Err(error) => {
            tracing::warn!(%error, waiting = receiving.len() + work.len(), "a batch failed; writing one by one");
            for (unit, done) in receiving {
                let outcome = together(shared, &[&*unit], &mut []).await;
                drop(done.send(outcome.and_then(|receipts| receipts.into_iter().next().ok_or_else(nothing))));
            }
            for mut pending in work {
                let outcome = together(shared, &[], std::slice::from_mut(&mut pending)).await;
                pending.finish(outcome.map(drop));
            }
        }
    }
}

async fn together(
    shared: &Shared,
    units: &[&Receive],
    work: &mut [Box<dyn Work>],
) -> Result<Vec<Receipt>, StorageError> {
    let tx = Tx::begin(shared).await?;
    let outcome = fill(&tx, units, work).await;
    match outcome {
        Ok(receipts) => {
            tx.commit(shared).await?;
            Ok(receipts)
        }
        Err(error) => {
            // The connection rolls back by itself when this cannot be said.
            let _ = tx.rollback().await;
            Err(error)
        }
    }
}

async fn fill(tx: &Tx, units: &[&Receive], work: &mut [Box<dyn Work>]) -> Result<Vec<Receipt>, StorageError> {
    let receipts = receive::insert(tx, units).await?;
    for pending in work {
        let savepoint = tx.savepoint().await?;
        if pending.run(&savepoint).await {
            savepoint.release_into(tx).await?;
        } else {
            savepoint.rollback().await?;
        }
    }
    Ok(receipts)
}

fn nothing() -> StorageError {
    StorageError::Refused("the insert gave no receipt".into())
}
