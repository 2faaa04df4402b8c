//! Changes to tasks that exist: "task 12 is done", "cancel the Acme call", "move 3 to Friday", "make #4 urgent".

use chrono::{DateTime, Duration};
use chrono_tz::Tz;
use patchbay_domain::assistant::{KnownTask, TaskChange, TaskChangeKind, TaskReference};
use patchbay_domain::task::TaskPriority;

use super::dates::{FoundDate, Lead};
use super::language::Language;
use super::lexicon::words;
use super::matching::{Match, PLACE, by_title, numbers};
use super::titles::without;
use super::unclear::{Unclear, choice};
use super::update_patterns::Verb;
use super::update_values::{new_deadline, new_priority, new_title, shift};
use super::urgency;

/// What a sentence about an existing task comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Update {
    /// These changes.
    Changes(Vec<TaskChange>),
    /// Changes to tasks of numbers that there are not.
    Unknown(Vec<TaskChange>),
    /// A change to a task that its words describe, and that no known task answers to.
    Meant(TaskChange),
    /// It is not clear which of these tasks is meant; none at all when it could be any.
    Which(Unclear),
    /// News of how things stand.
    News,
}

/// What a sentence is read with.
#[derive(Clone, Copy)]
pub(super) struct Sight<'r> {
    /// The language it is in.
    pub(super) language: &'static Language,
    /// The tasks that may be spoken of.
    pub(super) tasks: &'r [KnownTask],
    /// Those that "that" means.
    pub(super) last_named: &'r [u32],
    /// The present, where the sender is.
    pub(super) now: DateTime<Tz>,
}

/// The mark that stands for the new date while a sentence is read.
const DATE: char = '\u{a4}';

/// Reads a sentence as a change to tasks; none where it is not one.
pub(super) fn read(sentence: &str, dates: &[FoundDate], sight: &Sight<'_>) -> Option<Update> {
    if sentence.trim_end().ends_with('?') && !sight.language.updates.polite.is_match(sentence)
        || sentence.contains([PLACE, DATE])
        || sentence.len() > 400
    {
        return None;
    }
    // Only the end may go: the dates say where they stand from the start.
    let sentence = sentence.trim_end().trim_end_matches('?');
    let target = dates.iter().rev().find(|date| !date.past && !date.attributive && date.lead != Lead::From);
    let (dated, marked) = match target {
        Some(date) if date.range.end <= sentence.len() => {
            (Some(date), format!("{} {DATE} {}", &sentence[..date.range.start], &sentence[date.range.end..]))
        }
        _ => (None, sentence.to_owned()),
    };
    let undated = target
        .map_or_else(|| sentence.to_owned(), |date| without(sentence, std::slice::from_ref(&date.range)));
    let (shift, unshifted) = shift(sight.language, sentence);
    let mut variants = vec![marked, undated];
    if shift.is_some() {
        variants.insert(0, format!("{unshifted} {DATE}"));
    }
    let change = New { date: dated, shift, words: sentence };
    joined(sentence, dates, sight).or_else(|| variants.iter().find_map(|text| simple(text, &change, sight)))
}

/// "Move 3 to Friday and make it urgent": the second half speaks of the task of the first.
fn joined(sentence: &str, dates: &[FoundDate], sight: &Sight<'_>) -> Option<Update> {
    [" and ", ", ", " und ", " y ", " et "]
        .iter()
        .find_map(|separator| halves(sentence, separator, dates, sight))
}

/// Whether a half of a sentence speaks of what the other half named.
pub(super) fn points_back(language: &Language, text: &str) -> bool {
    words(text).iter().take(4).any(|word| language.updates.back_words.contains(word.as_str()))
}

