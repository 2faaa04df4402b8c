//! What the built-in assistant would make of messages with other settings: nothing is stored, nothing leaves.

use chrono::{DateTime, Utc};
use patchbay_domain::assistant::{AssistantSettings, TurnRequest, TurnResult, Understanding};
use patchbay_domain::card_number::redact_text;
use patchbay_domain::ids::{ContactId, ConversationId, MessageId};
use patchbay_domain::message::Direction;
use patchbay_domain::page::PageRequest;
use patchbay_domain::trust::Trust;
use patchbay_domain::webhook::{Channel, ChannelType};
use patchbay_storage::MessageFilter;
use patchbay_understanding::dry_run::preview;
use patchbay_understanding::mail;

use super::confirmation_words as words;
use super::reread_message::{reread_message, zone_of};
use super::take_turn::authority::sender;
use super::take_turn::known_task;
use super::{ActionError, Services};

/// How many messages are read again at most.
const MOST: usize = 10;

/// How many of the latest are looked at: what is only kept is no example.
const LOOKED_AT: u32 = 50;

/// What would come of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The message; none where the text was given.
    pub message_id: Option<MessageId>,
    /// What it says.
    pub content: String,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// What would be understood.
    pub understanding: Understanding,
    /// What would be answered; empty where nothing would be.
    pub reply: String,
}

/// Reads these texts, or the channel's latest messages, as it would with `settings`. The tasks that may be spoken of are
/// those of now.
///
/// # Errors
/// Only the database's own.
pub async fn preview_assistant(
    services: &Services,
    channel: &Channel,
    settings: &AssistantSettings,
    texts: Option<Vec<String>>,
) -> Result<Vec<Preview>, ActionError> {
    let organization_id = channel.organization_id;
    let requests = match texts {
        Some(texts) => given(services, channel, settings, texts).await?,
        None => latest(services, channel, settings).await?,
    };
    let scope = services.storage.scope(organization_id);
    let mut previews = Vec::new();
    for Asked { message_id, conversation_id, only_of, mut request } in requests {
        let tasks = scope.tasks_to_speak_of(conversation_id, None, only_of).await?;
        request.tasks = tasks.iter().map(known_task).collect();
        let next = request.tasks.iter().map(|task| task.number).max().unwrap_or(0).saturating_add(1);
        let (result, mut reply) = preview(&request, next);
        if request.trust == Trust::Member
            && settings.require_confirmation
            && !(result.tasks.is_empty() && result.changes.is_empty())
        {
            reply = question(&request, &result);
        }
        previews.push(Preview {
            message_id,
            content: request.content,
            received_at: request.received_at,
            understanding: Understanding::of(&result, request.trust),
            reply,
        });
    }
    Ok(previews)
}

/// What a member is asked first, on a channel that asks; the code is an example.
fn question(request: &TurnRequest, result: &TurnResult) -> String {
    let language = request.settings.answers_in(result.language);
    let tasks = result.tasks.iter().map(|task| (task.title.as_str(), task.due.map(|due| due.at)));
    let title_of = |number| {
        let task = request.tasks.iter().find(|task| task.number == number);
        task.map(|task| task.title.clone()).unwrap_or_default()
    };
    let view = (language, request.time_zone, request.received_at);
    words::please_confirm(language, &words::summary(view, tasks, &result.changes, title_of), "4821")
}

/// What is to be read, and where it comes from.
struct Asked {
    message_id: Option<MessageId>,
    conversation_id: Option<ConversationId>,
    /// Whose tasks the sender hears of; none: everybody's.
    only_of: Option<ContactId>,
    request: TurnRequest,
}

/// The channel's latest messages, newest first.
async fn latest(
    services: &Services,
    channel: &Channel,
    settings: &AssistantSettings,
) -> Result<Vec<Asked>, ActionError> {
    let scope = services.storage.scope(channel.organization_id);
    let filter = MessageFilter {
        webhook_id: Some(channel.id),
        direction: Some(Direction::Inbound),
        ..MessageFilter::default()
    };
    let page = scope.messages(filter, PageRequest { limit: LOOKED_AT, after: None }).await?;
    let mut requests = Vec::new();
    for message in page.items.iter().filter(|message| message.unanswered.is_none()).take(MOST) {
        let zone = zone_of(services, message).await?;
        let sender = sender(services, channel, message, message.contact_id).await?;
        let request = reread_message(message, zone, settings.clone());
        requests.push(Asked {
            message_id: Some(message.id),
            conversation_id: message.conversation_id,
            only_of: message.contact_id.and_then(|contact| sender.only_of(contact)),
            request: TurnRequest { trust: sender.trust, ..request },
        });
    }
    Ok(requests)
}

/// Texts as if they came in now.
async fn given(
    services: &Services,
    channel: &Channel,
    settings: &AssistantSettings,
    texts: Vec<String>,
) -> Result<Vec<Asked>, ActionError> {
    let scope = services.storage.scope(channel.organization_id);
    let owner = scope.user(channel.owner_id).await?.and_then(|owner| owner.time_zone);
    let organization = scope.organization().await?;
    let zone = owner.or(organization.map(|organization| organization.time_zone)).unwrap_or_default();
    let read = |text: String| {
        let text = redact_text(&text).into_owned();
        let read = match channel.settings.channel_type() {
            ChannelType::Email => mail::read("", &text),
            ChannelType::Sms | ChannelType::CustomWebhook => mail::Read::plain("", &text),
        };
        TurnRequest {
            received_at: services.now(),
            time_zone: zone,
            content: read.content,
            subject: read.subject,
            is_forwarded: read.is_forwarded,
            sender_name: None,
            structured: None,
            history: Vec::new(),
            tasks: Vec::new(),
            summary: None,
            settings: settings.clone(),
            trust: Trust::Member,
            instructions: None,
            facts: Vec::new(),
        }
    };
    let asked = |text| Asked { message_id: None, conversation_id: None, only_of: None, request: read(text) };
    Ok(texts.into_iter().map(asked).collect())
}
