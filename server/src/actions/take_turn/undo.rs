//! Taking back what the last turn of a conversation did to tasks: what a turn did is kept with it, and what is taken back is
//! a change like any other, told to subscribers, audited, its reminders moved.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::{SpokenLanguage, TurnRequest};
use patchbay_domain::event::EventType;
use patchbay_domain::ids::{MessageId, TaskId};
use patchbay_domain::task::{Task, TaskStatus};
use patchbay_storage::{DoneToTask, StorageError, Tx};
use patchbay_understanding::{TakenBack, taken_back};

use super::super::Services;
use super::super::update_task::what_happened;
use super::Situation;
use super::tasks::{known, store_change};

/// How long after a turn what it did can be taken back.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// What stands at a task that was made by mistake.
const NOTE: &str = "Taken back by the sender.";

/// What is to be taken back.
pub(super) struct Undo {
    /// The message whose turn it was.
    of: MessageId,
    /// Each task as it stands and as it is to be again.
    tasks: Vec<(Task, Task)>,
}

/// What is to be taken back, and what is said of it.
pub(super) async fn undo(
    services: &Services,
    situation: &Situation,
    request: &TurnRequest,
    language: SpokenLanguage,
) -> Result<(String, Option<Undo>), StorageError> {
    let scope = services.storage.scope(situation.message.organization_id);
    let done = match situation.conversation_is_new {
        true => Vec::new(),
        false => scope.last_done_to_tasks(situation.conversation.id).await?,
    };
    let words = |came: TakenBack<'_>| taken_back(request, language, came);
    let Some(first) = done.first() else { return Ok((words(TakenBack::Nothing), None)) };
    if done.iter().any(|one| one.undone_at.is_some()) {
        return Ok((words(TakenBack::Again), None));
    }
    if situation.message.created_at - first.at > PATIENCE {
        return Ok((words(TakenBack::Late), None));
    }
    let (of, now) = (first.message_id, services.now());
    let (mut tasks, mut kept) = (Vec::new(), Vec::new());
    for one in done {
        match scope.task(one.after.id).await? {
            Some(task) if task.updated_at == one.after.updated_at && task.status == one.after.status => {
                let again = as_before(&one, now);
                tasks.push((task, again));
            }
            Some(task) => kept.push(known(&task)),
            None => {}
        }
    }
    let back: Vec<_> = tasks.iter().map(|(_, again)| known(again)).collect();
    let words = words(TakenBack::Done(&back, &kept));
    Ok((words, (!tasks.is_empty()).then_some(Undo { of, tasks })))
}

/// The task as it was before a turn; one that the turn made is not needed any more.
fn as_before(done: &DoneToTask, now: DateTime<Utc>) -> Task {
    match &done.before {
        Some(before) => Task { updated_at: now, ..before.clone() },
        None => Task {
            status: TaskStatus::Cancelled,
            error: Some(NOTE.to_owned()),
            completed_at: Some(now),
            updated_at: now,
            ..done.after.clone()
        },
    }
}

/// Puts the tasks back, in the transaction of the turn that orders it.
pub(super) async fn put_back(
    services: &Services,
    tx: &Tx,
    undo: &Undo,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let Some((first, _)) = undo.tasks.first() else { return Ok(()) };
    tx.scope(first.organization_id).mark_undone(undo.of, now).await?;
    for (seen, task) in &undo.tasks {
        let (action, event_type): (&'static str, EventType) = what_happened(seen, task);
        store_change(services, tx, seen, task, (action, event_type), now).await.map_err(meanwhile)?;
    }
    Ok(())
}

/// Somebody changed the task since it was read: the turn is taken anew, and says so.
fn meanwhile(error: StorageError) -> StorageError {
    match error {
        StorageError::Duplicate(what) => StorageError::Unavailable(what),
        error => error,
    }
}

/// Keeps what a turn did: the tasks that it made, and those that it changed as they were before and are after.
pub(super) async fn keep(
    tx: &Tx,
    situation: &Situation,
    created: &[Task],
    changed: Vec<(Task, Task)>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let message_id = situation.last_message().id;
    let one = |before: Option<Task>, after: Task| DoneToTask {
        message_id,
        before,
        after,
        at: now,
        undone_at: None,
    };
    let mut done: Vec<DoneToTask> = created.iter().map(|task| one(None, task.clone())).collect();
    for (before, after) in changed {
        let same = |id: TaskId| move |known: &&mut DoneToTask| known.after.id == id;
        match done.iter_mut().find(same(after.id)) {
            // Of several changes to a task it is the first before and the last after that count.
            Some(known) => known.after = after,
            None => done.push(one(Some(before), after)),
        }
    }
    tx.scope(situation.message.organization_id).insert_done_to_tasks(situation.conversation.id, &done).await
}
