//! The engine that every outgoing byte trusts, on a clock of the test's own.

mod breakers;
mod disabling;
mod orders;
mod policies;
mod recoveries;
mod replays;

use patchbay::actions::create_subscription::create_subscription;
use patchbay::actions::publish_events::{NewEvent, publish_events};
use patchbay::delivery::settings::RawSubscription;
use patchbay_domain::delivery::{Delivery, DeliveryState};
use patchbay_domain::event::Event;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::page::PageRequest;
use patchbay_domain::subscription::Subscription;
use patchbay_domain::target::Target;
use patchbay_storage::DeliveryFilter;
use patchbay_tests::eventually;
use serde_json::json;

use crate::app::App;

/// As much of a list as a page holds.
const ALL: PageRequest = PageRequest { limit: 100, after: None };

/// A subscription to leads at this URL, with everything else as `change` says.
async fn subscribe(app: &App, url: String, change: impl FnOnce(&mut RawSubscription)) -> Subscription {
    let mut raw = RawSubscription {
        url: Some(Some(url)),
        events: Some(Some(vec!["lead.*".to_owned()])),
        ..RawSubscription::default()
    };
    change(&mut raw);
    create_subscription(app.services(), &app.owner, raw, None, true).await.unwrap()
}

/// Says that a lead was created, in the order of `key` where there is one.
async fn publish(app: &App, number: usize, key: Option<&str>) -> Event {
    let new = NewEvent {
        event_type: "lead.created".to_owned(),
        version: None,
        data: json!({ "leadId": format!("lead-{number}"), "name": "Ann", "number": number }),
        occurred_at: None,
        labels: None,
        key: key.map(ToOwned::to_owned),
    };
    publish_events(app.services(), &app.owner, None, vec![new], |_| String::new()).await.unwrap().remove(0)
}

/// The deliveries by a webhook, oldest first.
async fn deliveries(app: &App, webhook_id: WebhookId) -> Vec<Delivery> {
    let filter = DeliveryFilter { webhook_id: Some(webhook_id), ..DeliveryFilter::default() };
    let scope = app.services().storage.scope(app.owner.organization_id);
    let mut found = scope.deliveries(&filter, ALL).await.unwrap().page.items;
    found.reverse();
    found
}

/// Waits until the deliveries by a webhook stand there. In no order: on a clock that stands still they are all as old.
async fn stand(app: &App, webhook_id: WebhookId, expected: &[DeliveryState]) -> Vec<Delivery> {
    let sorted = |states: &mut dyn Iterator<Item = DeliveryState>| {
        let mut names: Vec<String> = states.map(|state| format!("{state:?}")).collect();
        names.sort();
        names
    };
    let expected = sorted(&mut expected.iter().copied());
    eventually(&format!("deliveries that stand at {expected:?}"), async || {
        let found = deliveries(app, webhook_id).await;
        (sorted(&mut found.iter().map(Delivery::state)) == expected).then_some(found)
    })
    .await
}

/// The only delivery by a webhook once it was tried so often.
async fn tried(app: &App, webhook_id: WebhookId, attempts: u32) -> Delivery {
    eventually(&format!("{attempts} tries"), async || {
        let found = deliveries(app, webhook_id).await;
        assert!(found.len() < 2, "{found:#?}");
        found.into_iter().find(|delivery| delivery.progress.attempt_count == attempts)
    })
    .await
}

async fn target(app: &App, subscription: &Subscription) -> Target {
    let scope = app.services().storage.scope(app.owner.organization_id);
    scope.target(subscription.target_id).await.unwrap().unwrap()
}

async fn subscription(app: &App, id: WebhookId) -> Subscription {
    app.services().storage.scope(app.owner.organization_id).subscription(id).await.unwrap().unwrap()
}
