//! The short orders work the same where a model on a server takes the turns: it is not asked.

use patchbay_tests::{FakeModel, ModelAnswer, Setup};
use serde_json::json;

use super::{answer, say, task, with_tasks};

#[tokio::test]
async fn undo_why_and_more_ask_no_model() {
    let model = FakeModel::start();
    let server = Setup::default().with_model(&model).start().await;
    let titles: Vec<String> = (1..=12).map(|number| format!("Order part {number}00")).collect();
    let channel = with_tasks(&server, &titles.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let mut completes = FakeModel::answer("update", "Task 3 is done.");
    completes["changes"] =
        json!([{ "number": 3, "action": "complete", "deadline": null, "priority": null, "title": null }]);
    model.script([ModelAnswer::Says(completes)]);
    say(&server, &channel, "I finished the third order").await;
    assert_eq!(task(&server, 3).await["status"], "completed");
    model.take_all();

    let message = server.send_and_wait(&channel, "ann", "undo").await;
    assert_eq!(message["turn"]["model"], "built-in", "{message:#}");
    assert_eq!(message["turn"]["fallbackReason"], json!(null), "{message:#}");
    assert!(answer(&server, &message).await.starts_with("Undone.\nTask 3 (Order part 300) is open"));
    assert_eq!(task(&server, 3).await["status"], "pending");
    let words = say(&server, &channel, "why 3").await;
    assert!(words.contains("completed ") && words.contains("reopened "), "{words}");
    assert_eq!(model.take_all().len(), 0, "a model was asked");

    // A list that the built-in assistant gave in its place goes on, too.
    model.script([ModelAnswer::Words("nonsense".to_owned()), ModelAnswer::Words("nonsense".to_owned())]);
    let words = say(&server, &channel, "what is open?").await;
    assert!(words.ends_with("and 2 more: write MORE"), "{words}");
    model.take_all();
    let words = say(&server, &channel, "more").await;
    assert_eq!(words.lines().count(), 2, "{words}");
    assert_eq!(model.take_all().len(), 0, "a model was asked");
    server.finish().await;
}

#[tokio::test]
async fn why_names_the_model_that_understood() {
    let model = FakeModel::start();
    let server = Setup::default().with_model(&model).start().await;
    let channel = with_tasks(&server, &[]).await;
    say(&server, &channel, "Please call Acme tomorrow at 3pm").await;
    let words = say(&server, &channel, "why 1?").await;
    assert!(words.contains("; by fake-model"), "{words}");
    model.take_all();
    server.finish().await;
}
