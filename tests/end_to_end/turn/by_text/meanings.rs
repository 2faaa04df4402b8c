//! A task that is named by its words, or by none that anybody knows.

use super::{office, say, task};

#[tokio::test]
async fn words_that_only_one_task_answers_to_change_it() {
    let (server, channel) = office(&["Send the logo to Acme", "Order paper"]).await;
    assert_eq!(say(&server, &channel, "the logo is done").await, "Task 1 (Send the logo to Acme) is done.");
    assert_eq!(task(&server, 1).await["status"], "completed");
    server.finish().await;
}

#[tokio::test]
async fn words_that_no_task_answers_to_are_told_honestly() {
    let (server, channel) = office(&["Order paper"]).await;
    let words = say(&server, &channel, "the brochure is done").await;
    assert!(
        words.contains("no open task for \"the brochure\"") && words.contains("nothing was changed"),
        "{words}"
    );
    assert_eq!(task(&server, 1).await["status"], "pending");
    server.finish().await;
}
