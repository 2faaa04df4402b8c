//! Events: what happened, for whoever subscribes to it.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::ids::{ConversationId, EventId, OrganizationId, WebhookId};

/// What Patchbay itself says happened; the catalogue grows with the event registry (C29).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventType {
    /// A message came in.
    MessageReceived,
    /// A message goes out.
    MessageSent,
    /// A task was made.
    TaskCreated,
    /// A task was changed in another way than ending.
    TaskUpdated,
    /// A task was done.
    TaskCompleted,
    /// A task failed.
    TaskFailed,
    /// A task was cancelled.
    TaskCancelled,
    /// A conversation began.
    ConversationCreated,
    /// A conversation's context changed.
    ConversationUpdated,
    /// A contact was made.
    ContactCreated,
    /// A contact was changed.
    ContactUpdated,
    /// A contact was deleted.
    ContactDeleted,
    /// A link that sets a new password leaves by mail.
    PasswordReset,
    /// A test, asked for by a member.
    WebhookTest,
    /// A code that proves a channel.
    WebhookVerification,
}

impl EventType {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MessageReceived => "message.received",
            Self::MessageSent => "message.sent",
            Self::TaskCreated => "task.created",
            Self::TaskUpdated => "task.updated",
            Self::TaskCompleted => "task.completed",
            Self::TaskFailed => "task.failed",
            Self::TaskCancelled => "task.cancelled",
            Self::ConversationCreated => "conversation.created",
            Self::ConversationUpdated => "conversation.updated",
            Self::ContactCreated => "contact.created",
            Self::ContactUpdated => "contact.updated",
            Self::ContactDeleted => "contact.deleted",
            Self::PasswordReset => "member.password_reset",
            Self::WebhookTest => "webhook.test",
            Self::WebhookVerification => "webhook.verification",
        }
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its id, which is also the `webhook-id` of its deliveries.
    pub id: EventId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// What kind.
    pub event_type: EventType,
    /// The channel it happened on.
    pub webhook_id: Option<WebhookId>,
    /// The conversation it happened in.
    pub conversation_id: Option<ConversationId>,
    /// The particulars.
    pub data: Value,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
}
