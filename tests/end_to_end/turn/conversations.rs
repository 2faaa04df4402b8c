//! From a message to its conversation and its answer.

use patchbay_tests::TestServer;
use serde_json::json;

#[tokio::test]
async fn a_message_is_answered_in_its_conversation() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({ "channelName": "Front desk" })).await;
    let message = server.send_and_wait(&channel, "ann@example.com", "Please call Acme tomorrow at 3pm").await;
    assert_eq!(message["intent"], "task", "{message}");
    assert!(message["urgency"].is_string(), "{message}");
    assert_eq!(message["entities"]["dates"].as_array().unwrap().len(), 1, "{message}");

    let reply = server.only_reply(&message).await;
    assert_eq!(reply["author"], "assistant");
    assert_eq!(reply["status"], "delivered", "{reply}");
    assert_eq!(reply["messageType"], "text");
    assert!(reply["content"].as_str().unwrap().contains("Acme"), "{reply}");
    assert_eq!(reply["delivery"]["status"], "success", "{reply}");

    let conversation =
        server.rpc().query("conversations.get", json!({ "id": message["conversationId"] })).await;
    assert_eq!(conversation["webhookId"], channel.id);
    assert_eq!(conversation["webhookName"], "Front desk");
    assert_eq!(conversation["senderIdentifier"], "ann@example.com");
    assert_eq!(conversation["status"], "active");
    assert_eq!(conversation["kind"], "human");
    assert_eq!(conversation["messageCount"], 2);
    assert_eq!(conversation["number"], 1);
    assert!(conversation["contextSummary"].is_string(), "{conversation}");
    let preview = conversation["lastMessagePreview"].as_str().unwrap();
    assert!(!preview.is_empty() && reply["content"].as_str().unwrap().starts_with(preview), "{preview}");
    server.finish().await;
}

#[tokio::test]
async fn one_conversation_for_each_sender_on_each_channel() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let other_channel = server.create_channel(json!({})).await;
    let conversation = async |channel, sender: &str| {
        let message = server.send_and_wait(channel, sender, "Please call Acme").await;
        message["conversationId"].as_str().unwrap().to_owned()
    };
    let anns = conversation(&channel, "ann@example.com").await;
    assert_eq!(conversation(&channel, "ann@example.com").await, anns);
    let bobs = conversation(&channel, "bob@example.com").await;
    assert_ne!(bobs, anns);
    assert_ne!(conversation(&other_channel, "ann@example.com").await, anns);

    let listed = server.rpc().query("webhooks.getConversations", json!({ "webhookId": channel.id })).await;
    let ids: Vec<_> =
        listed["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [bobs, anns]);
    let stats = server.rpc().query("webhooks.get", json!({ "id": channel.id })).await["stats"].clone();
    assert_eq!(stats["messagesReceived"], 3, "{stats}");
    assert_eq!(stats["messagesSent"], 3, "{stats}");
    assert_eq!(stats["tasksCreated"], 3, "{stats}");
    assert_eq!(stats["deliveriesFailed"], 0, "{stats}");
    assert!(stats["lastMessageAt"].is_string(), "{stats}");
    server.finish().await;
}
