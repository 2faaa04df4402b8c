//! Whoever asked for a task by text or mail is told when a member ends it (002 US-12): in their conversation, a little
//! later, so that a slip that is undone at once tells nobody.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::Author;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::conversation::{Conversation, ConversationStatus};
use patchbay_domain::ids::{JobId, OrganizationId, TaskId};
use patchbay_domain::job::{JobPriority, JobWork, Lease, NewJob};
use patchbay_domain::task::{Task, TaskStatus};
use patchbay_domain::text::shorten;
use patchbay_domain::webhook::{Channel, ChannelSettings, ChannelStats};
use patchbay_storage::{StorageError, Tx};

use super::announce::{change, task_data};
use super::send_message::{Outgoing, Said};
use super::take_turn::PREVIEW_CHARACTERS;
use super::{ActionError, Services};

/// How long a member may change their mind.
const PATIENCE: TimeDelta = TimeDelta::seconds(10);

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
    let job = NewJob {
        id: job_id,
        organization_id: Some(task.organization_id),
        work: JobWork::TellTaskEnded { task_id: task.id, ended_at },
        lane: None,
        target_id: None,
        priority: JobPriority::Normal,
        run_at: now + PATIENCE,
    };
    tx.enqueue(&[job], now).await
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
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, outgoing) = (inside.clone(), Arc::clone(&outgoing));
            Box::pin(async move {
                tx.finish_job(lease).await?;
                let scope = tx.scope(organization_id);
                let task = scope.task(task_id).await?.filter(|task| task.completed_at == Some(ended_at));
                let Some(task) = task else { return Ok::<_, ActionError>(()) };
                let Some((channel, conversation)) = thread(tx, &task).await? else { return Ok(()) };
                let said = Said {
                    author: Author::Assistant,
                    author_user_id: None,
                    content: words(&task),
                    in_reply_to: None,
                    is_notification: true,
                    tasks: vec![task_data(&task)],
                };
                let message = outgoing.store(&services, tx, &channel, &conversation, said).await?;
                let preview = shorten(&message.content, PREVIEW_CHARACTERS);
                scope.extend_conversation(conversation.id, 1, &preview, now, None, None).await?;
                let more =
                    ChannelStats { messages_sent: 1, last_message_at: Some(now), ..ChannelStats::default() };
                scope.count_on_channel(channel.id, &more).await?;
                let (id, kind) = (conversation.id, ChangeKind::Conversation);
                tx.changed(change(organization_id, kind, id.uuid(), Some(id), Some(channel.id)));
                Ok(())
            })
        })
        .await
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

fn words(task: &Task) -> String {
    let (number, title) = (task.number, &task.title);
    let (mut words, more) = match task.status {
        TaskStatus::Failed => (format!("Task {number} could not be done: {title}"), &task.error),
        _ => (format!("Task {number} is done: {title}"), &task.result),
    };
    if let Some(more) = more.as_deref().map(str::trim).filter(|more| !more.is_empty()) {
        words.push('\n');
        words.push_str(more);
    }
    words
}
