//! The turns of phrase that show what a sentence is for; each language has its own.

use std::collections::HashSet;

use regex::Regex;

/// What shows what a sentence is for.
pub(crate) struct IntentPatterns {
    pub(crate) negation: Regex,
    /// Orders that only look negated.
    pub(crate) not_negated: Regex,
    pub(crate) wh_question: Regex,
    pub(crate) auxiliary: Regex,
    pub(crate) tell_me: Regex,
    pub(crate) indirect: Regex,
    /// "Can I get a copy" is an order, "can I park there" a question.
    pub(crate) may_i_have: Regex,
    pub(crate) plea: Regex,
    pub(crate) problem: Regex,
    pub(crate) works: Regex,
    pub(crate) finite: Regex,
    /// "Can you do 4pm instead?" proposes, and orders nothing.
    pub(crate) rather: Regex,
    /// Courtesies in the form of an order.
    pub(crate) no_order: Regex,
    pub(crate) condition: Regex,
    pub(crate) passive: Regex,
    pub(crate) deadline: Regex,
    pub(crate) due: Regex,
    /// A question at the end of what is told ("you said yesterday, where is it").
    pub(crate) trailing_question: Regex,
    pub(crate) filler: Regex,
    pub(crate) clause: Regex,
    /// Says that something is due.
    pub(crate) due_word: Regex,
    /// How clauses begin that look like questions.
    pub(crate) conditional_starts: &'static [&'static str],
    /// How orders begin that look like questions.
    pub(crate) no_questions: &'static [&'static str],
    /// Verbs that order nothing ("could you be", "would you know").
    pub(crate) no_purpose: HashSet<&'static str>,
    /// Second words behind a noun that only looks like a verb ("Book looks great").
    pub(crate) told_seconds: HashSet<&'static str>,
    /// Objects that make a verb of an unknown first word ("ping him").
    pub(crate) objects: HashSet<&'static str>,
    /// Whether a thing with a date is an order without any verb.
    pub(crate) bare_nouns_are_orders: bool,
    /// Whether a first word in "n't" asks.
    pub(crate) negated_questions: bool,
    /// Endings of words that are no verbs.
    pub(crate) ly_endings: &'static [&'static str],
}
