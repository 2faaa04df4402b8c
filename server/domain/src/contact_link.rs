//! A code that joins what somebody is known by on another channel to them, sent to where it has to be read.

use chrono::{DateTime, TimeDelta, Utc};

use crate::contact::ContactIdentifier;
use crate::ids::{ContactId, ConversationId, DeliveryId, OrganizationId, VerificationId, WebhookId};

/// A code that was sent, without the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactLink {
    /// Its id; the code follows from it and the master key, so that it is nowhere stored.
    pub id: VerificationId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Who asked.
    pub contact_id: ContactId,
    /// Where they asked, which is where the code counts.
    pub conversation_id: ConversationId,
    /// What they say they are known by, too: a phone number or an address.
    pub identifier: ContactIdentifier,
    /// The channel the code left by.
    pub webhook_id: WebhookId,
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

/// For how long six digits in a conversation are taken for its last code: whoever is late is told so.
pub const ANSWER_EXPECTED: TimeDelta = TimeDelta::hours(24);

/// How many codes a contact may ask for in 24 hours, and how many are sent to one number or address: a text costs money, and
/// whoever gets one did not ask for it.
pub const MAX_CODES_A_DAY: u64 = 5;
