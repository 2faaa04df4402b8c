//! The short orders that are about what was said and done before, and the words in which they are answered; each language
//! has its own.

use std::collections::HashSet;

use regex::Regex;

/// The short orders of a language. All of a message has to be one of them.
pub(crate) struct CommandWords {
    /// What takes the last change back.
    pub(crate) undo: HashSet<&'static str>,
    /// What goes on with a list.
    pub(crate) more: HashSet<&'static str>,
    /// What asks for the story of a task or a delivery, with a group `number` or `delivery`.
    pub(crate) why: Regex,
    /// What chooses everything that was offered, and what does where that is two things.
    pub(crate) every: (HashSet<&'static str>, HashSet<&'static str>),
    /// What chooses the last.
    pub(crate) last: HashSet<&'static str>,
    /// The words for first, second and so on.
    pub(crate) ordinals: [&'static [&'static str]; 5],
    /// Words around a choice that choose nothing.
    pub(crate) filler: HashSet<&'static str>,
    pub(crate) undo_phrases: UndoPhrases,
    pub(crate) story: StoryPhrases,
}

/// What is said of taking something back.
pub(crate) struct UndoPhrases {
    pub(crate) undone: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) again: &'static str,
    pub(crate) late: &'static str,
    /// "{name} was changed by somebody else meanwhile".
    pub(crate) meanwhile: &'static str,
}

/// How a story is told: `{who}`, `{channel}`, `{when}`, `{what}`.
pub(crate) struct StoryPhrases {
    pub(crate) from: &'static str,
    pub(crate) by_hand: &'static str,
    pub(crate) understood: &'static str,
    /// "{model} took the turn instead of {asked}".
    pub(crate) instead: &'static str,
    pub(crate) done: &'static str,
    pub(crate) sent: &'static str,
    pub(crate) reply: &'static str,
    pub(crate) notice: &'static str,
    /// Text message, e-mail, custom webhook.
    pub(crate) channels: [&'static str; 3],
    /// Task, question, update, confirmation, other.
    pub(crate) intents: [&'static str; 5],
    /// Created, updated, completed, failed, cancelled, reopened, and whatever else.
    pub(crate) steps: [&'static str; 7],
    /// Title, description, priority, status, deadline, assignee.
    pub(crate) fields: [&'static str; 6],
    /// Pending, delivering, success, retrying, held, failed, cancelled.
    pub(crate) deliveries: [&'static str; 7],
    pub(crate) assistant: &'static str,
    pub(crate) member: &'static str,
    pub(crate) system: &'static str,
    /// "Delivery {what}: {event} to {who}."
    pub(crate) delivery: &'static str,
    pub(crate) inbox: &'static str,
    pub(crate) attempts: &'static str,
    pub(crate) last_error: &'static str,
    pub(crate) next_try: &'static str,
    pub(crate) no_delivery: &'static str,
    pub(crate) several: &'static str,
}
