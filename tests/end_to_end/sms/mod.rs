//! Texts, in and out, with a Twilio that answers as it is told to and signs as its official package does.

mod accepted;
mod answered;
mod cards;
mod challenge;
mod consent;
mod refused;
mod repeats;
mod settings;
mod twilio_errors;
mod unknown_outcomes;
mod verification;
mod verification_elsewhere;

use patchbay_tests::{Answer, Channel, FakeTwilio, Setup, SmsForm, TestServer, eventually};
use serde_json::{Value, json};

/// What tells Twilio to do nothing.
const EMPTY_TWIML: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Response></Response>"#;

/// How the world knows the server.
const PUBLIC_URL: &str = "https://patchbay.example/base";

/// Twilio, and a server behind a name of its own.
async fn start() -> (FakeTwilio, TestServer) {
    let twilio = FakeTwilio::start();
    let server = Setup::default().set("PATCHBAY_PUBLIC_URL", PUBLIC_URL).with_twilio(&twilio).start().await;
    (twilio, server)
}

/// The same with a channel of Twilio's number.
pub(crate) async fn office() -> (FakeTwilio, TestServer, Channel) {
    let (twilio, server) = start().await;
    let channel = server.create_sms_channel(json!({})).await;
    (twilio, server, channel)
}

#[track_caller]
fn assert_taken(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.header("content-type").starts_with("text/xml"), "{:?}", answer.headers);
    assert_eq!(answer.text, EMPTY_TWIML);
}

/// Every message of a channel, newest first.
async fn messages(server: &TestServer, channel: &Channel) -> Vec<Value> {
    server.rpc().every("webhooks.getMessages", json!({ "webhookId": channel.id }), 100).await
}

/// Waits until the turn on a text was taken; its message then.
async fn turn_on(server: &TestServer, channel: &Channel, form: &SmsForm) -> Value {
    eventually("the turn on a text", async || {
        messages(server, channel).await.into_iter().find(|message| {
            message["externalMessageId"] == form.field("MessageSid") && message["status"] == "processed"
        })
    })
    .await
}

/// Sends a text and waits for the turn on it; its message then.
pub(crate) async fn text_and_wait(server: &TestServer, channel: &Channel, form: &SmsForm) -> Value {
    assert_taken(&server.text(channel, form).await);
    turn_on(server, channel, form).await
}

/// The delivery of the only reply in a message's thread, once it stands there.
async fn reply_in(server: &TestServer, message: &Value, state: &str) -> Value {
    let reply = server.only_reply(message).await;
    server.delivery_in(&reply["delivery"]["id"], &[state]).await
}

/// How the tries of a delivery ended.
fn outcomes(delivery: &Value) -> Vec<&str> {
    let attempts = delivery["attempts"].as_array().unwrap();
    attempts.iter().map(|attempt| attempt["outcome"].as_str().unwrap()).collect()
}

/// Every task, newest first.
async fn tasks(server: &TestServer) -> Vec<Value> {
    server.rpc().every("tasks.list", json!({}), 100).await
}

/// A channel as its owner sees it.
async fn shown(server: &TestServer, channel: &Channel) -> Value {
    server.rpc().query("webhooks.get", json!({ "id": channel.id })).await
}

/// What is about texts in a channel's shown configuration.
fn config_of_texts(config: &Value) -> Value {
    let fields = config.as_object().unwrap().iter().filter(|(name, _)| name.starts_with("twilio"));
    fields.map(|(name, value)| (name.clone(), value.clone())).collect()
}
