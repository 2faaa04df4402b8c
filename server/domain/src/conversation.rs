//! Conversations: one open thread a channel and contact.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::dialogue::Dialogue;
use crate::ids::{AuditEntryId, ContactId, ConversationId, OrganizationId, UserId, WebhookId};

/// Where a conversation stands (002 FR-09).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationStatus {
    /// Going on.
    Active,
    /// The assistant keeps silent.
    Paused,
    /// Came to a good end.
    Resolved,
    /// History.
    Archived,
}

/// What a member does with a conversation (002 FR-09).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConversationStep {
    /// The assistant is to keep silent: people answer.
    Pause,
    /// The assistant answers again.
    Resume,
    /// It came to a good end.
    Resolve,
    /// It goes on after all.
    Reopen,
    /// It is history, for good.
    Archive,
}

impl ConversationStep {
    /// Every step there is.
    pub const ALL: [Self; 5] = [Self::Pause, Self::Resume, Self::Resolve, Self::Reopen, Self::Archive];

    /// Where the step leads from there; nowhere, where it is none of FR-09's.
    #[must_use]
    pub const fn from(self, status: ConversationStatus) -> Option<ConversationStatus> {
        use ConversationStatus::{Active, Archived, Paused, Resolved};
        match (status, self) {
            (Active, Self::Pause) => Some(Paused),
            (Active, Self::Resolve) => Some(Resolved),
            (Paused, Self::Resume) | (Resolved, Self::Reopen) => Some(Active),
            (Active | Paused | Resolved, Self::Archive) => Some(Archived),
            _ => None,
        }
    }

    /// Its name in the audit trail.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Pause => "conversation.paused",
            Self::Resume => "conversation.resumed",
            Self::Resolve => "conversation.resolved",
            Self::Reopen => "conversation.reopened",
            Self::Archive => "conversation.archived",
        }
    }

    /// The verb for people.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Pause => "paused",
            Self::Resume => "resumed",
            Self::Resolve => "resolved",
            Self::Reopen => "reopened",
            Self::Archive => "archived",
        }
    }
}

impl ConversationStatus {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Resolved => "resolved",
            Self::Archived => "archived",
        }
    }
}

/// Who talks with whom (C26).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationKind {
    /// A person with the assistant.
    Human,
    /// A bot with a bot.
    Bot,
}

/// One change of where a conversation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationTransition {
    /// Its id: that of its audit entry.
    pub id: AuditEntryId,
    /// When.
    pub at: DateTime<Utc>,
    /// Where it stood.
    pub from: ConversationStatus,
    /// Where it stood then.
    pub to: ConversationStatus,
    /// Why, where somebody said so.
    pub reason: Option<String>,
    /// The member who did it.
    pub user_id: Option<UserId>,
}

/// A conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Its number in the organization, from 1.
    pub number: u32,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// The channel it goes through.
    pub webhook_id: WebhookId,
    /// The contact.
    pub contact_id: ContactId,
    /// Who talks with whom.
    pub kind: ConversationKind,
    /// Where it stands.
    pub status: ConversationStatus,
    /// The contact, as the channel knows them.
    pub sender_identifier: String,
    /// What they are called.
    pub sender_name: Option<String>,
    /// What it is about so far (FR-10).
    pub context_summary: Option<String>,
    /// Messages in it, both ways.
    pub message_count: u32,
    /// The beginning of its last message, at most 200 characters.
    pub last_message_preview: Option<String>,
    /// When its last message came or left.
    pub last_message_at: DateTime<Utc>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// What the assistant's last answer left open.
    pub dialogue: Dialogue,
}

#[cfg(test)]
mod tests {
    use super::ConversationStatus::{Active, Archived, Paused, Resolved};
    use super::ConversationStep::{Archive, Pause, Reopen, Resolve, Resume};
    use super::*;

    #[test]
    fn only_the_steps_of_fr_09_lead_anywhere() {
        let allowed = [
            (Active, Pause, Paused),
            (Active, Resolve, Resolved),
            (Active, Archive, Archived),
            (Paused, Resume, Active),
            (Paused, Archive, Archived),
            (Resolved, Reopen, Active),
            (Resolved, Archive, Archived),
        ];
        for status in [Active, Paused, Resolved, Archived] {
            for step in ConversationStep::ALL {
                let expected = allowed.iter().find(|(from, by, _)| (*from, *by) == (status, step));
                assert_eq!(step.from(status), expected.map(|(_, _, to)| *to), "{step:?} from {status:?}");
            }
        }
    }
}
