//! Verification: a code through a channel proves that it works and who is at its other end (US-06).

use chrono::{DateTime, TimeDelta, Utc};

use crate::ids::{DeliveryId, OrganizationId, VerificationId, WebhookId};

/// A code that was sent, without the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Its id; the code follows from it and the master key, so that it is nowhere stored.
    pub id: VerificationId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// The channel.
    pub webhook_id: WebhookId,
    /// Where the code went; none: to the outbound URL.
    pub sent_to: Option<String>,
    /// A keyed hash of the code.
    pub code_hash: String,
    /// Wrong tries so far.
    pub tries: u32,
    /// The delivery that carries it.
    pub delivery_id: DeliveryId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it no longer counts.
    pub expires_at: DateTime<Utc>,
    /// When it was used up.
    pub used_at: Option<DateTime<Utc>>,
}

/// How long a code counts.
pub const CODE_LIFETIME: TimeDelta = TimeDelta::minutes(10);
/// Wrong tries that end a code.
pub const MAX_TRIES: u32 = 5;
/// How long until another code may be sent to the same channel.
pub const RESEND_AFTER: TimeDelta = TimeDelta::seconds(60);
/// What stands for the code in everything that is stored; the code itself is put in as it leaves.
pub const CODE_PLACEHOLDER: &str = "••••••";
