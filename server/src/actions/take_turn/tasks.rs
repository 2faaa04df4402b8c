//! Where a task is made from a message, and where a message changes one.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::actor::ActorKind;
use patchbay_domain::assistant::{KnownTask, TaskChange, TaskChangeKind, TaskReference};
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::card_number;
use patchbay_domain::conversation::Conversation;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::TaskId;
use patchbay_domain::message::Message;
use patchbay_domain::task::{MAX_ASSIGNEE_CHARACTERS, MAX_TITLE_CHARACTERS, Task, TaskDraft, TaskStatus};
use patchbay_domain::text::shorten;
use patchbay_storage::{Numbered, StorageError, Tx};

use super::super::Services;
use super::super::announce::{task_change, task_data, task_event};
use super::super::emit_events::emit_events;
use super::super::remind_of_task::schedule_reminder;
use super::burst::source;

/// A task as the assistant sees it.
pub(in super::super) fn known(task: &Task) -> KnownTask {
    KnownTask {
        number: task.number,
        title: task.title.clone(),
        status: task.status,
        priority: task.priority,
        deadline: task.deadline,
        assignee: task.assignee.clone(),
    }
}

/// The tasks that messages make, before they have numbers (AC-16).
pub(in crate::actions) fn from_messages(
    services: &Services,
    messages: &[&Message],
    conversation: &Conversation,
    drafts: &[TaskDraft],
    now: DateTime<Utc>,
) -> Vec<Task> {
    let make = |(draft, now): (&TaskDraft, DateTime<Utc>)| Task {
        id: TaskId::new(now, &*services.entropy),
        organization_id: conversation.organization_id,
        number: 0,
        // Whatever a model does, a card number it put together stays out, and a title stays a title.
        title: shorten(&card_number::redact_text(&draft.title), MAX_TITLE_CHARACTERS),
        description: draft.description.as_ref().map(|text| card_number::redact_text(text).into_owned()),
        priority: draft.priority,
        status: TaskStatus::Pending,
        deadline: draft.deadline,
        needs_approval: false,
        assignee: draft.assignee.as_deref().map(assignee),
        result: None,
        error: None,
        source_webhook_id: Some(conversation.webhook_id),
        source_message_id: source(messages, draft).map(|message| message.id),
        conversation_id: Some(conversation.id),
        contact_id: Some(conversation.contact_id),
        created_by: None,
        created_at: now,
        updated_at: now,
        completed_at: None,
    };
    // A microsecond apart, so that lists show them in the order of the message.
    let instants = (0..).map(|place| now + TimeDelta::microseconds(place));
    drafts.iter().zip(instants).map(make).collect()
}

/// The name of whoever is to do a task, as it is kept.
fn assignee(name: &str) -> String {
    shorten(&card_number::redact_text(name), MAX_ASSIGNEE_CHARACTERS)
}

/// Stores the tasks that a message makes, with numbers in the order of the message.
pub(in crate::actions) async fn store(
    services: &Services,
    tx: &Tx,
    mut tasks: Vec<Task>,
) -> Result<Vec<Task>, StorageError> {
    let Some(first) = tasks.first() else { return Ok(tasks) };
    let scope = tx.scope(first.organization_id);
    let many = u32::try_from(tasks.len()).unwrap_or(u32::MAX);
    let first_number = scope.take_numbers(Numbered::Task, many).await?;
    for (task, number) in tasks.iter_mut().zip(first_number..) {
        task.number = number;
    }
    scope.insert_tasks(&tasks).await?;
    let created = |task: &Task| told(services, "task.created", EventType::TaskCreated, None, task);
    let (audit, events): (Vec<AuditEntry>, Vec<Event>) = tasks.iter().map(created).unzip();
    for (task, event) in tasks.iter().zip(&events) {
        schedule_reminder(tx, None, task, event.id, task.created_at).await?;
    }
    emit_events(services, tx, &events).await?;
    scope.record_all(&audit).await?;
    for task in &tasks {
        tx.changed(task_change(task));
    }
    Ok(tasks)
}

/// Applies a change that a message asks for; one that no longer fits the task's state, or whose task nobody knows, is
/// left out. The task before and after, where it was made.
pub(in crate::actions) async fn apply(
    services: &Services,
    tx: &Tx,
    message: &Message,
    change: &TaskChange,
    now: DateTime<Utc>,
) -> Result<Option<(Task, Task)>, StorageError> {
    let scope = tx.scope(message.organization_id);
    let TaskReference::Number(number) = change.task else { return Ok(None) };
    let Some(seen) = scope.task_by_number(number).await? else { return Ok(None) };
    let mut task = seen.clone();
    let (action, event_type) = match &change.kind {
        TaskChangeKind::Complete => {
            task.status = TaskStatus::Completed;
            ("task.completed", EventType::TaskCompleted)
        }
        TaskChangeKind::Cancel => {
            task.status = TaskStatus::Cancelled;
            ("task.cancelled", EventType::TaskCancelled)
        }
        TaskChangeKind::Reopen => {
            task.status = TaskStatus::Pending;
            ("task.reopened", EventType::TaskUpdated)
        }
        TaskChangeKind::Reschedule(due) => {
            task.deadline = Some(due.at);
            ("task.updated", EventType::TaskUpdated)
        }
        TaskChangeKind::Reprioritise(priority) => {
            task.priority = *priority;
            ("task.updated", EventType::TaskUpdated)
        }
        TaskChangeKind::Rename(title) => {
            task.title = shorten(&card_number::redact_text(title), MAX_TITLE_CHARACTERS);
            ("task.updated", EventType::TaskUpdated)
        }
        TaskChangeKind::Assign(name) => {
            task.assignee = Some(assignee(name));
            ("task.updated", EventType::TaskUpdated)
        }
    };
    if task == seen || !seen.status.may_become(task.status) {
        return Ok(None);
    }
    if task.status != seen.status {
        task.completed_at = task.status.is_final().then_some(now);
        task.result = None;
        task.error = None;
    }
    task.updated_at = now;
    store_change(services, tx, &seen, &task, (action, event_type), now).await?;
    Ok(Some((seen, task)))
}

/// Stores a task that changed, with all that follows from it.
pub(super) async fn store_change(
    services: &Services,
    tx: &Tx,
    seen: &Task,
    task: &Task,
    (action, event_type): (&'static str, EventType),
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let scope = tx.scope(task.organization_id);
    scope.update_task(seen, task).await?;
    let (audit, event) = told(services, action, event_type, Some(seen), task);
    schedule_reminder(tx, Some(seen), task, event.id, now).await?;
    emit_events(services, tx, &[event]).await?;
    scope.record(&audit).await?;
    tx.changed(task_change(task));
    Ok(())
}

/// What the audit trail and subscribers are told of a task.
fn told(
    services: &Services,
    action: &'static str,
    event_type: EventType,
    seen: Option<&Task>,
    task: &Task,
) -> (AuditEntry, Event) {
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let organization_id = task.organization_id;
    let audit = AuditEntry::of(ActorKind::Assistant, None, organization_id, action, task.id, clock, entropy)
        .change(seen.map(task_data), Some(task_data(task)));
    (audit, task_event(services, event_type, task))
}
