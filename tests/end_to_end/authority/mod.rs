//! Whose words lead to what: what waits for a member's yes, who may give it and how, and what a stranger cannot have done.

mod asked;
mod contacts;
mod injections;
mod mails;
pub(crate) mod texts;

use patchbay_tests::{Channel, TestServer};
use serde_json::{Value, json};

/// A channel that asks its members before anything is done.
async fn asking_channel(server: &TestServer) -> Channel {
    server.create_channel(json!({ "assistant": { "requireConfirmation": true } })).await
}

/// What was answered to a message: the first that left after it, if anything did.
async fn answer(server: &TestServer, message: &Value) -> String {
    let thread = server.thread(&message["conversationId"]).await;
    let after = thread.iter().skip_while(|one| one["id"] != message["id"]);
    let reply = after.take_while(|one| one["direction"] == "outbound" || one["id"] == message["id"]).nth(1);
    reply.map(|reply| reply["content"].as_str().unwrap().to_owned()).unwrap_or_default()
}

/// Says something and waits for the answer.
async fn say(server: &TestServer, channel: &Channel, content: &str) -> String {
    let message = server.send_and_wait(channel, "ann", content).await;
    answer(server, &message).await
}

/// The code in what somebody is asked.
fn code(asked: &str) -> String {
    let (_, rest) = asked.split_once("Y ").unwrap_or(("", asked));
    let code: String = rest.chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 4, "no code: {asked}");
    code
}

/// Every task, oldest first.
async fn tasks(server: &TestServer) -> Vec<Value> {
    let mut tasks = server.rpc().every("tasks.list", json!({}), 100).await;
    tasks.reverse();
    tasks
}

/// What waits or waited, newest first.
async fn confirmations(server: &TestServer) -> Vec<Value> {
    server.rpc().every("confirmations.list", json!({}), 100).await
}
