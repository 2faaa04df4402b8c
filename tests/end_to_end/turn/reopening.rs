//! A message after the end of its conversation.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

#[tokio::test]
async fn a_message_soon_after_the_end_reopens_the_conversation() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let say =
        async |content: &str| server.send_and_wait(&channel, "ann", content).await["conversationId"].clone();
    let id = say("Please call Acme").await;
    rpc.mutate("conversations.resolve", json!({ "id": id, "reason": "All done" })).await;
    assert_eq!(say("Please order a pump").await, id);
    server.idle().await;
    let conversation = rpc.query("conversations.get", json!({ "id": id })).await;
    assert_eq!((&conversation["status"], &conversation["messageCount"]), (&json!("active"), &json!(4)));
    // The second message reopens nothing.
    assert_eq!(say("Please water the plants").await, id);

    let steps = rpc.query("conversations.transitions", json!({ "id": id })).await;
    let steps: Vec<Value> = steps["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| json!([step["from"], step["to"], step["reason"], step["userId"].is_null()]))
        .collect();
    assert_eq!(
        steps,
        [
            json!(["resolved", "active", "the contact wrote again", true]),
            json!(["active", "resolved", "All done", false]),
        ]
    );
    let events = rpc.every("events.list", json!({ "type": "conversation.updated" }), 100).await;
    let reopened: Vec<_> =
        events.iter().filter(|event| event["data"]["previousStatus"] == "resolved").collect();
    assert_eq!(reopened.len(), 1, "{events:#?}");
    let data = &reopened[0]["data"];
    assert_eq!((&data["status"], &data["reason"]), (&json!("active"), &json!("the contact wrote again")));
    server.finish().await;
}

#[tokio::test]
async fn an_archived_conversation_and_another_channels_are_left_alone() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let (channel, other) = (server.create_channel(json!({})).await, server.create_channel(json!({})).await);
    let first = server.send_and_wait(&channel, "ann", "Please call Acme").await["conversationId"].clone();
    rpc.mutate("conversations.resolve", json!({ "id": first })).await;
    let elsewhere = server.send_and_wait(&other, "ann", "Please call Acme").await["conversationId"].clone();
    assert_ne!(elsewhere, first);
    rpc.mutate("conversations.archive", json!({ "id": first })).await;
    let next = server.send_and_wait(&channel, "ann", "Please call Acme").await["conversationId"].clone();
    assert!(next != first && next != elsewhere);
    server.finish().await;
}

#[tokio::test]
async fn the_time_is_the_channels_to_choose() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({ "assistant": { "reopenWithinHours": 0 } })).await;
    assert_eq!(channel.created["assistant"]["reopenWithinHours"], 0);
    let first = server.send_and_wait(&channel, "ann", "Please call Acme").await["conversationId"].clone();
    rpc.mutate("conversations.resolve", json!({ "id": first })).await;
    let second = server.send_and_wait(&channel, "ann", "Please call Acme").await["conversationId"].clone();
    assert_ne!(second, first);
    let change = json!({ "id": channel.id, "assistant": { "reopenWithinHours": 720 } });
    let changed = rpc.mutate("webhooks.update", change).await;
    let expected = json!({
        "personality": "professional", "autoCreateTasks": true, "reopenWithinHours": 720,
        "language": "message", "requireConfirmation": false, "approval": "unknown_senders",
    });
    assert_eq!(changed["assistant"], expected);
    rpc.mutate("conversations.resolve", json!({ "id": second })).await;
    let third = server.send_and_wait(&channel, "ann", "Please call Acme").await["conversationId"].clone();
    assert_eq!(third, second);
    for hours in [json!(721), json!(-1), json!(1.5), json!("72")] {
        let change = json!({ "id": channel.id, "assistant": { "reopenWithinHours": hours } });
        let refused = rpc.try_mutate("webhooks.update", change).await.refused_fields();
        assert_eq!(refused, ["assistant.reopenWithinHours"], "{hours}");
    }
    server.finish().await;
}
