//! A model on a server, on a clock of the test's own.

use std::time::Duration;

use patchbay::app;
use patchbay_domain::message::MessageStatus;
use patchbay_tests::{FakeModel, eventually};

use crate::app::{App, receive};

#[tokio::test]
async fn a_message_that_waited_too_long_is_answered_without_the_model() {
    let model = FakeModel::start();
    let settings = model.settings();
    let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut app = App::start_with(&settings).await;
    let channel = app.custom_channel(Default::default()).await;
    app.stop().await;
    let url = "http://127.0.0.1:9/".parse().unwrap();
    let services = app::open(&app.config, &app.surroundings, url).await.unwrap();
    let id = receive(&services, &channel).await;
    services.storage.close().await;

    app.advance(Duration::from_secs(60));
    app.start_again().await;
    eventually("the turn to be taken", async || {
        (app.message(id).await.status == MessageStatus::Processed).then_some(())
    })
    .await;
    let turns = app.texts("SELECT model || ': ' || COALESCE(fallback_reason, '') FROM turns").await;
    assert_eq!(turns, ["built-in: the message waited too long for the model to be asked"]);
    assert!(model.take_all().is_empty());
    let tasks = app.texts("SELECT title FROM tasks").await;
    assert_eq!(tasks.len(), 1, "{tasks:?}");
    app.finish().await;
}
