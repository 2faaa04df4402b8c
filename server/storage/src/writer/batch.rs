//! Group commit: whatever waits is written in one transaction, and everybody is told after its commit.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::{BATCH, Receiving, Shared, Tx, WORK_BESIDE_MESSAGES, Work};
use crate::error::StorageError;
use crate::receive::{self, Receipt, Receive};

/// Commits batches until every [`super::Writer`] is gone.
pub(super) async fn run(
    shared: Arc<Shared>,
    mut messages: mpsc::Receiver<Receiving>,
    mut work: mpsc::Receiver<Box<dyn Work>>,
) {
    let mut receiving = Vec::with_capacity(BATCH);
    let mut pending = Vec::new();
    loop {
        // Whichever comes first begins a batch; the other joins it as far as it waits already.
        tokio::select! {
            count = messages.recv_many(&mut receiving, BATCH) => if count == 0 { break },
            Some(first) = work.recv() => pending.push(first),
        }
        take_waiting(&mut messages, &mut receiving, BATCH);
        let room = if receiving.is_empty() { BATCH } else { WORK_BESIDE_MESSAGES };
        take_waiting(&mut work, &mut pending, room);
        commit(&shared, std::mem::take(&mut receiving), std::mem::take(&mut pending)).await;
    }
    // Both ends close together; what was handed in before is still done.
    take_waiting(&mut work, &mut pending, usize::MAX);
    if !pending.is_empty() {
        commit(&shared, Vec::new(), pending).await;
    }
}

/// Takes what waits, up to `most` in all, without waiting for more.
fn take_waiting<T>(waiting: &mut mpsc::Receiver<T>, taken: &mut Vec<T>, most: usize) {
    while taken.len() < most {
        let Ok(item) = waiting.try_recv() else { break };
        taken.push(item);
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
