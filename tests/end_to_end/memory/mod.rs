//! What is remembered of contacts, and that one person is one contact on every channel.

mod by_text;
mod elsewhere;
mod linking;
mod merging;
mod models;
mod procedures;

use patchbay_tests::{Channel, Mail, TestServer};
use serde_json::{Value, json};

/// Whose message it is.
async fn contact_of(server: &TestServer, message: &Value) -> Value {
    let thread = json!({ "id": message["conversationId"] });
    server.rpc().query("conversations.get", thread).await["contactId"].clone()
}

/// What is remembered of a contact, newest first.
async fn facts(server: &TestServer, contact: &Value) -> Vec<Value> {
    server.rpc().every("facts.list", json!({ "contactId": contact }), 100).await
}

/// The same in words: kind and text, in the order of the alphabet.
async fn remembered(server: &TestServer, contact: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let facts = facts(server, contact).await;
    let mut words: Vec<_> = facts.iter().map(|fact| (text(&fact["kind"]), text(&fact["text"]))).collect();
    words.sort();
    words
}

/// These as [`remembered`] gives them.
fn these(facts: &[(&str, &str)]) -> Vec<(String, String)> {
    facts.iter().map(|(kind, text)| ((*kind).to_owned(), (*text).to_owned())).collect()
}

/// The last answer in the conversation of a message.
async fn answer_to(server: &TestServer, message: &Value) -> String {
    let thread = server.thread(&message["conversationId"]).await;
    let last = thread.iter().rev().find(|one| one["direction"] == "outbound");
    last.map(|one| one["content"].as_str().unwrap().to_owned()).unwrap_or_default()
}

/// Sends, and gives the answer.
async fn ask(server: &TestServer, channel: &Channel, sender: &str, content: &str) -> String {
    let message = server.send_and_wait(channel, sender, content).await;
    answer_to(server, &message).await
}

/// A mail at a channel, after its turn.
async fn mail(server: &TestServer, channel: &Channel, mail: Mail) -> Value {
    let id = server.mail(channel, mail.raw().await).accepted().await;
    server.processed(channel, &id).await
}
