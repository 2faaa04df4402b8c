//! A member changes a task; the one place where a task changes by hand, whatever becomes of it.

use chrono::{DateTime, Utc};
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{JobId, TaskId};
use patchbay_domain::task::{Task, TaskPriority, TaskStatus};
use patchbay_storage::{StorageError, Tx};

use super::announce::{task_change, task_data, task_event};
use super::create_task::redacted;
use super::emit_events::emit_events;
use super::remind_of_task::schedule_reminder;
use super::settle_with_task::settle_with_task;
use super::tell_task_ended::tell_later;
use super::{ActionError, Missing, Services};

/// Changes to a task; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct TaskChanges {
    /// Another title.
    pub title: Option<String>,
    /// Another description, or none any more.
    pub description: Option<Option<String>>,
    /// Another priority.
    pub priority: Option<TaskPriority>,
    /// Another deadline, or none any more.
    pub deadline: Option<Option<DateTime<Utc>>>,
    /// Somebody else is to do it, or nobody in particular any more.
    pub assignee: Option<Option<String>>,
    /// Another state; an open one reopens a finished task.
    pub status: Option<TaskStatus>,
    /// Whether it is agreed to, where it needed that.
    pub is_approved: bool,
    /// What came of it.
    pub result: Option<String>,
    /// Why it came to nothing.
    pub error: Option<String>,
}

/// Changes a task.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown task; [`ActionError::Conflict`] for a finished task that would be finished
/// another way, or one that somebody else changed at the same moment.
pub async fn update_task(
    services: &Services,
    actor: &Actor,
    id: TaskId,
    changes: TaskChanges,
) -> Result<Task, ActionError> {
    let scope = services.storage.scope(actor.organization_id);
    let seen = scope.task(id).await?.ok_or(ActionError::NotFound(Missing::Task))?;
    let Some(change) = plan(services, actor, seen.clone(), changes)? else { return Ok(seen) };
    let services = services.clone();
    let storage = services.storage.clone();
    storage
        .writer()
        .transact(move |tx| {
            let (services, change) = (services.clone(), change.clone());
            Box::pin(async move { change.store(&services, tx).await })
        })
        .await
}

/// A change to a task with everything that follows from it, made before the transaction so that it can run twice.
#[derive(Clone)]
pub(super) struct TaskChange {
    actor: Actor,
    seen: Task,
    task: Task,
    event: Event,
    audit: AuditEntry,
    job_id: JobId,
    now: DateTime<Utc>,
}

/// What `changes` come to; nothing where they change nothing.
///
/// # Errors
/// As [`update_task`].
pub(super) fn plan(
    services: &Services,
    actor: &Actor,
    seen: Task,
    changes: TaskChanges,
) -> Result<Option<TaskChange>, ActionError> {
    let now = services.now();
    let task = apply(&seen, changes, now)?;
    if task == seen {
        return Ok(None);
    }
    let (action, event_type) = what_happened(&seen, &task);
    let event = task_event(services, event_type, &task);
    let audit = AuditEntry::by(actor, action, task.id, &*services.clock, &*services.entropy)
        .change(Some(task_data(&seen)), Some(task_data(&task)));
    let job_id = JobId::new(now, &*services.entropy);
    Ok(Some(TaskChange { actor: actor.clone(), seen, task, event, audit, job_id, now }))
}

impl TaskChange {
    /// Stores it with its event and audit row.
    pub(super) async fn store(&self, services: &Services, tx: &Tx) -> Result<Task, ActionError> {
        let Self { actor, seen, task, event, audit, job_id, now } = self;
        let scope = tx.scope(task.organization_id);
        scope.update_task(seen, task).await.map_err(|error| match error {
            StorageError::Duplicate(_) => ActionError::Conflict(format!(
                "task {} was changed by somebody else at the same moment; look at it again",
                task.number
            )),
            error => error.into(),
        })?;
        schedule_reminder(tx, Some(seen), task, event.id, *now).await?;
        emit_events(services, tx, std::slice::from_ref(event)).await?;
        scope.record(audit).await?;
        if task.status != seen.status {
            tell_later(tx, *job_id, task, *now).await?;
        }
        settle_with_task(services, tx, actor, (seen, task), *now).await?;
        tx.changed(task_change(task));
        Ok(task.clone())
    }
}

/// The task as it is after `changes`; unchanged where they change nothing.
fn apply(seen: &Task, changes: TaskChanges, now: DateTime<Utc>) -> Result<Task, ActionError> {
    let mut task = seen.clone();
    if let Some(title) = changes.title {
        task.title = redacted(title);
    }
    if let Some(description) = changes.description {
        task.description = description.map(redacted);
    }
    if let Some(priority) = changes.priority {
        task.priority = priority;
    }
    if let Some(deadline) = changes.deadline {
        task.deadline = deadline;
    }
    if changes.is_approved {
        task.needs_approval = false;
    }
    if let Some(assignee) = changes.assignee {
        task.assignee = assignee.map(redacted);
    }
    if let Some(status) = changes.status {
        if !seen.status.may_become(status) {
            return Err(ActionError::Conflict(format!(
                "task {} is {} already; reopen it first",
                seen.number,
                said(seen.status)
            )));
        }
        if status != seen.status {
            task.status = status;
            task.completed_at = status.is_final().then_some(now);
            task.result = changes.result.map(redacted);
            task.error = changes.error.map(redacted);
        }
    }
    if task != *seen {
        task.updated_at = now;
    }
    Ok(task)
}

const fn said(status: TaskStatus) -> &'static str {
    match status {
        TaskStatus::Pending => "pending",
        TaskStatus::InProgress => "in progress",
        TaskStatus::Completed => "completed",
        TaskStatus::Failed => "failed",
        TaskStatus::Cancelled => "cancelled",
    }
}

pub(super) fn what_happened(seen: &Task, task: &Task) -> (&'static str, EventType) {
    match task.status {
        status if status == seen.status && task.needs_approval != seen.needs_approval => {
            ("task.approved", EventType::TaskUpdated)
        }
        status if status == seen.status => ("task.updated", EventType::TaskUpdated),
        TaskStatus::Completed => ("task.completed", EventType::TaskCompleted),
        TaskStatus::Failed => ("task.failed", EventType::TaskFailed),
        TaskStatus::Cancelled => ("task.cancelled", EventType::TaskCancelled),
        TaskStatus::Pending | TaskStatus::InProgress if seen.status.is_final() => {
            ("task.reopened", EventType::TaskUpdated)
        }
        TaskStatus::Pending | TaskStatus::InProgress => ("task.updated", EventType::TaskUpdated),
    }
}
