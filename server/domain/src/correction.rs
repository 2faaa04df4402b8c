//! What a member said that a message should have been understood as. Kept as it was before and after, so that the assistant
//! can be measured by it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::assistant::{Intent, Urgency};
use crate::ids::{CorrectionId, MessageId, TaskId, UserId};
use crate::message::Message;
use crate::task::{Task, TaskPriority, TaskStatus};

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its id.
    pub id: CorrectionId,
    /// The message.
    pub message_id: MessageId,
    /// The zone that its dates were read in.
    pub time_zone: Tz,
    /// How it stood.
    pub before: Reading,
    /// How it stands since.
    pub after: Reading,
    /// The member who said so.
    pub user_id: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a message is taken for, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// What it is for.
    pub intent: Option<Intent>,
    /// How much it presses.
    pub urgency: Option<Urgency>,
    /// The people and companies it names.
    pub people: Vec<String>,
    /// The projects it names.
    pub projects: Vec<String>,
    /// The tasks that were made of it, cancelled ones too.
    pub tasks: Vec<ReadTask>,
}

/// A task as a message was read to ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadTask {
    /// The task.
    pub id: TaskId,
    /// Its number.
    pub number: u32,
    /// What to do.
    pub title: String,
    /// How important it is.
    pub priority: TaskPriority,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// Where it stands: what should not have been a task is cancelled.
    pub status: TaskStatus,
}

impl Reading {
    /// What stands of a message and of the tasks that came of it.
    #[must_use]
    pub fn of(message: &Message, tasks: &[Task]) -> Self {
        let (people, projects) = match &message.entities {
            Some(entities) => (entities.people.clone(), entities.projects.clone()),
            None => (Vec::new(), Vec::new()),
        };
        let read = |task: &Task| ReadTask {
            id: task.id,
            number: task.number,
            title: task.title.clone(),
            priority: task.priority,
            due_at: task.deadline,
            status: task.status,
        };
        let mut tasks: Vec<ReadTask> = tasks.iter().map(read).collect();
        tasks.sort_by_key(|task| task.number);
        Self { intent: message.intent, urgency: message.urgency, people, projects, tasks }
    }
}
