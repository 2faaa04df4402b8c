//! What is heard after a commit, and never before or without one.

use futures::future::join;

use super::*;
use crate::tests::{on_empty_database, on_sqlite};

/// The numbers of the changes that were heard so far.
fn heard(changes: &mut broadcast::Receiver<Change>) -> Vec<u128> {
    let mut numbers = Vec::new();
    while let Ok(change) = changes.try_recv() {
        numbers.push(change.id.as_u128());
    }
    numbers
}

#[tokio::test]
async fn changes_are_heard_after_the_commit_and_not_before() {
    on_empty_database(async |storage| {
        let mut changes = storage.signals().changes();
        let early = Arc::new(AtomicBool::new(false));
        let (seen_early, signals) = (Arc::clone(&early), storage.signals().clone());
        let work = storage.writer().transact(move |tx| {
            let (early, mut inside) = (Arc::clone(&seen_early), signals.changes());
            Box::pin(async move {
                tx.changed(change(1));
                store(tx, 1).await?;
                tx.changed(change(2));
                early.fetch_or(inside.try_recv().is_ok(), Ordering::Relaxed);
                Ok::<_, StorageError>(())
            })
        });
        within(work).await.unwrap();
        assert!(!early.load(Ordering::Relaxed), "heard inside the transaction");
        assert_eq!(heard(&mut changes), [1, 2]);
        assert_eq!(stored(&storage).await, [1], "whoever reads on hearing it sees it");
        within(storage.signals().jobs_ready()).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_rolled_back_is_never_heard_of() {
    on_empty_database(async |storage| {
        let mut changes = storage.signals().changes();
        let work = storage.writer().transact(|tx| {
            Box::pin(async move {
                tx.changed(change(1));
                store(tx, 1).await?;
                Err::<(), _>(StorageError::LeaseLost)
            })
        });
        within(work).await.unwrap_err();
        assert_eq!(heard(&mut changes), []);
        let ready = storage.signals().jobs_ready();
        assert!(futures::FutureExt::now_or_never(ready).is_none(), "workers were woken for nothing");
    })
    .await;
}

#[tokio::test]
async fn of_a_batch_only_those_that_stay_are_heard() {
    on_sqlite(64, async |storage| {
        let hold = Hold::on(&storage).await;
        let mut changes = storage.signals().changes();
        let work = |number: u128, stays: bool| {
            storage.writer().transact(move |tx| {
                tx.changed(change(number));
                Box::pin(async move { if stays { Ok(()) } else { Err(StorageError::LeaseLost) } })
            })
        };
        let all = async { tokio::join!(work(1, true), work(2, false), work(3, true)) };
        let (outcomes, ()) = within(join(all, hold.let_go())).await;
        assert!(matches!(outcomes, (Ok(()), Err(StorageError::LeaseLost), Ok(()))), "{outcomes:?}");
        assert_eq!(heard(&mut changes), [1, 3]);
    })
    .await;
}
