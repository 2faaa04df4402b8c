//! How long what a message did can be taken back, and a question be answered, to the millisecond.

use std::time::Duration;

use patchbay_domain::ids::MessageId;
use patchbay_domain::message::MessageStatus;
use patchbay_domain::webhook::Channel;
use patchbay_tests::eventually;

use crate::app::{App, MILLISECOND, receive_text};

const TEN_MINUTES: Duration = Duration::from_secs(10 * 60);

/// Says something and waits for its turn; the answer.
async fn say(app: &App, channel: &Channel, text: &str) -> String {
    app.advance(MILLISECOND);
    let id = receive_text(app.services(), channel, text).await;
    processed(app, id).await;
    let answers = "SELECT content FROM messages WHERE in_reply_to IS NOT NULL ORDER BY created_at";
    app.texts(answers).await.pop().unwrap()
}

async fn processed(app: &App, id: MessageId) {
    eventually("the turn to be taken", async || {
        let message = app.message(id).await;
        (message.status == MessageStatus::Processed).then_some(())
    })
    .await;
}

async fn statuses(app: &App) -> Vec<String> {
    app.texts("SELECT status FROM tasks ORDER BY number").await
}

#[tokio::test]
async fn what_was_done_is_taken_back_for_ten_minutes() {
    let app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    say(&app, &channel, "Please call Acme").await;
    // The turn took a microsecond, the next message comes a millisecond later.
    app.advance(TEN_MINUTES - 2 * MILLISECOND);
    assert!(say(&app, &channel, "undo").await.starts_with("Undone."));
    assert_eq!(statuses(&app).await, ["cancelled"]);
    say(&app, &channel, "Please order paper").await;
    app.advance(TEN_MINUTES);
    let late = say(&app, &channel, "undo").await;
    assert!(late.starts_with("That is more than 10 minutes ago"), "{late}");
    assert_eq!(statuses(&app).await, ["cancelled", "pending"]);
    app.finish().await;
}

#[tokio::test]
async fn its_reminder_goes_and_comes_back_with_it() {
    let app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    say(&app, &channel, "Please call Acme tomorrow at 3pm").await;
    assert_eq!(app.jobs("remind_of_task").await, ["scheduled"]);
    say(&app, &channel, "done 1").await;
    assert!(app.jobs("remind_of_task").await.is_empty());
    say(&app, &channel, "undo").await;
    assert_eq!(
        (statuses(&app).await, app.jobs("remind_of_task").await),
        (vec!["pending".to_owned()], vec!["scheduled".to_owned()])
    );
    app.finish().await;
}

#[tokio::test]
async fn a_question_waits_for_its_answer_for_a_day() {
    for (wait, expected) in [
        (Duration::from_secs(24 * 60 * 60) - 2 * MILLISECOND, "completed"),
        (Duration::from_secs(24 * 60 * 60), "pending"),
    ] {
        let app = App::start().await;
        let channel = app.custom_channel(Default::default()).await;
        say(&app, &channel, "Please do these:\n1. Call Acme about the rent\n2. Call Acme about the tax")
            .await;
        let asked = say(&app, &channel, "the Acme call is done").await;
        assert!(asked.contains("\n2) Task 2: "), "{asked}");
        app.advance(wait);
        say(&app, &channel, "2").await;
        assert_eq!(statuses(&app).await, ["pending", expected]);
        app.finish().await;
    }
}
