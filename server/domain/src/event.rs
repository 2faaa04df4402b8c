//! Events: what happened, for whoever subscribes to it.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::event_name::EventName;
use crate::ids::{ConversationId, EventId, OrganizationId, WebhookId};

/// What Patchbay itself says happened; the whole catalogue is in [`crate::event_types`] (C29).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventType {
    /// A message came in.
    MessageReceived,
    /// A message goes out.
    MessageSent,
    /// A message that went out arrived.
    MessageDelivered,
    /// A message that was to go out did not arrive.
    MessageFailed,
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
    /// A conversation was resolved.
    ConversationResolved,
    /// A contact was made.
    ContactCreated,
    /// A contact was changed.
    ContactUpdated,
    /// A contact was deleted.
    ContactDeleted,
    /// A channel was made.
    ChannelCreated,
    /// A channel was changed.
    ChannelUpdated,
    /// A channel was deleted.
    ChannelDeleted,
    /// A link that sets a new password leaves by mail.
    PasswordReset,
    /// A test, asked for by a member.
    WebhookTest,
    /// A code that proves a channel.
    WebhookVerification,
    /// A webhook was disabled because its receiver fails, or is gone.
    WebhookDisabled,
    /// A receiver that failed works again.
    WebhookRecovered,
    /// A delivery was given up.
    DeliveryExhausted,
}

impl EventType {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MessageReceived => "message.received",
            Self::MessageSent => "message.sent",
            Self::MessageDelivered => "message.delivered",
            Self::MessageFailed => "message.failed",
            Self::TaskCreated => "task.created",
            Self::TaskUpdated => "task.updated",
            Self::TaskCompleted => "task.completed",
            Self::TaskFailed => "task.failed",
            Self::TaskCancelled => "task.cancelled",
            Self::ConversationCreated => "conversation.created",
            Self::ConversationUpdated => "conversation.updated",
            Self::ConversationResolved => "conversation.resolved",
            Self::ContactCreated => "contact.created",
            Self::ContactUpdated => "contact.updated",
            Self::ContactDeleted => "contact.deleted",
            Self::ChannelCreated => "channel.created",
            Self::ChannelUpdated => "channel.updated",
            Self::ChannelDeleted => "channel.deleted",
            Self::PasswordReset => "member.password_reset",
            Self::WebhookTest => "webhook.test",
            Self::WebhookVerification => "webhook.verification",
            Self::WebhookDisabled => "webhook.disabled",
            Self::WebhookRecovered => "webhook.recovered",
            Self::DeliveryExhausted => "delivery.exhausted",
        }
    }
}

impl From<EventType> for EventName {
    fn from(event_type: EventType) -> Self {
        Self::known(event_type.name())
    }
}

/// Events that are meant for one receiver alone, whoever subscribes to everything.
const PRIVATE: [EventType; 3] =
    [EventType::PasswordReset, EventType::WebhookTest, EventType::WebhookVerification];

/// Events about deliveries: that one of them could not be delivered makes no further one.
const OPERATIONAL: [EventType; 3] =
    [EventType::WebhookDisabled, EventType::WebhookRecovered, EventType::DeliveryExhausted];

/// Whether an event of this name goes to whom it is addressed to and to no subscription.
#[must_use]
pub fn is_private(name: &EventName) -> bool {
    PRIVATE.iter().any(|private| private.name() == name.as_str())
}

/// Whether an event of this name tells of deliveries themselves.
#[must_use]
pub fn is_operational(name: &EventName) -> bool {
    OPERATIONAL.iter().any(|operational| operational.name() == name.as_str())
}

/// How often an event may be replayed (C31).
pub const MAX_REPLAYS: u32 = 5;

/// Labels an event or a subscription may have.
pub const MAX_LABELS: usize = 20;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// What kind.
    pub event_type: EventName,
    /// The version of its type that `data` follows.
    pub version: u32,
    /// The webhook it happened on.
    pub webhook_id: Option<WebhookId>,
    /// The conversation it happened in.
    pub conversation_id: Option<ConversationId>,
    /// The labels it is routed by besides its type (`channels` on the wire).
    pub labels: Vec<String>,
    /// What it is kept in order by, besides its conversation.
    pub key: Option<String>,
    /// The particulars.
    pub data: Value,
    /// The event that this one repeats.
    pub replay_of: Option<EventId>,
    /// Which repetition it is: 0 for an original.
    pub replay_count: u32,
    /// Its `webhook-id`, where it is not `id`: a replay that keeps the original's (C31).
    pub wire_id: Option<EventId>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
}

impl Event {
    /// Something of Patchbay's own that happened, in the version that this release writes.
    #[must_use]
    pub fn own(
        id: EventId,
        organization_id: OrganizationId,
        event_type: EventType,
        data: Value,
        occurred_at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            organization_id,
            event_type: event_type.into(),
            version: 1,
            webhook_id: None,
            conversation_id: None,
            labels: Vec::new(),
            key: None,
            data,
            replay_of: None,
            replay_count: 0,
            wire_id: None,
            occurred_at,
        }
    }

    /// The same, on this webhook and in this conversation.
    #[must_use]
    pub fn at(mut self, webhook: Option<WebhookId>, conversation: Option<ConversationId>) -> Self {
        (self.webhook_id, self.conversation_id) = (webhook, conversation);
        self
    }

    /// What receivers know it by: the same on every try, and on a replay that keeps it.
    #[must_use]
    pub fn webhook_message_id(&self) -> EventId {
        self.wire_id.unwrap_or(self.id)
    }
}
