//! What waits for a member's yes or no: what a message asked for that its sender may not have done at once, or what a channel
//! asks its members about before it is done (002 FR-11).

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::assistant::{ProposedTask, ReplyPart, SpokenLanguage, TaskChange};
use crate::ids::{
    ConfirmationId, ContactId, ConversationId, MessageId, OrganizationId, TaskId, UserId, WebhookId,
};

/// How long it waits.
pub const CONFIRMATION_LIFETIME: TimeDelta = TimeDelta::hours(24);
/// Wrong codes after which a member's codes no longer count, so that four digits are not guessed. The dashboard still settles.
pub const MAX_WRONG_CODES: u32 = 5;
/// How long a settled one answers to its code.
pub const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmationState {
    /// It waits.
    Pending,
    /// It was agreed to, and done.
    Agreed,
    /// It was declined, and left.
    Declined,
}

/// What is done on a yes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldPlan {
    /// Tasks that are there and need approval: on a no they are cancelled.
    #[serde(default)]
    pub approve: Vec<TaskId>,
    /// Tasks to make.
    #[serde(default)]
    pub tasks: Vec<ProposedTask>,
    /// Tasks to change.
    #[serde(default)]
    pub changes: Vec<TaskChange>,
    /// What is said once it is done.
    #[serde(default)]
    pub reply: Vec<ReplyPart>,
    /// The language of what is said.
    #[serde(default)]
    pub language: SpokenLanguage,
    /// The zone of the times in it.
    #[serde(default)]
    pub time_zone: Tz,
}

/// Something that waits for a member's yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingConfirmation {
    /// Its id.
    pub id: ConfirmationId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// What settles it by text or mail, once: four digits, its own among what waits.
    pub code: String,
    /// The member who is asked.
    pub user_id: UserId,
    /// The channel of the message.
    pub webhook_id: WebhookId,
    /// The conversation of the message.
    pub conversation_id: ConversationId,
    /// The message that asked for it.
    pub message_id: MessageId,
    /// Who wrote the message.
    pub contact_id: ContactId,
    /// Whether the member asked for it themselves; otherwise it was somebody who may not.
    pub is_own: bool,
    /// What would happen, in one line.
    pub summary: String,
    /// What is done on a yes.
    pub plan: HeldPlan,
    /// Where it stands.
    pub state: ConfirmationState,
    /// Wrong codes that came while it waited.
    pub wrong_codes: u32,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
    /// Until when it can be settled.
    pub expires_at: DateTime<Utc>,
    /// When it was settled.
    pub settled_at: Option<DateTime<Utc>>,
    /// By whom.
    pub settled_by: Option<UserId>,
    /// By which channel; none: in the dashboard or by the API.
    pub settled_through: Option<WebhookId>,
}

impl PendingConfirmation {
    /// Whether it can no longer be settled, though nobody did.
    #[must_use]
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.state == ConfirmationState::Pending && self.expires_at <= now
    }
}

/// The code that a random number comes to: 1000 to 9999, so that no zero in front is lost.
#[must_use]
pub fn code_of(random: u16) -> String {
    (1_000 + u32::from(random) % 9_000).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_four_digits() {
        for random in [0, 1, 8_999, 9_000, u16::MAX] {
            let code = code_of(random);
            assert!(code.len() == 4 && !code.starts_with('0'), "{code}");
        }
    }
}
