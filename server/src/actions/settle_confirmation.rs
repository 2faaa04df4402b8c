//! A member says yes or no to what waits for them: in the dashboard, by the API, or by a message (002 FR-11). The first answer
//! counts; what was agreed to is done in the same transaction.

use chrono::{DateTime, Utc};
use patchbay_domain::actor::{Actor, ActorKind};
use patchbay_domain::assistant::Author;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::confirmation::{ConfirmationState, PendingConfirmation};
use patchbay_domain::conversation::ConversationStatus;
use patchbay_domain::ids::{ConfirmationId, ConversationId, UserId, WebhookId};
use patchbay_domain::organization::Role;
use patchbay_domain::task::Task;
use patchbay_storage::{StorageError, Tx};
use serde_json::json;

use self::carry_out::{carry_out, leave};
use super::announce::{confirmation_change, task_data};
use super::confirmation_words as words;
use super::say::say;
use super::send_message::{Outgoing, Said};
use super::{ActionError, Missing, Services};

mod carry_out;

/// Who settles it, and where.
#[derive(Debug, Clone)]
pub(super) struct Settler {
    /// The member.
    pub(super) user_id: UserId,
    /// What the audit trail says of it.
    pub(super) audit: AuditEntry,
    /// The channel and conversation by which they did; none: the dashboard or the API.
    pub(super) through: Option<(WebhookId, ConversationId)>,
}

/// What came of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Settled {
    /// The same in words.
    pub(super) words: String,
    /// The tasks that were made.
    pub(super) created: Vec<Task>,
    /// Those that were changed, before and after.
    pub(super) changed: Vec<(Task, Task)>,
    /// Whether it was this that settled it.
    pub(super) is_news: bool,
}

/// Settles what waits.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown one, [`ActionError::Forbidden`] for one that another member is asked, unless an
/// admin settles it, [`ActionError::Conflict`] for one that was settled or is over.
pub async fn settle_confirmation(
    services: &Services,
    actor: &Actor,
    id: ConfirmationId,
    is_agreed: bool,
) -> Result<PendingConfirmation, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let audit = AuditEntry::by(actor, action(is_agreed), id, &*services.clock, &*services.entropy);
    let settler = Settler { user_id: actor.user_id, audit, through: None };
    let (actor, inside) = (actor.clone(), services.clone());
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (actor, services, settler) = (actor.clone(), inside.clone(), settler.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let asked =
                    scope.confirmation(id).await?.ok_or(ActionError::NotFound(Missing::Confirmation))?;
                if asked.user_id != actor.user_id {
                    actor.check_role(Role::Admin)?;
                }
                let settled = settle(&services, tx, &asked, is_agreed, &settler, now).await?;
                if !settled.is_news {
                    let is_expired = asked.is_expired(now);
                    let reason = if is_expired {
                        "it waited for 24 hours and is over"
                    } else {
                        "it was settled already"
                    };
                    return Err(ActionError::Conflict(reason.to_owned()));
                }
                scope.confirmation(id).await?.ok_or(ActionError::NotFound(Missing::Confirmation))
            })
        })
        .await
}

/// Its name in the audit trail.
pub(super) const fn action(is_agreed: bool) -> &'static str {
    if is_agreed { "confirmation.agreed" } else { "confirmation.declined" }
}

/// The entry of a member who settles it by a message.
pub(super) fn audit_by_message(
    services: &Services,
    asked: &PendingConfirmation,
    user: UserId,
    is_agreed: bool,
) -> AuditEntry {
    let (of, action) = (asked.organization_id, action(is_agreed));
    AuditEntry::of(ActorKind::User, Some(user), of, action, asked.id, &*services.clock, &*services.entropy)
}

/// Settles what waits, in a transaction; where it does not wait any more, says so and does nothing.
pub(super) async fn settle(
    services: &Services,
    tx: &Tx,
    asked: &PendingConfirmation,
    is_agreed: bool,
    settler: &Settler,
    now: DateTime<Utc>,
) -> Result<Settled, StorageError> {
    let scope = tx.scope(asked.organization_id);
    let language = asked.plan.language;
    let state = if is_agreed { ConfirmationState::Agreed } else { ConfirmationState::Declined };
    let by = (settler.user_id, settler.through.map(|(channel, _)| channel));
    if !scope.settle_confirmation(asked.id, state, by, now).await? {
        let asked = scope.confirmation(asked.id).await?.unwrap_or_else(|| asked.clone());
        let words = match asked.state {
            ConfirmationState::Pending => words::expired(language, &asked.summary),
            settled => words::settled_before(language, settled, &asked.summary),
        };
        return Ok(Settled { words, ..Settled::default() });
    }
    let after = json!({ "summary": asked.summary, "webhookId": by.1 });
    scope.record(&settler.audit.clone().change(None, Some(after))).await?;
    tx.changed(confirmation_change(asked));
    let settled = match is_agreed {
        true => carry_out(services, tx, asked, now).await?,
        false => leave(services, tx, asked, now).await?,
    };
    tell(services, tx, asked, is_agreed, settler, &settled, now).await?;
    Ok(settled)
}

/// Tells whoever asked for it, where they do not hear it anyway: a member of what became of their own, anybody else only
/// of what was done.
async fn tell(
    services: &Services,
    tx: &Tx,
    asked: &PendingConfirmation,
    is_agreed: bool,
    settler: &Settler,
    settled: &Settled,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let is_heard = settler.through.is_some_and(|(_, conversation)| conversation == asked.conversation_id);
    let is_to_be_told = asked.is_own || (is_agreed && !asked.plan.changes.is_empty());
    if is_heard || !is_to_be_told {
        return Ok(());
    }
    let scope = tx.scope(asked.organization_id);
    let Some(conversation) = scope.conversation(asked.conversation_id).await? else { return Ok(()) };
    let is_silent = matches!(conversation.status, ConversationStatus::Paused | ConversationStatus::Archived);
    let channel = scope.channel(asked.webhook_id).await?.filter(|channel| channel.deleted_at.is_none());
    let Some(channel) = channel.filter(|_| !is_silent) else { return Ok(()) };
    let said = Said {
        author: Author::Assistant,
        author_user_id: None,
        content: settled.words.clone(),
        in_reply_to: None,
        is_notification: true,
        tasks: settled.created.iter().map(task_data).collect(),
    };
    let outgoing = Outgoing::new(services, now);
    say(services, tx, outgoing, (&channel, &conversation), said, now).await?;
    Ok(())
}
