//! Whoever asked for a task by text is told when it ends: ten seconds later, once, unless it is reopened meanwhile.

use std::time::Duration;

use patchbay::actions::complete_task::complete_task;
use patchbay::actions::delete_webhook::delete_webhook;
use patchbay::actions::fail_task::fail_task;
use patchbay::actions::update_task::{TaskChanges, update_task};
use patchbay::actions::update_webhook::{WebhookChanges, update_webhook};
use patchbay_domain::assistant::Author;
use patchbay_domain::ids::TaskId;
use patchbay_domain::message::MessageStatus;
use patchbay_domain::page::PageRequest;
use patchbay_domain::task::TaskStatus;
use patchbay_storage::TaskFilter;
use patchbay_tests::Receiver;

use super::{Office, body_of};
use crate::app::{App, MILLISECOND};

/// How long a member may change their mind.
const PATIENCE: Duration = Duration::from_secs(10);
const HOUR: Duration = Duration::from_secs(60 * 60);

async fn complete(app: &App, id: TaskId, result: Option<&str>) {
    complete_task(app.services(), &app.owner, id, result.map(str::to_owned)).await.unwrap();
}

async fn reopen(app: &App, id: TaskId) {
    let changes = TaskChanges { status: Some(TaskStatus::Pending), ..TaskChanges::default() };
    update_task(app.services(), &app.owner, id, changes).await.unwrap();
}

/// The states of the jobs that tell.
async fn waiting(app: &App) -> Vec<String> {
    app.jobs("tell_task_ended").await
}

/// That nobody is told at the millisecond before, and what they are told then.
async fn told_after(office: &Office, wait: Duration) -> String {
    office.app.advance(wait - MILLISECOND);
    office.silence().await;
    assert_eq!(waiting(&office.app).await, ["scheduled"], "early");
    office.app.advance(MILLISECOND);
    let body = body_of(&office.twilio.next().await);
    office.quiet().await;
    assert!(waiting(&office.app).await.is_empty());
    body
}

#[tokio::test]
async fn a_completed_task_is_told_once() {
    let office = Office::open().await;
    let task = office.ask("Please call Acme").await;
    complete(&office.app, task.id, Some("They want the blue one.")).await;
    let told = told_after(&office, PATIENCE).await;
    assert_eq!(told, format!("Task 1 is done: {}\nThey want the blue one.", task.title));

    let (message, delivery) = office.last_sent().await;
    assert_eq!((message.author, message.status), (Author::Assistant, MessageStatus::Delivered));
    assert_eq!(message.content, told);
    assert_eq!(message.conversation_id, task.conversation_id);
    assert_eq!(message.external_id.as_deref(), office.twilio.messages()[1]["sid"].as_str());
    assert_eq!(office.app.attempts(delivery.id).await.len(), 1);

    // Said once more, it is no news; nor is the passing of time.
    complete(&office.app, task.id, None).await;
    assert!(waiting(&office.app).await.is_empty());
    office.app.advance(HOUR);
    office.silence().await;
    office.finish().await;
}

#[tokio::test]
async fn a_failed_task_is_told_with_its_reason() {
    let office = Office::open().await;
    let task = office.ask("Please call Acme").await;
    fail_task(office.app.services(), &office.app.owner, task.id, "They are closed.".to_owned())
        .await
        .unwrap();
    let told = told_after(&office, PATIENCE).await;
    assert_eq!(told, format!("Task 1 could not be done: {}\nThey are closed.", task.title));
    office.finish().await;
}

#[tokio::test]
async fn a_slip_that_is_undone_in_time_tells_nobody() {
    let office = Office::open().await;
    let task = office.ask("Please call Acme").await;
    complete(&office.app, task.id, None).await;
    office.app.advance(PATIENCE - MILLISECOND);
    reopen(&office.app, task.id).await;
    office.app.advance(HOUR);
    office.silence().await;
    assert!(waiting(&office.app).await.is_empty());
    assert_eq!(office.messages().await.len(), 2, "the question and its answer");
    office.finish().await;
}

#[tokio::test]
async fn completed_reopened_and_completed_is_told_once() {
    let office = Office::open().await;
    let task = office.ask("Please call Acme").await;
    let second = Duration::from_secs(1);
    complete(&office.app, task.id, Some("First")).await;
    office.app.advance(4 * second);
    reopen(&office.app, task.id).await;
    office.app.advance(second);
    complete(&office.app, task.id, Some("Second")).await;
    assert_eq!(waiting(&office.app).await.len(), 2);
    // Ten seconds after the first time: it was another end.
    office.app.advance(5 * second);
    office.silence().await;
    let told = told_after(&office, 5 * second).await;
    assert_eq!(told, format!("Task 1 is done: {}\nSecond", task.title));
    office.app.advance(HOUR);
    office.silence().await;
    office.finish().await;
}

