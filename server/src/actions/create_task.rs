//! A member makes a task by hand.

use chrono::{DateTime, Utc};
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::card_number;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{ContactId, ConversationId, TaskId};
use patchbay_domain::message::Message;
use patchbay_domain::task::{Task, TaskPriority, TaskStatus};
use patchbay_storage::{Numbered, Tx};

use super::announce::{task_change, task_data, task_event};
use super::emit_events::emit_events;
use super::remind_of_task::schedule_reminder;
use super::{ActionError, Missing, Services};

/// A member's words without card numbers: those are written nowhere (NFR-22).
pub(super) fn redacted(text: String) -> String {
    card_number::redact_text(&text).into_owned()
}

/// A task as a member writes it.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// What to do, 1 to 200 characters.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// How important it is.
    pub priority: TaskPriority,
    /// When it is due.
    pub deadline: Option<DateTime<Utc>>,
    /// Who is to do it, as people name them, at most 100 characters.
    pub assignee: Option<String>,
    /// The conversation it belongs to.
    pub conversation_id: Option<ConversationId>,
    /// The contact it is for; of a task in a conversation, the one that is with.
    pub contact_id: Option<ContactId>,
}

/// Makes a task.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown conversation or contact, [`ActionError::Invalid`] for a contact that is not the
/// conversation's.
pub async fn create_task(services: &Services, actor: &Actor, new: NewTask) -> Result<Task, ActionError> {
    let making = plan(services, actor, new, None);
    let services = services.clone();
    let storage = services.storage.clone();
    storage
        .writer()
        .transact(move |tx| {
            let (services, making) = (services.clone(), making.clone());
            Box::pin(async move { making.store(&services, tx).await })
        })
        .await
}

/// A task to be made with everything that follows from it, before it has a number.
#[derive(Clone)]
pub(super) struct TaskMaking {
    task: Task,
    event: Event,
    audit: AuditEntry,
}

/// A task to be made. `source`: the message that asks for it.
pub(super) fn plan(services: &Services, actor: &Actor, new: NewTask, source: Option<&Message>) -> TaskMaking {
    let now = services.now();
    let task = Task {
        id: TaskId::new(now, &*services.entropy),
        organization_id: actor.organization_id,
        number: 0,
        title: redacted(new.title),
        description: new.description.map(redacted),
        priority: new.priority,
        status: TaskStatus::Pending,
        deadline: new.deadline,
        needs_approval: false,
        assignee: new.assignee.map(redacted),
        result: None,
        error: None,
        source_webhook_id: source.map(|message| message.webhook_id),
        source_message_id: source.map(|message| message.id),
        conversation_id: new.conversation_id,
        contact_id: new.contact_id,
        created_by: Some(actor.user_id),
        created_at: now,
        updated_at: now,
        completed_at: None,
    };
    let audit = AuditEntry::by(actor, "task.created", task.id, &*services.clock, &*services.entropy);
    let event = task_event(services, EventType::TaskCreated, &task);
    TaskMaking { task, event, audit }
}

impl TaskMaking {
    /// Stores it with its event and audit row.
    pub(super) async fn store(&self, services: &Services, tx: &Tx) -> Result<Task, ActionError> {
        let Self { mut task, mut event, audit } = self.clone();
        let scope = tx.scope(task.organization_id);
        if let Some(conversation) = task.conversation_id {
            let conversation = scope.conversation(conversation).await?;
            let conversation = conversation.ok_or(ActionError::NotFound(Missing::Conversation))?;
            if task.contact_id.is_some_and(|contact| contact != conversation.contact_id) {
                let message = "must be the contact of the conversation, or be left out";
                return Err(ActionError::field("contactId", message));
            }
            task.contact_id = Some(conversation.contact_id);
        } else if let Some(contact) = task.contact_id {
            scope.contact(contact).await?.ok_or(ActionError::NotFound(Missing::Contact))?;
        }
        task.number = scope.take_numbers(Numbered::Task, 1).await?;
        event.data = task_data(&task);
        scope.insert_tasks(std::slice::from_ref(&task)).await?;
        schedule_reminder(tx, None, &task, event.id, task.created_at).await?;
        emit_events(services, tx, &[event]).await?;
        scope.record(&audit.change(None, Some(task_data(&task)))).await?;
        tx.changed(task_change(&task));
        Ok(task)
    }
}
