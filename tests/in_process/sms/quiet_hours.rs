//! What falls into the quiet hours is told at their end, to the millisecond, in one message.

use std::time::Duration;

use patchbay::actions::complete_task::complete_task;
use patchbay::actions::fail_task::fail_task;
use patchbay::actions::update_organization::{OrganizationChanges, update_organization};
use patchbay::actions::update_task::{TaskChanges, update_task};
use patchbay_domain::hours::QuietHours;
use patchbay_domain::ids::TaskId;
use patchbay_domain::task::{TaskPriority, TaskStatus};
use patchbay_tests::eventually;

use super::{Office, body_of};
use crate::app::MILLISECOND;

const HOUR: Duration = Duration::from_secs(60 * 60);
const SECOND: Duration = Duration::from_secs(1);

/// An organization in Vienna, where it is one, with quiet hours from ten in the evening to seven.
async fn office() -> Office {
    let office = Office::open().await;
    quiet(&office, Some(("22:00:00", "07:00:00"))).await;
    office
}

async fn quiet(office: &Office, hours: Option<(&str, &str)>) {
    let quiet = hours.map(|(from, to)| QuietHours { from: from.parse().unwrap(), to: to.parse().unwrap() });
    let changes = OrganizationChanges {
        time_zone: Some("Europe/Vienna".parse().unwrap()),
        quiet_hours: Some(quiet),
        ..OrganizationChanges::default()
    };
    update_organization(office.app.services(), &office.app.owner, changes).await.unwrap();
}

async fn complete(office: &Office, id: TaskId, result: Option<&str>) {
    let result = result.map(str::to_owned);
    complete_task(office.app.services(), &office.app.owner, id, result).await.unwrap();
}

async fn change(office: &Office, id: TaskId, changes: TaskChanges) {
    update_task(office.app.services(), &office.app.owner, id, changes).await.unwrap();
}

async fn waiting(office: &Office) -> Vec<String> {
    let mut states = office.app.jobs("tell_task_ended").await;
    states.sort();
    states
}

/// What is told after so long, and not a millisecond earlier.
async fn told_after(office: &Office, wait: Duration) -> String {
    office.app.advance(wait - MILLISECOND);
    office.silence().await;
    office.app.advance(MILLISECOND);
    let told = body_of(&office.twilio.next().await);
    office.quiet().await;
    office.silence().await;
    assert!(waiting(office).await.is_empty());
    told
}

#[tokio::test]
async fn what_ends_in_the_night_is_told_in_the_morning_at_once() {
    let office = office().await;
    let mut tasks = Vec::new();
    for name in ["Acme", "Initech", "Globex", "Hooli"] {
        tasks.push(office.ask(&format!("Please call {name}")).await);
    }
    // Eleven in the evening.
    office.app.advance(10 * HOUR);
    complete(&office, tasks[0].id, None).await;
    complete(&office, tasks[1].id, Some("They want the blue one.")).await;
    office.app.advance(SECOND);
    let (services, owner) = (office.app.services(), &office.app.owner);
    fail_task(services, owner, tasks[2].id, "They are closed.".to_owned()).await.unwrap();
    complete(&office, tasks[3].id, None).await;
    let reopened = TaskChanges { status: Some(TaskStatus::Pending), ..TaskChanges::default() };
    change(&office, tasks[3].id, reopened).await;
    assert_eq!(waiting(&office).await, ["queued", "queued", "queued", "scheduled"]);

    let told = told_after(&office, 8 * HOUR - SECOND).await;
    let title = |place: usize| &tasks[place].title;
    let expected = format!(
        "2 tasks were done:\nTask 1: {}\nTask 2: {} (They want the blue one.)\n\nTask 3 could not be done: {}\nThey are \
         closed.",
        title(0),
        title(1),
        title(2)
    );
    assert_eq!(told, expected);
    let (message, _) = office.last_sent().await;
    assert_eq!(message.content, expected);
    office.finish().await;
}

#[tokio::test]
async fn one_alone_is_told_as_by_day() {
    let office = office().await;
    let task = office.ask("Please call Acme").await;
    // Ten seconds before the quiet begins: it has begun when it would be told.
    office.app.advance(9 * HOUR - 10 * SECOND);
    complete(&office, task.id, None).await;
    let told = told_after(&office, 9 * HOUR + 10 * SECOND).await;
    assert_eq!(told, format!("Task 1 is done: {}", task.title));
    office.finish().await;
}

#[tokio::test]
async fn what_is_critical_and_what_ends_by_day_waits_for_nothing() {
    let office = office().await;
    let (first, second) = (office.ask("Please call Acme").await, office.ask("Please call Bob").await);
    // It is told a millisecond before the quiet begins.
    office.app.advance(9 * HOUR - 10 * SECOND - MILLISECOND);
    complete(&office, first.id, None).await;
    assert_eq!(told_after(&office, 10 * SECOND).await, format!("Task 1 is done: {}", first.title));
    office.app.advance(HOUR);
    let critical = TaskChanges { priority: Some(TaskPriority::Critical), ..TaskChanges::default() };
    change(&office, second.id, critical).await;
    complete(&office, second.id, None).await;
    assert_eq!(told_after(&office, 10 * SECOND).await, format!("Task 2 is done: {}", second.title));
    office.finish().await;
}

#[tokio::test]
async fn it_is_told_once_over_restarts() {
    let mut office = office().await;
    let (first, second) = (office.ask("Please call Acme").await, office.ask("Please call Bob").await);
    // Told of too late: by then the quiet has begun.
    office.app.advance(9 * HOUR - 20 * SECOND);
    complete(&office, first.id, None).await;
    office.app.stop().await;
    office.app.advance(HOUR);
    office.app.start_again().await;
    office.silence().await;
    complete(&office, second.id, None).await;
    let both = async || (waiting(&office).await == ["queued", "scheduled"]).then_some(());
    eventually("both to wait", both).await;
    office.app.stop().await;
    office.app.advance(12 * HOUR);
    office.app.start_again().await;
    let told = body_of(&office.twilio.next().await);
    assert_eq!(told, format!("2 tasks were done:\nTask 1: {}\nTask 2: {}", first.title, second.title));
    office.quiet().await;
    office.silence().await;
    assert!(waiting(&office).await.is_empty());
    office.finish().await;
}

#[tokio::test]
async fn without_quiet_hours_it_is_told_in_the_night() {
    let office = office().await;
    quiet(&office, None).await;
    let task = office.ask("Please call Acme").await;
    office.app.advance(10 * HOUR);
    complete(&office, task.id, None).await;
    assert_eq!(told_after(&office, 10 * SECOND).await, format!("Task 1 is done: {}", task.title));
    office.finish().await;
}
