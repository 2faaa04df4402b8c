//! Closures on SQLite: those that wait share a transaction, each in a savepoint, and are told after its commit.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;

use super::{BATCH, Shared, Tx, WORK_BESIDE_UNITS, Work};
use crate::error::StorageError;
use crate::hot::{Queue, WriteTurn};

/// Between two batches of closures in a flood of hot units.
const BREATH: Duration = Duration::from_millis(10);

/// Commits batches until every [`super::Writer`] is gone.
pub(super) async fn run(
    shared: Arc<Shared>,
    mut work: mpsc::Receiver<Box<dyn Work>>,
    hot: Queue,
    turn: WriteTurn,
) {
    while let Some(first) = work.recv().await {
        if hot.is_pressed() {
            breathe().await;
        }
        let _turn = turn.lock().await;
        let mut pending = vec![first];
        let room = if hot.is_waiting() { WORK_BESIDE_UNITS } else { BATCH };
        while pending.len() < room {
            let Ok(next) = work.try_recv() else { break };
            pending.push(next);
        }
        commit(&shared, pending).await;
    }
}

/// Each commit waits for the disk, and hot units with it: while many of them wait, closures leave it to them for a moment.
#[expect(clippy::disallowed_methods, reason = "a pause between commits, not a schedule")]
async fn breathe() {
    tokio::time::sleep(BREATH).await;
}

/// One transaction for all; if it fails, one for each, so that a single bad one harms nobody else.
async fn commit(shared: &Shared, mut work: Vec<Box<dyn Work>>) {
    match together(shared, &mut work).await {
        Err(error) if work.len() > 1 => {
            tracing::warn!(%error, waiting = work.len(), "a batch failed; writing one by one");
            for mut pending in work {
                let outcome = together(shared, std::slice::from_mut(&mut pending)).await;
                pending.finish(outcome);
            }
        }
        outcome => work.into_iter().for_each(|pending| pending.finish(outcome.clone())),
    }
}

async fn together(shared: &Shared, work: &mut [Box<dyn Work>]) -> Result<(), StorageError> {
    let tx = Tx::begin(shared).await?;
    match fill(&tx, work).await {
        Ok(()) => tx.commit(shared).await,
        Err(error) => {
            // The connection rolls back by itself when this cannot be said.
            let _ = tx.rollback().await;
            Err(error)
        }
    }
}

async fn fill(tx: &Tx, work: &mut [Box<dyn Work>]) -> Result<(), StorageError> {
    for pending in work {
        let savepoint = tx.savepoint().await?;
        if pending.run(&savepoint).await {
            savepoint.release_into(tx).await?;
        } else {
            savepoint.rollback().await?;
        }
    }
    Ok(())
}
