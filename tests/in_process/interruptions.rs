//! A try that nobody knows the end of: written down as such, and made again.

use std::time::Duration;

use patchbay::actions::take_turn::take_turn;
use patchbay::app;
use patchbay_domain::clock::Clock;
use patchbay_domain::delivery::{AttemptOutcome, DeliveryState};
use patchbay_domain::job::{JobKind, LEASE};
use patchbay_tests::{Receiver, Reply};

use crate::app::{App, MILLISECOND, lease, lease_deliveries, receive};

#[tokio::test]
async fn an_interrupted_try_is_unknown_and_made_again() {
    let mut app = App::start().await;
    let receiver = Receiver::start();
    receiver.script([Reply::status(500)]);
    let channel = app.channel_to(receiver.url("/hook")).await;
    app.stop().await;

    // Another process begins to deliver, and ends as a power cut ends it.
    let url = "http://127.0.0.1:9/".parse().unwrap();
    let services = app::open(&app.config, &app.surroundings, url).await.unwrap();
    let message_id = receive(&services, &channel).await;
    let turn = lease(&services, &[JobKind::TakeTurn]).await;
    take_turn(&services, app.owner.organization_id, message_id, turn.lease).await.unwrap();
    lease_deliveries(&services).await;
    services.storage.close().await;

    app.advance(LEASE + MILLISECOND);
    app.start_again().await;
    receiver.next().await;
    let waiting = app.tried(&channel, 2).await;
    assert_eq!(waiting.state(), DeliveryState::Retrying);
    let second = Duration::from_secs(1);
    let next = app.clock.now() + second;
    assert_eq!(
        waiting.progress.next_attempt_at,
        Some(next),
        "what nobody knows of takes no step of the list"
    );
    app.advance(second);
    receiver.next().await;
    let delivered = app.tried(&channel, 3).await;
    assert_eq!(delivered.state(), DeliveryState::Success);

    let attempts = app.attempts(delivered.id).await;
    let outcomes: Vec<_> = attempts.iter().map(|attempt| (attempt.number, attempt.outcome)).collect();
    let expected = [(1, AttemptOutcome::Unknown), (2, AttemptOutcome::Failed), (3, AttemptOutcome::Success)];
    assert_eq!(outcomes, expected);
    assert!(attempts[0].error.as_ref().is_some_and(|error| error.contains("nobody knows")), "{attempts:#?}");
    app.finish().await;
}
