//! A member decided on a task by hand: what waited for a yes or no to that task alone is settled with it, so that nobody is
//! asked about it again.

use chrono::{DateTime, Utc};
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::confirmation::{ConfirmationState, PendingConfirmation};
use patchbay_domain::page::PageRequest;
use patchbay_domain::task::{Task, TaskStatus};
use patchbay_storage::{ConfirmationFilter, StorageError, Tx};
use serde_json::json;

use super::Services;
use super::announce::confirmation_change;
use super::settle_confirmation::action;

/// More than one conversation has waiting.
const MOST_IN_A_CONVERSATION: u32 = 100;

/// Whether a member has to agree to it before anything is done.
const fn waits(task: &Task) -> bool {
    task.needs_approval && !task.status.is_final()
}

/// Settles what waited for that. Whoever asked for a task that was agreed to, or done, is known from now on.
pub(super) async fn settle_with_task(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    (seen, task): (&Task, &Task),
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    if !waits(seen) || waits(task) {
        return Ok(());
    }
    let scope = tx.scope(task.organization_id);
    let is_agreed = task.status != TaskStatus::Cancelled;
    if let Some(contact) = task.contact_id.filter(|_| is_agreed) {
        scope.know_contact(contact).await?;
    }
    let Some(conversation) = task.conversation_id else { return Ok(()) };
    let filter = ConfirmationFilter {
        waiting_at: Some(now),
        conversation_id: Some(conversation),
        ..ConfirmationFilter::default()
    };
    let page = PageRequest { limit: MOST_IN_A_CONVERSATION, after: None };
    for asked in scope.confirmations(&filter, page).await?.items {
        if !is_about_alone(tx, &asked, task).await? {
            continue;
        }
        let state = if is_agreed { ConfirmationState::Agreed } else { ConfirmationState::Declined };
        if scope.settle_confirmation(asked.id, state, (actor.user_id, None), now).await? {
            let after = json!({ "summary": asked.summary, "taskId": task.id });
            let entry =
                AuditEntry::by(actor, action(is_agreed), asked.id, &*services.clock, &*services.entropy);
            scope.record(&entry.change(None, Some(after))).await?;
            tx.changed(confirmation_change(&asked));
        }
    }
    Ok(())
}

/// Whether nothing else is left of it to be decided.
async fn is_about_alone(tx: &Tx, asked: &PendingConfirmation, task: &Task) -> Result<bool, StorageError> {
    let plan = &asked.plan;
    if !plan.approve.contains(&task.id) || !plan.tasks.is_empty() || !plan.changes.is_empty() {
        return Ok(false);
    }
    let scope = tx.scope(asked.organization_id);
    for other in plan.approve.iter().filter(|other| **other != task.id) {
        if scope.task(*other).await?.is_some_and(|other| waits(&other)) {
            return Ok(false);
        }
    }
    Ok(true)
}
