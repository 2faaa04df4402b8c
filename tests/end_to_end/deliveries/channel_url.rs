//! What a custom channel's own outbound URL is told of beside its replies (002 FR-13).

use patchbay_tests::{Receiver, TestServer, signature};
use serde_json::json;

#[tokio::test]
async fn a_channels_own_url_is_told_once_of_everything_in_its_conversations() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme tomorrow at 3pm").await;
    server.idle().await;
    let requests = receiver.take_all();
    let mut told: Vec<_> =
        requests.iter().map(|request| request.header("x-webhook-event").to_owned()).collect();
    told.sort();
    // That the reply arrived at this very URL it knows.
    assert_eq!(told, ["conversation.created", "message.received", "message.sent", "task.created"]);
    for request in &requests {
        signature::verify_both(&channel.secret_key, request);
        let body = request.json();
        assert_eq!(body["webhookId"], channel.created["number"], "{body}");
        assert_eq!(body["data"]["conversationId"], message["conversationId"], "{body}");
    }

    // What happens on another channel is none of its business; a task's end is.
    let other = server.create_channel(json!({})).await;
    server.send_and_wait(&other, "bob", "Please call Acme").await;
    let tasks = server.rpc().every("tasks.list", json!({}), 100).await;
    let task = tasks.iter().find(|task| task["sourceWebhookId"] == channel.id).unwrap();
    server.rpc().mutate("tasks.update", json!({ "id": task["id"], "status": "in_progress" })).await;
    server.rpc().mutate("conversations.resolve", json!({ "id": message["conversationId"] })).await;
    server.idle().await;
    let mut told: Vec<_> =
        receiver.take_all().iter().map(|request| request.header("x-webhook-event").to_owned()).collect();
    told.sort();
    assert_eq!(told, ["conversation.resolved", "task.updated"]);
    server.finish().await;
}

#[tokio::test]
async fn a_subscriber_hears_what_the_channels_url_does_not() {
    let mut server = TestServer::start().await;
    let (own, others) = (server.watch(Receiver::of_events()), server.watch(Receiver::of_events()));
    let channel = server.create_channel_to(&own.url("/hook")).await;
    super::subscribe(&server, &others.url("/hook"), &["message.*"], json!({})).await;
    server.send_and_wait(&channel, "ann", "Hello").await;
    server.idle().await;
    let names = |receiver: &Receiver| {
        let requests = receiver.take_all();
        let mut names: Vec<_> =
            requests.iter().map(|request| request.header("x-webhook-event").to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&others), ["message.delivered", "message.received", "message.sent"]);
    assert_eq!(names(&own), ["conversation.created", "message.received", "message.sent"]);
    server.finish().await;
}
