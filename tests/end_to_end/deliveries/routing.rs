//! Who is told of what: names and groups, labels, pinned versions; and nobody while a subscription is off.

use std::collections::BTreeMap;

use patchbay_tests::{Receiver, TestServer, eventually};
use serde_json::{Value, json};

use super::{deliveries, ended, publish, publish_lead, subscribe};

/// What came, by path, once everything has left; sorted.
async fn told(server: &TestServer, receiver: &Receiver, events: &[&str]) -> BTreeMap<String, Vec<String>> {
    server.idle().await;
    let mut told = BTreeMap::<String, Vec<String>>::new();
    for request in receiver.take_all() {
        let number = request.json()["data"]["leadId"].as_str().unwrap_or_default().to_owned();
        let name = request.header("x-webhook-event").to_owned();
        told.entry(request.path.clone()).or_default().push(if events.is_empty() { number } else { name });
    }
    told.values_mut().for_each(|all| all.sort());
    told
}

fn expected(all: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let owned = |names: &&[&str]| names.iter().map(|&name| name.to_owned()).collect();
    all.iter().map(|(path, names)| ((*path).to_owned(), owned(names))).collect()
}

#[tokio::test]
async fn names_groups_and_the_star_choose_events() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    for (path, events) in [
        ("/exact", &["lead.created"][..]),
        ("/group", &["lead.*"]),
        ("/twice", &["lead.*", "lead.created", "*"]),
        ("/other", &["task.*", "leads.*", "lead"]),
        ("/all", &["*"]),
    ] {
        // A type of one's own below a built-in group.
        subscribe(&server, &receiver.url(path), events, json!({})).await;
    }
    let own = json!({ "name": "lead.score.changed", "schema": { "type": "object" }, "sample": {} });
    server.rpc().mutate("eventTypes.register", own).await;
    for name in ["lead.created", "lead.enriched", "lead.score.changed"] {
        publish(&server, json!({ "type": name, "data": { "leadId": "l" } })).await;
    }
    let all = &["lead.created", "lead.enriched", "lead.score.changed"][..];
    let expected = expected(&[
        ("/all", all),
        ("/exact", &["lead.created"]),
        ("/group", all),
        // Each event once, however many of its patterns ask for it.
        ("/twice", all),
    ]);
    assert_eq!(told(&server, &receiver, all).await, expected);
    server.finish().await;
}

#[tokio::test]
async fn labels_narrow_what_a_subscription_gets() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    for (path, labels) in
        [("/any", json!([])), ("/north", json!(["north"])), ("/both", json!(["north", "south"]))]
    {
        subscribe(&server, &receiver.url(path), &["lead.created"], json!({ "channels": labels })).await;
    }
    for (lead, labels) in [
        ("none", json!([])),
        ("north", json!(["north"])),
        ("south", json!(["east", "south"])),
        ("west", json!(["west"])),
    ] {
        let event = json!({ "type": "lead.created", "data": { "leadId": lead }, "channels": labels });
        let event = publish(&server, event).await;
        assert_eq!(event["channels"], labels);
    }
    let expected = expected(&[
        ("/any", &["none", "north", "south", "west"]),
        ("/both", &["north", "south"]),
        ("/north", &["north"]),
    ]);
    assert_eq!(told(&server, &receiver, &[]).await, expected);
    server.finish().await;
}

#[tokio::test]
async fn a_pinned_version_gets_what_fits_it() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let properties = [
        json!({ "leadId": { "type": "string" } }),
        json!({
            "leadId": { "type": "string" }, "note": { "type": "string" },
        }),
    ];
    for (place, properties) in properties.into_iter().enumerate() {
        let schema = json!({
            "type": "object", "required": ["leadId"], "properties": properties, "additionalProperties": false,
        });
        let input = json!({ "name": "order.placed", "schema": schema, "sample": { "leadId": "l" } });
        let made = server.rpc().mutate("eventTypes.register", input).await;
        assert_eq!(made["version"], place + 1);
    }
    for (path, pins) in [
        ("/first", json!({ "order.placed": 1 })),
        ("/second", json!({ "order.placed": 2 })),
        ("/newest", json!({})),
    ] {
        let settings = json!({ "pinnedVersions": pins });
        subscribe(&server, &receiver.url(path), &["order.*"], settings).await;
    }
    for (lead, version, note) in
        [("old", json!(1), None), ("fits", json!(2), None), ("new", Value::Null, Some("by phone"))]
    {
        let mut data = json!({ "leadId": lead });
        if let Some(note) = note {
            data["note"] = json!(note);
        }
        let event =
            publish(&server, json!({ "type": "order.placed", "version": version, "data": data })).await;
        assert_eq!(event["version"], if lead == "old" { 1 } else { 2 });
    }
    // What the first version allows and what it does not.
    let refused = json!({ "type": "order.placed", "version": 1, "data": { "leadId": "l", "note": "n" } });
    let refused = server.rpc().try_mutate("events.publish", refused).await;
    assert_ne!(refused.status, 200, "{}", refused.text);
    let all = &["fits", "new", "old"][..];
    let expected = expected(&[("/first", &["fits", "old"]), ("/newest", all), ("/second", all)]);
    assert_eq!(told(&server, &receiver, &[]).await, expected);
    server.finish().await;
}

#[tokio::test]
async fn what_happens_while_a_subscription_is_off_is_kept_and_leaves_when_it_is_on_again() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    let by_id = json!({ "id": made["id"] });
    let off = server.rpc().mutate("subscriptions.disable", by_id.clone()).await;
    assert_eq!(
        (&off["isActive"], &off["status"], &off["disabledReason"]),
        (&json!(false), &json!("disabled"), &json!("manual"))
    );
    for number in 0..3 {
        publish_lead(&server, number).await;
    }
    server.idle().await;
    assert!(receiver.untaken().is_empty(), "{:?}", receiver.untaken());
    let held = deliveries(&server, &made).await;
    let states: Vec<_> = held.iter().map(|delivery| delivery["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["held", "held", "held"]);
    let shown = server.rpc().query("subscriptions.get", by_id.clone()).await;
    assert_eq!(shown["stats"]["heldDeliveries"], 3);

    server.rpc().mutate("subscriptions.enable", by_id.clone()).await;
    let delivered = ended(&server, &made, 3).await;
    assert!(delivered.iter().all(|delivery| delivery["status"] == "success"), "{delivered:#?}");
    let mut leads: Vec<_> =
        receiver.take_all().iter().map(|request| request.json()["data"]["leadId"].clone()).collect();
    leads.sort_by_key(ToString::to_string);
    assert_eq!(leads, ["lead-0", "lead-1", "lead-2"]);
    let shown = server.rpc().query("subscriptions.get", by_id).await;
    assert_eq!((&shown["stats"]["heldDeliveries"], &shown["status"]), (&json!(0), &json!("active")));
    server.finish().await;
}

#[tokio::test]
async fn what_waits_for_a_deleted_subscription_is_called_off() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let made =
        subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({ "isActive": false })).await;
    publish_lead(&server, 1).await;
    server.rpc().mutate("subscriptions.delete", json!({ "id": made["id"] })).await;
    publish_lead(&server, 2).await;
    let cancelled = eventually("the delivery to be called off", async || {
        let found = deliveries(&server, &made).await;
        found.iter().all(|delivery| delivery["status"] == "cancelled").then_some(found)
    })
    .await;
    assert_eq!(cancelled.len(), 1, "nothing is made for it any more: {cancelled:#?}");
    assert!(receiver.untaken().is_empty());
    server.finish().await;
}
