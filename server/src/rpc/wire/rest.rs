//! What the REST API alone shows: the same things by the words of documents 001 and 004.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::subscription::{Subscription, SubscriptionCreated, SubscriptionStats};
use super::subscription_input::{SubscriptionCreate, SubscriptionUpdate};
use super::value::{Json, Timestamp};
use super::webhook::{ChannelStats, Webhook, WebhookCreate, WebhookCreated, WebhookKind, WebhookUpdate};

/// A webhook of any kind, as its `kind` says.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum AnyWebhook {
    /// People write through it.
    Channel(Box<Webhook>),
    /// A system is told of events through it.
    Subscription(Box<Subscription>),
}

/// What went through a webhook.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookStats {
    /// The webhook.
    pub webhook_id: String,
    /// What it is for.
    pub kind: WebhookKind,
    /// What was counted of its deliveries.
    #[serde(flatten)]
    pub deliveries: SubscriptionStats,
    /// `averageDurationMs` by the word of 004.
    pub average_response_time_ms: Option<f64>,
    /// What was counted of its messages, where it is a channel.
    pub channel: Option<ChannelStats>,
}

/// A delivery as a line of a log: what was sent, and how the latest try went (004).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    /// The delivery.
    pub id: String,
    /// The webhook it leaves through.
    pub webhook_id: String,
    /// The kind of event.
    pub event_type: String,
    /// What is sent; text where it is no JSON.
    pub payload: Json,
    /// The HTTP status of the latest answer.
    pub response_status: Option<u16>,
    /// The latest answer, at most 16 KiB of it.
    pub response_body: Option<String>,
    /// How long it took, in milliseconds.
    pub response_time_ms: Option<u32>,
    /// Why the latest try failed.
    pub error_message: Option<String>,
    /// How many times it was tried.
    pub attempt_count: u32,
    /// Whether it arrived.
    pub is_success: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A page of a log.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogPage {
    /// The entries, newest first.
    pub items: Vec<LogEntry>,
    /// Where the next page begins; null: this is the last one.
    pub next_cursor: Option<String>,
    /// Where a search stopped that no index serves, with nothing more found up to there: go on with `nextCursor`.
    pub searched_until: Option<Timestamp>,
}

/// An event that can be subscribed to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AvailableEvent {
    /// What a subscription names it by.
    pub name: String,
    /// When it happens.
    pub description: String,
    /// The group it is shown in.
    pub group: String,
    /// The event that this is another name of.
    pub alias_of: Option<String>,
    /// Data as it might be; null for `*`, which is every event.
    pub sample: Json,
}

/// The events that can be subscribed to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AvailableEvents {
    /// By name; `*` first.
    pub items: Vec<AvailableEvent>,
}

/// Which webhooks to list, newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct AnyWebhookList {
    /// Only those of this kind.
    #[specta(optional)]
    pub kind: Option<WebhookKind>,
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

/// How to delete a webhook.
#[derive(Debug, Clone, Deserialize, Type, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct WebhookRemoval {
    /// Whether it is removed for good, deleted before or not; an admin is needed. False if not given.
    #[specta(optional)]
    pub purge: Option<bool>,
}

/// What a webhook is made of: a channel has `channelType`, a subscription `url` and `events`.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum WebhookInput {
    /// A channel.
    Channel(WebhookCreate),
    /// A subscription.
    Subscription(SubscriptionCreate),
}

/// The whole of a webhook: what is missing is as by default. A subscription's secret is changed with `secret/rotate`.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum WebhookReplacement {
    /// A channel.
    Channel(ChannelReplacement),
    /// A subscription.
    Subscription(SubscriptionCreate),
}

/// The whole of a channel.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChannelReplacement {
    /// What a new channel has.
    #[serde(flatten)]
    pub channel: WebhookCreate,
    /// Whether it accepts messages; true if not given.
    pub is_active: Option<bool>,
}

/// Changes to a webhook, as a merge patch (RFC 7396): what is missing stays, null sets back.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum WebhookPatch {
    /// Of a channel.
    Channel(WebhookUpdate),
    /// Of a subscription.
    Subscription(SubscriptionUpdate),
}

/// A webhook that was just made, with its secret this once.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum NewWebhook {
    /// A channel.
    Channel(WebhookCreated),
    /// A subscription.
    Subscription(SubscriptionCreated),
}
