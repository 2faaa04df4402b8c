//! Webhooks: channels that people write through, and later triggers and subscriptions, in one id space (C1).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use crate::assistant::AssistantSettings;
use crate::email::EmailSettings;
use crate::ids::{OrganizationId, TargetId, UserId, WebhookId};
use crate::secret::Secret;
use crate::sms::SmsSettings;

/// What a webhook is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookKind {
    /// People write to the assistant through it.
    Channel,
    /// A system starts a bot through it.
    Trigger,
    /// A system is told of events through it.
    Subscription,
}

/// How people write through a channel (002 FR-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelType {
    /// A system posts for them.
    CustomWebhook,
    /// Text messages.
    Sms,
    /// E-mail.
    Email,
}

/// How a caller of a custom channel proves itself, and how Patchbay proves itself to the outbound URL (FR-14).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum ChannelAuth {
    /// Not at all: the URL is the secret.
    #[default]
    None,
    /// `Authorization: Bearer …`.
    Bearer {
        /// The token.
        token: Secret,
    },
    /// A key in a header.
    ApiKey {
        /// The header's name, lower case.
        header: String,
        /// The key.
        key: Secret,
    },
    /// `X-Webhook-Signature: sha256=…` over the raw bytes.
    Hmac {
        /// The key; without it the channel's own secret key is used.
        secret: Option<Secret>,
    },
}

/// The header of an API key where the owner names none (FR-14).
pub const DEFAULT_API_KEY_HEADER: &str = "x-api-key";

/// How a delivery is sent (FR-13).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum OutboundMethod {
    /// POST.
    #[default]
    Post,
    /// PUT.
    Put,
}

/// Where and how a custom channel's replies leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboundEndpoint {
    /// http or https.
    pub url: Url,
    /// POST or PUT.
    pub method: OutboundMethod,
    /// Headers of the owner's own, names lower case.
    pub headers: BTreeMap<String, Secret>,
}

/// What a custom channel is told at its creation (002 A.1 `providerConfig`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomSettings {
    /// How callers prove themselves.
    pub auth: ChannelAuth,
    /// Where replies go; without it they stay in the inbox.
    pub outbound: Option<OutboundEndpoint>,
    /// Whose words come by it.
    #[serde(default)]
    pub senders: Senders,
}

/// Whose words come by a custom channel. Whoever posts knows its URL and proves themselves as the channel asks; whether what
/// they post is the owner's own or a stranger's, only the owner knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Senders {
    /// The owner's own systems: what they write has the owner's authority.
    #[default]
    Owner,
    /// Other people's words, such as a contact form's: they have none.
    Contacts,
}

/// The settings of a channel, by its type; kept sealed, since most of it is credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "channel", rename_all = "snake_case")]
pub enum ChannelSettings {
    /// A custom channel's.
    Custom(CustomSettings),
    /// An SMS channel's.
    Sms(SmsSettings),
    /// An e-mail channel's.
    Email(EmailSettings),
}

impl ChannelSettings {
    /// Which type of channel these are the settings of.
    #[must_use]
    pub const fn channel_type(&self) -> ChannelType {
        match self {
            Self::Custom(_) => ChannelType::CustomWebhook,
            Self::Sms(_) => ChannelType::Sms,
            Self::Email(_) => ChannelType::Email,
        }
    }
}

/// What becomes of a message over the quota of its channel (C19).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overflow {
    /// It is stored, and its turn comes when the quota allows: for senders that do not try again.
    Defer,
    /// It is refused with 429: its sender tries again.
    #[default]
    Reject,
}

impl Overflow {
    /// What is done where the owner says nothing.
    #[must_use]
    pub const fn default_of(channel_type: ChannelType) -> Self {
        match channel_type {
            ChannelType::CustomWebhook => Self::Reject,
            ChannelType::Sms | ChannelType::Email => Self::Defer,
        }
    }
}

/// What last went wrong on a channel; gone once the same goes well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelError {
    /// What, and what to do about it.
    pub message: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was counted on a channel (RM-9).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelStats {
    /// Inbound messages whose turn was taken.
    pub messages_received: u32,
    /// Answers, the assistant's and members'.
    pub messages_sent: u32,
    /// Tasks made from messages.
    pub tasks_created: u32,
    /// Deliveries given up.
    pub deliveries_failed: u32,
    /// Messages that wait for the quota to allow their turn.
    pub messages_deferred: u32,
    /// When the last message came.
    pub last_message_at: Option<DateTime<Utc>>,
}

/// A secret key that was replaced and stays valid for a while, so that the other side can change over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousSecretKey {
    /// 64 hex characters.
    pub key: Secret,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// A channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Its id.
    pub id: WebhookId,
    /// Its number among the organization's webhooks, from 1 (C8).
    pub number: u32,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Whose channel it is.
    pub owner_id: UserId,
    /// Its name, 1 to 100 characters.
    pub name: String,
    /// The random UUIDv4 in its inbound URL (AC-03).
    pub token: Uuid,
    /// 64 hex characters (AC-04).
    pub secret_key: Secret,
    /// The key before, while it is valid too.
    pub previous_secret_key: Option<PreviousSecretKey>,
    /// What its type needs.
    pub settings: ChannelSettings,
    /// The address its replies go to; none: the inbox.
    pub target_id: Option<TargetId>,
    /// Whether replies leave at all.
    pub outbound_enabled: bool,
    /// Whether notifications prefer it.
    pub is_primary: bool,
    /// Whether it takes messages.
    pub is_active: bool,
    /// When it was verified by code.
    pub verified_at: Option<DateTime<Utc>>,
    /// Requests a minute, 1 to 100 (FR-04).
    pub rate_limit_per_minute: u32,
    /// Requests an hour, 1 to 1000 (FR-04).
    pub rate_limit_per_hour: u32,
    /// What becomes of messages over these.
    pub overflow: Overflow,
    /// What last went wrong with what leaves.
    pub outbound_error: Option<ChannelError>,
    /// Why a request was last refused.
    pub inbound_error: Option<ChannelError>,
    /// How the assistant behaves on it.
    pub assistant: AssistantSettings,
    /// The owner's labels.
    pub tags: Vec<String>,
    /// The owner's own data.
    pub metadata: serde_json::Map<String, Value>,
    /// What was counted.
    pub stats: ChannelStats,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was deleted; its rows stay (AC-05).
    pub deleted_at: Option<DateTime<Utc>>,
}

/// Active channels a user may have (FR-01, C2).
pub const MAX_ACTIVE_CHANNELS: u32 = 3;

/// The longest time in which two secret keys of a channel are valid, in seconds: 7 days.
pub const MAX_GRACE_PERIOD_SECONDS: u32 = 604_800;

impl Channel {
    /// The keys that are valid at `now`, the present one first: all of them sign what leaves, any of them proves what
    /// comes in.
    #[must_use]
    pub fn secret_keys(&self, now: DateTime<Utc>) -> Vec<Secret> {
        let previous = self.previous_secret_key.as_ref().filter(|previous| previous.expires_at > now);
        let keys = std::iter::once(&self.secret_key).chain(previous.map(|previous| &previous.key));
        keys.cloned().collect()
    }
}
