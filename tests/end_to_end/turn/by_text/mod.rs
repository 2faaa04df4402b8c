//! Working with tasks by text: what people write, and what comes of it.

mod choices;
mod lists;
mod meanings;
mod sentences;
mod undo;
mod why;
mod with_a_model;

use patchbay_tests::{Channel, TestServer, eventually};
use serde_json::{Value, json};

/// A server with a channel and these tasks, numbered from 1.
async fn office(titles: &[&str]) -> (TestServer, Channel) {
    let server = TestServer::start().await;
    let channel = with_tasks(&server, titles).await;
    (server, channel)
}

/// A channel, and these tasks.
async fn with_tasks(server: &TestServer, titles: &[&str]) -> Channel {
    let channel = server.create_channel(json!({})).await;
    for title in titles {
        server.rpc().mutate("tasks.create", json!({ "title": title })).await;
    }
    channel
}

/// Twelve tasks, the last of them about a logo.
async fn twelve() -> (TestServer, Channel) {
    let chores: Vec<String> = (1..=11).map(|number| format!("Order part {number}00")).collect();
    let mut titles: Vec<&str> = chores.iter().map(String::as_str).collect();
    titles.push("Send the logo to Acme");
    office(&titles).await
}

/// The answer to a message.
async fn answer(server: &TestServer, message: &Value) -> String {
    answer_if_any(server, message).await.unwrap()
}

/// The answer to a message, where it has one.
async fn answer_if_any(server: &TestServer, message: &Value) -> Option<String> {
    let thread = server.thread(&message["conversationId"]).await;
    let mut after = thread.iter().skip_while(|one| one["id"] != message["id"]);
    // Where a model takes its time, "On it." stands before the answer.
    let answer = after.find(|one| one["direction"] == "outbound" && one["content"] != "On it.");
    answer.map(|answer| answer["content"].as_str().unwrap().to_owned())
}

/// Says something as Ann; the answer.
async fn say(server: &TestServer, channel: &Channel, text: &str) -> String {
    let message = server.send_and_wait(channel, "ann", text).await;
    answer(server, &message).await
}

/// The same for what may need no answer.
async fn say_if_heard(server: &TestServer, channel: &Channel, text: &str) -> String {
    let message = server.send_and_wait(channel, "ann", text).await;
    answer_if_any(server, &message).await.unwrap_or_default()
}

/// A task as it stands.
async fn task(server: &TestServer, number: u32) -> Value {
    server.rpc().query("tasks.get", json!({ "id": number.to_string() })).await
}

/// How a task's entries in the audit trail are called, oldest first.
async fn trail(server: &TestServer, number: u32) -> Vec<String> {
    let id = task(server, number).await["id"].clone();
    let mut entries = server.rpc().every("audit.list", json!({ "subject": id }), 100).await;
    entries.reverse();
    entries.iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

/// What happened to a task by its events, oldest first, once there are so many.
async fn events(server: &TestServer, number: u32, count: usize) -> Vec<Value> {
    let id = task(server, number).await["id"].clone();
    eventually("the events of a task", async || {
        let mut own = server.rpc().every("events.list", json!({}), 100).await;
        own.retain(|event| event["data"]["taskId"] == id);
        own.reverse();
        (own.len() == count).then_some(own)
    })
    .await
}
