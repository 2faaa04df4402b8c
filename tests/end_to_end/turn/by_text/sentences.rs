//! The sentences that people say about tasks do what they say.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

use super::{answer, office, say, task, trail, twelve};

#[tokio::test]
async fn what_is_open_for_somebody_is_listed() {
    let (server, channel) = office(&["Call Acme", "Order paper", "Send Acme the logo"]).await;
    let words = say(&server, &channel, "what's open for Acme").await;
    assert!(words.starts_with("2 tasks are open for Acme:\n"), "{words}");
    assert!(words.contains("Task 1: Call Acme") && words.contains("Task 3: Send Acme the logo"), "{words}");
    assert!(!words.contains("paper"), "{words}");
    server.finish().await;
}

#[tokio::test]
async fn a_number_is_done_moved_and_given() {
    let (server, channel) = twelve().await;
    assert_eq!(say(&server, &channel, "done 3").await, "Task 3 (Order part 300) is done.");
    assert_eq!(task(&server, 3).await["status"], "completed");
    let words = say(&server, &channel, "move 12 to Friday").await;
    assert!(words.starts_with("Task 12 (Send the logo to Acme) is now due Fri "), "{words}");
    assert!(task(&server, 12).await["deadline"].is_string());
    assert_eq!(
        say(&server, &channel, "give 12 to Bob").await,
        "Task 12 (Send the logo to Acme) is now with Bob."
    );
    assert_eq!(task(&server, 12).await["assignee"], "Bob");
    assert_eq!(trail(&server, 12).await, ["task.created", "task.updated", "task.updated"]);
    assert_eq!(say(&server, &channel, "done 12").await, "Task 12 (Send the logo to Acme) is done.");
    assert_eq!(task(&server, 12).await["status"], "completed");
    assert!(say(&server, &channel, "done 99").await.contains("no task 99"));
    server.finish().await;
}

#[tokio::test]
async fn who_has_a_task_is_told() {
    let (server, channel) = twelve().await;
    let nobody = "Task 12 (Send the logo to Acme) is with nobody in particular.";
    assert_eq!(say(&server, &channel, "who has the logo").await, nobody);
    assert_eq!(
        say(&server, &channel, "assign the logo to Bob").await,
        "Task 12 (Send the logo to Acme) is now with Bob."
    );
    let bob = "Task 12 (Send the logo to Acme) is with Bob.";
    assert_eq!(say(&server, &channel, "who has the logo").await, bob);
    assert_eq!(say(&server, &channel, "Who is on 12?").await, bob);
    assert_eq!(
        say(&server, &channel, "Wer hat Aufgabe 12?").await,
        "Aufgabe 12 (Send the logo to Acme) ist bei Bob."
    );
    let words = say(&server, &channel, "who is on 99").await;
    assert!(words.contains("no task 99"), "{words}");
    server.finish().await;
}

#[tokio::test]
async fn cancel_that_means_the_task_named_last() {
    let (server, channel) = office(&["Call Acme", "Order paper"]).await;
    say(&server, &channel, "Please book a flight to Berlin").await;
    assert_eq!(say(&server, &channel, "cancel that").await, "Task 3 (Book a flight to Berlin) is cancelled.");
    assert_eq!(task(&server, 3).await["status"], "cancelled");
    say(&server, &channel, "is task 2 done?").await;
    assert_eq!(say(&server, &channel, "done").await, "Task 2 (Order paper) is done.");
    assert_eq!(task(&server, 2).await["status"], "completed");
    assert_eq!(task(&server, 1).await["status"], "pending");
    server.finish().await;
}

#[tokio::test]
async fn a_message_says_who_is_to_do_it() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Ask Maria to send the offer to Acme").await;
    let made = task(&server, 1).await;
    assert_eq!(made["assignee"], "Maria", "{made}");
    assert!(answer(&server, &message).await.contains("(Maria)"));
    server.finish().await;
}

#[tokio::test]
async fn an_assignee_is_written_found_and_cleared_by_hand() {
    let (server, _) = office(&[]).await;
    let rpc = server.rpc();
    let made = rpc.mutate("tasks.create", json!({ "title": "Call Acme", "assignee": " Bob " })).await;
    assert_eq!(made["assignee"], "Bob");
    rpc.mutate("tasks.create", json!({ "title": "Order paper" })).await;
    for filter in [json!({ "assignee": "bob" }), json!({ "search": "BOB" })] {
        let found = rpc.query("tasks.list", filter.clone()).await;
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{filter}");
        assert_eq!(found["items"][0]["id"], made["id"]);
    }
    let id = &made["id"];
    let given = rpc.mutate("tasks.update", json!({ "id": id, "assignee": "Eve" })).await;
    assert_eq!(given["assignee"], "Eve");
    let kept = rpc.mutate("tasks.update", json!({ "id": id, "priority": "high" })).await;
    assert_eq!(kept["assignee"], "Eve");
    let cleared = rpc.mutate("tasks.update", json!({ "id": id, "assignee": null })).await;
    assert_eq!(cleared["assignee"], Value::Null);
    let long = "x".repeat(101);
    let inputs = [
        ("tasks.create", json!({ "title": "Call", "assignee": long })),
        ("tasks.update", json!({ "id": id, "assignee": long })),
    ];
    for (procedure, long) in inputs {
        let refused = rpc.try_mutate(procedure, long).await;
        assert_eq!(refused.status, 400, "{}", refused.text);
        assert!(refused.text.contains("assignee"), "{}", refused.text);
    }
    server.finish().await;
}
