//! The words of the answers; each language has its own. Braces stand for what is put in: `{n}` a number, `{name}` a
//! task, `{when}` a time, `{what}` the sender's words, `{kind}` what a list is of.

use patchbay_domain::assistant::Personality;
use patchbay_domain::task::{TaskPriority, TaskStatus};

/// One thing said in each tone: professional, friendly, concise.
pub(crate) struct Tones(pub(crate) &'static str, pub(crate) &'static str, pub(crate) &'static str);

impl Tones {
    /// The words in a tone.
    pub(crate) fn of(&self, personality: Personality) -> &'static str {
        match personality {
            Personality::Professional => self.0,
            Personality::Friendly => self.1,
            Personality::Concise => self.2,
        }
    }
}

/// What is said in a language.
pub(crate) struct Phrases {
    pub(crate) help: Tones,
    pub(crate) creates_none: Tones,
    pub(crate) created_one: Tones,
    pub(crate) created_many: Tones,
    pub(crate) no_answer: Tones,
    pub(crate) which: Tones,
    pub(crate) none_open: &'static str,
    pub(crate) no_text: &'static str,
    pub(crate) not_made: Tones,
    pub(crate) yes_noted: Tones,
    pub(crate) no_noted: Tones,
    pub(crate) noted: Tones,
    pub(crate) welcome: Tones,
    pub(crate) hello: Tones,
    pub(crate) not_obeyed: Tones,
    /// "Task {n}", also what says in an earlier answer which task was named.
    pub(crate) task: &'static str,
    pub(crate) done: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) reopened: &'static str,
    pub(crate) moved: &'static str,
    pub(crate) ranked: &'static str,
    pub(crate) renamed: &'static str,
    pub(crate) cheer: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) unmatched: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) already: &'static str,
    /// "{name} is {what}": where a task stands.
    pub(crate) stands: &'static str,
    pub(crate) not_here: &'static str,
    pub(crate) without_deadline: &'static str,
    pub(crate) due: &'static str,
    pub(crate) overdue_since: &'static str,
    pub(crate) list_none: &'static str,
    pub(crate) list_one: &'static str,
    pub(crate) list_many: &'static str,
    pub(crate) list_more: &'static str,
    pub(crate) kind_overdue: &'static str,
    pub(crate) kind_due: &'static str,
    pub(crate) kind_pressing: &'static str,
    pub(crate) kind_open: &'static str,
    pub(crate) kind_open_for: &'static str,
    pub(crate) next_week: &'static str,
    pub(crate) this_week: &'static str,
    pub(crate) weekend: &'static str,
    pub(crate) this_month: &'static str,
    pub(crate) soon: &'static str,
    pub(crate) by: &'static str,
    /// Pending, in progress, completed, failed, cancelled.
    pub(crate) states: [&'static str; 5],
    /// Low, medium, high, critical.
    pub(crate) priorities: [&'static str; 4],
    /// From Monday.
    pub(crate) weekdays: [&'static str; 7],
    /// From January.
    pub(crate) months: [&'static str; 12],
}

impl Phrases {
    /// Where a task stands, in a word.
    pub(crate) const fn state(&self, status: TaskStatus) -> &'static str {
        match status {
            TaskStatus::Pending => self.states[0],
            TaskStatus::InProgress => self.states[1],
            TaskStatus::Completed => self.states[2],
            TaskStatus::Failed => self.states[3],
            TaskStatus::Cancelled => self.states[4],
        }
    }

    /// A priority as people say it.
    pub(crate) const fn priority(&self, priority: TaskPriority) -> &'static str {
        match priority {
            TaskPriority::Low => self.priorities[0],
            TaskPriority::Medium => self.priorities[1],
            TaskPriority::High => self.priorities[2],
            TaskPriority::Critical => self.priorities[3],
        }
    }
}

/// A phrase with its braces filled.
pub(crate) fn filled(phrase: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(phrase.len() + 40);
    let mut rest = phrase;
    // One pass, so that a title with braces in it stays as it is.
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        text.push_str(&rest[..open]);
        let name = &rest[open + 1..open + length];
        text.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = &rest[open + length + 1..];
    }
    text.push_str(rest);
    text
}
