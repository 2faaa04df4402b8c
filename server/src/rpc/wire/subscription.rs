//! Subscriptions: systems that are told of events.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::ToSchema;
use validator::Validate;

use super::value::{Json, JsonObject, Timestamp};
use super::webhook::WebhookKind;

/// How events are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
pub enum DeliveryMethod {
    /// POST.
    #[serde(rename = "POST")]
    Post,
    /// PUT.
    #[serde(rename = "PUT")]
    Put,
}

/// How Patchbay proves itself to a receiver, beside the signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryAuthType {
    /// Not at all.
    None,
    /// `Authorization: Bearer …`.
    Bearer,
    /// A key in a header.
    ApiKey,
    /// `Authorization: Basic …`.
    Basic,
    /// By the signature.
    Hmac,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayloadFormat {
    /// `{id, type, event, timestamp, webhookId, data}`.
    Native,
    /// Standard Webhooks: `{type, timestamp, data}`.
    Standard,
    /// CloudEvents 1.0.
    Cloudevents,
    /// `{id, type, timestamp, url}`, without the particulars.
    Thin,
}

/// In which order deliveries leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryOrdering {
    /// As they can.
    None,
    /// One after another within a conversation.
    Conversation,
    /// One after another within the key of an event.
    Key,
}

/// The list of delays between tries, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RetryPolicyName {
    /// 1, 2, 4, 8, 16 s, 1, 5, 30 min, 2 h.
    Blend,
    /// 1, 2, 4, 8, 16 s.
    #[serde(rename = "prd07")]
    Prd07,
    /// 1, 5, 30 min, 2 h.
    #[serde(rename = "prd029")]
    Prd029,
    /// 1, 2, 4, 8 s, of which three are used.
    Crm,
    /// Doubling up to 30 s, with jitter.
    Queue,
    /// Up to 24 h between tries.
    Durable,
    /// A list of the owner's own.
    Custom,
}

/// Whether a receiver works (001).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionStatus {
    /// It is told of events.
    Active,
    /// Its last tries failed.
    Failing,
    /// It failed so often that nothing is sent but a probe now and then; events are held.
    Open,
    /// It is off; events are held.
    Disabled,
}

/// Why a subscription is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisabledReason {
    /// A member switched it off.
    Manual,
    /// Its receiver failed for too long.
    Failing,
    /// Its receiver answered 410.
    Gone,
}

/// What was counted of a subscription's deliveries.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionStats {
    /// Deliveries that came to an end.
    pub total_deliveries: u32,
    /// Deliveries that arrived.
    pub successful_deliveries: u32,
    /// Deliveries that were given up.
    pub failed_deliveries: u32,
    /// Deliveries that wait until the receiver works, or the subscription is switched on.
    pub held_deliveries: u32,
    /// Tries.
    pub attempts: u32,
    /// The share of tries that arrived, 0 to 1; null where there was none.
    pub success_rate: Option<f64>,
    /// How long a try takes on average, in milliseconds.
    pub average_duration_ms: Option<f64>,
    /// How long 95 of 100 tries take at most, in milliseconds, to the bucket of a histogram.
    pub p95_duration_ms: Option<u32>,
    /// When something was last sent.
    pub last_triggered_at: Option<Timestamp>,
    /// When something last arrived.
    pub last_success_at: Option<Timestamp>,
    /// The status of the last answer.
    pub last_status: Option<u16>,
    /// Why the last failed try failed.
    pub last_error: Option<String>,
    /// When that was.
    pub last_error_at: Option<Timestamp>,
    /// Since when every try failed.
    pub failing_since: Option<Timestamp>,
    /// When the next probe is made, where nothing else is sent.
    pub next_probe_at: Option<Timestamp>,
}

