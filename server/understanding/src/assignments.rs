//! Who has a task that exists: "who has the logo", "give 12 to Bob".

use patchbay_domain::assistant::{KnownTask, TaskChange, TaskChangeKind};
use regex::{Captures, Regex};

use super::answers::{Known, named};
use super::assignees::{is_name, written};
use super::matching::{Match, by_title};
use super::phrases::filled;
use super::unclear::Unclear;
use super::updates::{Sight, Update, told_apart};

/// How a language speaks of who has a task.
pub(crate) struct AssignmentWords {
    /// What asks for it, with a group `number` or `what`.
    pub(crate) who: Regex,
    /// What gives a task to somebody, each with groups `name`, and `number` or `what`.
    pub(crate) give: Vec<Regex>,
    /// The words for the one who writes.
    pub(crate) me: Regex,
    /// "{name} is with {who}."
    pub(crate) with: &'static str,
    /// "Nobody is named for {name}."
    pub(crate) with_nobody: &'static str,
    /// "{name} is now with {what}."
    pub(crate) given: &'static str,
}

/// The answer to who has a task; none where it is not that, or not about a task that is known.
pub(super) fn who(question: &str, known: &Known<'_>) -> Option<String> {
    let words = &known.language.assignments;
    let found = words.who.captures(question.trim())?;
    let lines = |numbers: &[u32]| {
        let tasks =
            numbers.iter().filter_map(|number| known.tasks.iter().find(|task| task.number == *number));
        tasks.map(|task| has(known, task)).collect::<Vec<_>>().join("\n")
    };
    if let Some(number) = number(&found) {
        let is_known = known.tasks.iter().any(|task| task.number == number);
        return Some(if is_known { lines(&[number]) } else { known.numbered(number) });
    }
    let what = found.name("what")?.as_str();
    let open = || known.tasks.iter().filter(|task| !task.status.is_final());
    match by_title(known.language, what, open(), 1) {
        Match::One(number) => Some(lines(&[number])),
        Match::Several(several) if several.len() <= 5 => Some(lines(&several)),
        Match::Several(_) => None,
        Match::None => match by_title(known.language, what, known.tasks.iter(), 1) {
            Match::One(number) => Some(lines(&[number])),
            _ => None,
        },
    }
}

fn has(known: &Known<'_>, task: &KnownTask) -> String {
    let words = &known.language.assignments;
    let name = named(known.language, task);
    match &task.assignee {
        Some(who) => filled(words.with, &[("name", &name), ("who", who)]),
        None => filled(words.with_nobody, &[("name", &name)]),
    }
}

/// Reads a sentence that gives a task that exists to somebody. `me`: what the sender is called. Where no known task
/// answers to its words, it is none: an order with a name is a task of its own.
pub(super) fn given(sentence: &str, me: Option<&str>, sight: &Sight<'_>) -> Option<Update> {
    let words = &sight.language.assignments;
    let sentence = sentence.trim().trim_end_matches(['.', '!']).trim_end();
    if sentence.len() > 200 {
        return None;
    }
    let found = words.give.iter().find_map(|give| give.captures(sentence))?;
    let said = found.name("name").map(|name| name.as_str()).unwrap_or_default();
    let who = if said.is_empty() || words.me.is_match(said) {
        me?.trim().to_owned()
    } else {
        is_name(sight.language, said).then(|| written(said))?
    };
    let kind = TaskChangeKind::Assign(who);
    if let Some(number) = number(&found) {
        return Some(told_apart(vec![TaskChange::numbered(number, kind)], sight));
    }
    let what = found.name("what")?.as_str().trim();
    let (pronouns, _) = &sight.language.updates.pronouns;
    if pronouns.contains(what.to_lowercase().as_str()) {
        return match sight.last_named {
            [] => None,
            [number] => Some(Update::Changes(vec![TaskChange::numbered(*number, kind)])),
            several => Some(Update::Which(Unclear::between(several.to_vec(), &kind))),
        };
    }
    match by_title(sight.language, what, sight.tasks.iter().filter(|task| !task.status.is_final()), 1) {
        Match::One(number) => Some(Update::Changes(vec![TaskChange::numbered(number, kind)])),
        Match::Several(several) => Some(Update::Which(Unclear::between(several, &kind))),
        Match::None => None,
    }
}

fn number(found: &Captures<'_>) -> Option<u32> {
    found.name("number")?.as_str().parse().ok()
}

#[cfg(test)]
mod tests;
