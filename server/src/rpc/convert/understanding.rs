//! What was understood of messages, and what it should have been.

use std::collections::HashMap;

use patchbay_domain::assistant::{
    Certainty, DateMention, SpokenLanguage, TaskChange, TaskChangeKind, TaskReference, Understanding,
    UnderstoodTask,
};
use patchbay_domain::correction::{Correction, ReadTask, Reading};
use patchbay_domain::ids::UserId;
use patchbay_domain::trust::Trust;

use super::same_variants;
use crate::actions::correct_message::{MessageCorrection, TaskCorrection};
use crate::rpc::wire::message::MentionedDate;
use crate::rpc::wire::understanding as wire;

same_variants!(Certainty => wire::Certainty { Low, Medium, High });
same_variants!(Trust => wire::SenderTrust { Unknown, Contact, Member });

impl From<SpokenLanguage> for wire::MessageLanguage {
    fn from(language: SpokenLanguage) -> Self {
        match language {
            SpokenLanguage::English => Self::En,
            SpokenLanguage::German => Self::De,
            SpokenLanguage::Spanish => Self::Es,
            SpokenLanguage::French => Self::Fr,
        }
    }
}

impl From<DateMention> for MentionedDate {
    fn from(date: DateMention) -> Self {
        Self { text: date.text, at: date.at.into() }
    }
}

impl From<Understanding> for wire::Understanding {
    fn from(understood: Understanding) -> Self {
        let entities = understood.entities;
        Self {
            language: understood.language.into(),
            intents: understood.intents.into_iter().map(Into::into).collect(),
            urgency: understood.urgency.into(),
            dates: entities.dates.into_iter().map(Into::into).collect(),
            people: entities.people,
            projects: entities.projects,
            amounts: entities.amounts.into_iter().map(|amount| amount.text).collect(),
            tasks: understood.tasks.into_iter().map(Into::into).collect(),
            changes: understood.changes.into_iter().map(Into::into).collect(),
            answer: understood.answer,
            certainty: understood.certainty.into(),
            trust: understood.trust.into(),
        }
    }
}

impl From<UnderstoodTask> for wire::UnderstoodTask {
    fn from(task: UnderstoodTask) -> Self {
        Self {
            number: task.number,
            title: task.title,
            priority: task.priority.into(),
            due_at: task.due.map(|due| due.at.into()),
            has_due_time: task.due.is_some_and(|due| due.time.is_some()),
            assignee: task.assignee,
        }
    }
}

impl From<TaskChange> for wire::UnderstoodChange {
    fn from(change: TaskChange) -> Self {
        use wire::UnderstoodChangeKind as Kind;
        let (number, words) = match change.task {
            TaskReference::Number(number) => (Some(number), None),
            TaskReference::Meaning(words) => (None, Some(words)),
        };
        let of = |kind| Self {
            number,
            words: words.clone(),
            kind,
            due_at: None,
            priority: None,
            title: None,
            assignee: None,
        };
        match change.kind {
            TaskChangeKind::Complete => of(Kind::Complete),
            TaskChangeKind::Cancel => of(Kind::Cancel),
            TaskChangeKind::Reopen => of(Kind::Reopen),
            TaskChangeKind::Reschedule(due) => Self { due_at: Some(due.at.into()), ..of(Kind::Reschedule) },
            TaskChangeKind::Reprioritise(priority) => {
                Self { priority: Some(priority.into()), ..of(Kind::Reprioritise) }
            }
            TaskChangeKind::Rename(title) => Self { title: Some(title), ..of(Kind::Rename) },
            TaskChangeKind::Assign(name) => Self { assignee: Some(name), ..of(Kind::Assign) },
        }
    }
}

impl wire::MessageCorrection {
    /// A correction, and what the member is called.
    pub(in crate::rpc) fn of(correction: Correction, names: &HashMap<UserId, String>) -> Self {
        Self {
            id: correction.id.to_string(),
            by: names.get(&correction.user_id).cloned(),
            at: correction.at.into(),
            before: correction.before.into(),
            after: correction.after.into(),
        }
    }
}

impl From<Reading> for wire::MessageReading {
    fn from(reading: Reading) -> Self {
        Self {
            intent: reading.intent.map(Into::into),
            urgency: reading.urgency.map(Into::into),
            people: reading.people,
            projects: reading.projects,
            tasks: reading.tasks.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ReadTask> for wire::ReadTask {
    fn from(task: ReadTask) -> Self {
        Self {
            id: task.id.to_string(),
            number: task.number,
            title: task.title,
            priority: task.priority.into(),
            due_at: task.due_at.map(Into::into),
            status: task.status.into(),
        }
    }
}

/// What a member says. A task's id that is none is that of no task of the message.
pub(in crate::rpc) fn correction(input: wire::MessageCorrect) -> Result<MessageCorrection, usize> {
    let task = |(place, task): (usize, wire::TaskCorrect)| -> Result<TaskCorrection, usize> {
        let task_id = task.task_id.map(|id| id.parse().map_err(|_| place)).transpose()?;
        Ok(TaskCorrection {
            task_id,
            title: task.title,
            priority: task.priority.map(Into::into),
            due_at: task.due_at.map(|due| due.map(Into::into)),
            remove: task.remove.unwrap_or(false),
        })
    };
    Ok(MessageCorrection {
        intent: input.intent.map(Into::into),
        urgency: input.urgency.map(Into::into),
        people: input.people,
        projects: input.projects,
        tasks: input.tasks.unwrap_or_default().into_iter().enumerate().map(task).collect::<Result<_, _>>()?,
    })
}
