//! Changes to tasks that exist: "task 12 is done", "cancel the Acme call", "move 3 to Friday", "make #4 urgent".

use std::sync::LazyLock;

use chrono::{DateTime, Duration};
use chrono_tz::Tz;
use patchbay_domain::assistant::{KnownTask, TaskChange, TaskChangeKind};
use patchbay_domain::task::TaskPriority;
use regex::Regex;

use super::dates::{FoundDate, Lead};
use super::lexicon::words;
use super::matching::{Match, PLACE, by_title, numbers};
use super::titles::without;
use super::update_patterns::{PATTERNS, Verb};
use super::update_values::{new_deadline, new_priority, shift};
use super::{pattern, urgency};

/// What a sentence about an existing task comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Update {
    /// These changes.
    Changes(Vec<TaskChange>),
    /// There are no tasks of these numbers.
    Unknown(Vec<u32>),
    /// It is not clear which of these tasks is meant; none at all when it could be any.
    Which(Vec<u32>),
}

/// What a sentence is read with.
pub(super) struct Sight<'r> {
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
    if sentence.trim_end().ends_with('?') && !asks_politely(sentence)
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
    let (shift, unshifted) = shift(sentence);
    let mut variants = vec![marked, undated];
    if shift.is_some() {
        variants.insert(0, format!("{unshifted} {DATE}"));
    }
    let change = New { date: dated, shift, words: sentence };
    joined(sentence, dates, sight).or_else(|| variants.iter().find_map(|text| simple(text, &change, sight)))
}

/// "Move 3 to Friday and make it urgent": the second half speaks of the task of the first.
fn joined(sentence: &str, dates: &[FoundDate], sight: &Sight<'_>) -> Option<Update> {
    [" and ", ", "].iter().find_map(|separator| halves(sentence, separator, dates, sight))
}

/// Whether a half of a sentence speaks of what the other half named.
fn points_back(text: &str) -> bool {
    words(text).iter().take(4).any(|word| matches!(word.as_str(), "it" | "that" | "this" | "them"))
}

fn halves(sentence: &str, separator: &str, dates: &[FoundDate], sight: &Sight<'_>) -> Option<Update> {
    static SAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:and |also |so (?:is|are) )*(?:tasks? )?#?(?P<number>\d{1,9})(?: too| as well| also)?[.!\s]*$",
        )
    });
    let (first, second) = sentence.split_once(separator)?;
    let inside: Vec<FoundDate> = dates.iter().filter(|date| date.range.end <= first.len()).cloned().collect();
    let (mut changes, named) = match read(first, &inside, sight) {
        Some(Update::Changes(changes)) => {
            let named: Vec<u32> = changes.iter().map(|change| change.number).collect();
            (changes, named)
        }
        Some(_) => return None,
        // "Task 4 will be late, push it to Friday": the first half only says which.
        None => {
            (Vec::new(), numbers(first, sight.tasks).map(|(list, _)| list).filter(|_| points_back(second))?)
        }
    };
    let same = SAME.captures(second).and_then(|found| found.name("number")?.as_str().parse::<u32>().ok());
    if let Some(number) =
        same.filter(|number| !changes.is_empty() && sight.tasks.iter().any(|task| task.number == *number))
    {
        let kind = changes.last()?.kind.clone();
        changes.push(TaskChange { number, kind });
        return Some(Update::Changes(changes));
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
        Some(Update::Changes(more)) => {
            changes.extend(more);
            Some(Update::Changes(changes))
        }
        _ => None,
    }
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
    let (wanted, text) = match numbers(text.trim(), sight.tasks) {
        Some((list, text)) => (list, text),
        None => (Vec::new(), text.trim().to_owned()),
    };
    if let Some((verb, what)) = PATTERNS.iter().find_map(|(verb, regex)| {
        let found = regex.captures(&text)?;
        let what = found.name("what").map_or("", |what| what.as_str()).trim().to_owned();
        ((wanted.is_empty() || what.contains(PLACE)) && !what.contains(DATE)).then_some((*verb, what))
    }) {
        if !wanted.is_empty() {
            return numbered(verb, &wanted, new, sight);
        }
        return described(verb, &what, new, sight);
    }
    finished_by_hand(&text, sight)
}