#[tokio::test]
async fn it_is_told_after_a_restart_too() {
    let mut office = Office::open().await;
    let task = office.ask("Please call Acme").await;
    complete(&office.app, task.id, None).await;
    office.app.stop().await;
    office.app.advance(HOUR);
    office.app.start_again().await;
    let told = body_of(&office.twilio.next().await);
    assert_eq!(told, format!("Task 1 is done: {}", task.title));
    office.quiet().await;
    office.silence().await;
    office.finish().await;
}

#[tokio::test]
async fn a_cancelled_task_and_one_that_nobody_asked_for_tell_nobody() {
    let office = Office::open().await;
    let task = office.ask("Please call Acme").await;
    let changes = TaskChanges { status: Some(TaskStatus::Cancelled), ..TaskChanges::default() };
    update_task(office.app.services(), &office.app.owner, task.id, changes).await.unwrap();
    assert!(waiting(&office.app).await.is_empty());
    // Who says themselves that it is done is answered there and then.
    let other = office.ask("Please call Bob").await;
    office.text(&format!("Task {} is done", other.number)).await;
    office.twilio.next().await;
    let scope = office.app.services().storage.scope(office.app.owner.organization_id);
    assert_eq!(scope.task(other.id).await.unwrap().unwrap().status, TaskStatus::Completed);
    office.app.advance(HOUR);
    office.silence().await;
    office.finish().await;
}

#[tokio::test]
async fn after_stop_nothing_is_sent_and_the_thread_says_why() {
    let office = Office::open().await;
    let (first, second) = (office.ask("Please call Acme").await, office.ask("Please call Bob").await);
    // Stopped before the end of the one, and between the end and the telling of the other.
    complete(&office.app, first.id, None).await;
    office.text("STOP").await;
    office.app.advance(Duration::from_secs(1));
    complete(&office.app, second.id, None).await;
    office.app.advance(PATIENCE - Duration::from_secs(1));
    office.withheld(&format!("Task 1 is done: {}", first.title), "STOP").await;
    office.app.advance(Duration::from_secs(1));
    office.withheld(&format!("Task 2 is done: {}", second.title), "STOP").await;
    let (message, _) = office.last_sent().await;
    assert_eq!((message.conversation_id, message.author), (second.conversation_id, Author::Assistant));
    office.app.advance(HOUR);
    office.silence().await;
    office.finish().await;
}

#[tokio::test]
async fn a_channel_that_is_off_keeps_it_and_one_that_is_gone_says_nothing() {
    let office = Office::open().await;
    let (first, second) = (office.ask("Please call Acme").await, office.ask("Please call Bob").await);
    let (services, owner) = (office.app.services(), &office.app.owner);
    let off = WebhookChanges { outbound_enabled: Some(false), ..WebhookChanges::default() };
    update_webhook(services, owner, office.channel.id, off).await.unwrap();
    complete(&office.app, first.id, None).await;
    office.app.advance(PATIENCE);
    office.silence().await;
    let (message, delivery) = office.last_sent().await;
    assert_eq!(message.content, format!("Task 1 is done: {}", first.title));
    assert_eq!((message.status, delivery.target_id), (MessageStatus::Delivered, None), "in the inbox");

    complete(&office.app, second.id, None).await;
    delete_webhook(services, owner, office.channel.id, None).await.unwrap();
    let before = office.messages().await.len();
    office.app.advance(PATIENCE);
    office.silence().await;
    assert!(waiting(&office.app).await.is_empty());
    assert_eq!(office.messages().await.len(), before);
    office.finish().await;
}

#[tokio::test]
async fn systems_behind_custom_channels_get_no_such_text() {
    let app = App::start().await;
    let receiver = Receiver::start();
    let channel = app.channel_to(receiver.url("/hook")).await;
    app.receive(&channel).await;
    receiver.next().await;
    app.tried(&channel, 1).await;
    let scope = app.services().storage.scope(app.owner.organization_id);
    let tasks =
        scope.tasks(&TaskFilter::default(), PageRequest { limit: 2, after: None }).await.unwrap().items;
    assert_eq!(tasks.len(), 1);
    complete(&app, tasks[0].id, None).await;
    assert!(waiting(&app).await.is_empty());
    app.advance(HOUR);
    app.look_around().await;
    assert!(receiver.untaken().is_empty(), "{:#?}", receiver.untaken());
    app.finish().await;
}
