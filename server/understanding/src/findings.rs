//! What a message was found to hold.

use patchbay_domain::assistant::{Confirmation, Due, Urgency};
use patchbay_domain::task::TaskPriority;

use super::updates::Update;

/// A task as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// Its title.
    pub(super) title: String,
    /// Its priority, where said.
    pub(super) priority: Option<TaskPriority>,
    /// Its deadline, where said.
    pub(super) due: Option<Due>,
    /// Who is to do it, where said.
    pub(super) assignee: Option<String>,
    /// Whether it is a wish of the sender's own ("we want to …") rather than a request.
    pub(super) is_wish: bool,
    /// The words it was read from, and what was told about it.
    pub(super) source: Vec<String>,
    /// Whether they hold more than the title says.
    pub(super) says_more: bool,
}

/// A question and its answer, where the tasks have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// The answer.
    pub(super) answer: Option<String>,
    /// The tasks by which a list in it goes on.
    pub(super) listed: Vec<u32>,
}

/// What a message holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Understanding {
    /// Tasks to make.
    pub(super) tasks: Vec<Sketch>,
    /// Changes to tasks.
    pub(super) updates: Vec<Update>,
    /// Questions.
    pub(super) questions: Vec<Asked>,
    /// A yes or a no.
    pub(super) answer: Option<Confirmation>,
    /// What is not to be done.
    pub(super) negated: Option<String>,
    /// Whether something is told that asks for nothing.
    pub(super) told: bool,
    /// Whether there is small talk.
    pub(super) talk: bool,
    /// Whether a part was left out that speaks to the machine.
    pub(super) disobeyed: bool,
    /// Whether a task had to be guessed from what was only told.
    pub(super) guessed: bool,
    /// How much it presses, by its words.
    pub(super) pressure: Option<Urgency>,
    /// The first time to come that it names.
    pub(super) first_due: Option<Due>,
}