fn numbered(verb: Verb, wanted: &[u32], new: &New<'_>, sight: &Sight<'_>) -> Option<Update> {
    let unknown: Vec<u32> = wanted
        .iter()
        .copied()
        .filter(|number| !sight.tasks.iter().any(|task| task.number == *number))
        .collect();
    if !unknown.is_empty() {
        return Some(Update::Unknown(unknown));
    }
    changes(verb, wanted, new, sight)
}

fn described(verb: Verb, what: &str, new: &New<'_>, sight: &Sight<'_>) -> Option<Update> {
    let pronoun = matches!(
        what.to_lowercase().as_str(),
        "" | "it"
            | "that"
            | "this"
            | "that one"
            | "this one"
            | "the last one"
            | "that task"
            | "this task"
            | "the task"
            | "them"
            | "both"
            | "all"
            | "it all"
            | "them all"
            | "the last task"
            | "these"
            | "those"
            | "all of them"
    );
    if pronoun {
        let plural = matches!(
            what.to_lowercase().as_str(),
            "them" | "both" | "all" | "these" | "those" | "all of them" | "them all"
        );
        return match sight.last_named {
            [number] => changes(verb, &[*number], new, sight),
            several if plural && !several.is_empty() => changes(verb, several, new, sight),
            several => (verb != Verb::Rank).then(|| Update::Which(several.to_vec())),
        };
    }
    match by_title(what, sight.tasks.iter().filter(|task| verb.fits(task)), 1) {
        Match::One(number) => changes(verb, &[number], new, sight),
        Match::Several(several) => Some(Update::Which(several)),
        Match::None => None,
    }
}

/// "I called Acme" finishes the task "Call Acme about the invoice".
fn finished_by_hand(text: &str, sight: &Sight<'_>) -> Option<Update> {
    static DID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:ok|hey|hi|so|just|yes|and|also|update)[\s,:]+)*(?:i|we)(?:'ve| have)?(?: just| already| finally)* (?P<what>(?:\p{L}+ed|sent|paid|bought|wrote|written|met|made|told|spoke|rang|got|took|found|built|gave|sold|did)\s.{3,120}?)[.!]*$",
        )
    });
    let what = DID.captures(text)?.name("what")?.as_str();
    match by_title(what, sight.tasks.iter().filter(|task| !task.status.is_final()), 2) {
        Match::One(number) => {
            Some(Update::Changes(vec![TaskChange { number, kind: TaskChangeKind::Complete }]))
        }
        Match::Several(several) => Some(Update::Which(several)),
        Match::None => None,
    }
}

fn changes(verb: Verb, wanted: &[u32], new: &New<'_>, sight: &Sight<'_>) -> Option<Update> {
    let mut list = Vec::new();
    for number in wanted {
        let task = sight.tasks.iter().find(|task| task.number == *number);
        let kind = match verb {
            Verb::Complete => TaskChangeKind::Complete,
            Verb::Cancel => TaskChangeKind::Cancel,
            Verb::Reopen => TaskChangeKind::Reopen,
            Verb::Move => TaskChangeKind::Reschedule(new_deadline(task, new, sight.now)?),
            Verb::Rank => TaskChangeKind::Reprioritise(new_priority(task, new.words)?),
        };
        list.push(TaskChange { number: *number, kind });
    }
    if verb == Verb::Move
        && let Some(priority) =
            urgency::assess(new.words).priority().filter(|level| *level > TaskPriority::Low)
    {
        list.extend(
            wanted
                .iter()
                .map(|number| TaskChange { number: *number, kind: TaskChangeKind::Reprioritise(priority) }),
        );
    }
    Some(Update::Changes(list))
}

fn asks_politely(sentence: &str) -> bool {
    static POLITE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:(?:hi|hey|please|also|and|so|ok)[\s,]+)*(?:can|could|would|will) (?:you|we|i|someone)\b",
        )
    });
    POLITE.is_match(sentence)
}
