//! Turns that a model on a server takes, and what happens where it cannot.

mod acknowledged;
mod failing;
mod forms;
mod injections;
mod nonsense;
mod secrets;
mod suite;
mod usage;

use patchbay_tests::{FakeModel, MODEL_NAME, Setup, TestServer};
use serde_json::Value;

/// A server whose turns this model takes.
async fn server_with(model: &FakeModel) -> TestServer {
    Setup::default().with_model(model).start().await
}

/// What a sender is told where the model takes its time, which on a busy machine it may do at any time.
const TOLD: &str = "On it.";

/// The one answer in the conversation of a message.
async fn answer_to(server: &TestServer, message: &Value) -> String {
    let thread = server.thread(&message["conversationId"]).await;
    let outbound = thread.iter().filter(|one| one["direction"] == "outbound");
    let words = outbound.map(|one| one["content"].as_str().unwrap());
    let answers: Vec<&str> = words.filter(|words| *words != TOLD).collect();
    assert_eq!(answers.len(), 1, "{thread:#?}");
    answers[0].to_owned()
}

/// Checks that the model that is set up took the turn on a message.
#[track_caller]
fn taken_by_model(message: &Value) {
    let turn = &message["turn"];
    assert_eq!(turn["model"], MODEL_NAME, "{message:#}");
    assert_eq!(turn["askedModel"], Value::Null, "{message:#}");
    assert_eq!(turn["fallbackReason"], Value::Null, "{message:#}");
    assert_eq!(turn["promptVersion"], "turn.v2", "{message:#}");
}

/// Checks that the built-in assistant took it instead, for a reason in which this stands, and did so well.
#[track_caller]
fn taken_instead(message: &Value, reason: &str) {
    let turn = &message["turn"];
    assert_eq!(turn["model"], "built-in", "{message:#}");
    assert_eq!(turn["askedModel"], MODEL_NAME, "{message:#}");
    assert!(turn["fallbackReason"].as_str().unwrap().contains(reason), "{message:#}");
    assert_eq!(message["intent"], "task", "{message:#}");
    assert_eq!(message["tasks"].as_array().unwrap().len(), 1, "{message:#}");
}
