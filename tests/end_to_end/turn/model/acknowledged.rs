//! The model takes its time: the sender is told so at once, once, and the answer follows.

use patchbay_tests::{
    Channel, FakeModel, FakeTwilio, Gate, ModelAnswer, PATIENCE_AFTER_KILL, Received, Reply, Setup, SmsForm,
    TestServer, eventually, eventually_within,
};
use serde_json::{Value, json};

use super::{TOLD, server_with, taken_by_model};

const TEXT: &str = "Please call Acme tomorrow at 3pm";

fn held(gate: &Gate) -> ModelAnswer {
    ModelAnswer::Held(Reply::status(200).behind(gate))
}

/// What went out through a channel, oldest first.
async fn outbound(server: &TestServer, channel: &Channel) -> Vec<Value> {
    let filter = json!({ "webhookId": channel.id, "direction": "outbound" });
    let mut messages = server.rpc().every("webhooks.getMessages", filter, 100).await;
    messages.reverse();
    messages
}

async fn told(server: &TestServer, channel: &Channel, many: usize) -> Vec<Value> {
    eventually("the sender to be told", async || {
        Some(outbound(server, channel).await).filter(|messages| messages.len() == many)
    })
    .await
}

#[tokio::test]
async fn the_sender_is_told_and_then_answered() {
    let (model, gate) = (FakeModel::start(), Gate::new());
    let mut server = server_with(&model).await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    model.script([held(&gate)]);
    let id = server.send(&channel, "ann", TEXT).await;
    let first = told(&server, &channel, 1).await.remove(0);
    assert_eq!((&first["content"], &first["author"]), (&json!(TOLD), &json!("assistant")));
    // It leaves while the model still thinks.
    assert_eq!(receiver.next().await.json()["data"]["content"], TOLD);
    let waiting = server.message(&channel, &id).await.unwrap();
    assert_eq!((&waiting["status"], &waiting["turn"]), (&json!("received"), &Value::Null), "{waiting:#}");
    assert_eq!(waiting["conversationId"], first["conversationId"], "it is read beside what it got");

    gate.open();
    let message = server.processed(&channel, &id).await;
    taken_by_model(&message);
    assert!(message["turn"]["acknowledgedAt"].is_string(), "{message:#}");
    assert!(receiver.next().await.json()["data"]["content"].as_str().unwrap().contains("Acme"));
    let thread = server.thread(&message["conversationId"]).await;
    let words: Vec<_> = thread.iter().map(|message| message["content"].as_str().unwrap()).collect();
    assert_eq!((words.len(), words[0], words[1]), (3, TEXT, TOLD), "{words:?}");
    let conversation = json!({ "id": message["conversationId"] });
    assert_eq!(server.rpc().query("conversations.get", conversation).await["messageCount"], 3);

    // What only said that it takes longer is nothing to think about.
    model.take_all();
    server.send_and_wait(&channel, "ann", "Hi there!").await;
    let turn = FakeModel::turn_of(&model.next().await);
    assert!(!turn["history"].to_string().contains(TOLD), "{turn:#}");
    server.idle().await;
    receiver.take_all();
    server.finish().await;
}

#[tokio::test]
async fn who_texts_is_told_by_text() {
    let (model, twilio, gate) = (FakeModel::start(), FakeTwilio::start(), Gate::new());
    let setup = Setup::default().set("PATCHBAY_PUBLIC_URL", "https://patchbay.example");
    let server = setup.with_twilio(&twilio).with_model(&model).start().await;
    let channel = server.create_sms_channel(json!({})).await;
    model.script([held(&gate)]);
    assert_eq!(server.text(&channel, &SmsForm::new("+15005550006", TEXT)).await.status, 200);
    let body = |request: &Received| {
        request.form().into_iter().find(|(name, _)| name == "Body").map(|(_, body)| body).unwrap()
    };
    assert_eq!(body(&twilio.next().await), TOLD);
    gate.open();
    let answer = body(&twilio.next().await);
    assert!(answer.contains("Acme"), "{answer}");
    model.take_all();
    server.finish().await;
}

#[tokio::test]
async fn a_crash_in_between_leaves_one_word_and_one_answer() {
    let (model, gate) = (FakeModel::start(), Gate::new());
    let mut server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    model.script([held(&gate)]);
    let id = server.send(&channel, "ann", TEXT).await;
    told(&server, &channel, 1).await;
    server.kill9().await;
    server.start_again().await;
    let message = eventually_within(PATIENCE_AFTER_KILL, "the turn to be taken", async || {
        server.message(&channel, &id).await.filter(|message| message["status"] == "processed")
    })
    .await;
    assert_eq!(message["tasks"].as_array().unwrap().len(), 1, "{message:#}");
    let sent = outbound(&server, &channel).await;
    assert_eq!(sent.len(), 2, "{sent:#?}");
    assert_eq!(sent[0]["content"], TOLD);
    assert!(sent[1]["content"].as_str().unwrap().contains("Acme"), "{sent:#?}");
    gate.open();
    server.idle().await;
    assert_eq!(outbound(&server, &channel).await.len(), 2);
    model.take_all();
    server.finish().await;
}

#[tokio::test]
async fn a_conversation_that_is_paused_meanwhile_falls_silent() {
    let (model, gate) = (FakeModel::start(), Gate::new());
    let server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    model.script([held(&gate)]);
    let id = server.send(&channel, "ann", TEXT).await;
    let first = told(&server, &channel, 1).await.remove(0);
    server.rpc().mutate("conversations.pause", json!({ "id": first["conversationId"] })).await;
    gate.open();
    let message = server.processed(&channel, &id).await;
    assert_eq!((&message["turn"], &message["intent"]), (&Value::Null, &Value::Null), "{message:#}");
    assert_eq!(outbound(&server, &channel).await.len(), 1);
    assert_eq!(model.take_all().len(), 1);
    // And a message to a paused one is not even shown to the model.
    server.send_and_wait(&channel, "ann", "Hi there!").await;
    assert_eq!(outbound(&server, &channel).await.len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn others_are_answered_while_one_waits() {
    let (model, gate) = (FakeModel::start(), Gate::new());
    let server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    model.script(vec![held(&gate); 20]);
    for place in 0..20 {
        server.send(&channel, &format!("sender-{place}"), TEXT).await;
    }
    told(&server, &channel, 20).await;
    taken_by_model(&server.send_and_wait(&channel, "ann", "Hi there!").await);
    gate.open();
    server.idle().await;
    let sent = outbound(&server, &channel).await;
    let answers = sent.iter().filter(|message| message["content"] != TOLD).count();
    assert_eq!(answers, 21);
    model.take_all();
    server.finish().await;
}
