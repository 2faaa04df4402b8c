//! The same conversations with every model there is: the built-in one, and one on a server in each form of answering.

use patchbay_tests::{FakeModel, ModelForm, TestServer};
use serde_json::{Value, json};

use super::{answer_to, server_with, taken_by_model};

/// Talks with an assistant; `taken` looks at how each turn was taken.
async fn converse(server: &TestServer, taken: impl Fn(&Value)) {
    makes_tasks(server, &taken).await;
    changes_tasks(server, &taken).await;
    makes_none(server, &taken).await;
}

async fn makes_tasks(server: &TestServer, taken: &impl Fn(&Value)) {
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme tomorrow at 3pm").await;
    taken(&message);
    assert_eq!(message["intent"], "task", "{message:#}");
    assert_eq!(message["entities"]["dates"].as_array().unwrap().len(), 1, "{message:#}");
    let task = server.rpc().query("tasks.get", json!({ "id": message["tasks"][0]["id"] })).await;
    assert!(task["title"].as_str().unwrap().contains("Acme"), "{task}");
    assert!(task["deadline"].as_str().unwrap().ends_with("T15:00:00.000Z"), "{task}");
    let words = answer_to(server, &message).await;
    assert!(words.contains("Task 1") && words.contains("Acme"), "{words}");

    let text = "Please do these:\n1. Call Acme\n2. Send the invoice to Bob\n3. Book a flight to Berlin";
    let message = server.send_and_wait(&channel, "bob", text).await;
    taken(&message);
    assert_eq!(message["tasks"].as_array().unwrap().len(), 3, "{message:#}");
    let words = answer_to(server, &message).await;
    assert!(words.contains("Berlin"), "{words}");
}

async fn changes_tasks(server: &TestServer, taken: &impl Fn(&Value)) {
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Task 1 is done").await;
    taken(&message);
    assert_eq!(message["intent"], "update", "{message:#}");
    let task = |number: u32| async move {
        let tasks = server.rpc().every("tasks.list", json!({}), 100).await;
        tasks.into_iter().find(|task| task["number"] == number).unwrap()
    };
    assert_eq!(task(1).await["status"], "completed");
    let message = server.send_and_wait(&channel, "ann", "Move task 2 to tomorrow at 3pm").await;
    taken(&message);
    let moved = task(2).await;
    assert!(moved["deadline"].as_str().unwrap().ends_with("T15:00:00.000Z"), "{moved}");

    let message = server.send_and_wait(&channel, "cleo", "What is open?").await;
    taken(&message);
    assert_eq!((&message["intent"], &message["tasks"]), (&json!("question"), &json!([])), "{message:#}");
    let words = answer_to(server, &message).await;
    assert!(words.contains("Berlin") && !words.contains("Task 1:"), "{words}");
}

async fn makes_none(server: &TestServer, taken: &impl Fn(&Value)) {
    let channel = server.create_channel(json!({ "assistant": { "autoCreateTasks": false } })).await;
    let message = server.send_and_wait(&channel, "dan", "Hi there!").await;
    taken(&message);
    assert_eq!((&message["intent"], &message["tasks"]), (&json!("other"), &json!([])), "{message:#}");
    assert!(!answer_to(server, &message).await.is_empty());
    let message = server.send_and_wait(&channel, "eve", "Please call Acme tomorrow at 3pm").await;
    taken(&message);
    assert_eq!((&message["intent"], &message["tasks"]), (&json!("task"), &json!([])), "{message:#}");
    answer_to(server, &message).await;
}

#[tokio::test]
async fn the_built_in_assistant_converses() {
    let server = TestServer::start().await;
    converse(&server, |message| {
        assert_eq!(message["turn"]["model"], "built-in", "{message:#}");
        assert_eq!(message["turn"]["fallbackReason"], Value::Null, "{message:#}");
        assert_eq!(message["turn"]["requests"], 0, "{message:#}");
    })
    .await;
    server.finish().await;
}

/// Converses with a model whose server knows one form of answering, once that is found out.
async fn converse_in(form: ModelForm) {
    let model = FakeModel::refusing_but(&[form]);
    let server = server_with(&model).await;
    converse(&server, |message| {
        taken_by_model(message);
        assert_eq!(message["turn"]["mode"], form.name(), "{message:#}");
    })
    .await;
    model.take_all();
    server.finish().await;
}

#[tokio::test]
async fn a_model_converses_by_json_schema() {
    converse_in(ModelForm::JsonSchema).await;
}

#[tokio::test]
async fn a_model_converses_by_tool_calls() {
    converse_in(ModelForm::ToolCall).await;
}

#[tokio::test]
async fn a_model_converses_in_json_mode() {
    converse_in(ModelForm::JsonMode).await;
}

#[tokio::test]
async fn claude_converses() {
    let model = FakeModel::claude();
    let server = server_with(&model).await;
    converse(&server, |message| {
        taken_by_model(message);
        assert_eq!(message["turn"]["provider"], "anthropic", "{message:#}");
        assert_eq!(message["turn"]["mode"], "tool_call", "{message:#}");
    })
    .await;
    model.take_all();
    server.finish().await;
}
