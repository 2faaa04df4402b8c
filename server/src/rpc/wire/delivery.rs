//! Deliveries: everything that leaves, with its attempts.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::value::Timestamp;

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
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
    /// Words to a member about what happened.
    Notice,
    /// An event, to whoever subscribes to it.
    Event,
}

/// Something that leaves.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
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
    /// The event it tells of.
    pub event_id: String,
    /// The kind of event, as the receiver subscribed to it.
    pub event_type: String,
    /// What the receiver knows it by (`webhook-id`): the same on every try.
    pub webhook_message_id: String,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// The other side took it.
    Success,
    /// It did not.
    Failed,
    /// The connection was cut after sending.
    Unknown,
}

/// Where a try broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryErrorClass {
    /// The name does not resolve.
    Dns,
    /// There is no connection.
    Connect,
    /// The connection is not safe.
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

/// One header.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeaderLine {
    /// Its name, lower case.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// One try to deliver.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// The first is 1.
    pub number: u32,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The HTTP status of the answer, if there was one.
    pub status: Option<u16>,
    /// The headers that were sent, secrets masked.
    pub request_headers: Vec<HeaderLine>,
    /// The address that answered.
    pub remote_address: Option<String>,
    /// The headers of the answer that are worth showing.
    pub response_headers: Vec<HeaderLine>,
    /// The answer, at most 16 KiB of it.
    pub response_body: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// Where it broke off.
    pub error_class: Option<DeliveryErrorClass>,
    /// How long it took, in milliseconds.
    pub duration_ms: u32,
    /// When it began.
    pub started_at: Timestamp,
}

/// A delivery with what was sent and how it went.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
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
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryList {
    /// Only those that leave through this webhook.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub webhook_id: Option<String>,
    /// Only those that stand here.
    #[specta(optional)]
    pub status: Option<DeliveryStatus>,
    /// Only those that stand in one of these; `status` counts too.
    #[specta(optional)]
    #[validate(length(min = 1, max = 7))]
    pub statuses: Option<Vec<DeliveryStatus>>,
    /// Only those of this event.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub event_id: Option<String>,
    /// Only those of this type of event.
    #[specta(optional)]
    #[validate(length(min = 1, max = 128))]
    pub event_type: Option<String>,
    /// Only those of this kind.
    #[specta(optional)]
    pub kind: Option<DeliveryKind>,
    /// Only those made at this instant or after it.
    #[specta(optional)]
    pub since: Option<Timestamp>,
    /// Only those made before this instant.
    #[specta(optional)]
    pub until: Option<Timestamp>,
    /// Only those whose body holds this text.
    #[specta(optional)]
    #[validate(length(min = 1, max = 200))]
    pub search: Option<String>,
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

/// A page of deliveries.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryPage {
    /// The deliveries.
    pub items: Vec<Delivery>,
    /// Where the next page begins; null: this is the last one.
    pub next_cursor: Option<String>,
    /// Where a search stopped that no index serves, with nothing more found up to there: go on with `nextCursor`.
    pub searched_until: Option<Timestamp>,
}

/// A delivery that is tried again.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryRetry {
    /// The delivery.
    #[schema(ignore)]
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// Also where it arrived: the receiver gets it once more, under the same `webhook-id`; false if not given.
    #[specta(optional)]
    pub even_if_arrived: Option<bool>,
}
