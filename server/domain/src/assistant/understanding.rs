//! What was understood of a message, as it is kept beside the turn: what a member looks at, and corrects.

use serde::{Deserialize, Serialize};

use super::{
    Certainty, Due, Entities, Intent, ProposedTask, SpokenLanguage, TaskChange, TaskChangeKind,
    TaskReference, TurnResult, Urgency,
};
use crate::card_number::redact_text;
use crate::task::TaskPriority;
use crate::trust::Trust;

/// What was understood, without card numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Understanding {
    /// The language that the message was read in.
    pub language: SpokenLanguage,
    /// Everything that the message is for, what asks most of the reader first.
    pub intents: Vec<Intent>,
    /// How much it presses.
    pub urgency: Urgency,
    /// What it names.
    pub entities: Entities,
    /// The tasks that it asks for.
    pub tasks: Vec<UnderstoodTask>,
    /// The changes to tasks that it asks for, whether or not they could be made.
    pub changes: Vec<TaskChange>,
    /// The answer to what it asks, where there is one.
    pub answer: Option<String>,
    /// How sure the reading is.
    pub certainty: Certainty,
    /// Whose words it was taken for.
    pub trust: Trust,
}

/// A task that a message asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnderstoodTask {
    /// The number of the task that was made of it.
    pub number: Option<u32>,
    /// What to do.
    pub title: String,
    /// How important it is.
    pub priority: TaskPriority,
    /// When it is due.
    pub due: Option<Due>,
    /// Who is to do it, as the message names them.
    pub assignee: Option<String>,
}

impl Understanding {
    /// What a turn comes to, before its tasks have numbers.
    #[must_use]
    pub fn of(result: &TurnResult, trust: Trust) -> Self {
        Self {
            language: result.language,
            intents: result.intents.clone(),
            urgency: result.urgency,
            entities: redacted_entities(&result.entities),
            tasks: result.tasks.iter().map(UnderstoodTask::of).collect(),
            changes: result.changes.iter().map(redacted_change).collect(),
            answer: result.answer.as_deref().map(redacted),
            certainty: result.certainty,
            trust,
        }
    }

    /// The same with the numbers of the tasks that were made, in their order.
    #[must_use]
    pub fn with_numbers(mut self, numbers: impl IntoIterator<Item = u32>) -> Self {
        for (task, number) in self.tasks.iter_mut().zip(numbers) {
            task.number = Some(number);
        }
        self
    }
}

impl UnderstoodTask {
    fn of(task: &ProposedTask) -> Self {
        Self {
            number: None,
            title: redacted(&task.title),
            priority: task.priority,
            due: task.due,
            assignee: task.assignee.as_deref().map(redacted),
        }
    }
}

fn redacted(text: &str) -> String {
    redact_text(text).into_owned()
}

fn redacted_entities(entities: &Entities) -> Entities {
    let mut entities = entities.clone();
    let texts = entities.dates.iter_mut().map(|date| &mut date.text);
    let texts = texts.chain(&mut entities.people).chain(&mut entities.projects);
    for text in texts.chain(entities.amounts.iter_mut().map(|amount| &mut amount.text)) {
        *text = redacted(text);
    }
    entities
}

fn redacted_change(change: &TaskChange) -> TaskChange {
    let task = match &change.task {
        TaskReference::Number(number) => TaskReference::Number(*number),
        TaskReference::Meaning(words) => TaskReference::Meaning(redacted(words)),
    };
    let kind = match &change.kind {
        TaskChangeKind::Rename(title) => TaskChangeKind::Rename(redacted(title)),
        kind => kind.clone(),
    };
    TaskChange { task, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "4111 1111 1111 1111";

    fn result() -> TurnResult {
        let task = |title: &str| ProposedTask { title: title.to_owned(), ..ProposedTask::default() };
        TurnResult {
            language: SpokenLanguage::German,
            intent: Intent::Task,
            intents: vec![Intent::Task, Intent::Question],
            urgency: Urgency::High,
            entities: Entities { people: vec![format!("Ann {CARD}")], ..Entities::default() },
            tasks: vec![task(&format!("Charge {CARD}")), task("Call Bob")],
            changes: vec![
                TaskChange {
                    task: TaskReference::Meaning(format!("the {CARD} one")),
                    kind: TaskChangeKind::Rename(format!("Refund {CARD}")),
                },
                TaskChange::numbered(7, TaskChangeKind::Complete),
            ],
            confirmation: None,
            answer: Some(format!("It is {CARD}.")),
            reply: Vec::new(),
            summary: String::new(),
            facts: Vec::new(),
            forget: Vec::new(),
            certainty: Certainty::Medium,
            choice: Vec::new(),
            listed: Vec::new(),
        }
    }

    #[test]
    fn no_card_number_is_kept() {
        let kept = serde_json::to_string(&Understanding::of(&result(), Trust::Contact)).unwrap();
        assert!(!kept.contains("4111 1111"), "{kept}");
        assert_eq!(kept.matches("[card ending 1111]").count(), 5, "{kept}");
    }

    #[test]
    fn tasks_get_the_numbers_of_what_was_made() {
        let understood = Understanding::of(&result(), Trust::Contact).with_numbers([12, 13]);
        let numbers: Vec<_> = understood.tasks.iter().map(|task| task.number).collect();
        assert_eq!((numbers, understood.trust), (vec![Some(12), Some(13)], Trust::Contact));
        let again: Understanding =
            serde_json::from_value(serde_json::to_value(&understood).unwrap()).unwrap();
        assert_eq!(again, understood);
        // Where none was made, none has a number.
        assert!(Understanding::of(&result(), Trust::Unknown).tasks.iter().all(|task| task.number.is_none()));
    }
}
