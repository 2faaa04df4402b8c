//! A member says what a message should have been understood as. What follows from that is done: tasks that it should not have
//! made are cancelled, one that it should have made is made. What it was and what it is now are kept, to learn from.

use chrono::{DateTime, Utc};
use patchbay_domain::actor::Actor;
use patchbay_domain::assistant::{Intent, Urgency};
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::correction::{Correction, Reading};
use patchbay_domain::ids::{CorrectionId, MessageId, TaskId};
use patchbay_domain::message::{Direction, Message};
use patchbay_domain::task::{Task, TaskPriority};
use patchbay_storage::Tx;
use serde_json::json;

use self::plan::{Plan, plan};
use super::announce::change;
use super::reread_message::zone_of;
use super::{ActionError, Missing, Services};

mod plan;

/// How often what is said is worked out anew, where the message was changed at the same moment.
const TRIES: usize = 3;

/// What a message should have been understood as; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct MessageCorrection {
    /// What it is for. No task any more: the open tasks made of it are cancelled. A task: one is made of it where it has none.
    pub intent: Option<Intent>,
    /// How much it presses.
    pub urgency: Option<Urgency>,
    /// The people and companies it names.
    pub people: Option<Vec<String>>,
    /// The projects it names.
    pub projects: Option<Vec<String>>,
    /// Its tasks, as far as something is to be said of them.
    pub tasks: Vec<TaskCorrection>,
}

/// What a task of a message should be; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct TaskCorrection {
    /// Which one; none: one that is missing.
    pub task_id: Option<TaskId>,
    /// What to do; of one that is missing, what the text says where it is not given.
    pub title: Option<String>,
    /// How important it is.
    pub priority: Option<TaskPriority>,
    /// When it is due, or that it is not.
    pub due_at: Option<Option<DateTime<Utc>>>,
    /// Whether it is no task.
    pub remove: bool,
}

/// Corrects what was understood of a message. What is so already changes nothing, so the same correction may come twice.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown message; [`ActionError::Invalid`] for a message that did not come in, and for
/// tasks that are not the message's or not to be had; [`ActionError::Conflict`] for a message whose turn is still to be taken,
/// and for tasks that do not go where they are sent.
pub async fn correct_message(
    services: &Services,
    actor: &Actor,
    id: MessageId,
    correction: &MessageCorrection,
) -> Result<Message, ActionError> {
    for _ in 0..TRIES {
        let scope = services.storage.scope(actor.organization_id);
        let message = scope.message(id).await?.ok_or(ActionError::NotFound(Missing::Message))?;
        if message.direction != Direction::Inbound {
            return Err(ActionError::field("messageId", "must be that of a message that came in"));
        }
        if message.conversation_id.is_none() {
            let reason = "the message was not read yet; try again when its turn was taken";
            return Err(ActionError::Conflict(reason.to_owned()));
        }
        let tasks = scope.tasks_of_messages(vec![id]).await?;
        let time_zone = zone_of(services, &message).await?;
        let Some(plan) = plan(services, actor, (&message, &tasks), time_zone, correction)? else {
            return Ok(message);
        };
        let now = services.now();
        let kept = Correction {
            id: CorrectionId::new(now, &*services.entropy),
            message_id: id,
            time_zone,
            before: Reading::of(&message, &tasks),
            after: Reading::of(&message, &tasks),
            user_id: actor.user_id,
            at: now,
        };
        let audit = AuditEntry::by(actor, "message.corrected", id, &*services.clock, &*services.entropy);
        let step = Step { services: services.clone(), message, tasks, plan, kept, audit };
        if let Some(message) = store(services, step).await? {
            return Ok(message);
        }
    }
    Err(ActionError::Conflict("the message was changed at the same moment; look at it again".to_owned()))
}

/// A correction, made before the transaction so that it can run twice.
#[derive(Clone)]
struct Step {
    services: Services,
    message: Message,
    tasks: Vec<Task>,
    plan: Plan,
    kept: Correction,
    audit: AuditEntry,
}

/// Stores it; nothing where the message is not any more what was read.
async fn store(services: &Services, step: Step) -> Result<Option<Message>, ActionError> {
    services
        .storage
        .writer()
        .transact(move |tx| {
            let step = step.clone();
            Box::pin(async move { step.store(tx).await })
        })
        .await
}

impl Step {
    async fn store(self, tx: &Tx) -> Result<Option<Message>, ActionError> {
        let Self { services, message, tasks, plan, mut kept, audit } = self;
        let scope = tx.scope(message.organization_id);
        if let Some(conversation) = message.conversation_id {
            // Whoever corrects at the same moment waits here, and then sees what was done.
            scope.hold_conversation(conversation).await?;
        }
        let earlier = scope.corrections_of_messages(vec![message.id]).await?;
        if earlier.iter().any(|earlier| earlier.id == kept.id) {
            // The answer to an earlier commit was lost.
            return Ok(scope.message(message.id).await?);
        }
        let is_same = scope.message(message.id).await?.as_ref() == Some(&message)
            && scope.tasks_of_messages(vec![message.id]).await? == tasks;
        if !is_same {
            return Ok(None);
        }
        for task in &plan.changes {
            task.store(&services, tx).await?;
        }
        for task in &plan.makings {
            task.store(&services, tx).await?;
        }
        let after = Message {
            intent: plan.intent,
            urgency: plan.urgency,
            entities: plan.entities.clone(),
            ..message.clone()
        };
        scope.message_corrected(message.id, after.intent, after.urgency, after.entities.as_ref()).await?;
        kept.after = Reading::of(&after, &scope.tasks_of_messages(vec![message.id]).await?);
        scope.insert_correction(&kept).await?;
        scope.record(&audit.change(Some(json!(kept.before)), Some(json!(kept.after)))).await?;
        let (thread, webhook) = (message.conversation_id, Some(message.webhook_id));
        let changed =
            change(message.organization_id, ChangeKind::Message, message.id.uuid(), thread, webhook);
        tx.changed(changed);
        Ok(Some(after))
    }
}
