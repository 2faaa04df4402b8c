//! Answers after which another try would change nothing (C10).

use std::time::Duration;

use patchbay_domain::delivery::DeliveryState;
use patchbay_domain::message::MessageStatus;
use patchbay_tests::{Receiver, Reply};

use crate::app::App;

/// That one such answer is the end; what the delivery says of it.
async fn fails_at_once(reply: Reply) -> String {
    let app = App::start().await;
    let receiver = Receiver::start();
    receiver.script([reply]);
    let channel = app.channel_to(receiver.url("/hook")).await;
    app.receive(&channel).await;
    receiver.next().await;
    let failed = app.tried(&channel, 1).await;
    assert_eq!(failed.state(), DeliveryState::Failed, "{failed:#?}");
    assert_eq!(failed.progress.next_attempt_at, None);
    assert_eq!(app.message(failed.message_id.unwrap()).await.status, MessageStatus::Failed);
    app.advance(Duration::from_secs(24 * 60 * 60));
    app.look_around().await;
    assert!(app.jobs("attempt_delivery").await.is_empty());
    assert!(receiver.untaken().is_empty(), "{:#?}", receiver.untaken());
    assert_eq!(app.attempts(failed.id).await.len(), 1);
    app.finish().await;
    failed.progress.last_error.unwrap()
}

#[tokio::test]
async fn a_request_that_is_wrong_stays_wrong() {
    assert!(fails_at_once(Reply::status(400)).await.contains("400"));
    // Asking for another try does not make it another request.
    assert!(fails_at_once(Reply::status(404).header("retry-after", "1")).await.contains("404"));
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_gone() {
    assert!(fails_at_once(Reply::status(410)).await.contains("410"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Receiver::start();
    let moved = Reply::status(302).header("location", &elsewhere.url("/elsewhere"));
    let error = fails_at_once(moved).await;
    assert!(error.contains("302") && error.contains("not followed"), "{error}");
    assert!(elsewhere.untaken().is_empty(), "{:#?}", elsewhere.untaken());
}
