//! Deliveries: everything that leaves, with its attempts.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

use super::value::Timestamp;

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// Not tried yet.
    Pending,
    /// Being tried now.
    Delivering,
    /// The other side took it.
    Success,
    /// Tried, and to be tried again.
    Retrying,
    /// Waiting until the target is well again.
    Held,
    /// Given up on; can be sent again by hand.
    Failed,
    /// Not wanted any more.
    Cancelled,
}

/// Why something is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryKind {
    /// A message to a contact.
    Reply,
    /// A test of a webhook's address.
    Test,
    /// A code that proves a webhook.
    Verification,
    /// A link that sets a member's password.
    PasswordReset,
}

/// Something that leaves.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// The id.
    pub id: String,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// Why it is delivered.
    pub kind: DeliveryKind,
    /// The webhook it leaves through.
    pub webhook_id: String,
    /// The message it carries.
    pub message_id: Option<String>,
    /// The conversation it belongs to.
    pub conversation_id: Option<String>,
    /// Where it goes, without query and credentials, `sms:` or `mailto:` for people; null: it stays in the
    /// conversation.
    pub target_url: Option<String>,
    /// How many times it was tried.
    pub attempt_count: u32,
    /// When it is tried next.
    pub next_attempt_at: Option<Timestamp>,
    /// Why the latest attempt failed.
    pub last_error: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it reached a final state.
    pub finished_at: Option<Timestamp>,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// The other side took it.
    Success,
    /// It did not.
    Failed,
    /// The connection was cut after sending.
    Unknown,
}

/// One try to deliver.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// The first is 1.
    pub number: u32,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The HTTP status of the answer, if there was one.
    pub status: Option<u16>,
    /// The answer, at most 16 KiB of it.
    pub response_body: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// How long it took, in milliseconds.
    pub duration_ms: u32,
    /// When it began.
    pub started_at: Timestamp,
}

/// A delivery with what was sent and how it went.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryDetail {
    /// The delivery itself.
    #[serde(flatten)]
    pub delivery: Delivery,
    /// What is sent.
    pub request_body: String,
    /// Every attempt, the first one first.
    pub attempts: Vec<Attempt>,
}

/// Which deliveries to list, newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryList {
    /// Only those that leave through this webhook.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub webhook_id: Option<String>,
    /// Only those that stand here.
    #[specta(optional)]
    pub status: Option<DeliveryStatus>,
    /// Only those that carry this message.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub message_id: Option<String>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}
