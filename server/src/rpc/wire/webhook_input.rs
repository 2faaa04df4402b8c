//! What comes in about webhooks.

use std::collections::BTreeMap;

use serde::Deserialize;
use specta::Type;
use utoipa::ToSchema;
use validator::Validate;

use super::checks::{not_blank, short_tags, small_metadata};
use super::provider_config::{OutboundConfigInput, ProviderConfigInput};
use super::value::{Json, JsonObject};
use super::webhook::{AnswerLanguage, Approval, ChannelType, Overflow, Personality, WebhookKind};

/// How the assistant behaves on a webhook; what is missing stays, or is the default.
#[derive(Debug, Clone, Default, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct AssistantSettingsInput {
    /// How it speaks; professional if not given.
    #[specta(optional)]
    pub personality: Option<Personality>,
    /// Whether it makes tasks of what it is asked to do; true if not given.
    #[specta(optional)]
    pub auto_create_tasks: Option<bool>,
    /// For how many hours after its end a conversation is reopened by a new message, 0 to 720; 72 if not given, 0: never.
    #[specta(optional)]
    #[validate(range(max = 720))]
    pub reopen_within_hours: Option<u16>,
    /// The language of its answers; that of the message if not given.
    #[specta(optional)]
    pub language: Option<AnswerLanguage>,
    /// Whether a member is asked before anything is done; false if not given.
    #[specta(optional)]
    pub require_confirmation: Option<bool>,
    /// Whose tasks wait for a member's approval; those of unknown senders if not given.
    #[specta(optional)]
    pub approval: Option<Approval>,
}

/// A new channel webhook.
// Not Debug: it holds secrets.
#[derive(Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct WebhookCreate {
    /// How people write.
    pub channel_type: ChannelType,
    /// What it is called, 1 to 100 characters.
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    pub channel_name: String,
    /// How the other side is authenticated and reached.
    #[specta(optional)]
    #[validate(nested)]
    pub provider_config: Option<ProviderConfigInput>,
    /// Whether replies go out; true if not given.
    #[specta(optional)]
    pub outbound_enabled: Option<bool>,
    /// The outbound half of `providerConfig`, which it wins over.
    #[specta(optional)]
    #[validate(nested)]
    pub outbound_config: Option<OutboundConfigInput>,
    /// Whether its owner's notifications go there first; false if not given.
    #[specta(optional)]
    pub is_primary: Option<bool>,
    /// Messages accepted in a minute, 1 to 100; 30 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub rate_limit_per_minute: Option<u32>,
    /// Messages accepted in an hour, 1 to 1000; 200 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 1000))]
    pub rate_limit_per_hour: Option<u32>,
    /// What becomes of messages over these; `defer` for sms and email if not given, always `reject` for
    /// custom_webhook, whose senders try again.
    #[specta(optional)]
    pub overflow: Option<Overflow>,
    /// Words to find it by, at most 20 of at most 50 characters.
    #[specta(optional)]
    #[validate(custom(function = short_tags))]
    pub tags: Option<Vec<String>>,
    /// Whatever its owner wants to keep with it, at most 16 KiB.
    #[specta(optional)]
    #[validate(custom(function = small_metadata))]
    #[schema(value_type = Option<BTreeMap<String, Json>>)]
    pub metadata: Option<JsonObject>,
    /// How the assistant behaves.
    #[specta(optional)]
    #[validate(nested)]
    pub assistant: Option<AssistantSettingsInput>,
}

/// Which webhooks to list.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct WebhookList {
    /// Only those for this.
    #[specta(optional)]
    pub kind: Option<WebhookKind>,
    /// Those switched off or deleted too; false if not given.
    #[specta(optional)]
    pub include_inactive: Option<bool>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// Changes to a webhook; what is missing stays.
// Not Debug: it holds secrets.
#[derive(Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct WebhookUpdate {
    /// The webhook: its id, or its number as text.
    #[schema(ignore)]
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// What it is called, 1 to 100 characters.
    #[specta(optional)]
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    pub channel_name: Option<String>,
    /// The `version` that the caller saw; the change is refused where it is another by now.
    #[schema(ignore)]
    #[specta(optional)]
    #[validate(length(max = 64))]
    pub if_version: Option<String>,
    /// Another member whose channel it is to be; owners and admins may say so.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub owner_id: Option<String>,
    /// Whether it accepts messages.
    #[specta(optional)]
    pub is_active: Option<bool>,
    /// Whether its owner's notifications go there first.
    #[specta(optional)]
    pub is_primary: Option<bool>,
    /// Whether replies go out.
    #[specta(optional)]
    pub outbound_enabled: Option<bool>,
    /// Messages accepted in a minute, 1 to 100.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub rate_limit_per_minute: Option<u32>,
    /// Messages accepted in an hour, 1 to 1000.
    #[specta(optional)]
    #[validate(range(min = 1, max = 1000))]
    pub rate_limit_per_hour: Option<u32>,
    /// What becomes of messages over these.
    #[specta(optional)]
    pub overflow: Option<Overflow>,
    /// How the other side is authenticated and reached.
    #[specta(optional)]
    #[validate(nested)]
    pub provider_config: Option<ProviderConfigInput>,
    /// How the assistant behaves.
    #[specta(optional)]
    #[validate(nested)]
    pub assistant: Option<AssistantSettingsInput>,
    /// Words to find it by, at most 20 of at most 50 characters.
    #[specta(optional)]
    #[validate(custom(function = short_tags))]
    pub tags: Option<Vec<String>>,
    /// Whatever its owner wants to keep with it, at most 16 KiB.
    #[specta(optional)]
    #[validate(custom(function = small_metadata))]
    #[schema(value_type = Option<BTreeMap<String, Json>>)]
    pub metadata: Option<JsonObject>,
}

/// What is to be deleted.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct WebhookDelete {
    /// The webhook: its id, or its number as text.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// Whether it is removed for good, for which an admin is needed: nothing brings it back, what happened by it stays. One
    /// that is deleted already can still be purged. False if not given.
    #[specta(optional)]
    pub purge: Option<bool>,
}

/// A test of the outbound address.
// Not Debug: it may hold secrets.
#[derive(Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct WebhookTest {
    /// The webhook: its id, or its number as text.
    #[schema(ignore)]
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// What to send; an example if not given.
    #[specta(optional)]
    pub payload: Option<Json>,
    /// POST or PUT, for this test alone; as the webhook's deliveries are sent if not given.
    #[specta(optional)]
    pub method: Option<String>,
    /// Headers for this test alone, up to 20, beside the webhook's own and over them. A masked value stands for what is
    /// stored.
    #[specta(optional)]
    pub headers: Option<BTreeMap<String, String>>,
}

/// A code to be sent through a webhook, to prove that it works.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct WebhookSendVerification {
    /// The webhook: its id, or its number as text.
    #[schema(ignore)]
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// The phone number or e-mail address to send it to; a custom webhook gets it at its outbound URL.
    #[specta(optional)]
    #[validate(length(min = 1, max = 254))]
    pub to: Option<String>,
}

/// Another secret key.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct WebhookRegenerateSecretKey {
    /// The webhook: its id, or its number as text.
    #[schema(ignore)]
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// For how many seconds the key of now stays valid beside the new one, 0 to 604,800 (7 days); 0 if not given.
    #[specta(optional)]
    #[validate(range(max = 604_800))]
    pub grace_period_seconds: Option<u32>,
}

/// The code that came.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct WebhookVerify {
    /// The webhook: its id, or its number as text.
    #[schema(ignore)]
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// The six digits.
    #[validate(length(min = 1, max = 20))]
    pub code: String,
}