fn halves(sentence: &str, separator: &str, dates: &[FoundDate], sight: &Sight<'_>) -> Option<Update> {
    let (first, second) = sentence.split_once(separator)?;
    let inside: Vec<FoundDate> = dates.iter().filter(|date| date.range.end <= first.len()).cloned().collect();
    let (mut changes, named) = match read(first, &inside, sight) {
        Some(Update::Changes(changes) | Update::Unknown(changes)) => {
            let named: Vec<u32> = changes.iter().filter_map(number).collect();
            (changes, named)
        }
        Some(_) => return None,
        // "Task 4 will be late, push it to Friday": the first half only says which.
        None => (
            Vec::new(),
            numbers(sight.language, first)
                .map(|(list, _)| list)
                .filter(|_| points_back(sight.language, second))?,
        ),
    };
    let same = sight
        .language
        .updates
        .same
        .captures(second)
        .and_then(|found| found.name("number")?.as_str().parse::<u32>().ok());
    if let Some(number) = same.filter(|_| !changes.is_empty()) {
        let kind = changes.last()?.kind.clone();
        changes.push(TaskChange::numbered(number, kind));
        return Some(told_apart(changes, sight));
    }
    let offset = sentence.len() - second.len();
    let later: Vec<FoundDate> = dates
        .iter()
        .filter(|date| date.range.start >= offset)
        .map(|date| {
            let range = date.range.start - offset..date.range.end - offset;
            FoundDate { range, words: date.words.start - offset..date.words.end - offset, ..date.clone() }
        })
        .collect();
    match read(second, &later, &Sight { last_named: &named, ..*sight }) {
        Some(Update::Changes(more) | Update::Unknown(more)) => {
            changes.extend(more);
            Some(told_apart(changes, sight))
        }
        _ => None,
    }
}

/// The number of the task that a change is about.
pub(super) fn number(change: &TaskChange) -> Option<u32> {
    match change.task {
        TaskReference::Number(number) => Some(number),
        TaskReference::Meaning(_) => None,
    }
}

/// Changes that can be made, or else those that cannot.
pub(super) fn told_apart(changes: Vec<TaskChange>, sight: &Sight<'_>) -> Update {
    let known = |change: &TaskChange| {
        number(change).is_some_and(|number| sight.tasks.iter().any(|task| task.number == number))
    };
    if changes.iter().all(known) {
        return Update::Changes(changes);
    }
    Update::Unknown(changes.into_iter().filter(|change| !known(change)).collect())
}

/// What a change needs to know of its sentence.
pub(super) struct New<'s> {
    /// The date it names.
    pub(super) date: Option<&'s FoundDate>,
    /// How far it pushes a deadline.
    pub(super) shift: Option<Duration>,
    /// All of it.
    pub(super) words: &'s str,
}

fn simple(text: &str, new: &New<'_>, sight: &Sight<'_>) -> Option<Update> {
    let (wanted, text) = match numbers(sight.language, text.trim()) {
        Some((list, text)) => (list, text),
        None => (Vec::new(), text.trim().to_owned()),
    };
    let tables = &sight.language.updates;
    let found = matching(&tables.patterns, &text, !wanted.is_empty())
        .or_else(|| if wanted.is_empty() { None } else { matching(&tables.plain, &text, true) });
    if let Some((verb, what)) = found {
        if !wanted.is_empty() {
            return changes(verb, &wanted, new, sight).map(|changes| told_apart(changes, sight));
        }
        return described(verb, &what, new, sight);
    }
    finished_by_hand(&text, sight)
}

/// The first pattern that a text fits, and the words that describe its task.
fn matching(patterns: &[(Verb, regex::Regex)], text: &str, numbered: bool) -> Option<(Verb, String)> {
    patterns.iter().find_map(|(verb, regex)| {
        let found = regex.captures(text)?;
        let what = found.name("what").map_or("", |what| what.as_str()).trim().to_owned();
        ((!numbered || what.contains(PLACE)) && !what.contains(DATE)).then_some((*verb, what))
    })
}

fn described(verb: Verb, what: &str, new: &New<'_>, sight: &Sight<'_>) -> Option<Update> {
    let (all, several) = &sight.language.updates.pronouns;
    let lower = what.to_lowercase();
    if what.is_empty() || all.contains(lower.as_str()) {
        let made = |numbers: &[u32]| changes(verb, numbers, new, sight).map(Update::Changes);
        return match sight.last_named {
            [number] => made(&[*number]),
            named if several.contains(lower.as_str()) && !named.is_empty() => made(named),
            named => (verb != Verb::Rank).then(|| {
                let change = change_kind(verb, None, new, sight);
                let said = change.map(|kind| meant(what, kind));
                let open = || sight.tasks.iter().filter(|task| verb.fits(task)).map(|task| task.number);
                let numbers = if named.is_empty() { open().collect() } else { named.to_vec() };
                let choice = choice(verb, &numbers, new, sight);
                Update::Which(Unclear { candidates: named.to_vec(), said, choice })
            }),
        };
    }
    match by_title(sight.language, what, sight.tasks.iter().filter(|task| verb.fits(task)), 1) {
        Match::One(number) => changes(verb, &[number], new, sight).map(Update::Changes),
        Match::Several(several) => {
            let choice = choice(verb, &several, new, sight);
            Some(Update::Which(Unclear { candidates: several, said: None, choice }))
        }
        Match::None => None,
    }
}

