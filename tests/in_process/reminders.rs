//! A task is reminded of in good time before it is due, once, to the millisecond.

use std::time::Duration;

use chrono::{DateTime, Utc};
use patchbay::actions::complete_task::complete_task;
use patchbay::actions::create_task::{NewTask, create_task};
use patchbay::actions::create_webhook::{NewWebhook, create_webhook};
use patchbay::actions::update_organization::{OrganizationChanges, update_organization};
use patchbay::actions::update_task::{TaskChanges, update_task};
use patchbay::channels::email::settings::RawEmailSettings;
use patchbay::channels::settings::RawSettings;
use patchbay_domain::hours::QuietHours;
use patchbay_domain::task::{Task, TaskPriority, TaskStatus};
use patchbay_domain::webhook::ChannelType;
use patchbay_tests::eventually;

use crate::app::{App, MILLISECOND};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// A channel that sends mail. Nobody listens there: what is told is read from what is to be delivered.
async fn office() -> App {
    let app = App::start().await;
    let given = |text: &str| Some(Some(text.to_owned()));
    let settings = RawEmailSettings {
        smtp_host: given("127.0.0.1"),
        smtp_port: Some(Some(9)),
        from_address: given("desk@acme.example"),
        ..RawEmailSettings::default()
    };
    let new = NewWebhook::named("Mail", ChannelType::Email);
    create_webhook(app.services(), &app.owner, RawSettings::Email(settings), new).await.unwrap();
    app
}

