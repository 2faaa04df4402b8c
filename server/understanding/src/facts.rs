//! What is worth remembering of the sender: a name, a preference, working hours, "remember that …".

use patchbay_domain::assistant::{Fact, FactKind};
use regex::Regex;

use super::language::Language;

/// How a language tells such things; each pattern has a group `fact`.
pub(crate) struct FactPatterns {
    pub(crate) name: Regex,
    pub(crate) preference: Regex,
    pub(crate) working_hours: Regex,
    pub(crate) note: Regex,
    pub(crate) project: Regex,
    pub(crate) tone: Regex,
}

/// More is not remembered of one message.
pub(super) const MOST: usize = 5;
const MOST_CHARACTERS: usize = 200;

/// The facts of a text.
pub(super) fn find(language: &Language, text: &str) -> Vec<Fact> {
    let patterns = [
        (&language.facts.name, FactKind::Name),
        (&language.facts.working_hours, FactKind::WorkingHours),
        (&language.facts.preference, FactKind::Preference),
        (&language.facts.note, FactKind::Note),
        (&language.facts.tone, FactKind::Tone),
        (&language.facts.project, FactKind::Project),
    ];
    let mut found: Vec<Fact> = Vec::new();
    for (pattern, kind) in patterns {
        for fact in pattern.captures_iter(text).filter_map(|captures| captures.name("fact")) {
            let words = fact.as_str().trim().trim_end_matches(['.', '!', ',', ';']);
            let known = found.iter().any(|known| known.text.contains(words));
            if !known && !words.is_empty() && found.len() < MOST {
                found.push(Fact { kind, text: words.chars().take(MOST_CHARACTERS).collect() });
            }
        }
    }
    found
}
