//! In which order deliveries leave, and how fast.

use std::time::Duration;

use patchbay_domain::delivery::DeliveryState::{Pending, Retrying, Success};
use patchbay_tests::{Receiver, Reply};

use super::{publish, stand, subscribe};
use crate::app::{App, MILLISECOND};

#[tokio::test]
async fn within_a_key_each_waits_for_the_end_of_the_one_before() {
    let app = App::start().await;
    let receiver = Receiver::of_events();
    let ordered = |raw: &mut patchbay::delivery::settings::RawSubscription| {
        raw.ordering = Some(Some("key".to_owned()));
        raw.retry_delays = Some(Some(vec![60]));
    };
    let subscription = subscribe(&app, receiver.url("/hook"), ordered).await;
    receiver.script([Reply::status(500)]);
    publish(&app, 1, Some("a")).await;
    assert_eq!(receiver.next().await.json()["data"]["number"], 1);
    stand(&app, subscription.id, &[Retrying]).await;
    publish(&app, 2, Some("a")).await;
    app.look_around().await;
    stand(&app, subscription.id, &[Retrying, Pending]).await;
    assert!(receiver.untaken().is_empty(), "the second of a key waits while the first is retried");
    // Another key waits for nobody.
    publish(&app, 3, Some("b")).await;
    assert_eq!(receiver.next().await.json()["data"]["number"], 3);

    app.advance(Duration::from_secs(60));
    assert_eq!(receiver.next().await.json()["data"]["number"], 1);
    assert_eq!(receiver.next().await.json()["data"]["number"], 2);
    stand(&app, subscription.id, &[Success; 3]).await;
    app.finish().await;
}

#[tokio::test]
async fn no_more_leave_in_a_second_than_the_receiver_wants() {
    let app = App::start().await;
    let receiver = Receiver::of_events();
    let limited = |raw: &mut patchbay::delivery::settings::RawSubscription| {
        raw.rate_limit_per_second = Some(Some(2));
    };
    let subscription = subscribe(&app, receiver.url("/hook"), limited).await;
    for number in 0..4 {
        publish(&app, number, None).await;
    }
    for sent in 1..=4 {
        receiver.next().await;
        let states = [vec![Success; sent], vec![Pending; 4 - sent]].concat();
        let found = super::deliveries(&app, subscription.id).await;
        assert!(found.len() == states.len());
        app.look_around().await;
        assert!(receiver.untaken().is_empty(), "after {sent}");
        app.advance(Duration::from_millis(525) - MILLISECOND);
        app.look_around().await;
        assert!(receiver.untaken().is_empty(), "early, after {sent}");
        app.advance(MILLISECOND);
    }
    stand(&app, subscription.id, &[Success; 4]).await;
    app.finish().await;
}