async fn task(app: &App, title: &str, due: &str) -> Task {
    let new = NewTask {
        title: title.to_owned(),
        description: None,
        priority: TaskPriority::Medium,
        deadline: Some(at(due)),
        assignee: None,
        conversation_id: None,
        contact_id: None,
    };
    create_task(app.services(), &app.owner, new).await.unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

async fn change(app: &App, task: &Task, changes: TaskChanges) {
    update_task(app.services(), &app.owner, task.id, changes).await.unwrap();
}

async fn quiet(app: &App) {
    let hours = QuietHours { from: "22:00:00".parse().unwrap(), to: "07:00:00".parse().unwrap() };
    let changes = OrganizationChanges { quiet_hours: Some(Some(hours)), ..OrganizationChanges::default() };
    update_organization(app.services(), &app.owner, changes).await.unwrap();
}

/// What was told so far.
async fn told(app: &App) -> Vec<String> {
    app.texts("SELECT body FROM deliveries WHERE kind = 'notice' ORDER BY created_at").await
}

/// That nothing more is told until `until` and then this.
async fn told_at(app: &App, until: &str, words: &str) {
    let before = told(app).await;
    let wait = (at(until) - app.now()).to_std().unwrap();
    app.advance(wait - MILLISECOND);
    app.look_around().await;
    assert_eq!(told(app).await, before, "early");
    app.advance(MILLISECOND);
    let now = eventually("the reminder", async || {
        let now = told(app).await;
        (now.len() > before.len()).then_some(now)
    })
    .await;
    assert_eq!(now[before.len()..], [words.to_owned()]);
    let to = app.texts("SELECT DISTINCT recipient FROM deliveries WHERE kind = 'notice'").await;
    assert_eq!(to, [patchbay_tests::OWNER_EMAIL]);
}

/// That nothing more is told for so long.
async fn silent_for(app: &App, wait: Duration) {
    let before = told(app).await;
    app.advance(wait);
    app.look_around().await;
    let done =
        async || app.jobs("remind_of_task").await.iter().all(|state| state == "scheduled").then_some(());
    eventually("the reminders to be looked at", done).await;
    assert_eq!(told(app).await, before);
}

#[tokio::test]
async fn an_hour_before_a_time_and_in_the_morning_of_a_day() {
    let app = office().await;
    task(&app, "Call Acme", "2026-03-10T15:30:00Z").await;
    task(&app, "Send the offer", "2026-03-11T17:00:00Z").await;
    told_at(&app, "2026-03-10T14:30:00Z", "Reminder: Task 1: Call Acme, due Tue 10 Mar 15:30").await;
    told_at(&app, "2026-03-11T09:00:00Z", "Reminder: Task 2: Send the offer, due Wed 11 Mar 17:00").await;
    silent_for(&app, 48 * HOUR).await;
    assert!(app.jobs("remind_of_task").await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn it_moves_with_the_deadline() {
    let app = office().await;
    let one = task(&app, "Call Acme", "2026-03-10T15:00:00Z").await;
    let deadline = |due: &str| TaskChanges { deadline: Some(Some(at(due))), ..TaskChanges::default() };
    change(&app, &one, deadline("2026-03-10T18:00:00Z")).await;
    assert_eq!(app.jobs("remind_of_task").await, ["scheduled"]);
    silent_for(&app, 4 * HOUR).await;
    change(&app, &one, TaskChanges { title: Some("Call them".to_owned()), ..TaskChanges::default() }).await;
    told_at(&app, "2026-03-10T17:00:00Z", "Reminder: Task 1: Call them, due Tue 10 Mar 18:00").await;
    // What else changes is no reason to say it again; another deadline is.
    let started = TaskChanges { status: Some(TaskStatus::InProgress), ..TaskChanges::default() };
    change(&app, &one, started).await;
    silent_for(&app, HOUR / 2).await;
    change(&app, &one, deadline("2026-03-10T20:00:00Z")).await;
    told_at(&app, "2026-03-10T19:00:00Z", "Reminder: Task 1: Call them, due Tue 10 Mar 20:00").await;
    change(&app, &one, TaskChanges { deadline: Some(None), ..TaskChanges::default() }).await;
    assert!(app.jobs("remind_of_task").await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn what_is_over_or_made_too_late_is_not_reminded_of() {
    let app = office().await;
    let (done, cancelled) =
        (task(&app, "A", "2026-03-10T15:00:00Z").await, task(&app, "B", "2026-03-10T15:00:00Z").await);
    task(&app, "C", "2026-03-10T13:00:00Z").await;
    complete_task(app.services(), &app.owner, done.id, None).await.unwrap();
    let cancel = TaskChanges { status: Some(TaskStatus::Cancelled), ..TaskChanges::default() };
    change(&app, &cancelled, cancel).await;
    assert!(app.jobs("remind_of_task").await.is_empty());
    silent_for(&app, 24 * HOUR).await;
    // One that is opened again in time is.
    let again = task(&app, "D", "2026-03-11T15:00:00Z").await;
    complete_task(app.services(), &app.owner, again.id, None).await.unwrap();
    let reopen = TaskChanges { status: Some(TaskStatus::Pending), ..TaskChanges::default() };
    change(&app, &again, reopen).await;
    told_at(&app, "2026-03-11T14:00:00Z", "Reminder: Task 4: D, due Wed 11 Mar 15:00").await;
    app.finish().await;
}

#[tokio::test]
async fn quiet_hours_are_kept_unless_it_is_critical() {
    let app = office().await;
    quiet(&app).await;
    task(&app, "Early", "2026-03-11T06:00:00Z").await;
    task(&app, "Later", "2026-03-11T07:30:00Z").await;
    let urgent = NewTask {
        title: "Urgent".to_owned(),
        description: None,
        priority: TaskPriority::Critical,
        deadline: Some(at("2026-03-11T04:00:00Z")),
        assignee: None,
        conversation_id: None,
        contact_id: None,
    };
    create_task(app.services(), &app.owner, urgent).await.unwrap();
    told_at(&app, "2026-03-10T21:59:00Z", "Reminder: Task 1: Early, due Wed 11 Mar 06:00").await;
    told_at(&app, "2026-03-11T03:00:00Z", "Reminder: Task 3: Urgent, due Wed 11 Mar 04:00, critical").await;
    told_at(&app, "2026-03-11T07:00:00Z", "Reminder: Task 2: Later, due Wed 11 Mar 07:30").await;
    app.finish().await;
}

#[tokio::test]
async fn it_is_told_once_over_restarts_and_not_after_the_deadline() {
    let mut app = office().await;
    task(&app, "Call Acme", "2026-03-10T15:00:00Z").await;
    task(&app, "Call Bob", "2026-03-10T14:10:00Z").await;
    app.stop().await;
    app.advance(2 * HOUR + HOUR / 2);
    app.start_again().await;
    let told_once = async || (told(&app).await.len() == 1).then_some(());
    eventually("the reminder", told_once).await;
    silent_for(&app, 24 * HOUR).await;
    assert_eq!(told(&app).await, ["Reminder: Task 1: Call Acme, due Tue 10 Mar 15:00"]);
    app.finish().await;
}
