//! What the assistant's last answer left open in a conversation: a choice it asked for, the rest of a list.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::assistant::{TaskChange, TaskChangeKind};

/// How long a choice can be made, and a list be gone on with.
const LASTS: TimeDelta = TimeDelta::hours(24);

/// What an answer left open. Every turn leaves its own, so that what is not taken up is dropped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dialogue {
    /// What was asked to be chosen from, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choice: Vec<ChoiceOption>,
    /// The numbers of the tasks by which a list goes on, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<u32>,
    /// When the answer was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
}

/// One thing to choose: a task, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChoiceOption {
    /// The task's number.
    pub number: u32,
    /// What becomes of it where it is chosen.
    pub changes: Vec<TaskChangeKind>,
}

impl ChoiceOption {
    /// The changes that choosing it makes.
    pub fn made(&self) -> impl Iterator<Item = TaskChange> + '_ {
        self.changes.iter().map(|kind| TaskChange::numbered(self.number, kind.clone()))
    }
}

impl Dialogue {
    /// Whether nothing is open.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.choice.is_empty() && self.listed.is_empty()
    }

    /// What of it can still be taken up.
    #[must_use]
    pub fn open_at(&self, now: DateTime<Utc>) -> Self {
        match self.at {
            Some(at) if now - at <= LASTS => self.clone(),
            _ => Self::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_can_be_made_for_a_day() {
        let at = DateTime::UNIX_EPOCH;
        let option = ChoiceOption { number: 12, changes: vec![TaskChangeKind::Complete] };
        let dialogue = Dialogue { choice: vec![option], listed: vec![3], at: Some(at) };
        assert_eq!(dialogue.open_at(at + LASTS), dialogue);
        assert!(dialogue.open_at(at + LASTS + TimeDelta::seconds(1)).is_empty());
        let read: Dialogue = serde_json::from_str(&serde_json::to_string(&dialogue).unwrap()).unwrap();
        assert_eq!(read, dialogue);
        assert_eq!(serde_json::from_str::<Dialogue>("{}").unwrap(), Dialogue::default());
    }
}
