//! What was understood of a message, and what members said that it should have been.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::ToSchema;
use validator::Validate;

use super::checks::not_blank;
use super::message::{MentionedDate, MessageIntent};
use super::task::{Priority, TaskStatus};
use super::value::{Timestamp, clearable};

/// The language that a message was read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageLanguage {
    /// English, as which an unknown language is read.
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// French.
    Fr,
}

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It went by little: somebody should look.
    Low,
    /// It went by the likeliest reading.
    Medium,
    /// The words leave little open.
    High,
}

/// Whose words a message was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SenderTrust {
    /// Nobody's that is known.
    Unknown,
    /// A contact's that a member knows.
    Contact,
    /// A member's.
    Member,
}

/// What becomes of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnderstoodChangeKind {
    /// It is done.
    Complete,
    /// It is not needed any more.
    Cancel,
    /// It is open again.
    Reopen,
    /// It is due at another time.
    Reschedule,
    /// It has another priority.
    Reprioritise,
    /// It has another title.
    Rename,
    /// It is somebody's.
    Assign,
}

/// A task that a message asks for.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnderstoodTask {
    /// The number of the task that was made of it, if one was.
    pub number: Option<u32>,
    /// What to do.
    pub title: String,
    /// How much it matters.
    pub priority: Priority,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// Whether a time of day was said, not only a day.
    pub has_due_time: bool,
    /// Who is to do it, as the message names them.
    pub assignee: Option<String>,
}

/// A change to a task that a message asks for.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnderstoodChange {
    /// The task's number, if one is meant that is known.
    pub number: Option<u32>,
    /// The words that describe the task, if no known one answers to them.
    pub words: Option<String>,
    /// What becomes of it.
    pub kind: UnderstoodChangeKind,
    /// When it is due then, if it is moved.
    pub due_at: Option<Timestamp>,
    /// How much it matters then, if that changes.
    pub priority: Option<Priority>,
    /// What it is called then, if that changes.
    pub title: Option<String>,
    /// Whose it is then, if that changes.
    pub assignee: Option<String>,
}

/// What was understood of a message, or would be.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Understanding {
    /// The language it was read in.
    pub language: MessageLanguage,
    /// Everything it wants, what asks most of the reader first.
    pub intents: Vec<MessageIntent>,
    /// How much it presses.
    pub urgency: Priority,
    /// The dates it names.
    pub dates: Vec<MentionedDate>,
    /// The people and companies it names.
    pub people: Vec<String>,
    /// The projects it names.
    pub projects: Vec<String>,
    /// The sums of money it names, as written.
    pub amounts: Vec<String>,
    /// The tasks it asks for.
    pub tasks: Vec<UnderstoodTask>,
    /// The changes to tasks it asks for, whether or not they could be made.
    pub changes: Vec<UnderstoodChange>,
    /// The answer to what it asks, if there is one.
    pub answer: Option<String>,
    /// How sure the reading is.
    pub certainty: Certainty,
    /// Whose words it was taken for.
    pub trust: SenderTrust,
}

/// A task of a message, as it stood.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadTask {
    /// The id.
    pub id: String,
    /// The number people say.
    pub number: u32,
    /// What to do.
    pub title: String,
    /// How much it matters.
    pub priority: Priority,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// Where it stands: what should not have been a task is cancelled.
    pub status: TaskStatus,
}

/// What a message is taken for, and what came of it.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageReading {
    /// What it wants.
    pub intent: Option<MessageIntent>,
    /// How much it presses.
    pub urgency: Option<Priority>,
    /// The people and companies it names.
    pub people: Vec<String>,
    /// The projects it names.
    pub projects: Vec<String>,
    /// The tasks that were made of it, cancelled ones too.
    pub tasks: Vec<ReadTask>,
}

/// What a member said that a message should have been understood as.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageCorrection {
    /// The id.
    pub id: String,
    /// The member; null where they are none any more.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
    /// How it stood.
    pub before: MessageReading,
    /// How it stands since.
    pub after: MessageReading,
}

/// What a message should have been understood as; what is missing stays. The same correction may come twice.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct MessageCorrect {
    /// The message.
    #[validate(length(min = 1, max = 64))]
    pub message_id: String,
    /// What it wants. Anything but `task`: the open tasks made of it are cancelled. `task`: one is made of it where it has
    /// none, with the title that its text says.
    #[specta(optional)]
    pub intent: Option<MessageIntent>,
    /// How much it presses.
    #[specta(optional)]
    pub urgency: Option<Priority>,
    /// The people and companies it names, up to 20.
    #[specta(optional)]
    #[validate(length(max = 20))]
    pub people: Option<Vec<String>>,
    /// The projects it names, up to 20.
    #[specta(optional)]
    #[validate(length(max = 20))]
    pub projects: Option<Vec<String>>,
    /// Its tasks, as far as something is to be said of them, up to 20.
    #[specta(optional)]
    #[validate(length(max = 20), nested)]
    pub tasks: Option<Vec<TaskCorrect>>,
}

/// What a task of a message should be; what is missing stays.
// Serialize is what its list is validated by.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct TaskCorrect {
    /// Which one, by its id; not given: one that is missing, and is made.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub task_id: Option<String>,
    /// What to do, 1 to 200 characters; of one that is missing, what the text says if not given.
    #[specta(optional)]
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub title: Option<String>,
    /// How much it matters.
    #[specta(optional)]
    pub priority: Option<Priority>,
    /// When it is due: any RFC 3339 time; null: it is not.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    pub due_at: Option<Option<Timestamp>>,
    /// Whether it is no task, and is cancelled; false if not given.
    #[specta(optional)]
    pub remove: Option<bool>,
}
