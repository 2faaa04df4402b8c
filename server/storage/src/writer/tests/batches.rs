//! Closures that share a batch on SQLite, and what one of them does to the others. On PostgreSQL each is alone; what
//! holds there too is tested on both.

use futures::future::join;
use sea_orm::ConnectionTrait;

use super::*;
use crate::tests::{on_empty_database, on_sqlite};

#[tokio::test]
async fn a_closure_that_fails_takes_nobody_with_it() {
    on_sqlite(64, async |storage| {
        let hold = Hold::on(&storage).await;
        let writer = storage.writer();
        let first = writer.transact(|tx| store(tx, 1));
        let failing = writer.transact(|tx| {
            Box::pin(async move {
                store(tx, 2).await?;
                Err::<(), _>(StorageError::Refused("on purpose".into()))
            })
        });
        // A statement that the database itself refuses.
        let refused = writer.transact(|tx| {
            Box::pin(async move {
                store(tx, 3).await?;
                tx.connection().execute_raw(tx.statement("INSERT INTO nowhere VALUES (1)", [])).await?;
                Ok(())
            })
        });
        let last = writer.transact(|tx| store(tx, 4));
        let all = async { tokio::join!(first, failing, refused, last) };
        let (outcomes, ()) = within(join(all, hold.let_go())).await;
        let (first, failing, refused, last): (_, _, Result<(), StorageError>, _) = outcomes;
        first.unwrap();
        assert!(matches!(failing, Err(StorageError::Refused(text)) if text == "on purpose"));
        assert!(matches!(refused, Err(StorageError::Refused(_))), "{refused:?}");
        last.unwrap();
        assert_eq!(stored(&storage).await, [1, 4]);
    })
    .await;
}

#[tokio::test]
async fn a_closure_that_panics_takes_nobody_with_it() {
    on_sqlite(64, async |storage| {
        let hold = Hold::on(&storage).await;
        let writer = storage.writer();
        let first = writer.transact(|tx| store(tx, 1));
        let midway = writer.transact(|tx| {
            Box::pin(async move {
                store(tx, 2).await?;
                panic!("on purpose, after a write")
            })
        });
        let at_once = writer.transact(|_| panic!("on purpose, before there is a future"));
        let last = writer.transact(|tx| store(tx, 3));
        let all = async { tokio::join!(first, midway, at_once, last) };
        let (outcomes, ()) = within(join(all, hold.let_go())).await;
        let (first, midway, at_once, last): (_, Result<(), StorageError>, Result<(), StorageError>, _) =
            outcomes;
        first.unwrap();
        assert!(matches!(midway, Err(StorageError::Refused(_))), "{midway:?}");
        assert!(matches!(at_once, Err(StorageError::Refused(_))), "{at_once:?}");
        last.unwrap();
        within(writer.transact(|tx| store(tx, 4))).await.unwrap();
        assert_eq!(stored(&storage).await, [1, 3, 4]);
    })
    .await;
}

#[tokio::test]
async fn after_a_panic_the_next_one_is_served() {
    on_empty_database(async |storage| {
        let writer = storage.writer().clone();
        let panicking = tokio::spawn(async move {
            let work = writer.transact(|tx| {
                Box::pin(async move {
                    store(tx, 1).await?;
                    panic!("on purpose")
                })
            });
            let outcome: Result<(), StorageError> = work.await;
            outcome
        });
        // Whether the caller panics or is told depends on where its closure runs; it never looks like success.
        assert!(!matches!(within(panicking).await, Ok(Ok(()))));
        within(storage.writer().transact(|tx| store(tx, 2))).await.unwrap();
        assert_eq!(stored(&storage).await, [2]);
    })
    .await;
}

#[tokio::test]
async fn what_a_closure_gives_is_given_to_its_own_caller() {
    on_empty_database(async |storage| {
        let work = |number: u128| {
            storage.writer().transact(move |tx| {
                Box::pin(async move {
                    store(tx, number).await?;
                    Ok::<_, StorageError>(number)
                })
            })
        };
        let given = within(futures::future::try_join_all((1..=20).map(work))).await.unwrap();
        assert_eq!(given, (1..=20).collect::<Vec<u128>>());
        assert_eq!(stored(&storage).await, given);
    })
    .await;
}

#[tokio::test]
async fn a_caller_that_left_changes_nothing() {
    on_sqlite(64, async |storage| {
        let hold = Hold::on(&storage).await;
        let mut left = Box::pin(storage.writer().transact(|tx| store(tx, 1)));
        assert!(futures::poll!(left.as_mut()).is_pending());
        drop(left);
        let (outcome, ()) = within(join(storage.writer().transact(|tx| store(tx, 2)), hold.let_go())).await;
        outcome.unwrap();
        assert_eq!(stored(&storage).await, [1, 2], "what was handed in is done");
    })
    .await;
}