/// A subscription, secrets masked.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// The id.
    pub id: String,
    /// The number that people say.
    pub number: u32,
    /// Which version of it this is, for `ifVersion`; also its ETag.
    pub version: String,
    /// Always `subscription`.
    pub kind: WebhookKind,
    /// Who looks after it.
    pub owner_id: String,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Where its events are sent.
    pub url: String,
    /// How.
    pub method: DeliveryMethod,
    /// Headers of the owner's own, values masked.
    pub headers: BTreeMap<String, String>,
    /// How Patchbay proves itself.
    pub auth_type: DeliveryAuthType,
    /// The token of bearer and api_key, masked.
    pub auth_token: Option<String>,
    /// The header of api_key.
    pub auth_header: Option<String>,
    /// The user of basic.
    pub auth_username: Option<String>,
    /// The password of basic, masked.
    pub auth_password: Option<String>,
    /// The key of hmac, masked; the subscription's own secret where there is none.
    pub hmac_secret: Option<String>,
    /// Which events: names, `task.*` or `*`.
    pub events: Vec<String>,
    /// The newest version of a type that its receiver understands.
    pub pinned_versions: BTreeMap<String, u32>,
    /// Only events that have one of these labels.
    pub channels: Vec<String>,
    /// How a body is written.
    pub payload_format: PayloadFormat,
    /// How long a try may take, in seconds.
    pub timeout_seconds: u32,
    /// The list of delays between tries, by name.
    pub retry_policy: RetryPolicyName,
    /// The delays that are used, in seconds.
    pub retry_delays: Vec<u32>,
    /// How many of the named list's delays are used, where not all.
    pub retry_count: Option<u32>,
    /// Requests a second at most.
    pub rate_limit_per_second: Option<u32>,
    /// In which order deliveries leave.
    pub ordering: DeliveryOrdering,
    /// Other names for the headers of the signature.
    pub signature_headers: BTreeMap<String, String>,
    /// The public key of the `v1a` signatures, `whpk_…`, where there are any.
    pub ed25519_public_key: Option<String>,
    /// The owner's own data.
    #[schema(value_type = BTreeMap<String, Json>)]
    pub metadata: JsonObject,
    /// Whether events are sent.
    pub is_active: bool,
    /// How it fares.
    pub status: SubscriptionStatus,
    /// Why it is off, where it is.
    pub disabled_reason: Option<DisabledReason>,
    /// What its owner should think about.
    pub warnings: Vec<String>,
    /// Until when the secret before signs too.
    pub previous_secret_expires_at: Option<Timestamp>,
    /// What was counted.
    pub stats: SubscriptionStats,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
}

/// A subscription that was just made, with its secret this once.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionCreated {
    /// The subscription.
    #[serde(flatten)]
    pub subscription: Subscription,
    /// The secret: the key of the older signature is its characters.
    pub secret: String,
    /// The same as the libraries of Standard Webhooks take it, `whsec_…`; null for one that is too short.
    pub standard_secret: Option<String>,
}

/// A subscription's secret.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionSecret {
    /// The secret: the key of the older signature is its characters.
    pub secret: String,
    /// The same as the libraries of Standard Webhooks take it, `whsec_…`; null for one that is too short.
    pub standard_secret: Option<String>,
    /// Until when the secret before signs too.
    pub previous_secret_expires_at: Option<Timestamp>,
}

/// Which subscriptions to list, newest first.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionList {
    /// Only those that are on, or off.
    #[specta(optional)]
    pub is_active: Option<bool>,
    /// Deleted ones too; false if not given.
    #[specta(optional)]
    pub include_deleted: Option<bool>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// Another secret for a subscription.
// Not Debug: it may hold a secret.
#[derive(Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionRotateSecret {
    /// The subscription: its id, or its number as text.
    #[schema(ignore)]
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// One of the owner's own; a new one of 64 hex characters if not given.
    #[specta(optional)]
    #[validate(length(max = 255))]
    pub secret: Option<String>,
    /// For how many seconds the secret of now signs too, 0 to 604800; a day if not given.
    #[specta(optional)]
    #[validate(range(max = 604_800))]
    pub grace_period_seconds: Option<u32>,
}
