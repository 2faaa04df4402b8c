//! Whoever answers for a task is reminded of it in good time before it is due, once: the member who made it, or the owner of
//! the channel it came by. One job a task, which moves with the deadline.

use chrono::{DateTime, Utc};
use patchbay_domain::assistant::SpokenLanguage;
use patchbay_domain::ids::{EventId, JobId, OrganizationId, TaskId, UserId};
use patchbay_domain::job::{JobPriority, JobWork, Lease, NewJob};
use patchbay_domain::reminder::reminder_at;
use patchbay_domain::task::{Task, TaskPriority};
use patchbay_storage::{StorageError, Tx};
use patchbay_understanding::TaskLine;

use super::notify_owner::{Notice, notify_owner};
use super::{ActionError, Services};

/// Has a task reminded of as it stands now, in the transaction that changed it by this event. `seen`: how it stood before;
/// where neither the deadline nor whether it is open has changed, everything stays as it is.
pub(super) async fn schedule_reminder(
    tx: &Tx,
    seen: Option<&Task>,
    task: &Task,
    event_id: EventId,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let due = |task: &Task| task.deadline.filter(|_| !task.status.is_final());
    if seen.and_then(due) == due(task) {
        return Ok(());
    }
    let job = match due(task) {
        None => None,
        Some(deadline) => {
            let organization = tx.scope(task.organization_id).organization().await?;
            let at = organization.and_then(|organization| reminder_at(&organization, task, now));
            at.map(|at| job(task, deadline, event_id, at))
        }
    };
    match seen {
        Some(_) => tx.replace_job(job_id(task), job.as_ref(), now).await,
        None => tx.enqueue(job.as_slice(), now).await,
    }
}

/// A task has one reminder at a time, so its job has the task's id.
fn job_id(task: &Task) -> JobId {
    JobId::from(task.id.uuid())
}

fn job(task: &Task, deadline: DateTime<Utc>, event_id: EventId, run_at: DateTime<Utc>) -> NewJob {
    NewJob {
        id: job_id(task),
        organization_id: Some(task.organization_id),
        work: JobWork::RemindOfTask { task_id: task.id, deadline, event_id },
        lane: None,
        target_id: None,
        priority: JobPriority::Normal,
        run_at,
    }
}

/// Reminds of a task that is due at that instant; one that is over, or due at another, ends the job. Where it comes late and
/// into the quiet hours, it waits for their end; past the deadline it would be none.
///
/// # Errors
/// The database's own, or a lost lease.
pub async fn remind_of_task(
    services: &Services,
    organization_id: OrganizationId,
    (task_id, deadline, event_id): (TaskId, DateTime<Utc>, EventId),
    lease: Lease,
) -> Result<(), ActionError> {
    let now = services.now();
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let services = inside.clone();
            Box::pin(async move {
                tx.finish_job(lease).await?;
                let scope = tx.scope(organization_id);
                let is_due = |task: &Task| !task.status.is_final() && task.deadline == Some(deadline);
                let task = scope.task(task_id).await?.filter(is_due).filter(|_| now < deadline);
                let Some(task) = task else { return Ok::<_, ActionError>(()) };
                let Some(organization) = scope.organization().await? else { return Ok(()) };
                let over_at =
                    organization.quiet_until(now).filter(|_| task.priority != TaskPriority::Critical);
                if let Some(over_at) = over_at {
                    let later = (over_at < deadline).then(|| job(&task, deadline, event_id, over_at));
                    return Ok(tx.enqueue(later.as_slice(), now).await?);
                }
                let Some(owner) = owner(tx, &task).await? else { return Ok(()) };
                let Some(event) = scope.event(event_id).await? else { return Ok(()) };
                let zone = scope.user(owner).await?.and_then(|owner| owner.time_zone);
                let line = TaskLine::from(&task).text(
                    SpokenLanguage::English,
                    zone.unwrap_or(organization.time_zone),
                    now,
                );
                let words = format!("Reminder: {line}");
                let notice = Notice { event: &event, words: &words, is_new: false, only_proved: false };
                Ok(notify_owner(&services, tx, owner, notice).await?)
            })
        })
        .await
}

/// Who answers for a task.
async fn owner(tx: &Tx, task: &Task) -> Result<Option<UserId>, StorageError> {
    match (task.created_by, task.source_webhook_id) {
        (Some(member), _) => Ok(Some(member)),
        (None, Some(channel)) => {
            let channel = tx.scope(task.organization_id).channel(channel).await?;
            Ok(channel.map(|channel| channel.owner_id))
        }
        (None, None) => Ok(None),
    }
}
