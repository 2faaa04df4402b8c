//! A receiver that is gone, or fails for days, is switched off, and its owner is told.

use std::time::Duration;

use patchbay::actions::update_subscription::{SubscriptionChange, update_subscription};
use patchbay_domain::delivery::DeliveryState::{Cancelled, Failed, Held, Success};
use patchbay_domain::subscription::DisabledReason;
use patchbay_tests::{Receiver, Reply, eventually};

use super::{deliveries, publish, stand, subscribe, subscription};
use crate::app::App;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn one_that_says_it_is_gone_is_switched_off_and_its_owner_is_told() {
    let app = App::start().await;
    let (receiver, owner, others) = (Receiver::of_events(), Receiver::start(), Receiver::of_events());
    // The owner's primary channel, and somebody who watches webhooks.
    app.channel_to(owner.url("/owner")).await;
    let events = |raw: &mut patchbay::delivery::settings::RawSubscription| {
        raw.events = Some(Some(vec!["webhook.*".to_owned(), "delivery.*".to_owned()]));
    };
    subscribe(&app, others.url("/operations"), events).await;
    let gone = subscribe(&app, receiver.url("/hook"), |_| {}).await;
    receiver.script([Reply::status(410)]);
    publish(&app, 1, None).await;
    receiver.next().await;
    stand(&app, gone.id, &[Failed]).await;
    let disabled = subscription(&app, gone.id).await;
    assert_eq!((disabled.is_active, disabled.disabled_reason), (false, Some(DisabledReason::Gone)));

    let mut told = Vec::new();
    for _ in 0..2 {
        told.push(others.next().await);
    }
    told.sort_by(|one, other| one.header("x-webhook-event").cmp(other.header("x-webhook-event")));
    let (exhausted, off) = (told[0].json(), told[1].json());
    assert_eq!(
        (&exhausted["type"], &off["type"]),
        (&"delivery.exhausted".into(), &"webhook.disabled".into())
    );
    assert_eq!(off["data"]["reason"], "gone");
    assert_eq!((&off["data"]["lastStatus"], &off["data"]["name"]), (&410.into(), &"127.0.0.1".into()));
    assert_eq!(exhausted["data"]["attempts"], 1);
    // The channel on which it is told is the owner's custom one: it gets the event itself, whether or not it asked.
    assert_eq!(owner.next().await.json()["data"], off["data"]);

    // What happens meanwhile is kept, and leaves once it is switched on.
    publish(&app, 2, None).await;
    publish(&app, 3, None).await;
    stand(&app, gone.id, &[Failed, Held, Held]).await;
    let on = vec![SubscriptionChange::Enable];
    update_subscription(app.services(), &app.owner, gone.id, on, None).await.unwrap();
    receiver.next().await;
    receiver.next().await;
    stand(&app, gone.id, &[Failed, Success, Success]).await;
    app.finish().await;
}

#[tokio::test]
async fn five_days_of_failing_are_enough() {
    let app = App::start().await;
    let receiver = Receiver::of_events_answering(|_| Reply::status(500));
    let policy = |raw: &mut patchbay::delivery::settings::RawSubscription| {
        raw.retry_delays = Some(Some(vec![86_400; 20]));
    };
    let failing = subscribe(&app, receiver.url("/hook"), policy).await;
    publish(&app, 1, None).await;
    for day in 0..=5_u32 {
        receiver.next().await;
        eventually("the try to be written down", async || {
            let tried = deliveries(&app, failing.id).await;
            (tried[0].progress.attempt_count == day + 1).then_some(())
        })
        .await;
        assert_eq!(subscription(&app, failing.id).await.is_active, day < 5, "after {day} days");
        app.advance(DAY);
    }
    let disabled = subscription(&app, failing.id).await;
    assert_eq!(disabled.disabled_reason, Some(DisabledReason::Failing));
    stand(&app, failing.id, &[Held]).await;
    assert!(receiver.untaken().is_empty());
    app.finish().await;
}

#[tokio::test]
async fn what_waits_for_a_deleted_one_is_called_off() {
    let app = App::start().await;
    let receiver = Receiver::of_events();
    let kept = subscribe(&app, receiver.url("/hook"), |_| {}).await;
    let change = |change| update_subscription(app.services(), &app.owner, kept.id, vec![change], None);
    change(SubscriptionChange::Disable).await.unwrap();
    publish(&app, 1, None).await;
    stand(&app, kept.id, &[Held]).await;
    change(SubscriptionChange::Delete).await.unwrap();
    stand(&app, kept.id, &[Cancelled]).await;
    publish(&app, 2, None).await;
    app.look_around().await;
    assert_eq!(deliveries(&app, kept.id).await.len(), 1);
    let restored = change(SubscriptionChange::Restore).await.unwrap();
    assert!(!restored.is_active && restored.deleted_at.is_none());
    app.finish().await;
}
