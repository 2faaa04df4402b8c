//! E-mail: from the raw mail at the inbound URL to the answer at a real mail server.

mod answers;
mod attachments;
mod automatic;
mod broken;
mod cards;
mod completed_tasks;
mod content_types;
mod duplicates;
mod forwards;
mod limits;
mod loops;
mod refusals;
mod safety;
mod settings;
mod verification;

use patchbay_tests::{Channel, INBOUND_ADDRESS, Setup, SmtpJudge, TestServer};
use serde_json::{Value, json};

/// A client who writes.
const CLIENT: &str = "bob@client.example";

/// A server, a mail server that it trusts, and a channel whose answers leave by that one.
async fn start() -> (TestServer, SmtpJudge, Channel) {
    let smtp = SmtpJudge::start().await;
    let server = Setup::default().with_smtp(&smtp).start().await;
    let channel = server.create_email_channel(&smtp, json!({})).await;
    (server, smtp, channel)
}

/// A channel whose answers stay in the inbox; `more` goes into its `providerConfig`.
async fn inbox_channel(server: &TestServer, more: Value) -> Channel {
    let mut config = json!({ "inboundEmailAddress": INBOUND_ADDRESS });
    for (name, value) in more.as_object().unwrap() {
        config[name] = value.clone();
    }
    let settings = json!({ "channelType": "email", "channelName": "Office mail", "providerConfig": config });
    server.create_channel(settings).await
}

/// Hands a raw mail in and waits for its turn; the message then.
async fn hand_in(server: &TestServer, channel: &Channel, raw: impl Into<Vec<u8>>) -> Value {
    let id = server.mail(channel, raw).accepted().await;
    server.processed(channel, &id).await
}

/// What went out in the conversation of a message, oldest first.
async fn sent(server: &TestServer, message: &Value) -> Vec<Value> {
    let thread = server.thread(&message["conversationId"]).await;
    thread.into_iter().filter(|one| one["direction"] == "outbound").collect()
}
