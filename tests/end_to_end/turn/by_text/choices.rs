//! Where it is not clear which task is meant, it is asked with numbers, and the next message settles it.

use super::{office, say, say_if_heard, task};

const TITLES: [&str; 3] = ["Call Acme today", "Order paper", "Call Acme again"];

async fn asked(text: &str) -> (patchbay_tests::TestServer, patchbay_tests::Channel) {
    let (server, channel) = office(&TITLES).await;
    let words = say(&server, &channel, text).await;
    assert!(words.starts_with("Which task do you mean?"), "{words}");
    assert!(words.ends_with("\n1) Task 1: Call Acme today\n2) Task 3: Call Acme again"), "{words}");
    for number in [1, 3] {
        assert_eq!(task(&server, number).await["status"], "pending");
    }
    (server, channel)
}

#[tokio::test]
async fn by_its_place() {
    let (server, channel) = asked("cancel the Acme call").await;
    assert_eq!(say(&server, &channel, "2").await, "Task 3 (Call Acme again) is cancelled.");
    assert_eq!(task(&server, 3).await["status"], "cancelled");
    assert_eq!(task(&server, 2).await["status"], "pending");
    // It is settled once, and taken back like anything else.
    let words = say_if_heard(&server, &channel, "2").await;
    assert!(!words.contains("is cancelled."), "{words}");
    say(&server, &channel, "undo").await;
    assert_eq!(task(&server, 3).await["status"], "pending");
    server.finish().await;
}

#[tokio::test]
async fn by_its_number_or_in_words() {
    for (text, number) in [("task 3", 3), ("the first", 1), ("#1", 1), ("3", 3)] {
        let (server, channel) = asked("the Acme call is done").await;
        let words = say(&server, &channel, text).await;
        assert!(
            words.starts_with(&format!("Task {number} (")) && words.ends_with("is done."),
            "{text}: {words}"
        );
        assert_eq!(task(&server, number).await["status"], "completed");
        server.finish().await;
    }
}

#[tokio::test]
async fn both_of_them() {
    let (server, channel) = asked("move the Acme call to Friday").await;
    let words = say(&server, &channel, "both").await;
    assert_eq!(words.lines().count(), 2, "{words}");
    for number in [1, 3] {
        assert!(task(&server, number).await["deadline"].is_string());
    }
    assert!(task(&server, 2).await["deadline"].is_null());
    server.finish().await;
}

#[tokio::test]
async fn anything_else_drops_it() {
    let (server, channel) = asked("cancel the Acme call").await;
    say(&server, &channel, "Please book a flight to Berlin").await;
    say_if_heard(&server, &channel, "2").await;
    for number in [1, 3] {
        assert_eq!(task(&server, number).await["status"], "pending");
    }
    server.finish().await;
}
