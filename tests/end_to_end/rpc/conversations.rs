//! `conversations.get`, `list`, `messages`, `reply`.

use patchbay_tests::TestServer;
use serde_json::json;

use super::UNKNOWN;

#[tokio::test]
async fn the_latest_message_is_on_top() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    for sender in ["ann", "bob", "ann"] {
        server.send_and_wait(&channel, sender, "Please call Acme").await;
        server.idle().await;
    }
    let listed = rpc.query("conversations.list", json!({})).await;
    let senders: Vec<_> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["senderIdentifier"].as_str().unwrap())
        .collect();
    assert_eq!(senders, ["ann", "bob"]);
    let anns = &listed["items"][0];
    assert_eq!(anns["messageCount"], 4);
    assert_eq!(&rpc.query("conversations.get", json!({ "id": anns["id"] })).await, anns);
    let other = rpc.query("conversations.list", json!({ "webhookId": channel.id, "status": "paused" })).await;
    assert_eq!(other["items"], json!([]));
    let keys: Vec<_> = anns.as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = [
        "id",
        "number",
        "webhookId",
        "webhookName",
        "status",
        "kind",
        "contactId",
        "senderIdentifier",
        "senderName",
        "contextSummary",
        "needsReview",
        "messageCount",
        "lastMessagePreview",
        "lastMessageAt",
        "createdAt",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    server.finish().await;
}

#[tokio::test]
async fn a_member_replies_in_the_thread() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let input = json!({ "id": message["conversationId"], "content": "On it.\nBack soon." });
    let reply = rpc.mutate("conversations.reply", input).await;
    assert_eq!(reply["content"], "On it.\nBack soon.");
    assert_eq!(reply["author"], "member");
    assert_eq!(reply["conversationId"], message["conversationId"]);
    let thread = server.thread(&message["conversationId"]).await;
    let authors: Vec<_> = thread.iter().map(|message| message["author"].as_str().unwrap()).collect();
    assert_eq!(authors, ["contact", "assistant", "member"]);
    assert_eq!(thread[2]["id"], reply["id"]);
    assert_eq!(thread[2]["status"], "delivered");
    let conversation = rpc.query("conversations.get", json!({ "id": message["conversationId"] })).await;
    assert_eq!(conversation["messageCount"], 3);
    assert!(conversation["lastMessagePreview"].as_str().unwrap().starts_with("On it."), "{conversation}");
    server.finish().await;
}

#[tokio::test]
async fn replies_are_checked_and_unknown_conversations_not_found() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    for content in [json!(""), json!("  \n "), json!("a".repeat(10_001)), json!(null), json!(5)] {
        let answer = rpc
            .try_mutate("conversations.reply", json!({ "id": message["conversationId"], "content": content }))
            .await;
        assert_eq!(answer.refused_fields(), ["content"]);
    }
    rpc.mutate(
        "conversations.reply",
        json!({ "id": message["conversationId"], "content": "a".repeat(10_000) }),
    )
    .await;
    for id in [UNKNOWN, "nonsense"] {
        let _ = rpc.try_query("conversations.get", json!({ "id": id })).await.refusal(404, "NOT_FOUND");
        let _ = rpc.try_query("conversations.messages", json!({ "id": id })).await.refusal(404, "NOT_FOUND");
        let input = json!({ "id": id, "content": "Hello" });
        let _ = rpc.try_mutate("conversations.reply", input).await.refusal(404, "NOT_FOUND");
    }
    for procedure in ["conversations.get", "conversations.messages"] {
        assert_eq!(rpc.try_query(procedure, json!({})).await.refused_fields(), ["id"], "{procedure}");
    }
    assert_eq!(
        rpc.try_query("conversations.list", json!({ "status": "lost" })).await.refused_fields(),
        ["status"]
    );
    server.finish().await;
}
