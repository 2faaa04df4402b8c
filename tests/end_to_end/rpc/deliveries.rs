//! `deliveries.list`, `get`, `retry`.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

use super::UNKNOWN;

#[tokio::test]
async fn deliveries_are_listed_by_channel_state_and_message() {
    let mut server = TestServer::start().await;
    let rpc = server.rpc();
    let receiver = server.receiver();
    let channels =
        [server.create_channel_to(&receiver.url("/hook")).await, server.create_channel(json!({})).await];
    let mut replies = Vec::new();
    for channel in &channels {
        let message = server.send_and_wait(channel, "ann", "Please call Acme").await;
        replies.push(server.only_reply(&message).await);
    }
    receiver.next().await;
    server.idle().await;
    // What the first channel's own URL is told of beside its reply has tests of its own.
    let list = async |mut filters: Value| {
        filters["kind"] = json!("reply");
        let items = rpc.query("deliveries.list", filters).await["items"].as_array().unwrap().clone();
        items.iter().map(|one| one["messageId"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(list(json!({})).await, [replies[1]["id"].clone(), replies[0]["id"].clone()]);
    assert_eq!(list(json!({ "webhookId": channels[0].id })).await, [replies[0]["id"].clone()]);
    assert_eq!(list(json!({ "messageId": replies[1]["id"] })).await, [replies[1]["id"].clone()]);
    assert_eq!(list(json!({ "status": "success" })).await.len(), 2);
    assert_eq!(list(json!({ "status": "failed" })).await.len(), 0);

    let inbox = rpc.query("deliveries.get", json!({ "id": replies[1]["delivery"]["id"] })).await;
    assert_eq!(inbox["targetUrl"], Value::Null, "{inbox}");
    assert_eq!(inbox["status"], "success");
    let sent = rpc.query("deliveries.get", json!({ "id": replies[0]["delivery"]["id"] })).await;
    assert!(receiver.url("/hook").starts_with(sent["targetUrl"].as_str().unwrap()), "{sent}");
    let listed =
        rpc.query("deliveries.list", json!({ "messageId": replies[0]["id"] })).await["items"][0].clone();
    for (name, value) in listed.as_object().unwrap() {
        assert_eq!(&sent[name], value, "{name}");
    }
    server.finish().await;
}

#[tokio::test]
async fn inputs_are_checked_and_unknown_deliveries_not_found() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for id in [UNKNOWN, "nonsense"] {
        let _ = rpc.try_query("deliveries.get", json!({ "id": id })).await.refusal(404, "NOT_FOUND");
        let _ = rpc.try_mutate("deliveries.retry", json!({ "id": id })).await.refusal(404, "NOT_FOUND");
    }
    assert_eq!(rpc.try_query("deliveries.get", json!({})).await.refused_fields(), ["id"]);
    assert_eq!(rpc.try_mutate("deliveries.retry", json!({})).await.refused_fields(), ["id"]);
    assert_eq!(
        rpc.try_query("deliveries.list", json!({ "status": "lost" })).await.refused_fields(),
        ["status"]
    );
    server.finish().await;
}
