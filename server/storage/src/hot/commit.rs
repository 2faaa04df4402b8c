//! Group commit: whatever waits is written in one transaction, and everybody is told after its commit.

use std::panic::AssertUnwindSafe;

use futures::FutureExt;

use super::WriteTurn;
use super::group::Group;
use super::postgres::Postgres;
use super::queue::Inlet;
use super::sqlite::Sqlite;
use crate::error::StorageError;

/// So many units in a row that the database was not there for, and the others of their batch are not tried any more.
const GIVE_UP_AFTER: u32 = 3;

/// Where batches are committed.
pub(super) enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// Commits batches until nobody can hand anything in any more.
pub(super) async fn run(mut inlet: Inlet, mut engine: Engine, turn: WriteTurn) {
    while inlet.wait().await {
        let _turn = turn.lock().await;
        let mut groups = Vec::new();
        for unit in inlet.take() {
            unit.join(&mut groups);
        }
        groups.sort_by_key(|group| group.order());
        commit(&mut engine, groups).await;
    }
    drop(engine);
    inlet.ended();
}

/// One transaction for all; if it fails, one for each, so that a single bad row harms nobody else.
async fn commit(engine: &mut Engine, mut groups: Vec<Box<dyn Group>>) {
    let mut outcome = engine.together(&mut groups).await;
    if outcome.as_ref().is_err_and(StorageError::is_passing) {
        // No row is at fault: a lost connection, a deadlock.
        outcome = engine.together(&mut groups).await;
    }
    let waiting: usize = groups.iter().map(|group| group.len()).sum();
    match outcome {
        Err(error) if waiting > 1 => {
            tracing::warn!(%error, waiting, "a batch failed; writing one by one");
            one_by_one(engine, groups).await;
        }
        outcome => groups.into_iter().for_each(|group| group.finish(outcome.clone())),
    }
}

async fn one_by_one(engine: &mut Engine, groups: Vec<Box<dyn Group>>) {
    let mut unavailable = 0;
    for unit in groups.into_iter().flat_map(Group::split) {
        let mut unit = [unit];
        let outcome = engine.together(&mut unit).await;
        unavailable = match &outcome {
            Err(error) if error.is_passing() => unavailable + 1,
            _ => 0,
        };
        let [unit] = unit;
        unit.finish(outcome);
        if unavailable == GIVE_UP_AFTER {
            break;
        }
    }
}

impl Engine {
    async fn together(&mut self, groups: &mut [Box<dyn Group>]) -> Result<(), StorageError> {
        // A panic is the end of one batch, not of the writer that everybody shares.
        let outcome = match self {
            Self::Sqlite(sqlite) => AssertUnwindSafe(async { sqlite.together(groups) }).catch_unwind().await,
            Self::Postgres(postgres) => AssertUnwindSafe(postgres.together(groups)).catch_unwind().await,
        };
        outcome
            .unwrap_or_else(|_| Err(StorageError::Refused("a hot unit panicked; stderr says where".into())))
    }
}
