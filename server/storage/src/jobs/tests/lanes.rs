//! Lanes: one job at a time, in the order of their ids.

use super::*;
use crate::tests::on_empty_database;

#[tokio::test]
async fn two_jobs_of_a_lane_are_never_claimed_together() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        // In one write and in another; the order of the ids decides, not that of the writes.
        queue.enqueue(&[job(1, Some("a")), job(4, Some("a")), job(5, Some("b"))], at(0)).await;
        queue.enqueue(&[job(3, Some("a"))], at(0)).await;
        queue.enqueue(&[job(2, Some("a"))], at(0)).await;
        let claimed = queue.claim(worker(1), 9, at(0)).await;
        assert_eq!(numbers(&claimed), [1, 5]);
        assert!(queue.claim(worker(2), 9, at(0)).await.is_empty());

        queue.finish(claimed[0].lease).await.unwrap();
        let second = queue.claim_only(1, at(0)).await;
        assert_eq!(number(second.job_id), 2, "the next comes after the first is finished");
        queue.fail(second).await.unwrap();
        let third = queue.claim_only(2, at(0)).await;
        assert_eq!(number(third.job_id), 3, "and after one is given up");
        queue.finish(third).await.unwrap();
        queue.finish(queue.claim_only(3, at(0)).await).await.unwrap();
        queue.enqueue(&[job(6, Some("a"))], at(1)).await;
        assert_eq!(number(queue.claim_only(1, at(1)).await.job_id), 6, "an empty lane is free");
    })
    .await;
}

#[tokio::test]
async fn a_job_that_is_put_back_keeps_its_lane() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, Some("a")), job(2, Some("a"))], at(0)).await;
        let lease = queue.claim_only(1, at(0)).await;
        queue.retry(lease, at(60)).await.unwrap();
        queue.enqueue(&[job(3, Some("a"))], at(1)).await;
        assert!(queue.claim(worker(1), 9, at(59)).await.is_empty());
        queue.promote(at(60)).await;
        let again = queue.claim_only(1, at(60)).await;
        assert_eq!(number(again.job_id), 1);
        queue.finish(again).await.unwrap();
        assert_eq!(number(queue.claim_only(1, at(60)).await.job_id), 2);
    })
    .await;
}

#[tokio::test]
async fn a_lost_job_keeps_its_lane() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, Some("a")), job(2, Some("a"))], at(0)).await;
        let lost = queue.claim_only(1, at(0)).await;
        queue.free(at(31), false).await;
        let again = queue.claim_only(2, at(31)).await;
        assert_eq!(number(again.job_id), 1);
        assert_lost(queue.finish(lost).await);
        assert_eq!(queue.states().await, ["running", "queued"], "a lost worker lets nobody in");
        queue.finish(again).await.unwrap();
        assert_eq!(number(queue.claim_only(2, at(31)).await.job_id), 2);
    })
    .await;
}

#[tokio::test]
async fn whoever_waited_in_a_lane_still_does_not_run_before_its_time() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, Some("a")), NewJob { run_at: at(60), ..job(2, Some("a")) }], at(0)).await;
        queue.finish(queue.claim_only(1, at(0)).await).await.unwrap();
        assert_eq!(queue.promote(at(59)).await, Some(at(60)));
        assert!(queue.claim(worker(1), 9, at(59)).await.is_empty());
        queue.promote(at(60)).await;
        assert_eq!(number(queue.claim_only(1, at(60)).await.job_id), 2);
    })
    .await;
}

#[tokio::test]
async fn finishing_and_following_in_one_transaction() {
    on_empty_database(async |storage| {
        let queue = Queue { storage };
        queue.enqueue(&[job(1, Some("a")), job(2, Some("a"))], at(0)).await;
        let lease = queue.claim_only(1, at(0)).await;
        let work = queue.storage.writer().transact(move |tx| {
            Box::pin(async move {
                tx.finish_job(lease).await?;
                tx.enqueue(&[job(3, Some("a")), job(4, Some("b"))], at(0)).await
            })
        });
        work.await.unwrap();
        assert_eq!(numbers(&queue.claim(worker(1), 9, at(0)).await), [2, 4]);
    })
    .await;
}
