//! Tasks: what is to be done, where it came from, where it stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{ContactId, ConversationId, MessageId, OrganizationId, TaskId, UserId, WebhookId};

/// How important a task is (002 A.2 `taskPriority`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskPriority {
    /// Some day.
    Low,
    /// In the normal course of things.
    #[default]
    Medium,
    /// Before others.
    High,
    /// Before everything.
    Critical,
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// Not begun.
    Pending,
    /// Somebody is at it.
    InProgress,
    /// Done.
    Completed,
    /// Tried in vain.
    Failed,
    /// Not needed any more.
    Cancelled,
}

impl TaskStatus {
    /// Whether nothing more is to be done.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled)
    }

    /// Whether a task may go from `self` to `next`. A finished task can be reopened, but not finished another way:
    /// its result would be lost silently.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        self == next || !self.is_final() || !next.is_final()
    }
}

/// The longest title, in characters.
pub const MAX_TITLE_CHARACTERS: usize = 200;

/// The longest name of whoever is to do a task, in characters.
pub const MAX_ASSIGNEE_CHARACTERS: usize = 100;

/// A task before it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskDraft {
    /// What to do, 1 to 200 characters.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// How important it is.
    pub priority: TaskPriority,
    /// When it is due.
    pub deadline: Option<DateTime<Utc>>,
    /// Who is to do it, as people name them.
    pub assignee: Option<String>,
}

/// A stored task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Its number in the organization, from 1.
    pub number: u32,
    /// What to do.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// How important it is.
    pub priority: TaskPriority,
    /// Where it stands.
    pub status: TaskStatus,
    /// When it is due.
    pub deadline: Option<DateTime<Utc>>,
    /// Whether a member has to agree to it first: somebody asked for it who may not have things done (C45).
    pub needs_approval: bool,
    /// Who is to do it, as people name them, at most 100 characters.
    pub assignee: Option<String>,
    /// What came of it, once completed.
    pub result: Option<String>,
    /// Why it failed or was cancelled.
    pub error: Option<String>,
    /// The channel whose message made it (AC-16).
    pub source_webhook_id: Option<WebhookId>,
    /// The message that made it (AC-16).
    pub source_message_id: Option<MessageId>,
    /// The conversation it belongs to.
    pub conversation_id: Option<ConversationId>,
    /// The contact it is for.
    pub contact_id: Option<ContactId>,
    /// The member who made it by hand.
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it came to an end.
    pub completed_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::TaskStatus::{self, Cancelled, Completed, Failed, InProgress, Pending};

    #[test]
    fn a_finished_task_is_reopened_but_never_finished_another_way() {
        const ALL: [TaskStatus; 5] = [Pending, InProgress, Completed, Failed, Cancelled];
        for from in ALL {
            for to in ALL {
                let refused = from.is_final() && to.is_final() && from != to;
                assert_eq!(from.may_become(to), !refused, "{from:?} to {to:?}");
            }
        }
    }
}
