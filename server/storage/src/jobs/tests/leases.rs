//! Leases, retries, priorities: jobs without a lane.

use super::*;
use crate::tests::on_empty_database;

const MOMENT: Duration = Duration::from_micros(1);

#[tokio::test]
async fn a_lease_that_ran_out_is_somebody_elses() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, None)], at(0)).await;
        let lost = queue.claim_only(1, at(0)).await;
        assert_eq!(queue.free(at(0) + LEASE, false).await, 0, "it holds to its last moment");
        assert!(queue.claim(worker(2), 1, at(30)).await.is_empty());
        assert_eq!(queue.free(at(0) + LEASE + MOMENT, false).await, 1);

        let claimed = queue.claim(worker(2), 1, at(31)).await;
        assert_eq!(numbers(&claimed), [1]);
        assert!(claimed[0].was_interrupted());
        assert_eq!((claimed[0].lease.attempt, claimed[0].failures), (2, 0));
        assert_lost(queue.finish(lost).await);
        assert_lost(queue.fail(lost).await);
        assert_lost(queue.retry(lost, at(60)).await);
        assert_eq!(queue.states().await, ["running"]);
        queue.finish(claimed[0].lease).await.unwrap();
        assert!(queue.stored().await.is_empty());
        assert_lost(queue.finish(claimed[0].lease).await);
    })
    .await;
}

#[tokio::test]
async fn a_lease_is_fenced_by_its_attempt_too() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, None)], at(0)).await;
        let first = queue.claim_only(1, at(0)).await;
        assert_eq!(queue.free(at(0), true).await, 1, "a start on an embedded database frees every job");
        // The same worker gets it again; what it began before is still lost.
        let second = queue.claim_only(1, at(1)).await;
        assert_lost(queue.finish(first).await);
        queue.finish(second).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_a_lost_worker_did_is_rolled_back_with_it() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, None)], at(0)).await;
        let lost = queue.claim_only(1, at(0)).await;
        queue.free(at(31), false).await;
        let work = queue.storage.writer().transact(move |tx| {
            Box::pin(async move {
                tx.enqueue(&[job(2, None)], at(31)).await?;
                tx.finish_job(lost).await
            })
        });
        assert_lost(work.await);
        assert_eq!(queue.states().await, ["ready"]);
    })
    .await;
}

#[tokio::test]
async fn a_renewed_lease_holds() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, None), job(2, None)], at(0)).await;
        let kept = queue.claim(worker(1), 1, at(0)).await;
        queue.claim(worker(2), 1, at(0)).await;
        queue.renew(worker(1), at(20)).await;
        assert_eq!(queue.free(at(31), false).await, 1, "only the one that was not renewed");
        assert_eq!(queue.states().await, ["running", "ready"]);
        queue.finish(kept[0].lease).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_job_that_is_put_back_waits_for_its_time() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, None), NewJob { run_at: at(90), ..job(2, None) }], at(0)).await;
        assert_eq!(queue.states().await, ["ready", "scheduled"]);
        let lease = queue.claim_only(1, at(0)).await;
        queue.retry(lease, at(60)).await.unwrap();
        assert_lost(queue.finish(lease).await);
        assert_eq!(queue.promote(at(60) - MOMENT).await, Some(at(60)));
        assert!(queue.claim(worker(1), 9, at(59)).await.is_empty());

        assert_eq!(queue.promote(at(60)).await, Some(at(90)));
        let again = queue.claim(worker(1), 9, at(60)).await;
        assert_eq!(numbers(&again), [1]);
        assert!(!again[0].was_interrupted(), "a failure is no interruption");
        assert_eq!((again[0].lease.attempt, again[0].failures), (2, 1));
        queue.fail(again[0].lease).await.unwrap();
        assert_eq!(queue.promote(at(90)).await, None);
        queue.finish(queue.claim_only(1, at(90)).await).await.unwrap();
        assert_eq!(queue.states().await, ["failed"], "a failed job stays and is never claimed");
    })
    .await;
}

#[tokio::test]
async fn the_most_pressing_is_first_and_the_oldest_among_equals() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        let order = [
            (1, JobPriority::Low),
            (2, JobPriority::Normal),
            (3, JobPriority::Critical),
            (4, JobPriority::High),
            (5, JobPriority::Critical),
            (6, JobPriority::Normal),
        ];
        let jobs = order.map(|(number, priority)| NewJob { priority, ..job(number, None) });
        queue.enqueue(&jobs, at(0)).await;
        let mut taken = Vec::new();
        for _ in &order {
            taken.extend(numbers(&queue.claim(worker(1), 1, at(0)).await));
        }
        assert_eq!(taken, [3, 5, 4, 2, 6, 1]);
    })
    .await;
}

#[tokio::test]
async fn a_claim_keeps_to_its_kinds_and_its_limit() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        let housekeeping = NewJob { work: JobWork::ExpireRawBodies, ..job(1, None) };
        queue.enqueue(&[housekeeping, job(2, None), job(3, None), job(4, None)], at(0)).await;
        assert_eq!(numbers(&queue.claim(worker(1), 2, at(0)).await), [2, 3]);
        assert!(queue.claim_kinds(worker(1), &[JobKind::AttemptDelivery], 9, at(0)).await.is_empty());
        let both: &[JobKind] = &[JobKind::ExpireRawBodies, JobKind::TakeTurn];
        assert_eq!(numbers(&queue.claim_kinds(worker(1), both, 9, at(0)).await), [1, 4]);
    })
    .await;
}

#[tokio::test]
async fn what_is_given_back_is_ready_at_once_and_counts_as_interrupted_not_as_failed() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, None), job(2, None)], at(0)).await;
        let given_back = queue.claim(worker(1), 1, at(0)).await;
        queue.claim(worker(2), 1, at(0)).await;
        assert_eq!(queue.release(worker(1)).await, 1);
        assert_lost(queue.finish(given_back[0].lease).await);
        let again = queue.claim(worker(3), 9, at(1)).await;
        assert_eq!(numbers(&again), [1], "what the other worker does stays its own");
        assert_eq!(again[0].failures, 0);
        assert!(again[0].was_interrupted(), "it was begun, so nobody knows how far it came");
    })
    .await;
}

#[tokio::test]
async fn a_known_id_is_stored_once() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, None), job(1, None), job(2, Some("lane")), job(2, Some("lane"))], at(0)).await;
        queue.enqueue(&[job(1, None), job(2, Some("lane")), job(3, None)], at(5)).await;
        let claimed = queue.claim(worker(1), 9, at(5)).await;
        assert_eq!(numbers(&claimed), [1, 2, 3]);
        queue.enqueue(&[job(1, None), job(2, Some("lane"))], at(6)).await;
        assert_eq!(queue.states().await, ["running", "running", "running"]);
    })
    .await;
}

#[tokio::test]
async fn a_job_of_a_fixed_id_begins_anew_only_after_it_was_given_up() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        let replace = async || {
            let replaced: Result<(), StorageError> = queue
                .storage
                .writer()
                .transact(|tx| Box::pin(async move { tx.replace_failed_job(&job(1, None), at(0)).await }))
                .await;
            replaced.unwrap();
        };
        replace().await;
        let lease = queue.claim_only(1, at(0)).await;
        replace().await;
        assert_eq!(queue.states().await, ["running"], "what runs is left alone");
        queue.fail(lease).await.unwrap();
        replace().await;
        let anew = queue.claim(worker(1), 1, at(0)).await;
        assert_eq!((anew[0].lease.attempt, anew[0].failures), (1, 0));
        queue.finish(anew[0].lease).await.unwrap();
    })
    .await;
}
