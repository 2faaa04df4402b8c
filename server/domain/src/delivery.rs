//! Deliveries: everything that leaves, with its attempts. How one moves from state to state stands in [`progress`].

pub mod progress;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use self::progress::Progress;
use crate::ids::{
    AttemptId, ConversationId, DeliveryId, EventId, MessageId, OrganizationId, TargetId, WebhookId,
};
use crate::subscription::PayloadFormat;

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
    /// Words to a member about what happened.
    Notice,
    /// An event, to a subscription or to the outbound URL of the channel it happened on.
    Event,
}

impl DeliveryKind {
    /// Whether it is tried again where it fails; what a member waits for is tried once.
    #[must_use]
    pub const fn is_retried(self) -> bool {
        matches!(self, Self::Reply | Self::PasswordReset | Self::Event | Self::Notice)
    }
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
    /// What its receiver knows it by (`webhook-id`), where that is not the event's id.
    pub wire_id: Option<EventId>,
    /// The kind of event, as the receiver subscribed to it.
    pub event_type: String,
    /// The message it carries.
    pub message_id: Option<MessageId>,
    /// The conversation of that message.
    pub conversation_id: Option<ConversationId>,
    /// Whom it goes to, as the channel knows them; none: whoever the outbound URL belongs to.
    pub recipient: Option<String>,
    /// What it carries.
    pub kind: DeliveryKind,
    /// How its body is written, where that is an event's.
    pub format: PayloadFormat,
    /// The exact bytes that are sent and signed.
    pub body: String,
    /// Deliveries of one lane leave one after another, each after the end of the one before.
    pub lane: Option<String>,
    /// Where it stands and what was tried.
    pub progress: Progress,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl Delivery {
    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> DeliveryState {
        self.progress.state
    }

    /// What its receiver knows it by: the same on every try.
    #[must_use]
    pub fn webhook_message_id(&self) -> EventId {
        self.wire_id.unwrap_or(self.event_id)
    }
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

/// Why a try failed, by where it broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorClass {
    /// The name does not resolve.
    Dns,
    /// There is no connection.
    Connect,
    /// The connection is not safe: its certificate does not do.
    Tls,
    /// It took too long.
    Timeout,
    /// The answer was no 2xx.
    Status,
    /// The guard lets nothing go there.
    RefusedByGuard,
    /// The answer broke off, or was none of the protocol.
    Protocol,
    /// There was nowhere to send it.
    NotSent,
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
    /// What was sent beside the body, secrets masked.
    pub request_headers: Vec<(String, String)>,
    /// The address that was reached, where one was.
    pub remote_address: Option<String>,
    /// The answer's headers that are worth showing.
    pub response_headers: Vec<(String, String)>,
    /// The answer, at most 16 KiB.
    pub response_body: Option<String>,
    /// What went wrong, in words.
    pub error: Option<String>,
    /// Where it broke off.
    pub error_class: Option<ErrorClass>,
    /// How long it took, in milliseconds.
    pub duration_ms: u32,
    /// When it began.
    pub started_at: DateTime<Utc>,
}

/// How much of a receiver's answer is kept, in bytes.
pub const MAX_RESPONSE_BODY_BYTES: usize = 16 * 1024;
