//! Conversations: one thread with one contact on one webhook.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

use super::checks::not_blank;
use super::value::Timestamp;

/// Where a conversation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ConversationStatus {
    /// The assistant answers.
    Active,
    /// Messages are kept, the assistant is silent.
    Paused,
    /// Done; a new message begins another.
    Resolved,
    /// Out of sight.
    Archived,
}

/// Who writes on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ConversationKind {
    /// A person.
    Human,
    /// A program.
    Bot,
}

/// One thread with one contact on one webhook.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// The id.
    pub id: String,
    /// The number people say, counted within the organization.
    pub number: u32,
    /// The webhook it runs on.
    pub webhook_id: String,
    /// What that webhook is called.
    pub webhook_name: String,
    /// Where it stands.
    pub status: ConversationStatus,
    /// Who writes on the other side.
    pub kind: ConversationKind,
    /// The contact.
    pub contact_id: String,
    /// The contact, as the channel names them.
    pub sender_identifier: String,
    /// The contact's name, if they gave one.
    pub sender_name: Option<String>,
    /// What it is about, in a sentence.
    pub context_summary: Option<String>,
    /// Whether it has a message that somebody should look at.
    pub needs_review: bool,
    /// How many messages it has.
    pub message_count: u32,
    /// The beginning of the latest message.
    pub last_message_preview: Option<String>,
    /// When the latest message was written.
    pub last_message_at: Timestamp,
    /// When it began.
    pub created_at: Timestamp,
}

/// Which conversations to list, the one with the latest message first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ConversationList {
    /// Only those that stand here.
    #[specta(optional)]
    pub status: Option<ConversationStatus>,
    /// Those that are archived too, where no status is asked for; false if not given.
    #[specta(optional)]
    pub include_archived: Option<bool>,
    /// Only those on this webhook.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub webhook_id: Option<String>,
    /// Only those with this contact.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub contact_id: Option<String>,
    /// Only those with a message that somebody should look at.
    #[specta(optional)]
    pub needs_review: Option<bool>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// Which conversation's messages to list, newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ConversationMessages {
    /// The conversation.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// A message of a member to the contact.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ConversationReply {
    /// The conversation.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// What to say, 1 to 10,000 characters.
    #[validate(length(min = 1, max = 10_000), custom(function = not_blank))]
    pub content: String,
}

/// A conversation that is to stand elsewhere (002 FR-09).
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ConversationMove {
    /// The conversation: its id, or its number as text.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// Why, at most 500 characters.
    #[specta(optional)]
    #[validate(length(max = 500))]
    pub reason: Option<String>,
}

/// One change of where a conversation stands.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConversationTransition {
    /// The id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Where it stood.
    pub from: ConversationStatus,
    /// Where it stood then.
    pub to: ConversationStatus,
    /// Why, where somebody said so.
    pub reason: Option<String>,
    /// The member who did it.
    pub user_id: Option<String>,
    /// What they are called.
    pub user_name: Option<String>,
}
