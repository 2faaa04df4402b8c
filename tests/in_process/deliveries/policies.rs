//! Every policy runs to its end at exactly the times it promises (C9).

use std::time::Duration;

use patchbay::delivery::settings::RawSubscription;
use patchbay_domain::delivery::DeliveryState;
use patchbay_tests::{Receiver, Reply};

use super::{deliveries, publish, subscribe, tried};
use crate::app::{App, MILLISECOND};

/// The seconds from the first try to each further one.
const POLICIES: [(&str, &[u64]); 5] = [
    ("blend", &[1, 3, 7, 15, 31, 91, 391, 2191, 9391]),
    ("prd07", &[1, 3, 7, 15, 31]),
    ("prd029", &[60, 360, 2160, 9360]),
    ("crm", &[1, 3, 7]),
    ("durable", &[5, 305, 2105, 9305, 27_305, 63_305, 113_705, 185_705, 272_105]),
];

/// Lets the tries of one delivery happen: each at its time, and not a millisecond before.
async fn run_through(times: &[u64], change: impl FnOnce(&mut RawSubscription)) {
    let app = App::start().await;
    let receiver = Receiver::of_events_answering(|_| Reply::status(500));
    let subscription = subscribe(&app, receiver.url("/hook"), change).await;
    let begun = app.now();
    publish(&app, 1, None).await;
    let mut id = receiver.next().await.header("webhook-id").to_owned();
    for (made, seconds) in (1..).zip(times) {
        let waiting = tried(&app, subscription.id, made).await;
        assert_eq!(waiting.state(), DeliveryState::Retrying);
        let due = begun + Duration::from_secs(*seconds);
        assert_eq!(waiting.progress.next_attempt_at, Some(due), "after try {made}");
        app.advance((due - app.now()).to_std().unwrap() - MILLISECOND);
        app.look_around().await;
        assert!(receiver.untaken().is_empty(), "early, after try {made}");
        app.advance(MILLISECOND);
        let again = receiver.next().await;
        assert_eq!(again.header("webhook-id"), std::mem::take(&mut id));
        id = again.header("webhook-id").to_owned();
    }
    let made = u32::try_from(times.len()).unwrap() + 1;
    let failed = tried(&app, subscription.id, made).await;
    assert_eq!(failed.state(), DeliveryState::Failed);
    let expected: Vec<i64> = std::iter::once(0).chain(times.iter().map(|time| time.cast_signed())).collect();
    let attempts = app.attempts(failed.id).await;
    let made: Vec<i64> = attempts.iter().map(|attempt| (attempt.started_at - begun).num_seconds()).collect();
    assert_eq!(made, expected);
    assert_eq!(deliveries(&app, subscription.id).await.len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn each_named_list_is_kept_to_the_millisecond() {
    for (name, times) in POLICIES {
        run_through(times, |raw| raw.retry_policy = Some(Some(name.to_owned()))).await;
    }
}

#[tokio::test]
async fn a_list_of_ones_own_is_kept_too() {
    run_through(&[7, 107], |raw| raw.retry_delays = Some(Some(vec![7, 100]))).await;
    run_through(&[1, 3, 7, 15], |raw| {
        raw.retry_policy = Some(Some("crm".to_owned()));
        raw.retry_count = Some(Some(4));
    })
    .await;
}

#[tokio::test]
async fn jitter_comes_after_the_promised_time_and_within_a_fifth_of_it() {
    let app = App::start().await;
    let receiver = Receiver::of_events_answering(|_| Reply::status(500));
    let policy = |raw: &mut RawSubscription| raw.retry_policy = Some(Some("queue".to_owned()));
    let subscription = subscribe(&app, receiver.url("/hook"), policy).await;
    publish(&app, 1, None).await;
    for (made, step) in (1..).zip([1_u64, 2, 4, 8, 16, 30]) {
        receiver.next().await;
        let waiting = tried(&app, subscription.id, made).await;
        let (step, begun) = (Duration::from_secs(step), app.now());
        let delay = (waiting.progress.next_attempt_at.unwrap() - begun).to_std().unwrap();
        assert!((step..=step + step / 5).contains(&delay), "{delay:?} after {made} tries");
        app.advance(delay);
    }
    receiver.next().await;
    assert_eq!(tried(&app, subscription.id, 7).await.state(), DeliveryState::Failed);
    app.finish().await;
}
