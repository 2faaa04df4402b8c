//! `webhooks.getMessages` and `webhooks.getConversations`.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

#[tokio::test]
async fn messages_come_newest_first_in_the_direction_asked_for() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    for text in ["Please call Acme", "Please call Initech"] {
        server.send_and_wait(&channel, "ann", text).await;
    }
    let list = async |filters: Value| {
        let mut input = filters;
        input["webhookId"] = json!(channel.id);
        rpc.query("webhooks.getMessages", input).await["items"].as_array().unwrap().clone()
    };
    let all = list(json!({})).await;
    let directions: Vec<_> = all.iter().map(|message| message["direction"].as_str().unwrap()).collect();
    assert_eq!(directions, ["outbound", "inbound", "outbound", "inbound"]);
    assert_eq!(all[1]["content"], "Please call Initech");
    assert_eq!(list(json!({ "direction": "inbound" })).await.len(), 2);
    assert!(
        list(json!({ "direction": "outbound" })).await.iter().all(|message| message["author"] == "assistant")
    );
    let keys: Vec<_> = all[0].as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = [
        "id",
        "direction",
        "author",
        "content",
        "messageType",
        "senderIdentifier",
        "senderName",
        "status",
        "intent",
        "entities",
        "urgency",
        "conversationId",
        "webhookId",
        "externalMessageId",
        "attachments",
        "tasks",
        "turn",
        "corrections",
        "delivery",
        "unanswered",
        "review",
        "reviewedAt",
        "email",
        "deferredUntil",
        "error",
        "createdAt",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);

    assert_eq!(rpc.try_query("webhooks.getMessages", json!({})).await.refused_fields(), ["webhookId"]);
    let bad = json!({ "webhookId": channel.id, "direction": "sideways" });
    assert_eq!(rpc.try_query("webhooks.getMessages", bad).await.refused_fields(), ["direction"]);
    server.finish().await;
}

#[tokio::test]
async fn conversations_of_one_channel_or_of_all() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channels = [server.create_channel(json!({})).await, server.create_channel(json!({})).await];
    for channel in &channels {
        server.send_and_wait(channel, "ann", "Please call Acme").await;
    }
    let count = async |filters: Value| {
        rpc.query("webhooks.getConversations", filters).await["items"].as_array().unwrap().len()
    };
    assert_eq!(count(json!({})).await, 2);
    assert_eq!(count(json!({ "webhookId": channels[0].id })).await, 1);
    assert_eq!(count(json!({ "status": "active" })).await, 2);
    assert_eq!(count(json!({ "status": "archived" })).await, 0);
    let bad = rpc.try_query("webhooks.getConversations", json!({ "status": "sleepy" })).await;
    assert_eq!(bad.refused_fields(), ["status"]);
    server.finish().await;
}
