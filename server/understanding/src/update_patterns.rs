//! How people say that a task has changed; each language has its own.

use std::collections::HashSet;

use patchbay_domain::assistant::KnownTask;
use regex::Regex;

/// How a language says that a task has changed.
pub(crate) struct UpdatePatterns {
    /// "and 7 too": another number that the same becomes of.
    pub(crate) same: Regex,
    /// What somebody did by hand ("I called Acme"), as a group `what`.
    pub(crate) did: Regex,
    /// A request in the form of a question.
    pub(crate) polite: Regex,
    /// How far a deadline is pushed ("by two days"), as groups `count` and `unit`.
    pub(crate) shift: Regex,
    /// Words that bring a deadline nearer.
    pub(crate) earlier: Regex,
    /// Words that say nothing of which task is meant.
    pub(crate) empty_words: HashSet<&'static str>,
    /// Words that mean the task named last, and those of them that mean several.
    pub(crate) pronouns: (HashSet<&'static str>, HashSet<&'static str>),
    /// Words that point back, near the start of the half of a sentence.
    pub(crate) back_words: HashSet<&'static str>,
    /// Numbers that a word or a sign says to be of tasks ("task 12", "#12").
    pub(crate) numbers: Regex,
    /// Numbers beside a verb ("done 12", "move 12 to …"), as groups `verb`, `numbers`, `after`.
    pub(crate) bare_number: Regex,
    /// What follows a number that is of a task.
    pub(crate) after_number: HashSet<&'static str>,
    /// The sentence patterns, with § where a number stood, ¤ where the date stood, or a group `what` with the words that
    /// describe the task. They hold where a known task is meant.
    pub(crate) patterns: Vec<(Verb, Regex)>,
    /// Sentence patterns that show a change whichever tasks are known.
    pub(crate) plain: Vec<(Verb, Regex)>,
    /// How a sentence begins that only sounds like one of them ("make sure the deck is ready").
    pub(crate) no_change: Regex,
    /// News of how things stand, which change no task by themselves.
    pub(crate) news: Regex,
    /// The words that say which priority is meant.
    pub(crate) levels: Levels,
}

/// The words for priorities.
pub(crate) struct Levels {
    pub(crate) critical: HashSet<&'static str>,
    pub(crate) high: HashSet<&'static str>,
    pub(crate) medium: HashSet<&'static str>,
    pub(crate) low: HashSet<&'static str>,
    /// One level up.
    pub(crate) up: Regex,
    /// One level down.
    pub(crate) down: Regex,
    /// Before others.
    pub(crate) first: Regex,
    /// After the others.
    pub(crate) last: Regex,
}

/// What a sentence does, whichever task it does it to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// It is done.
    Complete,
    /// It is not needed.
    Cancel,
    /// It is open again.
    Reopen,
    /// It has another deadline.
    Move,
    /// It has another priority.
    Rank,
    /// It has another title.
    Rename,
}

impl Verb {
    /// Whether the sentence may name a task by words of its title alone.
    pub(crate) fn fits(self, task: &KnownTask) -> bool {
        match self {
            Self::Reopen => task.status.is_final(),
            _ => !task.status.is_final(),
        }
    }
}
