//! Subscriptions: systems that are told of events (001, 004, 002 FR-12 to FR-15).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::breaker::Breaker;
use crate::event::Event;
use crate::event_name::EventName;
use crate::event_pattern::{EventPattern, delivered_name};
use crate::ids::{OrganizationId, TargetId, UserId, WebhookId};
use crate::retry_policy::RetrySchedule;
use crate::secret::Secret;
use crate::webhook::{OutboundMethod, PreviousSecretKey};

/// How an event's body is written (C30).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayloadFormat {
    /// `{id, type, event, timestamp, webhookId, data}`: what both documents ask for, in one. The default.
    #[default]
    Native,
    /// Standard Webhooks: `{type, timestamp, data}`.
    Standard,
    /// CloudEvents 1.0 in structured JSON.
    Cloudevents,
    /// `{id, type, timestamp}` with a link to the event, for receivers that must not be sent its particulars.
    Thin,
}

/// How Patchbay proves itself to a receiver, beside the signatures (FR-14).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum OutboundAuth {
    /// Not at all.
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
    /// `Authorization: Basic …`.
    Basic {
        /// The user's name.
        username: String,
        /// The password.
        password: Secret,
    },
    /// By the signature, with a key other than the subscription's own where there is one.
    Hmac {
        /// The key.
        secret: Option<Secret>,
    },
}

/// In which order a subscription's deliveries leave (PE-21).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ordering {
    /// As they can: one that is retried holds up no other.
    #[default]
    None,
    /// One after another within a conversation.
    Conversation,
    /// One after another within a key that the event gives.
    Key,
}

/// How the headers of the signature are named, and what else is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    /// Other names for `x-webhook-signature`, `webhook-id` and their like, by the usual one, all lower case (C12).
    #[serde(default)]
    pub header_names: BTreeMap<String, String>,
    /// The seed of the ed25519 key, where deliveries carry a `v1a` signature too.
    #[serde(default)]
    pub ed25519_seed: Option<Secret>,
}

/// What of a subscription is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionSettings {
    /// http or https.
    pub url: Url,
    /// POST or PUT.
    pub method: OutboundMethod,
    /// Headers of the owner's own, names lower case.
    pub headers: BTreeMap<String, Secret>,
    /// How Patchbay proves itself.
    pub auth: OutboundAuth,
    /// How the signatures are sent.
    pub signing: Signing,
}

/// Why a subscription is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabledReason {
    /// A member switched it off.
    Manual,
    /// Its receiver failed for too long.
    Failing,
    /// Its receiver answered 410.
    Gone,
}

/// How a subscription fares (C25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Its last try arrived, or there was none yet.
    Active,
    /// Its last tries failed.
    Failing,
    /// Its breaker is open: what happens is held.
    Open,
    /// It is off.
    Disabled,
}

/// A subscription.
#[derive(Debug, Clone, PartialEq)]
pub struct Subscription {
    /// Its id.
    pub id: WebhookId,
    /// Its number among the organization's webhooks, from 1 (C8).
    pub number: u32,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Who made it, or looks after it.
    pub owner_id: UserId,
    /// Its name, 1 to 100 characters.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Where and how its events leave.
    pub settings: SubscriptionSettings,
    /// Which events.
    pub events: Vec<EventPattern>,
    /// The newest version of a type that its receiver understands.
    pub pinned_versions: BTreeMap<EventName, u32>,
    /// Only events that have one of these labels; none: whatever labels they have.
    pub labels: Vec<String>,
    /// How a body is written.
    pub format: PayloadFormat,
    /// How long a try may take, in seconds, 1 to 30.
    pub timeout_seconds: u32,
    /// When tries are due.
    pub retry: RetrySchedule,
    /// Requests a second at most; none: as many as it takes.
    pub rate_limit_per_second: Option<u32>,
    /// In which order deliveries leave.
    pub ordering: Ordering,
    /// The owner's own data.
    pub metadata: serde_json::Map<String, Value>,
    /// Its key: 64 hex characters unless the owner gave another.
    pub secret_key: Secret,
    /// The key before, while it is valid too.
    pub previous_secret_key: Option<PreviousSecretKey>,
    /// Where its deliveries wait.
    pub target_id: TargetId,
    /// Whether events are sent.
    pub is_active: bool,
    /// Why not, where not.
    pub disabled_reason: Option<DisabledReason>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was deleted; its rows stay.
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Subscription {
    /// The keys that sign at `now`, the present one first.
    #[must_use]
    pub fn secret_keys(&self, now: DateTime<Utc>) -> Vec<Secret> {
        if let OutboundAuth::Hmac { secret: Some(secret) } = &self.settings.auth {
            return vec![secret.clone()];
        }
        let previous = self.previous_secret_key.as_ref().filter(|previous| previous.expires_at > now);
        let keys = std::iter::once(&self.secret_key).chain(previous.map(|previous| &previous.key));
        keys.cloned().collect()
    }

    /// The name under which it wants the event; none: it does not want it. Versions are not looked at.
    #[must_use]
    pub fn wants(&self, event: &Event) -> Option<EventName> {
        let is_labelled = |label| event.labels.contains(label);
        if !self.labels.is_empty() && !self.labels.iter().any(is_labelled) {
            return None;
        }
        delivered_name(&self.events, &event.event_type)
    }

    /// The lane of an event's delivery; none: it waits for no other.
    #[must_use]
    pub fn lane(&self, event: &Event) -> Option<String> {
        match self.ordering {
            Ordering::None => None,
            Ordering::Conversation => Some(format!("fifo:{}:{}", self.id, event.conversation_id?)),
            Ordering::Key => Some(format!("fifo:{}:{}", self.id, event.key.as_deref()?)),
        }
    }

    /// How it fares.
    #[must_use]
    pub const fn health(&self, breaker: &Breaker) -> Health {
        match (self.is_active, breaker.is_open(), breaker.consecutive_failures) {
            (false, _, _) => Health::Disabled,
            (true, true, _) => Health::Open,
            (true, false, 0) => Health::Active,
            (true, false, _) => Health::Failing,
        }
    }
}

/// Subscriptions an organization may have (C2).
pub const MAX_SUBSCRIPTIONS: u32 = 500;

/// How long a try may take where nobody says, in seconds (004).
pub const DEFAULT_TIMEOUT_SECONDS: u32 = 30;
