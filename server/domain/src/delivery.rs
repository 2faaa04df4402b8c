//! Deliveries: everything that leaves, with its attempts.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{
    AttemptId, ConversationId, DeliveryId, EventId, MessageId, OrganizationId, TargetId, WebhookId,
};

/// Where a delivery stands (C24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// To be tried for the first time.
    Pending,
    /// Being tried.
    Delivering,
    /// Arrived.
    Success,
    /// Tried in vain; another try is due.
    Retrying,
    /// Waits for its target to be enabled.
    Held,
    /// Given up.
    Failed,
    /// Not wanted any more.
    Cancelled,
}

impl DeliveryState {
    /// Whether no further try will come by itself.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Success | Self::Failed | Self::Cancelled)
    }
}

/// What a delivery carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryKind {
    /// An answer to a contact.
    Reply,
    /// A test, asked for by a member: tried once.
    Test,
    /// A code that proves the channel: tried once, and the code is put in as it leaves.
    Verification,
    /// A link that sets a member's password, which is put in as it leaves.
    PasswordReset,
}

/// One thing to be delivered to one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// The address; none: the inbox, where it is delivered at once.
    pub target_id: Option<TargetId>,
    /// The channel it leaves by.
    pub webhook_id: WebhookId,
    /// What happened that it tells of.
    pub event_id: EventId,
    /// The kind of event, on the wire.
    pub event_type: String,
    /// The message it carries.
    pub message_id: Option<MessageId>,
    /// The conversation of that message.
    pub conversation_id: Option<ConversationId>,
    /// Whom it goes to, as the channel knows them; none: whoever the outbound URL belongs to.
    pub recipient: Option<String>,
    /// What it carries.
    pub kind: DeliveryKind,
    /// Where it stands.
    pub state: DeliveryState,
    /// The exact bytes that are sent and signed.
    pub body: String,
    /// Tries made.
    pub attempt_count: u32,
    /// Tries since it was last started by hand: what the retry policy counts.
    pub attempts_in_run: u32,
    /// When the next try is due.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it came to an end.
    pub finished_at: Option<DateTime<Utc>>,
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// The receiver took it.
    Success,
    /// The receiver did not take it.
    Failed,
    /// It may or may not have arrived: the process ended during the try.
    Unknown,
}

/// One try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// Its delivery.
    pub delivery_id: DeliveryId,
    /// Which try, from 1.
    pub number: u32,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The answer's headers that are worth showing.
    pub response_headers: Vec<(String, String)>,
    /// The answer, at most 16 KiB.
    pub response_body: Option<String>,
    /// What went wrong, in words.
    pub error: Option<String>,
    /// How long it took, in milliseconds.
    pub duration_ms: u32,
    /// When it began.
    pub started_at: DateTime<Utc>,
}

/// How much of a receiver's answer is kept, in bytes.
pub const MAX_RESPONSE_BODY_BYTES: usize = 16 * 1024;