fn meant(what: &str, kind: TaskChangeKind) -> TaskChange {
    const MOST: usize = 120;
    TaskChange { task: TaskReference::Meaning(what.chars().take(MOST).collect()), kind }
}

/// Reads a sentence that shows a change, though no known task answers to it.
pub(super) fn read_meant(sentence: &str, dates: &[FoundDate], sight: &Sight<'_>) -> Option<Update> {
    if sentence.trim_end().ends_with('?') && !sight.language.updates.polite.is_match(sentence)
        || sentence.contains([PLACE, DATE])
        || sentence.len() > 300
    {
        return None;
    }
    if sight.language.updates.no_change.is_match(sentence) {
        return None;
    }
    let sentence = sentence.trim_end().trim_end_matches('?');
    // "The copy is done but the layout isn't": what was said first holds.
    let sentence = sentence.split_once(sight.language.orders.but).map_or(sentence, |(first, _)| first);
    let sentence = sentence.trim_end_matches([',', ' ']);
    let target = dates.iter().rev().find(|date| !date.past && date.range.end <= sentence.len());
    let marked = target
        .map(|date| format!("{} {DATE} {}", &sentence[..date.range.start], &sentence[date.range.end..]));
    let undated = target.map(|date| without(sentence, std::slice::from_ref(&date.range)));
    let (shift, unshifted) = shift(sight.language, sentence);
    let pushed = shift.map(|_| format!("{unshifted} {DATE}"));
    let new = New { date: target, shift, words: sentence };
    let tables = &sight.language.updates;
    let found = [pushed, marked, undated, Some(sentence.to_owned())].into_iter().flatten().find_map(|text| {
        let (verb, what) = matching(&tables.plain, text.trim(), false)?;
        let kind = change_kind(verb, None, &new, sight)?;
        (!what.is_empty() || verb == Verb::Move).then(|| Update::Meant(meant(&what, kind)))
    });
    found.or_else(|| tables.news.is_match(sentence).then_some(Update::News))
}

/// "I called Acme" finishes the task "Call Acme about the invoice".
fn finished_by_hand(text: &str, sight: &Sight<'_>) -> Option<Update> {
    let what = sight.language.updates.did.captures(text)?.name("what")?.as_str();
    match by_title(sight.language, what, sight.tasks.iter().filter(|task| !task.status.is_final()), 2) {
        Match::One(number) => {
            Some(Update::Changes(vec![TaskChange::numbered(number, TaskChangeKind::Complete)]))
        }
        Match::Several(several) => Some(Update::Which(Unclear::between(several, &TaskChangeKind::Complete))),
        Match::None => None,
    }
}

pub(super) fn changes(
    verb: Verb,
    wanted: &[u32],
    new: &New<'_>,
    sight: &Sight<'_>,
) -> Option<Vec<TaskChange>> {
    let mut list = Vec::new();
    for number in wanted {
        let task = sight.tasks.iter().find(|task| task.number == *number);
        list.push(TaskChange::numbered(*number, change_kind(verb, task, new, sight)?));
    }
    let said =
        urgency::assess(sight.language, new.words).priority().filter(|level| *level > TaskPriority::Low);
    if let (Verb::Move, Some(priority)) = (verb, said) {
        let kind = TaskChangeKind::Reprioritise(priority);
        list.extend(wanted.iter().map(|number| TaskChange::numbered(*number, kind.clone())));
    }
    Some(list)
}

fn change_kind(
    verb: Verb,
    task: Option<&KnownTask>,
    new: &New<'_>,
    sight: &Sight<'_>,
) -> Option<TaskChangeKind> {
    Some(match verb {
        Verb::Complete => TaskChangeKind::Complete,
        Verb::Cancel => TaskChangeKind::Cancel,
        Verb::Reopen => TaskChangeKind::Reopen,
        Verb::Move => TaskChangeKind::Reschedule(new_deadline(task, new, sight.now)?),
        Verb::Rank => TaskChangeKind::Reprioritise(new_priority(sight.language, task, new.words)?),
        Verb::Rename => TaskChangeKind::Rename(new_title(sight.language, new.words)?),
    })
}
