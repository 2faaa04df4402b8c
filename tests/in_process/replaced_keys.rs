//! A secret key that was replaced counts until its grace period is over and not a millisecond longer, both ways.

use std::time::Duration;

use patchbay::actions::regenerate_secret_key::regenerate_secret_key;
use patchbay::channels::custom::settings::RawCustomSettings;
use patchbay_domain::webhook::Channel;
use patchbay_tests::{Receiver, Reply, signature};

use crate::app::{App, MILLISECOND, post};

const GRACE: Duration = Duration::from_secs(604_800);

/// A channel whose callers sign with its secret key, as it does itself; and the key.
async fn signing_channel(app: &App, receiver: &Receiver) -> (Channel, String) {
    let given = |text: &str| Some(Some(text.to_owned()));
    let settings = RawCustomSettings {
        auth_type: given("hmac"),
        outbound_webhook_url: given(&receiver.url("/hook")),
        ..RawCustomSettings::default()
    };
    let channel = app.custom_channel(settings).await;
    let key = channel.secret_key.expose().to_owned();
    (channel, key)
}

/// Replaces the key by the returned one.
async fn replace(app: &App, channel: &Channel) -> String {
    let seconds = u32::try_from(GRACE.as_secs()).unwrap();
    let replaced = regenerate_secret_key(app.services(), &app.owner, channel.id, seconds).await;
    replaced.unwrap().secret_key.expose().to_owned()
}

/// The status of the answer to a message that is signed with this key.
async fn status_for(app: &App, channel: &Channel, key: &str) -> u16 {
    let body = r#"{"content":"Please call Acme"}"#;
    let request = post(app, channel)
        .header("content-type", "application/json")
        .header("x-webhook-signature", signature::legacy(key.as_bytes(), body.as_bytes()));
    request.body(body).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn both_keys_count_until_the_grace_period_is_over() {
    let app = App::start().await;
    let receiver = Receiver::start();
    let (channel, before) = signing_channel(&app, &receiver).await;
    let key = replace(&app, &channel).await;
    app.advance(GRACE - MILLISECOND);
    for with in [&before, &key] {
        assert_eq!(status_for(&app, &channel, with).await, 200);
        signature::verify_all(&[&key, &before], &receiver.next().await);
    }
    app.advance(MILLISECOND);
    assert_eq!(status_for(&app, &channel, &before).await, 401);
    assert_eq!(status_for(&app, &channel, &key).await, 200);
    signature::verify_all(&[&key], &receiver.next().await);
    app.look_around().await;
    assert!(receiver.untaken().is_empty(), "{:#?}", receiver.untaken());
    app.finish().await;
}

#[tokio::test]
async fn a_try_is_signed_with_what_counts_when_it_is_made() {
    let app = App::start().await;
    let receiver = Receiver::start();
    receiver.script([Reply::status(500), Reply::status(500)]);
    let (channel, before) = signing_channel(&app, &receiver).await;
    assert_eq!(status_for(&app, &channel, &before).await, 200);
    let first = receiver.next().await;
    signature::verify_all(&[&before], &first);
    app.tried(&channel, 1).await;

    // What waits for its next try was written before the key was replaced.
    let key = replace(&app, &channel).await;
    app.advance(Duration::from_secs(1));
    signature::verify_all(&[&key, &before], &receiver.next().await);
    app.tried(&channel, 2).await;
    app.advance(GRACE);
    let last = receiver.next().await;
    signature::verify_all(&[&key], &last);
    assert_eq!(last.header("webhook-id"), first.header("webhook-id"));
    app.tried(&channel, 3).await;
    app.finish().await;
}
