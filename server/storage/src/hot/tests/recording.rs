//! Tries are recorded as any other change would be, or left to whoever has more to do.

use std::sync::Mutex;

use patchbay_domain::breaker::{FAILURES_TO_OPEN, OpenBreaker};
use patchbay_domain::delivery::progress::Verdict;
use patchbay_domain::delivery::{Attempt, AttemptOutcome, DeliveryState, ErrorClass};
use patchbay_domain::ids::TargetId;
use patchbay_domain::job::Lease;
use patchbay_domain::target::{Target, TargetKind};

use super::publishing::{delivery, publish, worker};
use super::rows::assert_same;
use super::*;

const ORGANIZATION: Uuid = Uuid::from_u128(0x0A);

fn target_id() -> TargetId {
    TargetId::from(Uuid::from_u128(0x10))
}

fn later() -> chrono::DateTime<chrono::Utc> {
    start_of_time() + chrono::TimeDelta::milliseconds(1234)
}

fn lease(number: u128) -> Lease {
    Lease { job_id: Uuid::from_u128(number).into(), worker_id: worker(), attempt: 1 }
}

/// The record of the first try of delivery `number`.
fn record(number: u128, arrived: bool) -> Record {
    let (seen, now) = (delivery(number), later());
    let mut after = seen.clone();
    let error = || "500 Internal Server Error".to_owned();
    let at = now + Duration::from_secs(5);
    let verdict = if arrived { Verdict::Arrived } else { Verdict::TryAgain { at, error: error() } };
    after.progress.judge(verdict, true, now).unwrap();
    let attempt = Attempt {
        id: Uuid::from_u128(number).into(),
        delivery_id: seen.id,
        number: 1,
        outcome: if arrived { AttemptOutcome::Success } else { AttemptOutcome::Failed },
        status: Some(if arrived { 204 } else { 500 }),
        request_headers: vec![("content-type".into(), "application/json".into())],
        remote_address: Some("192.0.2.1:443".into()),
        response_headers: vec![("server".into(), "çà".into())],
        response_body: Some("{}".into()),
        error: (!arrived).then(error),
        error_class: (!arrived).then_some(ErrorClass::Status),
        duration_ms: 12,
        started_at: start_of_time(),
    };
    let next = (!arrived).then(|| NewJob { run_at: at, ..job(number + 0x100, None, 0) });
    Record {
        lease: lease(number),
        seen,
        delivery: after,
        attempt,
        target_id: target_id(),
        next,
        patience: chrono::TimeDelta::days(5),
        now,
    }
}

/// Publishes these, leased, at an address as `change` makes it.
async fn published(storage: &Storage, numbers: std::ops::RangeInclusive<u128>, change: fn(&mut Target)) {
    let made = storage.writer().transact(move |tx| {
        Box::pin(async move {
            let scope = tx.scope(ORGANIZATION.into());
            let of = Uuid::from_u128(0x11).into();
            scope.insert_target(target_id(), of, TargetKind::Webhook, start_of_time()).await?;
            let mut target = scope.lock_target(target_id()).await?.unwrap();
            change(&mut target);
            scope.update_target(&target).await?;
            scope.audience_version().await
        })
    });
    let version = made.await.unwrap();
    let begun = Arc::<Mutex<Vec<u128>>>::default();
    for number in numbers {
        let unit = publish(number, version.0, Some(&begun));
        assert_eq!(within(storage.writer().publish(unit)).await.unwrap(), Published::Stored);
    }
}

async fn target(storage: &Storage) -> Target {
    storage.scope(ORGANIZATION.into()).target(target_id()).await.unwrap().unwrap()
}

async fn state(storage: &Storage, number: u128) -> DeliveryState {
    let delivery = storage.scope(ORGANIZATION.into()).delivery(Uuid::from_u128(number).into()).await.unwrap();
    delivery.unwrap().state()
}

async fn jobs(storage: &Storage) -> Vec<(u128, String)> {
    let jobs = job_rows::Entity::find().all(storage.reader()).await.unwrap();
    let mut jobs: Vec<_> = jobs.into_iter().map(|job| (job.id.as_u128(), job.state)).collect();
    jobs.sort();
    jobs
}

