//! Everything that Patchbay does is told of (C29), and told as the catalogue says: each type's own schema takes the data.

use std::collections::{BTreeMap, BTreeSet};

use patchbay_tests::{Received, Receiver, Reply, TestServer, eventually};
use serde_json::{Value, json};

use super::{ended, once, publish_lead, subscribe};

/// What Patchbay itself says happened, but for what is meant for one receiver alone.
const SAID: [&str; 21] = [
    "channel.created",
    "channel.deleted",
    "channel.updated",
    "contact.created",
    "contact.deleted",
    "contact.updated",
    "conversation.created",
    "conversation.resolved",
    "conversation.updated",
    "delivery.exhausted",
    "message.delivered",
    "message.failed",
    "message.received",
    "message.sent",
    "task.cancelled",
    "task.completed",
    "task.created",
    "task.failed",
    "task.updated",
    "webhook.disabled",
    "webhook.recovered",
];

/// Talks on a channel whose receiver takes one answer and refuses the next one, and does everything else that can be done
/// to conversations, tasks, contacts and channels.
async fn live_a_day(server: &mut TestServer) {
    let rpc = server.rpc();
    let own = server.receiver();
    let channel = server.create_channel_to(&own.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme tomorrow at 3pm").await;
    own.next().await;
    own.script([Reply::status(400)]);
    server.send_and_wait(&channel, "ann", "Thanks").await;
    own.next().await;
    let conversation = json!({ "id": message["conversationId"] });
    for step in ["pause", "resume", "resolve"] {
        rpc.mutate(&format!("conversations.{step}"), conversation.clone()).await;
    }
    let mut tasks = vec![message["tasks"][0]["id"].clone()];
    for title in ["Send the invoice", "Book a flight"] {
        tasks.push(rpc.mutate("tasks.create", json!({ "title": title })).await["id"].clone());
    }
    rpc.mutate("tasks.update", json!({ "id": tasks[0], "priority": "high", "status": "in_progress" })).await;
    rpc.mutate("tasks.complete", json!({ "id": tasks[0], "result": "They call back" })).await;
    rpc.mutate("tasks.fail", json!({ "id": tasks[1], "error": "Nobody there" })).await;
    rpc.mutate("tasks.cancel", json!({ "id": tasks[2], "reason": "Not wanted" })).await;
    let identifiers = json!([{ "kind": "email", "value": "bob@client.example" }]);
    let contact = rpc.mutate("contacts.create", json!({ "name": "Bob", "identifiers": identifiers })).await;
    rpc.mutate("contacts.update", json!({ "id": contact["id"], "name": "Robert" })).await;
    rpc.mutate("contacts.delete", json!({ "id": contact["id"] })).await;
    rpc.mutate("webhooks.update", json!({ "id": channel.id, "channelName": "Reception" })).await;
    server.idle().await;
    own.take_all();
    rpc.mutate("webhooks.delete", json!({ "id": channel.id })).await;
}

/// One receiver that is gone for good, and one that fails until its owner tests it.
async fn have_receivers_fail(server: &mut TestServer) {
    let failing = server.watch(Receiver::of_events());
    failing.script([Reply::status(410)]);
    let gone = subscribe(server, &failing.url("/gone"), &["lead.created"], once()).await;
    publish_lead(server, 0).await;
    ended(server, &gone, 1).await;
    failing.script(std::iter::repeat_n(Reply::status(500), 10));
    let down = subscribe(server, &failing.url("/down"), &["lead.created"], once()).await;
    for number in 1..=10 {
        publish_lead(server, number).await;
    }
    eventually("the breaker to open", async || {
        let shown = server.rpc().query("subscriptions.get", json!({ "id": down["id"] })).await;
        (shown["status"] == "open").then_some(())
    })
    .await;
    let tested = server.rpc().mutate("subscriptions.test", json!({ "id": down["id"] })).await;
    assert_eq!(tested["success"], true, "{tested}");
    super::hasten(server).await;
    failing.take_all();
}

#[tokio::test]
async fn everything_that_happens_is_told_as_its_type_says() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let all = subscribe(&server, &receiver.url("/all"), &["*"], json!({})).await;
    live_a_day(&mut server).await;
    have_receivers_fail(&mut server).await;
    server.idle().await;
    let told = receiver.take_all();
    let mut types: BTreeSet<_> = told.iter().map(|request| request.header("x-webhook-event")).collect();
    assert!(types.remove("lead.created"));
    assert_eq!(types.into_iter().collect::<Vec<_>>(), SAID);
    assert_fit(&server, &told).await;
    // One for each that was kept and is not private, and no event twice.
    let ids: BTreeSet<_> = told.iter().map(|request| request.header("webhook-id")).collect();
    assert_eq!((ids.len(), super::deliveries(&server, &all).await.len()), (told.len(), told.len()));
    server.finish().await;
}

/// Fails unless each body's data fits the schema that the registry shows for its type.
async fn assert_fit(server: &TestServer, told: &[Received]) {
    let mut schemas = BTreeMap::new();
    for request in told {
        let body = request.json();
        let name = body["type"].as_str().unwrap().to_owned();
        if !schemas.contains_key(&name) {
            let shown = server.rpc().query("eventTypes.get", json!({ "name": name })).await;
            let compiled =
                jsonschema::options().should_validate_formats(true).build(&shown["schema"]).unwrap();
            schemas.insert(name.clone(), compiled);
        }
        let problems: Vec<_> =
            schemas[&name].iter_errors(&body["data"]).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{name}: {problems:?} in {body}");
    }
}

#[tokio::test]
async fn every_type_has_a_sample_that_can_be_published_or_is_patchbays_own() {
    let server = TestServer::start().await;
    let types = server.rpc().query("eventTypes.list", Value::Null).await;
    let own = [
        "delivery.exhausted",
        "member.password_reset",
        "webhook.disabled",
        "webhook.recovered",
        "webhook.test",
        "webhook.verification",
    ];
    for one in types["items"].as_array().unwrap() {
        let event = json!({ "type": one["name"], "data": one["sample"] });
        let answer = server.rpc().try_mutate("events.publish", event).await;
        if own.contains(&one["name"].as_str().unwrap()) {
            assert_eq!(answer.refused_fields(), ["type"], "{one}");
        } else {
            assert_eq!(answer.data()["type"], one["name"], "{one}");
        }
    }
    server.finish().await;
}
