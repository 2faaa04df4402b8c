//! The new deadline or priority that a change to a task names.

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Timelike};
use chrono_tz::Tz;
use patchbay_domain::assistant::{Due, KnownTask, Urgency};
use patchbay_domain::task::TaskPriority;

use super::dates::due_at;
use super::language::Language;
use super::titles::shortened;
use super::updates::New;
use super::urgency;

/// The new deadline. A day alone keeps the task's time of day, a time alone its day.
pub(super) fn new_deadline(task: Option<&KnownTask>, new: &New<'_>, now: DateTime<Tz>) -> Option<Due> {
    let zone = now.timezone();
    let old = task.and_then(|task| task.deadline).map(|at| at.with_timezone(&zone));
    if let Some(shift) = new.shift {
        return old
            .unwrap_or(now)
            .checked_add_signed(shift)
            .map(|at| due_at(at.to_utc(), old.is_some(), zone));
    }
    let date = new.date?;
    let at = date.at.with_timezone(&zone);
    let Some(old) = old else { return Some(date.due(zone)) };
    let (day, time) = match (date.dated, date.timed) {
        (true, false) => (at.date_naive(), old.time()),
        (false, true) if old > now => (old.date_naive(), at.time()),
        _ => return Some(date.due(zone)),
    };
    let whole = NaiveTime::from_hms_opt(time.hour(), time.minute(), 0)?;
    let at = zone.from_local_datetime(&day.and_time(whole)).earliest().map_or(date.at, |at| at.to_utc());
    Some(due_at(at, true, zone))
}

/// The new priority.
pub(super) fn new_priority(
    language: &Language,
    task: Option<&KnownTask>,
    words: &str,
) -> Option<TaskPriority> {
    let levels = &language.updates.levels;
    let lower = words.to_lowercase();
    if levels.last.is_match(&lower) {
        return Some(TaskPriority::Low);
    }
    let said = urgency::assess(language, words).urgency;
    if let Some(urgency) = said.filter(|urgency| *urgency != Urgency::Medium) {
        return urgency::Pressure { urgency: Some(urgency), spans: Vec::new() }.priority();
    }
    let level = lower.split(|character: char| !character.is_alphanumeric()).rev().find_map(|word| {
        let known = [
            (&levels.critical, TaskPriority::Critical),
            (&levels.high, TaskPriority::High),
            (&levels.medium, TaskPriority::Medium),
            (&levels.low, TaskPriority::Low),
        ];
        known.into_iter().find(|(words, _)| words.contains(word)).map(|(_, level)| level)
    });
    if level.is_some() {
        return level;
    }
    let old = task.map_or(TaskPriority::Medium, |task| task.priority);
    let up = match old {
        TaskPriority::Low => TaskPriority::Medium,
        TaskPriority::Medium => TaskPriority::High,
        TaskPriority::High | TaskPriority::Critical => TaskPriority::Critical,
    };
    let down = match old {
        TaskPriority::Critical => TaskPriority::High,
        TaskPriority::High => TaskPriority::Medium,
        TaskPriority::Medium | TaskPriority::Low => TaskPriority::Low,
    };
    if levels.down.is_match(&lower) {
        return Some(down);
    }
    if levels.first.is_match(&lower) {
        return Some(old.max(TaskPriority::High));
    }
    levels.up.is_match(&lower).then_some(up)
}

/// The new title of "rename 12 to …": what the pattern of renaming calls `title`.
pub(super) fn new_title(language: &Language, sentence: &str) -> Option<String> {
    let patterns = language.updates.patterns.iter().chain(&language.updates.plain);
    let renaming = patterns.filter(|(verb, _)| *verb == super::update_patterns::Verb::Rename);
    let found =
        renaming.filter_map(|(_, regex)| Some(regex.captures(sentence)?.name("title")?.as_str())).next()?;
    let title =
        found.trim().trim_matches(['"', '\'', '\u{ab}', '\u{bb}']).trim_end_matches(['.', '!']).trim();
    title.chars().any(char::is_alphanumeric).then(|| shortened(title).0)
}

/// "by two days", "a week": how far a deadline is pushed, and the sentence without it.
pub(super) fn shift(language: &Language, sentence: &str) -> (Option<Duration>, String) {
    let Some(found) = language.updates.shift.captures(sentence) else { return (None, sentence.to_owned()) };
    let (Some(whole), Some(count), Some(unit)) = (found.get(0), found.name("count"), found.name("unit"))
    else {
        return (None, sentence.to_owned());
    };
    let count = match count.as_str().to_lowercase().as_str() {
        "two" | "a couple of" | "zwei" | "dos" | "deux" => 2,
        "three" | "a few" | "drei" | "tres" | "trois" => 3,
        "four" | "vier" | "cuatro" | "quatre" => 4,
        "five" | "f\u{fc}nf" | "cinco" | "cinq" => 5,
        "six" | "sechs" | "seis" => 6,
        "seven" | "sieben" | "siete" | "sept" => 7,
        "ten" | "zehn" | "diez" | "dix" => 10,
        digits => digits.parse().unwrap_or(1),
    };
    let unit = unit.as_str().to_lowercase();
    let length = match unit.chars().next() {
        Some('m') => Duration::minutes(count),
        Some('h') => Duration::hours(count),
        Some('w' | 's') => {
            if unit.starts_with("st") {
                Duration::hours(count)
            } else {
                Duration::weeks(count)
            }
        }
        _ => Duration::days(count),
    };
    let earlier = language.updates.earlier.is_match(sentence);
    (Some(if earlier { -length } else { length }), sentence[..whole.start()].to_owned())
}
