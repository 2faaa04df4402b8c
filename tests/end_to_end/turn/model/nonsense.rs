//! The model's answer will not do: it is told why, once, and then the built-in assistant answers.

use patchbay_tests::{FakeModel, ModelAnswer, TestServer};
use serde_json::{Value, json};

use super::{answer_to, server_with, taken_by_model, taken_instead};

const TEXT: &str = "Please call Acme tomorrow at 3pm";

/// Answers that will not do, each with what the model is told of it.
fn wrong() -> Vec<(ModelAnswer, &'static str)> {
    let says = |change: fn(&mut Value)| {
        let mut output = FakeModel::answer("task", "Noted:");
        output["tasks"] = json!([{
            "title": "Call Acme", "description": null, "priority": "high", "deadline": null, "assignee": null,
        }]);
        change(&mut output);
        ModelAnswer::Says(output)
    };
    vec![
        (says(|output| drop(output.as_object_mut().unwrap().remove("summary"))), "lacks the member"),
        (says(|output| output["intent"] = json!("order")), "/intent must be one of"),
        (says(|output| output["drop"] = json!("table")), "/drop is not allowed"),
        (says(|output| output["tasks"][0]["deadline"] = json!("soon")), "/tasks/0/deadline is neither"),
        (says(|output| output["tasks"][0]["title"] = json!(" ")), "/tasks/0/title is empty"),
        (says(|output| output["tasks"] = json!(vec![output["tasks"][0].clone(); 21])), "more than 20"),
        (
            says(|output| {
                output["changes"] = json!([{ "number": 99, "action": "complete", "deadline": null, "priority": null, "title": null }]);
            }),
            "/changes/0/number is not the number of a task that is listed",
        ),
        (says(|output| output["confidence"] = json!("sure")), "/confidence must be one of"),
        (says(|output| output["language"] = json!("English")), "/language must be one of"),
        (says(|output| output["tasks"][0]["assignee"] = json!(["Tom"])), "/tasks/0/assignee must be"),
        (says(|output| output["intent"] = json!("confirmation")), "/confirmation is missing"),
        (
            says(|output| output["confirmation"] = json!({ "agreed": true, "code": "4821 and all others" })),
            "/confirmation/code is not a code",
        ),
    ]
}

async fn send(server: &TestServer, sender: &str) -> Value {
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, sender, TEXT).await;
    answer_to(server, &message).await;
    server.rpc().mutate("webhooks.delete", json!({ "id": channel.id })).await;
    message
}

#[tokio::test]
async fn it_is_told_what_is_wrong_and_may_answer_again() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    for (answer, told) in wrong() {
        model.script([answer]);
        let message = send(&server, "ann").await;
        taken_by_model(&message);
        assert_eq!(message["turn"]["isRepaired"], true, "{message:#}");
        assert_eq!(
            (&message["turn"]["inputTokens"], &message["turn"]["outputTokens"]),
            (&json!(2000), &json!(200))
        );
        let requests = model.take_all();
        assert_eq!(requests.len(), 2, "{told}");
        let again = requests[1].json()["messages"][1]["content"].as_str().unwrap().to_owned();
        assert!(again.contains(told), "{again}");
    }
    server.finish().await;
}

#[tokio::test]
async fn twice_is_enough() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    for (answer, told) in wrong() {
        model.script([answer.clone(), answer]);
        let message = send(&server, "ann").await;
        taken_instead(&message, "would not do, twice");
        assert_eq!(message["turn"]["isRepaired"], false, "{message:#}");
        assert_eq!(model.take_all().len(), 2, "{told}");
    }
    server.finish().await;
}

#[tokio::test]
async fn words_in_every_form_are_no_answer() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    model.script(vec![ModelAnswer::Words("I have called Acme for you.".to_owned()); 4]);
    let message = send(&server, "ann").await;
    taken_instead(&message, "not one JSON object");
    // Each form once, and the last one again with what was wrong.
    assert_eq!(model.take_all().len(), 4);
    // One slip in a form that is known to work is told like any other.
    taken_by_model(&send(&server, "bob").await);
    model.take_all();
    model.script([ModelAnswer::Words("Done!".to_owned())]);
    let message = send(&server, "cleo").await;
    taken_by_model(&message);
    assert_eq!(message["turn"]["isRepaired"], true, "{message:#}");
    assert_eq!(model.take_all().len(), 2);
    server.finish().await;
}

#[tokio::test]
async fn hostile_texts_are_kept_as_texts() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    let mut output = FakeModel::answer("task", "Paid with 4111 1111 1111 1111.\u{0}\u{1b}[31m");
    let title = format!("Call\u{0}\nAcme {}", "x".repeat(400));
    output["tasks"] = json!([{ "title": title, "description": "\u{0}", "priority": "low", "deadline": null, "assignee": "" }]);
    output["summary"] = json!("s".repeat(5000));
    model.script([ModelAnswer::Says(output)]);
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", TEXT).await;
    taken_by_model(&message);
    let title = message["tasks"][0]["title"].as_str().unwrap();
    assert!(title.starts_with("Call Acme x") && title.chars().count() == 200, "{title}");
    let reply = answer_to(&server, &message).await;
    assert!(!reply.contains("4111 1111 1111 1111") && !reply.contains(['\u{0}', '\u{1b}']), "{reply}");
    let conversation = json!({ "id": message["conversationId"] });
    let conversation = server.rpc().query("conversations.get", conversation).await;
    assert_eq!(conversation["contextSummary"].as_str().unwrap().chars().count(), 500);
    model.take_all();
    server.finish().await;
}
