//! Conversations: one open thread a channel and contact.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{ContactId, ConversationId, OrganizationId, WebhookId};

/// Where a conversation stands (002 FR-09).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationStatus {
    /// Going on.
    Active,
    /// The assistant keeps silent.
    Paused,
    /// Came to a good end.
    Resolved,
    /// History.
    Archived,
}

/// Who talks with whom (C26).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationKind {
    /// A person with the assistant.
    Human,
    /// A bot with a bot.
    Bot,
}

/// A conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Its number in the organization, from 1.
    pub number: u32,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// The channel it goes through.
    pub webhook_id: WebhookId,
    /// The contact.
    pub contact_id: ContactId,
    /// Who talks with whom.
    pub kind: ConversationKind,
    /// Where it stands.
    pub status: ConversationStatus,
    /// The contact, as the channel knows them.
    pub sender_identifier: String,
    /// What they are called.
    pub sender_name: Option<String>,
    /// What it is about so far (FR-10).
    pub context_summary: Option<String>,
    /// Messages in it, both ways.
    pub message_count: u32,
    /// The beginning of its last message, at most 200 characters.
    pub last_message_preview: Option<String>,
    /// When its last message came or left.
    pub last_message_at: DateTime<Utc>,
    /// When it began.
    pub created_at: DateTime<Utc>,
}
