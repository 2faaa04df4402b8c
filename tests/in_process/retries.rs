//! When a receiver that fails is tried again (C9), and when no more.

use std::time::Duration;

use patchbay::actions::retry_delivery::retry_delivery;
use patchbay_domain::delivery::{AttemptOutcome, DeliveryState};
use patchbay_domain::message::MessageStatus;
use patchbay_domain::webhook::Channel;
use patchbay_tests::{Receiver, Reply, eventually};

use crate::app::{App, MILLISECOND};

/// The default list, in seconds, as the decision has it.
const STEPS: [u64; 9] = [1, 2, 4, 8, 16, 60, 300, 1800, 7200];

/// Goes through the steps after the latest of `made` tries: each try is made when it is due and not a millisecond
/// before.
async fn go_through(app: &App, receiver: &Receiver, channel: &Channel, made: u32, steps: &[u64]) {
    for (made, step) in (made..).zip(steps) {
        let waiting = app.tried(channel, made).await;
        let (step, begun) = (Duration::from_secs(*step), app.now());
        assert_eq!(waiting.state(), DeliveryState::Retrying);
        assert_eq!(waiting.progress.next_attempt_at, Some(begun + step), "after try {made}");
        assert_eq!(app.message(waiting.message_id.unwrap()).await.status, MessageStatus::Retrying);

        app.advance(step - MILLISECOND);
        app.look_around().await;
        assert_eq!(app.jobs("attempt_delivery").await, ["scheduled"], "early, after try {made}");
        assert!(receiver.untaken().is_empty());

        app.advance(MILLISECOND);
        receiver.next().await;
        app.tried(channel, made + 1).await;
        let latest = app.attempts(waiting.id).await.pop().unwrap();
        assert_eq!((latest.number, latest.started_at), (made + 1, begun + step));
    }
}

#[tokio::test]
async fn the_default_list_is_kept_to_the_millisecond_and_can_be_begun_anew() {
    let app = App::start().await;
    let receiver = Receiver::start();
    receiver.script((0..=STEPS.len()).map(|_| Reply::status(500)));
    let channel = app.channel_to(receiver.url("/hook")).await;
    let begun = app.now();
    app.receive(&channel).await;
    let first = receiver.next().await;
    go_through(&app, &receiver, &channel, 1, &STEPS).await;

    let failed = app.tried(&channel, 10).await;
    assert_eq!(failed.state(), DeliveryState::Failed);
    assert_eq!((failed.progress.next_attempt_at, failed.progress.finished_at), (None, Some(app.now())));
    assert_eq!(app.message(failed.message_id.unwrap()).await.status, MessageStatus::Failed);
    let attempts = app.attempts(failed.id).await;
    let times: Vec<i64> = attempts.iter().map(|attempt| (attempt.started_at - begun).num_seconds()).collect();
    assert_eq!(times, [0, 1, 3, 7, 15, 31, 91, 391, 2191, 9391]);
    for attempt in &attempts {
        assert_eq!((attempt.outcome, attempt.status), (AttemptOutcome::Failed, Some(500)));
    }
    app.advance(Duration::from_secs(100 * 24 * 60 * 60));
    // Ten failures opened the breaker; nothing waits that could be its probe, so it closes.
    eventually("the probe", async || app.jobs("probe_target").await.is_empty().then_some(())).await;
    app.look_around().await;
    assert!(app.jobs("attempt_delivery").await.is_empty(), "given up is given up");
    assert!(receiver.untaken().is_empty());

    // By hand: at once, and the whole list anew.
    receiver.script([Reply::status(500), Reply::status(500), Reply::status(500), Reply::status(200)]);
    retry_delivery(app.services(), &app.owner, failed.id, false).await.unwrap();
    assert_eq!(receiver.next().await.header("webhook-id"), first.header("webhook-id"));
    go_through(&app, &receiver, &channel, 11, &STEPS[..3]).await;
    let delivered = app.tried(&channel, 14).await;
    assert_eq!(delivered.state(), DeliveryState::Success);
    assert_eq!(app.message(failed.message_id.unwrap()).await.status, MessageStatus::Delivered);
    assert!(app.jobs("attempt_delivery").await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn a_receiver_that_asks_for_more_time_gets_it() {
    let app = App::start().await;
    let receiver = Receiver::start();
    // Longer than the first step, then shorter than the second, then none: the list goes on where it was.
    receiver.script([
        Reply::status(429).header("retry-after", "90"),
        Reply::status(503).header("retry-after", "1"),
        Reply::status(429),
    ]);
    let channel = app.channel_to(receiver.url("/hook")).await;
    app.receive(&channel).await;
    receiver.next().await;
    go_through(&app, &receiver, &channel, 1, &[90, 2, 4]).await;
    assert_eq!(app.tried(&channel, 4).await.state(), DeliveryState::Success);
    app.finish().await;
}

#[tokio::test]
async fn the_clock_may_jump_far_past_what_is_due() {
    let app = App::start().await;
    let receiver = Receiver::start();
    receiver.script([Reply::status(500), Reply::status(500)]);
    let channel = app.channel_to(receiver.url("/hook")).await;
    app.receive(&channel).await;
    receiver.next().await;
    app.tried(&channel, 1).await;
    // As after a night of sleep: one try, and the next step counts from it.
    app.advance(Duration::from_secs(8 * 60 * 60));
    receiver.next().await;
    let waiting = app.tried(&channel, 2).await;
    assert_eq!(waiting.progress.next_attempt_at, Some(app.now() + Duration::from_secs(2)));
    app.look_around().await;
    assert!(receiver.untaken().is_empty());
    app.finish().await;
}
