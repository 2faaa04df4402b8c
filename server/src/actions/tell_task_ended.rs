//! Whoever asked for a task by text or mail is told when a member ends it (002 US-12): in their conversation, a little
//! later, so that a slip that is undone at once tells nobody. In the organization's quiet hours it waits for their end, with
//! whatever else is to be told in that conversation then, and all of it is one message; what is critical is told at once.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::Author;
use patchbay_domain::conversation::{Conversation, ConversationStatus};
use patchbay_domain::ids::{ConversationId, JobId, OrganizationId, TaskId};
use patchbay_domain::job::{JobPriority, JobWork, Lease, NewJob};
use patchbay_domain::task::{Task, TaskPriority, TaskStatus};
use patchbay_domain::webhook::{Channel, ChannelSettings};
use patchbay_storage::{StorageError, Tx};

use super::announce::task_data;
use super::say::say;
use super::send_message::{Outgoing, Said};
use super::{ActionError, Services};

mod words;

/// How long a member may change their mind.
const PATIENCE: TimeDelta = TimeDelta::seconds(10);

/// How many more tasks one message tells of at most.
const TOLD_AT_ONCE: u64 = 99;

/// Has the one who asked told, unless the task is reopened meanwhile. Systems behind custom channels are told by events.
pub(super) async fn tell_later(
    tx: &Tx,
    job_id: JobId,
    task: &Task,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let (TaskStatus::Completed | TaskStatus::Failed, Some(ended_at)) = (task.status, task.completed_at)
    else {
        return Ok(());
    };
    if thread(tx, task).await?.is_none() {
        return Ok(());
    }
    let at = now + PATIENCE;
    let job = match quiet_until(tx, task, at).await? {
        Some(over_at) => put_off(job_id, task, ended_at, over_at),
        None => job(job_id, task, ended_at, at),
    };
    tx.enqueue(&[job], now).await
}

fn job(id: JobId, task: &Task, ended_at: DateTime<Utc>, run_at: DateTime<Utc>) -> NewJob {
    NewJob {
        id,
        organization_id: Some(task.organization_id),
        work: JobWork::TellTaskEnded { task_id: task.id, ended_at },
        lane: None,
        target_id: None,
        priority: JobPriority::Normal,
        run_at,
    }
}

/// The same after the quiet hours. What waits for one end in one conversation is a lane, so the first finds the others.
fn put_off(id: JobId, task: &Task, ended_at: DateTime<Utc>, over_at: DateTime<Utc>) -> NewJob {
    let lane = task.conversation_id.map(|conversation| lane(conversation, over_at));
    NewJob { lane, ..job(id, task, ended_at, over_at) }
}

fn lane(conversation: ConversationId, over_at: DateTime<Utc>) -> String {
    format!("told:{conversation}:{}", over_at.timestamp())
}

/// Until when a task is not to be told of.
async fn quiet_until(tx: &Tx, task: &Task, at: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StorageError> {
    if task.priority == TaskPriority::Critical {
        return Ok(None);
    }
    let organization = tx.scope(task.organization_id).organization().await?;
    Ok(organization.and_then(|organization| organization.quiet_until(at)))
}

/// Tells of a task that ended at that instant; one that was reopened since, or whose conversation is paused or archived,
/// ends the job.
///
/// # Errors
/// The database's own, or a lost lease.
pub async fn tell_task_ended(
    services: &Services,
    organization_id: OrganizationId,
    (task_id, ended_at): (TaskId, DateTime<Utc>),
    lease: Lease,
) -> Result<(), ActionError> {
    let now = services.now();
    let outgoing = Arc::new(Outgoing::new(services, now));
    let later = JobId::new(now, &*services.entropy);
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, outgoing) = (inside.clone(), Arc::clone(&outgoing));
            Box::pin(async move {
                let task = ended_task(tx, organization_id, (task_id, ended_at)).await?;
                if let Some(task) = &task
                    && let Some(over_at) = quiet_until(tx, task, now).await?
                {
                    // It comes late, from before a stop for one, or the hours are others by now.
                    tx.finish_job(lease).await?;
                    tx.enqueue(&[put_off(later, task, ended_at, over_at)], now).await?;
                    return Ok::<_, ActionError>(());
                }
                let (jobs, others) = told_with(tx, organization_id, lease.job_id, now).await?;
                tx.finish_jobs(lease, &jobs).await?;
                let mut tasks: Vec<Task> = task.into_iter().chain(others).collect();
                tasks.sort_by_key(|task| (task.completed_at, task.number));
                let Some(first) = tasks.first() else { return Ok(()) };
                let Some((channel, conversation)) = thread(tx, first).await? else { return Ok(()) };
                let said = Said {
                    author: Author::Assistant,
                    author_user_id: None,
                    content: words::of(&tasks),
                    in_reply_to: None,
                    is_notification: true,
                    tasks: tasks.iter().map(task_data).collect(),
                };
                say(&services, tx, *outgoing, (&channel, &conversation), said, now).await?;
                Ok(())
            })
        })
        .await
}

/// A task that ended at that instant and was not reopened since.
async fn ended_task(
    tx: &Tx,
    organization_id: OrganizationId,
    (id, ended_at): (TaskId, DateTime<Utc>),
) -> Result<Option<Task>, StorageError> {
    let task = tx.scope(organization_id).task(id).await?;
    Ok(task.filter(|task| task.completed_at == Some(ended_at)))
}

/// What waits in a job's lane to be told now: the jobs, and those of their tasks that still are as they ended.
async fn told_with(
    tx: &Tx,
    organization_id: OrganizationId,
    job: JobId,
    now: DateTime<Utc>,
) -> Result<(Vec<JobId>, Vec<Task>), StorageError> {
    let scope = tx.scope(organization_id);
    let (mut jobs, mut tasks) = (Vec::new(), Vec::new());
    let Some(lane) = scope.lane_of(job).await? else { return Ok((jobs, tasks)) };
    for waiting in scope.jobs_waiting(&lane, TOLD_AT_ONCE).await? {
        let JobWork::TellTaskEnded { task_id, ended_at } = waiting.work else { break };
        if waiting.run_at > now {
            break;
        }
        jobs.push(waiting.id);
        tasks.extend(ended_task(tx, organization_id, (task_id, ended_at)).await?);
    }
    Ok((jobs, tasks))
}

/// The conversation that asked for a task, where it can be told in it.
async fn thread(tx: &Tx, task: &Task) -> Result<Option<(Channel, Conversation)>, StorageError> {
    let Some(id) = task.conversation_id else { return Ok(None) };
    let scope = tx.scope(task.organization_id);
    let conversation = scope.conversation(id).await?;
    // In a paused conversation people do the talking; an archived one is over.
    let quiet = [ConversationStatus::Paused, ConversationStatus::Archived];
    let open = conversation.filter(|one| !quiet.contains(&one.status));
    let Some(conversation) = open else { return Ok(None) };
    let channel =
        scope.channel(conversation.webhook_id).await?.filter(|channel| channel.deleted_at.is_none());
    let reaches = |channel: &Channel| !matches!(channel.settings, ChannelSettings::Custom(_));
    Ok(channel.filter(reaches).map(|channel| (channel, conversation)))
}
