//! The writer: what is committed together, what is rolled back alone, who is told what.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use patchbay_domain::change::{Change, ChangeKind};
use patchbay_domain::ids::{JobId, MessageId, OrganizationId, WebhookId};
use patchbay_domain::job::{JobPriority, JobWork, NewJob};
use sea_orm::EntityTrait;
use tokio::sync::{Semaphore, broadcast};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::*;
use crate::Storage;
use crate::entities::{jobs, messages, raw_bodies};
use crate::tests::start_of_time;

mod batches;
mod receiving;
mod signals;

const ORGANIZATION: Uuid = Uuid::from_u128(0x0A);

/// Far more than it takes: a slow run is no failure.
const PATIENCE: Duration = Duration::from_secs(60);

fn job(number: u128) -> NewJob {
    NewJob {
        id: JobId::from(Uuid::from_u128(number)),
        organization_id: None,
        work: JobWork::TakeTurn { message_id: MessageId::from(Uuid::from_u128(number)) },
        lane: None,
        target_id: None,
        priority: JobPriority::Normal,
        run_at: start_of_time(),
    }
}

/// What a closure in these tests does: stores a job of this number.
fn store(tx: &Tx, number: u128) -> BoxFuture<'_, Result<(), StorageError>> {
    Box::pin(async move { tx.enqueue(&[job(number)], start_of_time()).await })
}

/// A change of this number.
fn change(number: u128) -> Change {
    Change {
        organization_id: OrganizationId::from(ORGANIZATION),
        kind: ChangeKind::Task,
        id: Uuid::from_u128(number),
        conversation_id: None,
        webhook_id: None,
    }
}

/// The numbers of the stored jobs.
async fn stored(storage: &Storage) -> Vec<u128> {
    let rows = jobs::Entity::find().all(storage.reader()).await.unwrap();
    let mut numbers: Vec<u128> = rows.into_iter().map(|row| row.id.as_u128()).collect();
    numbers.sort_unstable();
    numbers
}

/// Work that keeps the writer of SQLite busy until it is let go, so that what is handed in meanwhile is one batch.
struct Hold {
    gate: Arc<Semaphore>,
    work: JoinHandle<Result<(), StorageError>>,
}

impl Hold {
    async fn on(storage: &Storage) -> Self {
        let (gate, begun) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (writer, inner_gate, inner_begun) =
            (storage.writer().clone(), Arc::clone(&gate), Arc::clone(&begun));
        let work = tokio::spawn(async move {
            let work = writer.transact(move |_| {
                let (gate, begun) = (Arc::clone(&inner_gate), Arc::clone(&inner_begun));
                Box::pin(async move {
                    begun.add_permits(1);
                    // Run again, it is not held again.
                    let _ = gate.acquire().await.map(drop);
                    Ok::<_, StorageError>(())
                })
            });
            work.await
        });
        within(async { drop(begun.acquire().await.unwrap()) }).await;
        Self { gate, work }
    }

    async fn let_go(self) {
        self.gate.add_permits(1);
        within(self.work).await.unwrap().unwrap();
    }
}

async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what).await.expect("the writer stands still")
}
