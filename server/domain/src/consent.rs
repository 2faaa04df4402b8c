//! Consent: whether a person may be texted. Twilio's keywords decide, and a person's last one holds.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::WebhookId;

/// What a person said about being texted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// They want texts (again).
    OptedIn,
    /// They want none: nothing is sent to them on this channel.
    OptedOut,
}

/// The last word of a person on one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The channel it holds on.
    pub webhook_id: WebhookId,
    /// Whom it is about, as the channel knows them.
    pub address: String,
    /// What they said.
    pub state: ConsentState,
    /// In which word: "STOP"; "21610" where only Twilio's refusal told of it.
    pub keyword: String,
    /// When.
    pub changed_at: DateTime<Utc>,
}
