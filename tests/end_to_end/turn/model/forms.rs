//! Which form of answering a server knows is found out once.

use patchbay_tests::{FakeModel, ModelAnswer, ModelForm, Reply};
use serde_json::{Value, json};

use super::{server_with, taken_by_model, taken_instead};

/// The forms that were asked for since it was last looked.
fn asked_for(model: &FakeModel) -> Vec<&'static str> {
    let bodies = model.take_all().into_iter().map(|request| request.json());
    let form = |body: Value| match (&body["response_format"]["type"], &body["tools"]) {
        (Value::Null, Value::Array(_)) => "tool_call",
        (Value::String(kind), Value::Null) if kind == "json_schema" => "json_schema",
        (Value::String(kind), Value::Null) if kind == "json_object" => "json_mode",
        _ => unreachable!("no form: {body:#}"),
    };
    bodies.map(form).collect()
}

#[tokio::test]
async fn it_is_tried_until_one_is_known_and_remembered() {
    for model in
        [FakeModel::refusing_but(&[ModelForm::JsonMode]), FakeModel::ignoring_but(&[ModelForm::JsonMode])]
    {
        let server = server_with(&model).await;
        let channel = server.create_channel(json!({})).await;
        let message = server.send_and_wait(&channel, "ann", "Hi there!").await;
        taken_by_model(&message);
        assert_eq!(asked_for(&model), ["json_schema", "tool_call", "json_mode"]);
        assert_eq!(message["turn"]["requests"], 3, "{message:#}");
        let message = server.send_and_wait(&channel, "ann", "Hi there!").await;
        taken_by_model(&message);
        assert_eq!(asked_for(&model), ["json_mode"]);
        server.finish().await;
    }
}

/// As the server of llama-cpp-python does, which does not know `json_schema`.
#[tokio::test]
async fn a_server_that_fails_over_a_form_is_asked_for_another() {
    let model = FakeModel::failing_but(&[ModelForm::ToolCall]);
    let server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Hi there!").await;
    taken_by_model(&message);
    assert_eq!(asked_for(&model), ["json_schema", "json_schema", "tool_call"], "it may have been chance");
    // Where the form is known, it is the server that is not well, and it is found out anew.
    model.script(vec![ModelAnswer::Other(Reply::status(500)); 3]);
    let message = server.send_and_wait(&channel, "ben", "Please call Acme tomorrow at 3pm").await;
    taken_instead(&message, "answered 500");
    assert_eq!(asked_for(&model), ["tool_call"; 3]);
    let message = server.send_and_wait(&channel, "ann", "Hi there!").await;
    taken_by_model(&message);
    assert_eq!(asked_for(&model), ["json_schema", "json_schema", "tool_call"]);
    server.finish().await;
}

#[tokio::test]
async fn nonsense_in_form_says_that_the_form_works() {
    let model = FakeModel::refusing_but(&[ModelForm::ToolCall]);
    let server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    let mut nonsense = FakeModel::answer("update", "Done.");
    nonsense["changes"] =
        json!([{ "number": 99, "action": "complete", "deadline": null, "priority": null, "title": null }]);
    let refusal = ModelAnswer::Other(Reply::status(422));
    model.script([refusal, ModelAnswer::Says(nonsense.clone()), ModelAnswer::Says(nonsense)]);
    let message = server.send_and_wait(&channel, "ann", "Please call Acme tomorrow at 3pm").await;
    taken_instead(&message, "would not do, twice");
    assert_eq!(asked_for(&model), ["json_schema", "tool_call", "tool_call"]);
    let message = server.send_and_wait(&channel, "ann", "Hi there!").await;
    taken_by_model(&message);
    assert_eq!(asked_for(&model), ["tool_call"]);
    server.finish().await;
}

#[tokio::test]
async fn the_surest_one_is_asked_for_first() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Hi there!").await;
    taken_by_model(&message);
    let request = model.next().await;
    let turn = FakeModel::turn_of(&request);
    assert_eq!((&turn["message"]["text"], &turn["timeZone"]), (&json!("Hi there!"), &json!("UTC")));
    assert!(!request.json().to_string().contains("\"history\":[{"), "there was nothing before");
    let schema = request.json()["response_format"]["json_schema"]["schema"].clone();
    assert_eq!(schema["additionalProperties"], false);
    server.finish().await;
}

#[tokio::test]
async fn a_turn_shows_what_was_said_and_which_tasks_there_are() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme tomorrow at 3pm").await;
    taken_by_model(&message);
    model.take_all();
    server.send_and_wait(&channel, "ann", "Hi there!").await;
    let turn = FakeModel::turn_of(&model.next().await);
    let history = turn["history"].as_array().unwrap();
    let from: Vec<_> = history.iter().map(|message| message["from"].as_str().unwrap()).collect();
    assert_eq!(from, ["contact", "assistant"], "{turn:#}");
    assert_eq!(turn["tasks"][0]["number"], 1, "{turn:#}");
    assert_eq!(turn["summary"], "A conversation with the fake model.", "{turn:#}");
    server.finish().await;
}

#[tokio::test]
async fn a_payload_that_names_its_task_needs_no_model() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    let body =
        json!({ "content": "From the form", "senderIdentifier": "crm", "taskTitle": "Water the plants" });
    let id = server.inbound(&channel).json(&body).accepted().await;
    let message = server.processed(&channel, &id).await;
    assert_eq!(message["tasks"][0]["title"], "Water the plants");
    assert_eq!(message["turn"]["model"], "built-in");
    assert_eq!(message["turn"]["fallbackReason"], json!(null));
    server.finish().await;
}
