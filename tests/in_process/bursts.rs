//! Messages that wait when a turn begins are taken in it, and get one answer.

use patchbay::app;
use patchbay_domain::ids::MessageId;
use patchbay_domain::job::{JobKind, LEASE};
use patchbay_domain::message::{Message, MessageStatus};
use patchbay_domain::webhook::Channel;
use patchbay_tests::eventually;

use crate::app::{App, MILLISECOND, lease, receive_text};

/// What was said, in order, while nobody took turns; `interrupted`: and somebody began with the first one and was never heard
/// of again. Returns when everything is processed.
async fn said(app: &mut App, channel: &Channel, texts: &[&str], interrupted: bool) -> Vec<Message> {
    app.stop().await;
    let url = "http://127.0.0.1:9/".parse().unwrap();
    let services = app::open(&app.config, &app.surroundings, url).await.unwrap();
    let mut ids: Vec<MessageId> = Vec::new();
    for text in texts {
        app.advance(MILLISECOND);
        ids.push(receive_text(&services, channel, text).await);
    }
    if interrupted {
        lease(&services, &[JobKind::TakeTurn]).await;
        app.advance(LEASE + MILLISECOND);
    }
    services.storage.close().await;
    app.start_again().await;
    let mut messages = Vec::new();
    for id in ids {
        let message = eventually("the turn to be taken", async || {
            Some(app.message(id).await).filter(|message| message.status == MessageStatus::Processed)
        });
        messages.push(message.await);
    }
    assert_eq!(app.jobs("take_turn").await, Vec::<String>::new());
    messages
}

/// What each answer answers, in order.
async fn answered(app: &App) -> Vec<String> {
    let texts = "SELECT asked.content FROM messages answer JOIN messages asked ON asked.id = answer.in_reply_to \
                 ORDER BY answer.created_at, asked.created_at";
    app.texts(texts).await
}

/// The tasks, each with the message it came from.
async fn tasks(app: &App) -> Vec<String> {
    let texts = "SELECT tasks.title || ' < ' || messages.content FROM tasks \
                 JOIN messages ON messages.id = tasks.source_message_id ORDER BY tasks.number";
    app.texts(texts).await
}

#[tokio::test]
async fn a_burst_has_one_answer_and_every_task_its_message() {
    let mut app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    let texts = ["Please call Acme", "Please order a pump for Initech", "Please water the plants"];
    let messages = said(&mut app, &channel, &texts, false).await;
    assert!(messages.iter().all(|one| one.conversation_id == messages[0].conversation_id));
    assert!(messages.iter().all(|one| one.intent.is_some() && one.urgency.is_some()));
    assert_eq!(answered(&app).await, [texts[2]]);
    let tasks = tasks(&app).await;
    assert_eq!(tasks.len(), 3, "{tasks:?}");
    for (task, text) in tasks.iter().zip(texts) {
        assert!(task.ends_with(&format!("< {text}")), "{tasks:?}");
    }
    let counts = app.texts("SELECT CAST(message_count AS TEXT) FROM conversations").await;
    assert_eq!(counts, ["4"]);
    let events = app.texts("SELECT event_type FROM events WHERE event_type = 'message.received'").await;
    assert_eq!(events.len(), 3);
    app.finish().await;
}

#[tokio::test]
async fn a_long_burst_has_an_answer_for_every_ten() {
    let mut app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    let texts: Vec<String> = (1..=12).map(|number| format!("Please call company {number}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    said(&mut app, &channel, &texts, false).await;
    assert_eq!(answered(&app).await, [texts[9], texts[11]]);
    assert_eq!(tasks(&app).await.len(), 12);
    app.finish().await;
}

#[tokio::test]
async fn after_an_interruption_the_first_is_taken_alone() {
    let mut app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    let texts = ["Please call Acme", "Please call Initech", "Please call Globex"];
    said(&mut app, &channel, &texts, true).await;
    assert_eq!(answered(&app).await, [texts[0], texts[2]]);
    assert_eq!(tasks(&app).await.len(), 3);
    app.finish().await;
}

#[tokio::test]
async fn what_would_be_lost_as_a_signature_is_read() {
    let mut app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    said(&mut app, &channel, &["Please call Acme", "Thanks", "Call Bob Smith"], false).await;
    let tasks = tasks(&app).await;
    assert_eq!(tasks.len(), 2, "{tasks:?}");
    assert!(tasks[1].ends_with("< Call Bob Smith"), "{tasks:?}");
    app.finish().await;
}
