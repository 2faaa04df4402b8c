//! What a restart keeps: everything.

use patchbay_tests::{Setup, TestServer};
use serde_json::{Value, json};

use super::sign_in::link_token;

/// The one field that may differ: the test server has another port each time.
fn without_address(mut webhook: Value) -> Value {
    webhook["webhookUrl"] = Value::Null;
    webhook
}

#[tokio::test]
async fn a_second_start_finds_everything_as_it_was() {
    let mut server = TestServer::start().await;
    let channel = server
        .create_channel(
            json!({ "tags": ["a"], "providerConfig": { "authType": "bearer", "authToken": "tok-12345678" } }),
        )
        .await;
    let post = server.inbound(&channel).header("authorization", "Bearer tok-12345678");
    let id = post
        .json(&json!({ "content": "Please call Acme tomorrow at 3pm", "senderIdentifier": "ann" }))
        .accepted()
        .await;
    let message = server.processed(&channel, &id).await;
    server.idle().await;
    let webhook = server.rpc().query("webhooks.get", json!({ "id": channel.id })).await;
    let message_then = server.message(&channel, &id).await.unwrap();
    let tasks = server.rpc().query("tasks.list", json!({})).await;
    let thread = server.thread(&message["conversationId"]).await;

    server.restart().await;
    let webhook_now = server.rpc().query("webhooks.get", json!({ "id": channel.id })).await;
    assert_eq!(without_address(webhook_now), without_address(webhook));
    assert_eq!(server.message(&channel, &id).await.unwrap(), message_then);
    assert_eq!(server.rpc().query("tasks.list", json!({})).await, tasks);
    assert_eq!(server.thread(&message["conversationId"]).await, thread);
    let post = server.inbound(&channel).header("authorization", "Bearer tok-12345678");
    post.json(&json!({ "content": "Thank you", "senderIdentifier": "ann" })).accepted().await;
    server.finish().await;
}

#[tokio::test]
async fn a_strangers_second_start_makes_no_second_owner_or_channel() {
    let mut server = Setup::default().without_owner().start().await;
    let token = link_token(&server.output().stdout());
    let signed_in = server.rpc().as_nobody().try_mutate("auth.signIn", json!({ "token": token })).await;
    let cookie = signed_in.session_cookie();

    server.restart().await;
    let rpc = server.rpc().with_cookie(&cookie);
    assert_eq!(rpc.query("auth.me", json!(null)).await, signed_in.data());
    assert_eq!(rpc.query("webhooks.list", json!({})).await["items"].as_array().unwrap().len(), 1);
    assert_eq!(server.database_texts("SELECT email FROM users").await.len(), 1);
    server.finish().await;
}
