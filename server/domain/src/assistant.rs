//! What goes into a turn of the assistant and what comes out, whichever model takes it (002 FR-06 to FR-11).

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::task::{TaskPriority, TaskStatus};
use crate::trust::Trust;
use crate::webhook::ChannelType;

mod result;
mod understanding;

pub use result::{
    Certainty, Confirmation, Due, Fact, FactKind, ProposedTask, ReplyPart, SpokenLanguage, TaskChange,
    TaskChangeKind, TaskReference, TurnResult,
};
pub use understanding::{Understanding, UnderstoodTask};

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
    /// Sums of money.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amounts: Vec<Amount>,
}

/// A sum of money found in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Amount {
    /// The words as written ("1.500 €").
    pub text: String,
    /// The sum in hundredths.
    pub hundredths: u64,
    /// Its currency (ISO 4217), as far as its sign says one.
    pub currency: String,
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
    /// The language of its answers; none: that of the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<SpokenLanguage>,
    /// Whether a member is asked before anything is done (FR-11).
    #[serde(default)]
    pub require_confirmation: bool,
    /// Whose tasks need a member's approval (C45).
    #[serde(default)]
    pub approval: Approval,
}

/// Whose tasks need a member's approval; a member's own never do (C45).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// Nobody's.
    Never,
    /// Those of senders whom no member knows.
    #[default]
    UnknownSenders,
    /// Those of everybody but members.
    AllContacts,
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
            language: None,
            require_confirmation: false,
            approval: Approval::default(),
        }
    }
}

impl AssistantSettings {
    /// The language of an answer to a message that was read in this one.
    #[must_use]
    pub fn answers_in(&self, read: SpokenLanguage) -> SpokenLanguage {
        self.language.unwrap_or(read)
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

/// An earlier message of the conversation, or of another one with the same contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastMessage {
    /// Who wrote it.
    pub author: Author,
    /// What it said.
    pub content: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The kind of the other channel on which the same contact and the assistant said it; none: in this conversation.
    pub elsewhere: Option<ChannelType>,
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
    /// Who is to do it, as people name them.
    pub assignee: Option<String>,
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
    /// The message's text, below its subject where that counts.
    pub content: String,
    /// The subject of a mail, as far as it stands above the text in `content`.
    pub subject: Option<String>,
    /// Whether it sends somebody else's message on, which is then in `content` and counts (002 US-08).
    pub is_forwarded: bool,
    /// The sender's name, where known.
    pub sender_name: Option<String>,
    /// Task fields that the payload gave outright.
    pub structured: Option<StructuredTask>,
    /// The last messages before this one, oldest first; those of other channels before those of this conversation.
    pub history: Vec<PastMessage>,
    /// The organization's open tasks and this conversation's recently closed ones.
    pub tasks: Vec<KnownTask>,
    /// The conversation's summary so far.
    pub summary: Option<String>,
    /// How to behave.
    pub settings: AssistantSettings,
    /// Whose words they are.
    pub trust: Trust,
    /// What the organization tells its assistant in its own words.
    pub instructions: Option<String>,
    /// What is remembered of the sender.
    pub facts: Vec<Fact>,
}