async fn is_recorded_as_any_other(arrived: bool) {
    on_empty_database(async |storage| {
        published(&storage, 1..=2, |target| target.breaker.consecutive_failures = 3).await;
        let counted = target(&storage).await;
        assert!(within(storage.writer().record(record(1, arrived))).await.unwrap());
        let ours = target(&storage).await;
        let theirs = storage.writer().transact(move |tx| {
            Box::pin(async move {
                let one = record(2, arrived);
                match &one.next {
                    Some(next) => tx.follow_job(one.lease, next, one.now).await?,
                    None => tx.finish_job(one.lease).await?,
                }
                let scope = tx.scope(ORGANIZATION.into());
                scope.update_delivery(&one.seen, &one.delivery).await?;
                scope.insert_attempt(&one.attempt).await
            })
        });
        theirs.await.unwrap();
        assert_same(&storage, "deliveries", "id", &["id", "event_id"]).await;
        assert_same(&storage, "delivery_attempts", "id", &["id", "delivery_id"]).await;
        let mut expected = counted;
        let one = record(1, arrived);
        expected.stats.count_try(&one.attempt, one.now);
        let error = one.delivery.progress.last_error.as_deref();
        expected.stats.count_state(one.delivery.state(), error, one.now);
        let _ = if arrived { expected.breaker.succeeded() } else { expected.breaker.failed(one.now) };
        assert_eq!(ours.stats, expected.stats);
        assert_eq!(ours.breaker.consecutive_failures, expected.breaker.consecutive_failures);
        assert_eq!(ours.breaker.failing_since, expected.breaker.failing_since);
        let scheduled = |number| (number, "scheduled".to_owned());
        let left = if arrived { vec![] } else { vec![scheduled(0x101), scheduled(0x102)] };
        assert_eq!(jobs(&storage).await, left);
    })
    .await;
}

#[tokio::test]
async fn a_try_that_arrived_is_recorded_as_any_other() {
    is_recorded_as_any_other(true).await;
}

#[tokio::test]
async fn a_try_that_another_one_follows_is_recorded_as_any_other() {
    is_recorded_as_any_other(false).await;
}

#[tokio::test]
async fn what_has_more_to_it_is_left_as_it_is() {
    on_empty_database(async |storage| {
        published(&storage, 1..=1, |target| {
            let at = start_of_time();
            target.breaker.open = Some(OpenBreaker { opened_at: at, next_probe_at: at, probes: 0 });
        })
        .await;
        assert!(!within(storage.writer().record(record(1, true))).await.unwrap(), "its breaker closes");
        assert!(!within(storage.writer().record(record(1, false))).await.unwrap(), "its probe failed");
        let running = [(1, "running".to_owned())];
        assert_eq!(
            (state(&storage, 1).await, jobs(&storage).await),
            (DeliveryState::Pending, running.to_vec())
        );
    })
    .await;
}

#[tokio::test]
async fn a_breaker_is_not_opened_here() {
    on_empty_database(async |storage| {
        published(&storage, 1..=3, |target| target.breaker.consecutive_failures = FAILURES_TO_OPEN - 2).await;
        assert!(within(storage.writer().record(record(1, false))).await.unwrap());
        assert!(!within(storage.writer().record(record(2, false))).await.unwrap(), "the tenth opens it");
        assert!(within(storage.writer().record(record(3, true))).await.unwrap(), "others go on");
        assert!(within(storage.writer().record(record(2, false))).await.unwrap(), "it is the first again");
    })
    .await;
}

#[tokio::test]
async fn whoever_lost_the_lease_or_the_delivery_records_nothing() {
    on_empty_database(async |storage| {
        published(&storage, 1..=2, |_| {}).await;
        let lost = Record { lease: Lease { attempt: 2, ..lease(1) }, ..record(1, true) };
        assert!(!within(storage.writer().record(lost)).await.unwrap());
        let mut changed = record(2, true);
        changed.seen.progress.attempt_count = 1;
        assert!(!within(storage.writer().record(changed)).await.unwrap());
        assert_eq!(state(&storage, 1).await, DeliveryState::Pending);
        assert_eq!(jobs(&storage).await.len(), 2);
        assert_eq!(target(&storage).await.stats.delivered, 0);
        assert!(within(storage.writer().record(record(1, true))).await.unwrap());
        assert!(!within(storage.writer().record(record(1, true))).await.unwrap(), "it is recorded once");
        assert_eq!(target(&storage).await.stats.delivered, 1);
    })
    .await;
}
