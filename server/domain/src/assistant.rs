//! What goes into a turn of the assistant and what comes out, whichever model takes it (002 FR-06 to FR-11).

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::task::{TaskDraft, TaskPriority, TaskStatus};

/// What a message is for (002 FR-07).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Something is to be done.
    Task,
    /// Something is asked.
    Question,
    /// Something known has changed: a task is done, moved, no longer needed.
    Update,
    /// A yes or a no to what was asked before.
    Confirmation,
    /// Greetings, thanks and whatever else needs nothing.
    Other,
}

/// How much it presses (002 FR-07).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Some day.
    Low,
    /// In the normal course of things.
    Medium,
    /// Soon.
    High,
    /// Now.
    Critical,
}

/// A date found in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DateMention {
    /// The words as written ("tomorrow 3pm").
    pub text: String,
    /// The instant they mean in the sender's time zone.
    pub at: DateTime<Utc>,
}

/// What a message names (002 FR-07).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entities {
    /// Dates and times.
    pub dates: Vec<DateMention>,
    /// People and companies.
    pub people: Vec<String>,
    /// Projects.
    pub projects: Vec<String>,
}

/// The tone of the answers (002 FR-11).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Personality {
    /// Plain and polite.
    #[default]
    Professional,
    /// Warm.
    Friendly,
    /// As few words as will do.
    Concise,
}

/// How the assistant behaves on a channel (002 FR-11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssistantSettings {
    /// The tone of its answers.
    #[serde(default)]
    pub personality: Personality,
    /// Whether it makes tasks by itself.
    #[serde(default = "yes")]
    pub auto_create_tasks: bool,
    /// For how many hours after its end a conversation goes on with a new message; 0: the next one begins another.
    #[serde(default = "three_days")]
    pub reopen_within_hours: u16,
}

const fn yes() -> bool {
    true
}

const fn three_days() -> u16 {
    72
}

impl Default for AssistantSettings {
    fn default() -> Self {
        Self {
            personality: Personality::default(),
            auto_create_tasks: true,
            reopen_within_hours: three_days(),
        }
    }
}

/// Who wrote an earlier message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// Whoever writes through the channel.
    Contact,
    /// The assistant.
    Assistant,
    /// A member of the organization, from the dashboard.
    Member,
}

/// An earlier message of the conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastMessage {
    /// Who wrote it.
    pub author: Author,
    /// What it said.
    pub content: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A task the assistant may speak of or change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTask {
    /// Its number in the organization, as people say it ("task 12").
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// How important it is.
    pub priority: TaskPriority,
    /// When it is due.
    pub deadline: Option<DateTime<Utc>>,
}

/// What a structured payload said outright (002 A.2); mapped to the task without guessing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StructuredTask {
    /// `taskTitle`.
    pub title: Option<String>,
    /// `taskDescription`.
    pub description: Option<String>,
    /// `taskPriority`.
    pub priority: Option<TaskPriority>,
    /// `taskDeadline`.
    pub deadline: Option<DateTime<Utc>>,
}

/// Everything a model gets to see of a turn.
#[derive(Debug, Clone)]
pub struct TurnRequest {
    /// When the message was received: what "tomorrow" counts from.
    pub received_at: DateTime<Utc>,
    /// The zone in which its dates are read: the contact's, else the member's, else the organization's.
    pub time_zone: Tz,
    /// The message's text.
    pub content: String,
    /// Whether it sends somebody else's message on, which is then in `content` and counts (002 US-08).
    pub is_forwarded: bool,
    /// The sender's name, where known.
    pub sender_name: Option<String>,
    /// Task fields that the payload gave outright.
    pub structured: Option<StructuredTask>,
    /// The last messages before this one, oldest first.
    pub history: Vec<PastMessage>,
    /// The organization's open tasks and this conversation's recently closed ones.
    pub tasks: Vec<KnownTask>,
    /// The conversation's summary so far.
    pub summary: Option<String>,
    /// How to behave.
    pub settings: AssistantSettings,
}

/// A change to a task that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskChange {
    /// Which one.
    pub number: u32,
    /// What becomes of it.
    pub kind: TaskChangeKind,
}

/// What becomes of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskChangeKind {
    /// It is done.
    Complete,
    /// It is not needed any more.
    Cancel,
    /// It is open again.
    Reopen,
    /// It has another deadline.
    Reschedule(DateTime<Utc>),
    /// It has another priority.
    Reprioritise(TaskPriority),
}

/// A piece of an answer. Task numbers are known only once the tasks are stored, so an answer is put together from
/// pieces at that moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplyPart {
    /// Words.
    Text(String),
    /// The line of the n-th created task (from 0): "Task 12: Call Acme, due Fri 13 Mar 15:00, high".
    CreatedTask(usize),
}

/// What a turn comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnResult {
    /// What the message is for.
    pub intent: Intent,
    /// How much it presses.
    pub urgency: Urgency,
    /// What it names.
    pub entities: Entities,
    /// Tasks to create, in the order of the message.
    pub tasks: Vec<TaskDraft>,
    /// Tasks to change; a change that no longer fits the task's state is left out when it is applied.
    pub changes: Vec<TaskChange>,
    /// The answer; empty where silence is the right answer.
    pub reply: Vec<ReplyPart>,
    /// The conversation's summary after this message, at most 500 characters.
    pub summary: String,
}
