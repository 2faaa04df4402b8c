//! Tasks: what people asked to have done.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::ToSchema;
use validator::Validate;

use super::checks::not_blank;
use super::value::{Timestamp, clearable};

/// How much a task or message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// When there is time.
    Low,
    /// In its turn.
    Medium,
    /// Before the others.
    High,
    /// Now.
    Critical,
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// Not begun.
    Pending,
    /// Begun.
    InProgress,
    /// Done; final.
    Completed,
    /// Could not be done; final.
    Failed,
    /// Not wanted any more; final.
    Cancelled,
}

/// Where an update can put a task; the final states have procedures of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OpenTaskStatus {
    /// Not begun.
    Pending,
    /// Begun.
    InProgress,
}

/// What someone asked to have done.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// The id.
    pub id: String,
    /// The number people say, counted within the organization.
    pub number: u32,
    /// What to do, in a line.
    pub title: String,
    /// What to do, in full.
    pub description: Option<String>,
    /// How much it matters.
    pub priority: Priority,
    /// Where it stands.
    pub status: TaskStatus,
    /// When it is due.
    pub deadline: Option<Timestamp>,
    /// Whether a member has to agree to it first: somebody asked for it whom no member knows, or who is no member.
    pub needs_approval: bool,
    /// Who is to do it, as people name them.
    pub assignee: Option<String>,
    /// What came of it, once completed.
    pub result: Option<String>,
    /// Why it failed or was cancelled.
    pub error: Option<String>,
    /// The webhook it came through.
    pub source_webhook_id: Option<String>,
    /// The message it was made from.
    pub source_message_id: Option<String>,
    /// The conversation it belongs to.
    pub conversation_id: Option<String>,
    /// The contact it is for.
    pub contact_id: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it reached a final state.
    pub completed_at: Option<Timestamp>,
}

/// Which tasks to list, newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct TaskList {
    /// Only those that stand here.
    #[specta(optional)]
    pub status: Option<TaskStatus>,
    /// Only those that matter this much.
    #[specta(optional)]
    pub priority: Option<Priority>,
    /// Only those of this conversation.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub conversation_id: Option<String>,
    /// Only those for this contact.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub contact_id: Option<String>,
    /// Only those that came through this webhook.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub source_webhook_id: Option<String>,
    /// Only those that wait for a member's approval, or only those that do not.
    #[specta(optional)]
    pub needs_approval: Option<bool>,
    /// Only those of whoever is named so, in any case.
    #[specta(optional)]
    #[validate(length(max = 100))]
    pub assignee: Option<String>,
    /// Only those with this in title, description or assignee.
    #[specta(optional)]
    #[validate(length(max = 200))]
    pub search: Option<String>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// A new task.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct TaskCreate {
    /// What to do, 1 to 200 characters.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub title: String,
    /// What to do in full, at most 10,000 characters.
    #[specta(optional)]
    #[validate(length(max = 10_000))]
    pub description: Option<String>,
    /// How much it matters; medium if not given.
    #[specta(optional)]
    pub priority: Option<Priority>,
    /// When it is due: any RFC 3339 time.
    #[specta(optional)]
    pub deadline: Option<Timestamp>,
    /// Who is to do it, as people name them, at most 100 characters.
    #[specta(optional)]
    #[validate(length(max = 100))]
    pub assignee: Option<String>,
    /// The conversation it belongs to; the contact it is with is the task's.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub conversation_id: Option<String>,
    /// The contact it is for, where it belongs to no conversation.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub contact_id: Option<String>,
}

/// Changes to a task: what is missing stays, and what can be null is cleared by it.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct TaskUpdate {
    /// The task: its id, or its number as text.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// What to do, 1 to 200 characters.
    #[specta(optional)]
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub title: Option<String>,
    /// What to do in full; null clears it.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 10_000))]
    pub description: Option<Option<String>>,
    /// How much it matters.
    #[specta(optional)]
    pub priority: Option<Priority>,
    /// When it is due; null clears it.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    pub deadline: Option<Option<Timestamp>>,
    /// Who is to do it, at most 100 characters; null clears it.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 100))]
    pub assignee: Option<Option<String>>,
    /// Where it stands; from a final state this opens it again.
    #[specta(optional)]
    pub status: Option<OpenTaskStatus>,
}

/// A task that is done.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct TaskComplete {
    /// The task: its id, or its number as text.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// What came of it, at most 10,000 characters.
    #[specta(optional)]
    #[validate(length(max = 10_000))]
    pub result: Option<String>,
}

/// A task that could not be done.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct TaskFail {
    /// The task: its id, or its number as text.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// Why, 1 to 10,000 characters.
    #[validate(length(min = 1, max = 10_000), custom(function = not_blank))]
    pub error: String,
}

/// A task that is not wanted any more.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct TaskCancel {
    /// The task: its id, or its number as text.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// Why, at most 10,000 characters.
    #[specta(optional)]
    #[validate(length(max = 10_000))]
    pub reason: Option<String>,
}
