//! What becomes of messages while a conversation is paused, and after it came to an end.

use patchbay_tests::{Channel, SmsForm, TestServer};
use serde_json::{Value, json};

use crate::sms::{office, text_and_wait};

const ANN: &str = "+15005550006";

async fn take(server: &TestServer, step: &str, id: &Value) -> Value {
    server.rpc().mutate(&format!("conversations.{step}"), json!({ "id": id })).await
}

async fn reply(server: &TestServer, id: &Value, content: &str) {
    server.rpc().mutate("conversations.reply", json!({ "id": id, "content": content })).await;
}

async fn tasks(server: &TestServer) -> usize {
    server.rpc().every("tasks.list", json!({}), 100).await.len()
}

/// Who says what in a conversation, oldest first.
async fn authors(server: &TestServer, id: &Value) -> Vec<String> {
    let thread = server.thread(id).await;
    thread.iter().map(|message| message["author"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_paused_conversation_is_a_members() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let id = server.send_and_wait(&channel, "ann", "Please call Acme").await["conversationId"].clone();
    receiver.next().await;
    server.idle().await;
    take(&server, "pause", &id).await;

    let silent = server.send_and_wait(&channel, "ann", "Please water the plants tomorrow at 9am").await;
    assert_eq!((&silent["conversationId"], &silent["tasks"]), (&id, &json!([])));
    assert_eq!(
        (&silent["intent"], &silent["content"]),
        (&Value::Null, &json!("Please water the plants tomorrow at 9am"))
    );
    server.idle().await;
    assert!(receiver.untaken().is_empty(), "{:#?}", receiver.untaken());
    assert_eq!(
        (authors(&server, &id).await, tasks(&server).await),
        (vec!["contact".to_owned(), "assistant".to_owned(), "contact".to_owned()], 1)
    );
    let conversation = server.rpc().query("conversations.get", json!({ "id": id })).await;
    assert_eq!((&conversation["status"], &conversation["messageCount"]), (&json!("paused"), &json!(3)));
    assert!(conversation["lastMessagePreview"].as_str().unwrap().contains("the plants"), "{conversation}");

    reply(&server, &id, "I water them myself").await;
    assert!(receiver.next().await.json()["data"].to_string().contains("I water them myself"));
    take(&server, "resume", &id).await;
    let answered = server.send_and_wait(&channel, "ann", "Please order a pump").await;
    assert_eq!(answered["conversationId"], id);
    assert_eq!(answered["tasks"].as_array().unwrap().len(), 1, "{answered}");
    assert!(receiver.next().await.json()["data"].to_string().contains("rder a pump"));
    assert_eq!(authors(&server, &id).await[3..], ["member", "contact", "assistant"]);
    assert_eq!(tasks(&server).await, 2, "what came meanwhile is not made up for");
    server.finish().await;
}

#[tokio::test]
async fn so_it_is_by_text() {
    let (twilio, server, channel) = office().await;
    let text = async |body: &str| text_and_wait(&server, &channel, &SmsForm::new(ANN, body)).await;
    let id = text("Please call Acme").await["conversationId"].clone();
    twilio.next().await;
    server.idle().await;
    take(&server, "pause", &id).await;
    assert_eq!(text("Please water the plants").await["conversationId"], id);
    server.idle().await;
    assert!(twilio.untaken().is_empty(), "{:#?}", twilio.untaken());
    reply(&server, &id, "I water them myself").await;
    let form = twilio.next().await.form();
    assert!(form.contains(&("Body".to_owned(), "I water them myself".to_owned())), "{form:?}");
    take(&server, "resume", &id).await;
    text("Please order a pump").await;
    twilio.next().await;
    assert_eq!(tasks(&server).await, 2);
    server.finish().await;
}

#[tokio::test]
async fn after_the_end_the_next_message_begins_another_conversation() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({ "assistant": { "reopenWithinHours": 0 } })).await;
    let say =
        async |content: &str| server.send_and_wait(&channel, "ann", content).await["conversationId"].clone();
    let first = say("Please call Acme").await;
    take(&server, "resolve", &first).await;
    let second = say("Please order a pump").await;
    assert_ne!(second, first);
    let shown = async |id: &Value| rpc.query("conversations.get", json!({ "id": id })).await;
    let (one, other) = (shown(&first).await, shown(&second).await);
    assert_eq!((&one["status"], &other["status"]), (&json!("resolved"), &json!("active")));
    assert_eq!((&one["contactId"], one["messageCount"].clone()), (&other["contactId"], json!(2)));

    // One is open at a time, paused or not.
    for step in [None, Some("pause")] {
        if let Some(step) = step {
            take(&server, step, &second).await;
        }
        let answer = rpc.try_mutate("conversations.reopen", json!({ "id": first })).await;
        let refusal = answer.refusal(409, "CONFLICT");
        assert!(refusal["message"].as_str().unwrap().contains("a newer one with ann is open"), "{refusal}");
        assert_eq!(shown(&first).await, one);
    }
    take(&server, "resume", &second).await;
    take(&server, "resolve", &second).await;
    take(&server, "reopen", &first).await;
    assert_eq!(say("And Globex too").await, first);
    let answer = rpc.try_mutate("conversations.reopen", json!({ "id": second })).await;
    let _ = answer.refusal(409, "CONFLICT");
    take(&server, "archive", &first).await;
    let third = say("Please call them all").await;
    assert!(![&first, &second].contains(&&third));
    assert_eq!(shown(&first).await["status"], "archived");
    server.finish().await;
}

/// Of two channels of one sender each has its own open conversation.
async fn reopened(server: &TestServer, channel: &Channel) -> Value {
    let id = server.send_and_wait(channel, "ann", "Please call Acme").await["conversationId"].clone();
    take(server, "resolve", &id).await;
    take(server, "reopen", &id).await
}

#[tokio::test]
async fn conversations_on_other_channels_are_in_nobodys_way() {
    let server = TestServer::start().await;
    let (one, other) = (server.create_channel(json!({})).await, server.create_channel(json!({})).await);
    for channel in [&one, &other] {
        assert_eq!(reopened(&server, channel).await["status"], "active");
    }
    server.finish().await;
}

#[tokio::test]
async fn an_ended_conversation_takes_a_members_reply_only_until_it_is_archived() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let id = server.send_and_wait(&channel, "ann", "Please call Acme").await["conversationId"].clone();
    receiver.next().await;
    take(&server, "resolve", &id).await;
    reply(&server, &id, "One more thing").await;
    receiver.next().await;
    take(&server, "archive", &id).await;
    let input = json!({ "id": id, "content": "And another one" });
    let answer = server.rpc().try_mutate("conversations.reply", input).await;
    let _ = answer.refusal(409, "CONFLICT");
    server.finish().await;
}
