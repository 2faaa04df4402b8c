//! What the last message did to tasks is taken back, once.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

use super::{events, office, say, task, trail, twelve};

#[tokio::test]
async fn a_change_is_as_before() {
    let (server, channel) = twelve().await;
    let before = task(&server, 12).await;
    say(&server, &channel, "move 12 to Friday and make it urgent").await;
    let moved = task(&server, 12).await;
    assert_eq!((moved["priority"].clone(), moved["deadline"].is_string()), (json!("high"), true), "{moved}");
    let words = say(&server, &channel, "undo").await;
    assert_eq!(words, "Undone.\nTask 12 (Send the logo to Acme) is open, without a deadline.");
    let after = task(&server, 12).await;
    for field in ["title", "priority", "deadline", "status", "assignee", "completedAt"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    let trail = trail(&server, 12).await;
    assert_eq!(trail.last().unwrap(), "task.updated", "{trail:?}");
    let events = events(&server, 12, trail.len()).await;
    assert_eq!(events.last().unwrap()["data"]["deadline"], Value::Null);
    server.finish().await;
}

#[tokio::test]
async fn what_was_finished_is_open_again() {
    let (server, channel) = office(&["Call Acme", "Order paper"]).await;
    say(&server, &channel, "tasks 1 and 2 are done").await;
    for number in [1, 2] {
        assert_eq!(task(&server, number).await["status"], "completed");
    }
    let words = say(&server, &channel, "Undo that!").await;
    assert!(words.starts_with("Undone.\nTask 1 (Call Acme) is open"), "{words}");
    assert!(words.contains("\nTask 2 (Order paper) is open"), "{words}");
    for number in [1, 2] {
        let task = task(&server, number).await;
        assert_eq!((&task["status"], &task["completedAt"]), (&json!("pending"), &Value::Null), "{task}");
        assert_eq!(trail(&server, number).await, ["task.created", "task.completed", "task.reopened"]);
    }
    server.finish().await;
}

#[tokio::test]
async fn what_was_made_is_cancelled_with_a_note() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let text = "Please do these:\n1. Call Acme\n2. Order paper";
    say(&server, &channel, text).await;
    let words = say(&server, &channel, "r\u{fc}ckg\u{e4}ngig").await;
    assert_eq!(
        words,
        "R\u{fc}ckg\u{e4}ngig gemacht.\nAufgabe 1 (Call Acme) ist abgesagt.\nAufgabe 2 (Order paper) ist abgesagt."
    );
    for number in [1, 2] {
        let task = task(&server, number).await;
        assert_eq!(
            (&task["status"], &task["error"]),
            (&json!("cancelled"), &json!("Taken back by the sender."))
        );
        assert_eq!(trail(&server, number).await, ["task.created", "task.cancelled"]);
        let told = events(&server, number, 2).await;
        assert_eq!(told[1]["type"], "task.cancelled");
    }
    server.finish().await;
}

#[tokio::test]
async fn it_is_taken_back_once() {
    let (server, channel) = office(&["Call Acme"]).await;
    assert_eq!(say(&server, &channel, "undo").await, "There is nothing to undo here.");
    say(&server, &channel, "done 1").await;
    // What needs nothing is no turn that could be taken back.
    say(&server, &channel, "Thanks!").await;
    say(&server, &channel, "undo").await;
    assert_eq!(task(&server, 1).await["status"], "pending");
    let again = say(&server, &channel, "undo").await;
    assert!(again.contains("undone already"), "{again}");
    assert_eq!(task(&server, 1).await["status"], "pending");
    say(&server, &channel, "done 1").await;
    say(&server, &channel, "undo please").await;
    assert_eq!(task(&server, 1).await["status"], "pending");
    server.finish().await;
}

#[tokio::test]
async fn what_somebody_else_changed_meanwhile_stays() {
    let (server, channel) = office(&["Call Acme", "Order paper"]).await;
    say(&server, &channel, "tasks 1 and 2 are urgent").await;
    let id = task(&server, 1).await["id"].clone();
    server.rpc().mutate("tasks.update", json!({ "id": id, "title": "Call Acme back" })).await;
    let words = say(&server, &channel, "undo").await;
    assert!(words.contains("Task 1 (Call Acme back) was changed by somebody else meanwhile"), "{words}");
    assert!(words.starts_with("Undone.\nTask 2 (Order paper) is open"), "{words}");
    assert_eq!(task(&server, 1).await["priority"], "high");
    assert_eq!(task(&server, 2).await["priority"], "medium");
    server.finish().await;
}

#[tokio::test]
async fn nobody_takes_back_what_another_conversation_did() {
    let (server, channel) = office(&["Call Acme"]).await;
    say(&server, &channel, "done 1").await;
    let message = server.send_and_wait(&channel, "bob", "undo").await;
    assert_eq!(super::answer(&server, &message).await, "There is nothing to undo here.");
    assert_eq!(task(&server, 1).await["status"], "completed");
    server.finish().await;
}

#[tokio::test]
async fn a_burst_does_not_swallow_it() {
    let (server, channel) = office(&["Call Acme"]).await;
    for text in ["done 1", "undo", "is task 1 done?"] {
        server.send(&channel, "ann", text).await;
    }
    server.idle().await;
    assert_eq!(task(&server, 1).await["status"], "pending");
    assert_eq!(trail(&server, 1).await, ["task.created", "task.completed", "task.reopened"]);
    server.finish().await;
}
