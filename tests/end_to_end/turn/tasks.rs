//! From a message to its tasks, or to none.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

#[tokio::test]
async fn a_task_knows_where_it_comes_from() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme about the invoice").await;
    let tasks = server.rpc().query("tasks.list", json!({})).await;
    let task = &tasks["items"][0];
    assert_eq!(tasks["items"].as_array().unwrap().len(), 1, "{tasks}");
    assert_eq!(task["sourceWebhookId"], channel.id);
    assert_eq!(task["sourceMessageId"], message["id"]);
    assert_eq!(task["conversationId"], message["conversationId"]);
    assert_eq!(task["status"], "pending");
    assert_eq!(task["number"], 1);
    assert!(task["title"].as_str().unwrap().contains("Acme"), "{task}");
    let link = json!({
        "id": task["id"], "number": 1, "title": task["title"], "status": "pending", "priority": "medium", "deadline": null,
    });
    assert_eq!(message["tasks"], json!([link]));
    server.finish().await;
}

#[tokio::test]
async fn one_message_may_hold_several() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let text = "Please do these:\n1. Call Acme\n2. Send the invoice to Bob\n3. Book a flight to Berlin";
    let message = server.send_and_wait(&channel, "ann", text).await;
    assert_eq!(message["tasks"].as_array().unwrap().len(), 3, "{message}");
    let tasks =
        server.rpc().every("tasks.list", json!({ "conversationId": message["conversationId"] }), 100).await;
    let titles: Vec<_> = tasks.iter().map(|task| task["title"].as_str().unwrap()).collect();
    for word in ["Acme", "invoice", "Berlin"] {
        assert_eq!(titles.iter().filter(|title| title.contains(word)).count(), 1, "{word}: {titles:?}");
    }
    let mut numbers: Vec<_> = tasks.iter().map(|task| task["number"].as_u64().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3]);
    server.only_reply(&message).await;
    server.finish().await;
}

#[tokio::test]
async fn greetings_thanks_and_questions_make_none() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    for (sender, text) in [("a", "Hi there!"), ("b", "Thanks a lot, that was quick"), ("c", "Good morning")] {
        let message = server.send_and_wait(&channel, sender, text).await;
        assert_eq!(message["tasks"], json!([]), "{text}");
        let reply = server.only_reply(&message).await;
        assert!(!reply["content"].as_str().unwrap().is_empty());
    }
    assert_eq!(server.rpc().query("tasks.list", json!({})).await["items"], json!([]));
    server.finish().await;
}

#[tokio::test]
async fn a_channel_may_be_told_to_make_none() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({ "assistant": { "autoCreateTasks": false } })).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme tomorrow at 3pm").await;
    assert_eq!(message["tasks"], json!([]));
    assert_eq!(message["intent"], "task");
    server.only_reply(&message).await;
    server.finish().await;
}

#[tokio::test]
async fn a_date_is_read_in_the_organizations_time_zone() {
    let server = patchbay_tests::Setup::default().set("PATCHBAY_TIME_ZONE", "Asia/Tokyo").start().await;
    let me = server.rpc().query("auth.me", Value::Null).await;
    assert_eq!(me["organization"]["timeZone"], "Asia/Tokyo");
    let channel = server.create_channel(json!({})).await;
    server.send_and_wait(&channel, "ann", "Please call Acme tomorrow at 3pm").await;
    let task = server.rpc().query("tasks.list", json!({})).await["items"][0].clone();
    // 15:00 in Tokyo, which knows no summer time.
    assert!(task["deadline"].as_str().unwrap().ends_with("T06:00:00.000Z"), "{task}");
    server.finish().await;
}
