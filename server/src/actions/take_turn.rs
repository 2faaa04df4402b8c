//! The assistant's turn on a message: read, think outside any transaction, then one transaction for everything that
//! follows: the reply, tasks, the summary, events, deliveries, audit rows, and the end of the job.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use patchbay_domain::contact::ContactIdentifier;
use patchbay_domain::conversation::{Conversation, ConversationKind, ConversationStatus};
use patchbay_domain::dialogue::Dialogue;
use patchbay_domain::ids::{ContactId, ConversationId, MessageId, OrganizationId};
use patchbay_domain::job::Lease;
use patchbay_domain::message::{Message, MessageStatus};
use patchbay_domain::task::Task;
use patchbay_domain::text::shorten;
use patchbay_domain::turn::ModelProvider;
use patchbay_domain::webhook::Channel;
use patchbay_storage::StorageError;

use self::authority::Sender;
use self::burst::Burst;
use self::link::Linking;
use self::memory::Known;
use self::reopen::Reopening;
use self::settle::Settling;
use self::think::{Thinking, think};
use super::{ActionError, Services};

pub(super) use self::tasks::known as known_task;

mod acknowledge;
pub(super) mod authority;
mod burst;
mod commands;
mod commit;
mod fit_list;
mod hold;
mod link;
mod memory;
mod open;
mod reopen;
mod settle;
pub(super) mod tasks;
mod think;
mod undo;

/// How much of a message a list of conversations shows.
pub(super) const PREVIEW_CHARACTERS: usize = 200;

/// How many earlier messages the assistant sees (FR-10).
const HISTORY: u64 = 20;

/// Everything a turn stands on, read before it.
#[derive(Clone)]
struct Situation {
    message: Message,
    /// What came right after it and is taken in the same turn.
    burst: Burst,
    channel: Channel,
    sender: ContactIdentifier,
    /// Whose words the message is.
    sender_is: Sender,
    contact_id: ContactId,
    contact_is_new: bool,
    conversation: Conversation,
    conversation_is_new: bool,
    /// What reopens the conversation, where it was resolved and the message comes in time.
    reopening: Option<Reopening>,
    time_zone: Tz,
    /// What the organization tells its assistant.
    instructions: Option<String>,
    history: Vec<Message>,
    tasks: Vec<Task>,
    /// What is known of the sender from elsewhere.
    known: Known,
    /// What the message says that its sender is known by, too.
    linking: Option<Linking>,
    /// When the sender was told that the answer takes longer, if they were.
    acknowledged_at: Option<DateTime<Utc>>,
}

/// What a turn comes to.
enum Outcome {
    /// The message is only kept.
    Silence,
    /// It is a yes or no to what waits.
    Settles(Settling),
    /// It was thought about.
    Thought(Box<Thinking>),
}

/// Takes the turn on a message. A message whose turn was taken already ends the job and does nothing twice.
///
/// # Errors
/// The database's own, or a lost lease; the job is to be put back.
pub async fn take_turn(
    services: &Services,
    organization_id: OrganizationId,
    message_id: MessageId,
    lease: Lease,
) -> Result<(), ActionError> {
    let Some(mut situation) = read(services, organization_id, message_id, lease).await? else {
        finish(services, lease).await?;
        return Ok(());
    };
    let outcome = match settle::settling(services, &situation).await? {
        Some(settling) => Outcome::Settles(settling),
        None => match (situation.message.unanswered, situation.conversation.status) {
            // A paused conversation is a member's, and some messages are only kept: the assistant keeps silent.
            (Some(_), _) | (None, ConversationStatus::Paused) => Outcome::Silence,
            _ => Outcome::Thought(Box::new(thought(services, &mut situation, lease).await?)),
        },
    };
    commit::commit(services, situation, outcome, lease).await?;
    Ok(())
}

/// What comes of a message that the assistant answers: what is settled by fixed words first, so that it is the same whichever
/// model takes the turns.
async fn thought(
    services: &Services,
    situation: &mut Situation,
    lease: Lease,
) -> Result<Thinking, StorageError> {
    if let Some(answered) = link::heard(services, situation).await? {
        return Ok(answered);
    }
    match commands::obey(services, situation).await? {
        Some(obeyed) => Ok(obeyed),
        None => think(services, situation, lease).await,
    }
}

async fn read(
    services: &Services,
    organization_id: OrganizationId,
    message_id: MessageId,
    lease: Lease,
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
    let mut found = scope.open_conversation(channel.id, contact_id, &message.sender_identifier).await?;
    let mut reopening = None;
    if let (None, Some(contact)) = (&found, contact)
        && let Some((conversation, step)) =
            self::reopen::reopening(services, &channel, contact, &message).await?
    {
        (found, reopening) = (Some(conversation), Some(step));
    }
    let conversation_is_new = found.is_none();
    let conversation = found.unwrap_or_else(|| new_conversation(services, &message, contact_id));
    let their_zone = match contact {
        Some(contact) => scope.contact_time_zone(contact).await?,
        None => None,
    };
    let time_zone =
        their_zone.or_else(|| owner.and_then(|owner| owner.time_zone)).unwrap_or(organization.time_zone);
    let burst = match (conversation.status, lease.attempt) {
        // After a failure each message is taken alone, so that none keeps the others from their turn.
        (ConversationStatus::Active, 1) if conversation.dialogue.choice.is_empty() => {
            burst::waiting(services, &message, time_zone).await?
        }
        _ => Burst::default(),
    };
    let history = match conversation_is_new {
        true => Vec::new(),
        false => scope.recent_messages(conversation.id, message_id, HISTORY).await?,
    };
    let acknowledgement = match services.model.provider() {
        // It answers at once.
        ModelProvider::BuiltIn => None,
        _ => scope.message(message_id.of_acknowledgement()).await?,
    };
    let sender_is = authority::sender(services, &channel, &message, contact).await?;
    let thread = (!conversation_is_new).then_some(conversation.id);
    let tasks = scope.tasks_to_speak_of(thread, contact, sender_is.only_of(contact_id)).await?;
    let known = memory::known(services, &message, contact, conversation.id).await?;
    Ok(Some(Situation {
        message,
        burst,
        channel,
        sender,
        sender_is,
        contact_id,
        contact_is_new: contact.is_none(),
        conversation,
        conversation_is_new,
        reopening,
        time_zone,
        instructions: organization.instructions,
        history,
        tasks,
        known,
        linking: None,
        acknowledged_at: acknowledgement.map(|told| told.created_at),
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
        dialogue: Dialogue::default(),
    }
}

/// Ends a job that has nothing to do.
async fn finish(services: &Services, lease: Lease) -> Result<(), StorageError> {
    services.storage.writer().transact(move |tx| Box::pin(async move { tx.finish_job(lease).await })).await
}
