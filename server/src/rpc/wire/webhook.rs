//! Webhooks as they are shown. What comes in is in `webhook_input`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::ToSchema;

use super::value::{Json, JsonObject, Timestamp};
use crate::rpc::kit::ErrorCode;

pub use super::provider_config::{EmailProvider, OutboundConfigInput, ProviderConfig, ProviderConfigInput};
pub use super::webhook_input::{
    AssistantSettingsInput, WebhookCreate, WebhookDelete, WebhookList, WebhookRegenerateSecretKey,
    WebhookSendVerification, WebhookTest, WebhookUpdate, WebhookVerify,
};

/// What a webhook is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookKind {
    /// People write to the assistant through it.
    Channel,
    /// A system starts something through it.
    Trigger,
    /// A system is told of events through it.
    Subscription,
}

/// How people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelType {
    /// JSON over HTTP.
    CustomWebhook,
    /// Text messages.
    Sms,
    /// E-mail.
    Email,
}

/// How an inbound message proves where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuthType {
    /// The secret token in the URL is enough.
    None,
    /// `Authorization: Bearer <authToken>`.
    Bearer,
    /// `authToken` in the header named by `authHeader`.
    ApiKey,
    /// A signature made with `hmacSecret`.
    Hmac,
}

/// The HTTP method of what goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum OutboundMethod {
    /// POST.
    Post,
    /// PUT.
    Put,
}

/// How the assistant speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Personality {
    /// To the point and polite.
    Professional,
    /// Warm.
    Friendly,
    /// As short as possible.
    Concise,
}

/// How the assistant behaves on a webhook.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssistantSettings {
    /// How it speaks.
    pub personality: Personality,
    /// Whether it makes tasks of what it is asked to do.
    pub auto_create_tasks: bool,
    /// For how many hours after its end a conversation is reopened by a new message, 0 to 720; 0: never, another one
    /// begins.
    pub reopen_within_hours: u16,
    /// The language of its answers.
    pub language: AnswerLanguage,
    /// Whether a member is asked before anything is done.
    pub require_confirmation: bool,
    /// Whose tasks wait for a member's approval.
    pub approval: Approval,
}

/// The language of the assistant's answers. Messages are read in their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerLanguage {
    /// That of the message.
    Message,
    /// English.
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// French.
    Fr,
}

/// Whose tasks wait for a member's approval; a member's own never do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// Nobody's.
    Never,
    /// Those of senders whom no member knows.
    UnknownSenders,
    /// Those of everybody but members.
    AllContacts,
}

/// What becomes of a message over the rate limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Overflow {
    /// It is stored, and its turn comes when the limits allow.
    Defer,
    /// It is refused with 429.
    Reject,
}

/// What last went wrong.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChannelError {
    /// What, and what to do about it.
    pub message: String,
    /// When.
    pub at: Timestamp,
}

/// What went through a webhook so far.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChannelStats {
    /// Messages that came in.
    pub messages_received: u32,
    /// Messages that went out.
    pub messages_sent: u32,
    /// Tasks made from them.
    pub tasks_created: u32,
    /// Deliveries given up on.
    pub deliveries_failed: u32,
    /// Messages over the rate limits, which wait until these allow their turn.
    pub messages_deferred: u32,
    /// When the latest message was written.
    pub last_message_at: Option<Timestamp>,
}

/// A way in and out.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// The id.
    pub id: String,
    /// The number people say, counted within the organization.
    pub number: u32,
    /// Which version of it this is, for `ifVersion`; also its ETag.
    pub version: String,
    /// What it is for.
    pub kind: WebhookKind,
    /// The member whose channel it is.
    pub owner_id: String,
    /// What they are called.
    pub owner_name: String,
    /// How people write.
    pub channel_type: ChannelType,
    /// What it is called.
    pub channel_name: String,
    /// The secret in its URL.
    pub webhook_token: String,
    /// The URL to post to.
    pub webhook_url: String,
    /// Whether its owner's notifications go there first.
    pub is_primary: bool,
    /// Whether it accepts messages.
    pub is_active: bool,
    /// Whether its owner proved to hold the other end.
    pub is_verified: bool,
    /// Whether replies go out.
    pub outbound_enabled: bool,
    /// Messages accepted in a minute.
    pub rate_limit_per_minute: u32,
    /// Messages accepted in an hour.
    pub rate_limit_per_hour: u32,
    /// What becomes of messages over these.
    pub overflow: Overflow,
    /// Why the last thing to leave did not; null once something leaves again.
    pub outbound_error: Option<ChannelError>,
    /// Why a request was last refused; null once one is taken again.
    pub inbound_error: Option<ChannelError>,
    /// How the other side is authenticated and reached.
    pub provider_config: ProviderConfig,
    /// How the assistant behaves.
    pub assistant: AssistantSettings,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Whatever its owner keeps with it.
    #[schema(value_type = BTreeMap<String, Json>)]
    pub metadata: JsonObject,
    /// What went through it so far.
    pub stats: ChannelStats,
    /// Until when the secret key before the present one is valid too; null: it is not.
    pub previous_secret_key_expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
}

/// A new webhook, with the secret that is shown this once.
#[derive(Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookCreated {
    /// The webhook itself.
    #[serde(flatten)]
    pub webhook: Webhook,
    /// 64 hexadecimal digits that sign what goes out.
    pub secret_key: String,
}

/// How a test of the outbound address went.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookTestResult {
    /// Whether the other side took it.
    pub success: bool,
    /// The HTTP status of its answer.
    pub status: Option<u16>,
    /// The headers of its answer.
    pub headers: BTreeMap<String, String>,
    /// The body of its answer, the beginning of it.
    pub body: Option<String>,
    /// How long it took, in milliseconds.
    pub duration_ms: Option<u32>,
    /// Why it failed.
    pub error: Option<String>,
    /// Why it failed, as a word.
    pub code: Option<ErrorCode>,
    /// The delivery that was made for it.
    pub delivery_id: Option<String>,
}

/// A code that is on its way.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerificationSent {
    /// Where it goes; null: to the outbound URL.
    pub sent_to: Option<String>,
    /// When it no longer counts.
    pub expires_at: Timestamp,
    /// The delivery that carries it: says whether it arrived.
    pub delivery_id: String,
}

/// Another token, and the URL that it makes; the one before is gone.
#[derive(Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookToken {
    /// The secret in the URL: a UUID.
    pub webhook_token: String,
    /// The URL to post to.
    pub webhook_url: String,
}

/// The key that signs what goes out, and proves what comes in where the channel asks for that.
// Not Debug: it holds a secret.
#[derive(Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecretKey {
    /// 64 hexadecimal digits; the key of `X-Webhook-Signature` is these characters.
    pub secret_key: String,
    /// The same key as libraries for Standard Webhooks take it: `whsec_` and Base64.
    pub standard_secret_key: String,
    /// Until when the key before it is valid too; null: it is not.
    pub previous_secret_key_expires_at: Option<Timestamp>,
}
