//! A change of which it is not clear to which task it is to be made: what would come of each choice.

use patchbay_domain::assistant::{TaskChange, TaskChangeKind};
use patchbay_domain::dialogue::ChoiceOption;

use super::update_patterns::Verb;
use super::updates::{New, Sight, changes};

/// A change of which it is not clear to which task it is to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Unclear {
    /// The tasks that may be meant; none at all when it could be any.
    pub(super) candidates: Vec<u32>,
    /// The change as it was said.
    pub(super) said: Option<TaskChange>,
    /// What it would be for each of the tasks.
    pub(super) choice: Vec<ChoiceOption>,
}

impl Unclear {
    /// The same change to one of these tasks.
    pub(super) fn between(candidates: Vec<u32>, kind: &TaskChangeKind) -> Self {
        let option = |number: &u32| ChoiceOption { number: *number, changes: vec![kind.clone()] };
        Self { choice: in_order(candidates.iter().map(option).collect()), said: None, candidates }
    }
}

/// What a change would be for each of these tasks.
pub(super) fn choice(verb: Verb, numbers: &[u32], new: &New<'_>, sight: &Sight<'_>) -> Vec<ChoiceOption> {
    let option = |number: &u32| {
        let made = changes(verb, &[*number], new, sight)?;
        Some(ChoiceOption { number: *number, changes: made.into_iter().map(|change| change.kind).collect() })
    };
    in_order(numbers.iter().filter_map(option).collect())
}

/// As people count: by number.
fn in_order(mut choice: Vec<ChoiceOption>) -> Vec<ChoiceOption> {
    choice.sort_by_key(|option| option.number);
    choice
}
