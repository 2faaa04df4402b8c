//! The assistant's turn on a message: read, think outside any transaction, then one transaction for everything that
//! follows: the reply, tasks, the summary, events, deliveries, audit rows, and the end of the job.

use chrono::TimeDelta;
use chrono_tz::Tz;
use patchbay_domain::assistant::{PastMessage, TurnRequest, TurnResult};
use patchbay_domain::contact::ContactIdentifier;
use patchbay_domain::conversation::{Conversation, ConversationKind, ConversationStatus};
use patchbay_domain::ids::{ContactId, ConversationId, MessageId, OrganizationId};
use patchbay_domain::job::Lease;
use patchbay_domain::message::{Message, MessageStatus};
use patchbay_domain::task::Task;
use patchbay_domain::text::shorten;
use patchbay_domain::webhook::Channel;
use patchbay_storage::StorageError;
use patchbay_understanding::mail::subject_over;

use super::{ActionError, Services};
use crate::assistant::ModelError;

mod commit;
mod tasks;

/// How much of a message a list of conversations shows.
pub(super) const PREVIEW_CHARACTERS: usize = 200;

/// How many earlier messages the assistant sees (FR-10).
const HISTORY: u64 = 20;

/// How a turn fails.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// Something else does; see there.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// The model cannot answer now. Try again, after this long if it says so.
    #[error("the model cannot answer now: {reason}")]
    Model {
        /// Why.
        reason: String,
        /// Not before.
        after: Option<TimeDelta>,
    },
}

impl From<StorageError> for TurnError {
    fn from(error: StorageError) -> Self {
        Self::Action(error.into())
    }
}

/// Everything a turn stands on, read before it.
struct Situation {
    message: Message,
    channel: Channel,
    sender: ContactIdentifier,
    contact_id: ContactId,
    contact_is_new: bool,
    conversation: Conversation,
    conversation_is_new: bool,
    time_zone: Tz,
    history: Vec<Message>,
    tasks: Vec<Task>,
}

/// Takes the turn on a message. A message whose turn was taken already ends the job and does nothing twice.
///
/// # Errors
/// [`TurnError`]; the job is to be put back.
pub async fn take_turn(
    services: &Services,
    organization_id: OrganizationId,
    message_id: MessageId,
    lease: Lease,
) -> Result<(), TurnError> {
    let Some(situation) = read(services, organization_id, message_id).await? else {
        finish(services, lease).await?;
        return Ok(());
    };
    // A paused conversation is a member's, and some messages are only kept: the assistant keeps silent.
    let result = match (situation.message.unanswered, situation.conversation.status) {
        (Some(_), _) | (None, ConversationStatus::Paused) => None,
        _ => Some(think(services, &situation).await?),
    };
    commit::commit(services, situation, result, lease).await?;
    Ok(())
}

async fn read(
    services: &Services,
    organization_id: OrganizationId,
    message_id: MessageId,
) -> Result<Option<Situation>, StorageError> {
    let scope = services.storage.scope(organization_id);
    let Some(message) = scope.message(message_id).await? else { return Ok(None) };
    if !matches!(message.status, MessageStatus::Received | MessageStatus::Deferred) {
        return Ok(None);
    }
    let gone = |what: &str| StorageError::Corrupt(format!("the {what} of message {message_id} is gone"));
    let channel = scope.channel(message.webhook_id).await?.ok_or_else(|| gone("channel"))?;
    let organization = scope.organization().await?.ok_or_else(|| gone("organization"))?;
    let owner = scope.user(channel.owner_id).await?;
    let sender =
        ContactIdentifier::of(channel.settings.channel_type(), channel.id, &message.sender_identifier);
    let contact = scope.contact_known_by(&sender).await?;
    let now = services.now();
    let contact_id = contact.unwrap_or_else(|| ContactId::new(now, &*services.entropy));
    let open = scope.open_conversation(channel.id, contact_id).await?;
    let conversation_is_new = open.is_none();
    let conversation = open.unwrap_or_else(|| new_conversation(services, &message, contact_id));
    let their_zone = match contact {
        Some(contact) => scope.contact_time_zone(contact).await?,
        None => None,
    };
    let time_zone =
        their_zone.or_else(|| owner.and_then(|owner| owner.time_zone)).unwrap_or(organization.time_zone);
    let history = match conversation_is_new {
        true => Vec::new(),
        false => scope.recent_messages(conversation.id, message_id, HISTORY).await?,
    };
    let tasks = scope.tasks_to_speak_of((!conversation_is_new).then_some(conversation.id)).await?;
    Ok(Some(Situation {
        message,
        channel,
        sender,
        contact_id,
        contact_is_new: contact.is_none(),
        conversation,
        conversation_is_new,
        time_zone,
        history,
        tasks,
    }))
}

fn new_conversation(services: &Services, message: &Message, contact_id: ContactId) -> Conversation {
    let now = services.now();
    Conversation {
        id: ConversationId::new(now, &*services.entropy),
        number: 0,
        organization_id: message.organization_id,
        webhook_id: message.webhook_id,
        contact_id,
        kind: ConversationKind::Human,
        status: ConversationStatus::Active,
        sender_identifier: message.sender_identifier.clone(),
        sender_name: message.sender_name.clone(),
        context_summary: None,
        message_count: 0,
        last_message_preview: Some(shorten(&message.content, PREVIEW_CHARACTERS)),
        last_message_at: message.created_at,
        created_at: now,
    }
}

async fn think(services: &Services, situation: &Situation) -> Result<TurnResult, TurnError> {
    let past = |message: &Message| PastMessage {
        author: message.author,
        content: message.content.clone(),
        at: message.created_at,
    };
    let request = TurnRequest {
        received_at: situation.message.created_at,
        time_zone: situation.time_zone,
        content: situation.message.content.clone(),
        subject: situation
            .message
            .email
            .as_ref()
            .and_then(|email| subject_over(email.subject.as_deref()?, true)),
        is_forwarded: situation.message.email.as_ref().is_some_and(|email| email.is_forwarded),
        sender_name: situation.message.sender_name.clone(),
        structured: situation.message.structured.clone(),
        history: situation.history.iter().map(past).collect(),
        tasks: situation.tasks.iter().map(tasks::known).collect(),
        summary: situation.conversation.context_summary.clone(),
        settings: situation.channel.assistant.clone(),
    };
    services.model.take_turn(&request).await.map_err(|error| {
        let reason = error.to_string();
        let after = match error {
            ModelError::Retry { after } => after.and_then(|after| TimeDelta::from_std(after).ok()),
            ModelError::Failed(_) => None,
        };
        TurnError::Model { reason, after }
    })
}

/// Ends a job that has nothing to do.
async fn finish(services: &Services, lease: Lease) -> Result<(), StorageError> {
    services.storage.writer().transact(move |tx| Box::pin(async move { tx.finish_job(lease).await })).await
}
