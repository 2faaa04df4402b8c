//! What was agreed to is done, what was declined is left, in the transaction that settles it.

use chrono::{DateTime, Utc};
use patchbay_domain::actor::ActorKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::confirmation::PendingConfirmation;
use patchbay_domain::event::EventType;
use patchbay_domain::task::{Task, TaskStatus};
use patchbay_storage::{StorageError, Tx};
use patchbay_understanding::render_reply;

use super::super::Services;
use super::super::announce::{task_change, task_data, task_event};
use super::super::confirmation_words as words;
use super::super::emit_events::emit_events;
use super::super::remind_of_task::schedule_reminder;
use super::super::take_turn::tasks;
use super::Settled;

/// Does what waited.
pub(super) async fn carry_out(
    services: &Services,
    tx: &Tx,
    asked: &PendingConfirmation,
    now: DateTime<Utc>,
) -> Result<Settled, StorageError> {
    let (scope, plan) = (tx.scope(asked.organization_id), &asked.plan);
    for id in &plan.approve {
        if let Some(seen) = scope.task(*id).await?.filter(|task| task.needs_approval) {
            let task = Task { needs_approval: false, updated_at: now, ..seen.clone() };
            change(services, tx, "task.approved", EventType::TaskUpdated, (&seen, &task), now).await?;
        }
    }
    if !asked.is_own {
        scope.know_contact(asked.contact_id).await?;
    }
    let gone = |what: &str| StorageError::Corrupt(format!("the {what} of confirmation {} is gone", asked.id));
    let message = scope.message(asked.message_id).await?.ok_or_else(|| gone("message"))?;
    let conversation =
        scope.conversation(asked.conversation_id).await?.ok_or_else(|| gone("conversation"))?;
    let drafts: Vec<_> = plan.tasks.iter().map(|task| task.draft()).collect();
    let made = tasks::from_messages(services, &[&message], &conversation, &drafts, now);
    let created = tasks::store(services, tx, made).await?;
    let mut changed = Vec::new();
    for task_change in &plan.changes {
        changed.extend(tasks::apply(services, tx, &message, task_change, now).await?);
    }
    let mut said = render_reply(plan.language, &plan.reply, &created, plan.time_zone, now);
    if said.trim().is_empty() {
        said = words::approved(plan.language, &asked.summary);
    }
    if changed.len() < plan.changes.len() {
        said = format!("{said}\n{}", words::not_all(plan.language));
    }
    Ok(Settled { words: said, created, changed, is_news: true })
}

/// Leaves what waited; tasks that were made already are not needed any more.
pub(super) async fn leave(
    services: &Services,
    tx: &Tx,
    asked: &PendingConfirmation,
    now: DateTime<Utc>,
) -> Result<Settled, StorageError> {
    let scope = tx.scope(asked.organization_id);
    for id in &asked.plan.approve {
        let waits = |task: &Task| task.needs_approval && !task.status.is_final();
        if let Some(seen) = scope.task(*id).await?.filter(waits) {
            let task = Task {
                needs_approval: false,
                status: TaskStatus::Cancelled,
                error: Some("declined".to_owned()),
                completed_at: Some(now),
                updated_at: now,
                ..seen.clone()
            };
            change(services, tx, "task.cancelled", EventType::TaskCancelled, (&seen, &task), now).await?;
        }
    }
    let words = words::left(asked.plan.language, &asked.summary);
    Ok(Settled { words, is_news: true, ..Settled::default() })
}

async fn change(
    services: &Services,
    tx: &Tx,
    action: &'static str,
    event_type: EventType,
    (seen, task): (&Task, &Task),
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let scope = tx.scope(task.organization_id);
    scope.update_task(seen, task).await?;
    let event = task_event(services, event_type, task);
    schedule_reminder(tx, Some(seen), task, event.id, now).await?;
    emit_events(services, tx, &[event]).await?;
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let audit =
        AuditEntry::of(ActorKind::Assistant, None, task.organization_id, action, task.id, clock, entropy)
            .change(Some(task_data(seen)), Some(task_data(task)));
    scope.record(&audit).await?;
    tx.changed(task_change(task));
    Ok(())
}
