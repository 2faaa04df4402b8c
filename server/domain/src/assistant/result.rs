//! What a turn comes to, whichever model took it.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Entities, Intent, Urgency};
use crate::dialogue::ChoiceOption;
use crate::task::{TaskDraft, TaskPriority};

/// A language that the assistant reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SpokenLanguage {
    /// English, which is also what an unknown language is read as.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
    /// French.
    #[serde(rename = "fr")]
    French,
}

impl SpokenLanguage {
    /// Its ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }
}

/// When a task is due: a day, and the time of day where one was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Due {
    /// The day, in the sender's zone.
    pub date: NaiveDate,
    /// The time of day there, where the message names one.
    pub time: Option<NaiveTime>,
    /// The instant that is stored: without a time, the end of the working day.
    pub at: DateTime<Utc>,
}

/// A task to create.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposedTask {
    /// What to do, 1 to 200 characters.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// How important it is.
    pub priority: TaskPriority,
    /// When it is due.
    pub due: Option<Due>,
    /// Who is to do it, as the message names them.
    pub assignee: Option<String>,
}

impl ProposedTask {
    /// The task as it is stored.
    #[must_use]
    pub fn draft(&self) -> TaskDraft {
        TaskDraft {
            title: self.title.clone(),
            description: self.description.clone(),
            priority: self.priority,
            deadline: self.due.map(|due| due.at),
            assignee: self.assignee.clone(),
        }
    }
}

/// A change to a task that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskChange {
    /// Which one.
    pub task: TaskReference,
    /// What becomes of it.
    pub kind: TaskChangeKind,
}

impl TaskChange {
    /// A change to the task of that number.
    #[must_use]
    pub const fn numbered(number: u32, kind: TaskChangeKind) -> Self {
        Self { task: TaskReference::Number(number), kind }
    }
}

/// Which task is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskReference {
    /// The one of this number.
    Number(u32),
    /// One that these words of the message describe, and that no known task answers to. Nothing is changed by it.
    Meaning(String),
}

/// What becomes of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskChangeKind {
    /// It is done.
    Complete,
    /// It is not needed any more.
    Cancel,
    /// It is open again.
    Reopen,
    /// It has another deadline.
    Reschedule(Due),
    /// It has another priority.
    Reprioritise(TaskPriority),
    /// It has another title.
    Rename(String),
    /// Somebody is to do it, as people name them.
    Assign(String),
}

/// A yes or a no to what was asked before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Confirmation {
    /// Whether it is a yes.
    pub agreed: bool,
    /// The code of what is settled, where one was named ("Y 4821").
    pub code: Option<String>,
}

/// Something worth remembering of the sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// What kind of thing it is.
    pub kind: FactKind,
    /// What to remember, in the sender's words.
    pub text: String,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// What the sender is called.
    Name,
    /// What they like and do not like.
    Preference,
    /// When they work.
    WorkingHours,
    /// What they are working on.
    Project,
    /// How they want to be spoken to.
    Tone,
    /// What they asked to be remembered.
    Note,
}

/// How sure the model is of its reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It went by little: somebody should look.
    Low,
    /// It went by the likeliest reading.
    Medium,
    /// The words leave little open.
    High,
}

/// A piece of an answer. Task numbers are known only once the tasks are stored, so an answer is put together from
/// pieces at that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyPart {
    /// Words.
    Text(String),
    /// The line of the n-th created task (from 0): "Task 12: Call Acme, due Fri 13 Mar 15:00, high".
    CreatedTask(usize),
}

/// What a turn comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnResult {
    /// The language that the message was read in.
    pub language: SpokenLanguage,
    /// What the message is for: of several things the one that asks most of the reader.
    pub intent: Intent,
    /// Everything that it is for, `intent` first.
    pub intents: Vec<Intent>,
    /// How much it presses.
    pub urgency: Urgency,
    /// What it names.
    pub entities: Entities,
    /// Tasks to create, in the order of the message.
    pub tasks: Vec<ProposedTask>,
    /// Tasks to change; a change that no longer fits the task's state is left out when it is applied.
    pub changes: Vec<TaskChange>,
    /// The yes or no that it gives.
    pub confirmation: Option<Confirmation>,
    /// The answer to what it asks, where the tasks have one.
    pub answer: Option<String>,
    /// The answer; empty where silence is the right answer.
    pub reply: Vec<ReplyPart>,
    /// The conversation's summary after this message, at most 500 characters.
    pub summary: String,
    /// What is worth remembering of the sender.
    pub facts: Vec<Fact>,
    /// What is remembered of the sender and is not to be any more, as it stands in the request.
    pub forget: Vec<Fact>,
    /// How sure the reading is.
    pub certainty: Certainty,
    /// What the answer asks to be chosen from, in the order in which it numbers them.
    pub choice: Vec<ChoiceOption>,
    /// The tasks by which a list in the answer goes on, in their order.
    pub listed: Vec<u32>,
}
