//! A receiver that fails again and again is left alone but for a probe; what happens meanwhile is held (C42).

use std::time::Duration;

use patchbay_domain::delivery::DeliveryState::{Failed, Held, Retrying, Success};
use patchbay_tests::{Receiver, Reply, eventually};

use super::{deliveries, publish, stand, subscribe, target};
use crate::app::App;

/// Gives up at the first failure, so that ten events are ten failures.
fn once(raw: &mut patchbay::delivery::settings::RawSubscription) {
    raw.retry_delays = Some(Some(Vec::new()));
}

#[tokio::test]
async fn ten_failures_open_it_a_probe_closes_it_and_what_was_held_leaves() {
    let app = App::start().await;
    let receiver = Receiver::of_events();
    let subscription = subscribe(&app, receiver.url("/hook"), once).await;
    receiver.script((0..12).map(|_| Reply::status(503)));
    for number in 0..10 {
        publish(&app, number, None).await;
        receiver.next().await;
        let all = vec![Failed; number + 1];
        stand(&app, subscription.id, &all).await;
    }
    assert!(target(&app, &subscription).await.breaker.is_open());

    // Held, counted, and not sent.
    for number in 10..13 {
        publish(&app, number, None).await;
    }
    app.look_around().await;
    let states = [vec![Failed; 10], vec![Held; 3]].concat();
    stand(&app, subscription.id, &states).await;
    assert!(receiver.untaken().is_empty());
    let scope = app.services().storage.scope(app.owner.organization_id);
    assert_eq!(scope.count_held(subscription.target_id).await.unwrap(), 3);

    // The first probe fails: the next one is later.
    app.advance(Duration::from_secs(30));
    receiver.next().await;
    stand(&app, subscription.id, &[vec![Failed; 11], vec![Held; 2]].concat()).await;
    let open = target(&app, &subscription).await.breaker.open.unwrap();
    assert_eq!(open.next_probe_at, app.now() + Duration::from_secs(60));
    app.advance(Duration::from_secs(59));
    app.look_around().await;
    assert!(receiver.untaken().is_empty());

    // The second one too; the third arrives, and so does what was held.
    app.advance(Duration::from_secs(1));
    receiver.next().await;
    stand(&app, subscription.id, &[vec![Failed; 12], vec![Held; 1]].concat()).await;
    publish(&app, 13, None).await;
    app.advance(Duration::from_secs(120));
    receiver.next().await;
    receiver.next().await;
    stand(&app, subscription.id, &[vec![Failed; 12], vec![Success; 2]].concat()).await;
    let target = target(&app, &subscription).await;
    assert!(!target.breaker.is_open());
    assert_eq!((target.stats.delivered, target.stats.failed), (2, 12));
    assert_eq!((target.stats.attempts_succeeded, target.stats.attempts_failed), (2, 12));
    assert_eq!(target.stats.last_status, Some(200));
    app.finish().await;
}

#[tokio::test]
async fn due_tries_wait_for_the_probe() {
    let app = App::start().await;
    let receiver = Receiver::of_events_answering(|_| Reply::status(500));
    let subscription = subscribe(&app, receiver.url("/hook"), |_| {}).await;
    for number in 0..10 {
        publish(&app, number, None).await;
        receiver.next().await;
    }
    stand(&app, subscription.id, &[Retrying; 10]).await;
    assert!(target(&app, &subscription).await.breaker.is_open());
    app.advance(Duration::from_secs(1));
    stand(&app, subscription.id, &[Held; 10]).await;
    assert!(receiver.untaken().is_empty());

    app.advance(Duration::from_secs(29));
    receiver.next().await;
    eventually("the probe to be written down", async || {
        deliveries(&app, subscription.id)
            .await
            .iter()
            .any(|one| one.progress.attempt_count == 2)
            .then_some(())
    })
    .await;
    app.look_around().await;
    assert!(receiver.untaken().is_empty(), "one is enough to know");
    app.finish().await;
}

#[tokio::test]
async fn an_address_that_nothing_waits_for_is_given_another_chance() {
    let app = App::start().await;
    let receiver = Receiver::of_events();
    receiver.script((0..10).map(|_| Reply::status(500)));
    let subscription = subscribe(&app, receiver.url("/hook"), once).await;
    for number in 0..10 {
        publish(&app, number, None).await;
        receiver.next().await;
        stand(&app, subscription.id, &vec![Failed; number + 1]).await;
    }
    app.advance(Duration::from_secs(30));
    eventually("the breaker to close", async || {
        (!target(&app, &subscription).await.breaker.is_open()).then_some(())
    })
    .await;
    publish(&app, 10, None).await;
    receiver.next().await;
    stand(&app, subscription.id, &[vec![Failed; 10], vec![Success]].concat()).await;
    app.finish().await;
}
