//! `live.changes`: what changed, as it changes.

use patchbay_tests::{LiveChanges, TestServer, eventually};
use serde_json::{Value, json};

#[tokio::test]
async fn a_turn_is_told_step_by_step() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let mut changes = LiveChanges::open(&server.rpc()).await;
    assert!(changes.content_type.starts_with("text/event-stream"), "{}", changes.content_type);

    let id = server.send(&channel, "ann", "Please call Acme tomorrow at 3pm").await;
    let message =
        changes.until("the message", |change| change["kind"] == "message" && change["id"] == id).await;
    assert_eq!(message["webhookId"], channel.id);
    let mut told = Vec::new();
    while !(told.contains(&json!("task")) && told.contains(&json!("conversation"))) {
        told.push(changes.next().await.unwrap()["kind"].clone());
    }
    let processed = server.processed(&channel, &id).await;
    assert_eq!(processed["tasks"].as_array().unwrap().len(), 1, "{processed}");
    server.finish().await;
}

#[tokio::test]
async fn what_members_do_is_told_too() {
    let server = TestServer::start().await;
    let mut changes = LiveChanges::open(&server.rpc()).await;
    let of = |kind: &'static str, id: &Value| {
        let id = id.clone();
        move |change: &Value| change["kind"] == kind && change["id"] == id
    };

    let task = server.rpc().mutate("tasks.create", json!({ "title": "Water the plants" })).await;
    changes.until("the new task", of("task", &task["id"])).await;
    server.rpc().mutate("tasks.complete", json!({ "id": task["id"] })).await;
    changes.until("the completed task", of("task", &task["id"])).await;
    let channel = server.create_channel(json!({})).await;
    changes.until("the new channel", of("webhook", &channel.created["id"])).await;
    server.rpc().mutate("webhooks.delete", json!({ "id": channel.id })).await;
    changes.until("the deleted channel", of("webhook", &channel.created["id"])).await;
    server.finish().await;
}

#[tokio::test]
async fn nobody_listens_without_a_token() {
    let server = TestServer::start().await;
    let answer = server.rpc().as_nobody().header("accept", "text/event-stream").get("live.changes").await;
    let _ = answer.refusal(401, "UNAUTHENTICATED");
    server.finish().await;
}

#[tokio::test]
async fn a_listener_does_not_hold_up_the_shutdown() {
    let mut server = TestServer::start().await;
    let mut changes = LiveChanges::open(&server.rpc()).await;
    server.stop().await;
    eventually("the stream to end", async || changes.next().await.is_none().then_some(())).await;
    server.start_again().await;
    server.finish().await;
}
