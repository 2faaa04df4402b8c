//! The new deadline or priority that a change to a task names.

use std::sync::LazyLock;

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::{KnownTask, Urgency};
use patchbay_domain::task::TaskPriority;
use regex::Regex;

use super::updates::New;
use super::{pattern, urgency};

/// The new deadline. A day alone keeps the task's time of day, a time alone its day.
pub(super) fn new_deadline(
    task: Option<&KnownTask>,
    new: &New<'_>,
    now: DateTime<Tz>,
) -> Option<DateTime<Utc>> {
    let old = task.and_then(|task| task.deadline).map(|at| at.with_timezone(&now.timezone()));
    if let Some(shift) = new.shift {
        return old.unwrap_or(now).checked_add_signed(shift).map(|at| at.to_utc());
    }
    let date = new.date?;
    let at = date.at.with_timezone(&now.timezone());
    let Some(old) = old else { return Some(date.at) };
    let (day, time) = match (date.dated, date.timed) {
        (true, false) => (at.date_naive(), old.time()),
        (false, true) if old > now => (old.date_naive(), at.time()),
        _ => return Some(date.at),
    };
    let whole = NaiveTime::from_hms_opt(time.hour(), time.minute(), 0)?;
    Some(
        now.timezone().from_local_datetime(&day.and_time(whole)).earliest().map_or(date.at, |at| at.to_utc()),
    )
}

/// The new priority.
pub(super) fn new_priority(task: Option<&KnownTask>, words: &str) -> Option<TaskPriority> {
    let lower = words.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    if has(&["deprioriti", "de-prioriti"]) {
        return Some(TaskPriority::Low);
    }
    let said = urgency::assess(words).urgency;
    if let Some(urgency) = said.filter(|urgency| *urgency != Urgency::Medium) {
        return urgency::Pressure { urgency: Some(urgency), spans: Vec::new() }.priority();
    }
    let level =
        lower.split(|character: char| !character.is_alphanumeric()).rev().find_map(|word| match word {
            "critical" | "top" | "highest" => Some(TaskPriority::Critical),
            "urgent" | "high" | "important" | "asap" => Some(TaskPriority::High),
            "medium" | "normal" => Some(TaskPriority::Medium),
            "low" | "lowest" => Some(TaskPriority::Low),
            _ => None,
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
    if has(&["lower", "reduce", "decrease", "less"]) {
        return Some(down);
    }
    if has(&["prioriti", "escalate", "expedite"]) {
        return Some(old.max(TaskPriority::High));
    }
    has(&["raise", "increase", "higher", "bump", "more"]).then_some(up)
}

/// "by two days", "a week": how far a deadline is pushed, and the sentence without it.
pub(super) fn shift(sentence: &str) -> (Option<Duration>, String) {
    static SHIFT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\s+(?:by|back|out|for|another|forward|ahead)(?:\s+(?:by|another))?\s+(?P<count>an?|one|two|three|four|five|six|seven|ten|\d{1,3}|a couple of|a few)\s+(?P<unit>minute|hour|day|week)s?\b",
        )
    });
    let Some(found) = SHIFT.captures(sentence) else { return (None, sentence.to_owned()) };
    let (Some(whole), Some(count), Some(unit)) = (found.get(0), found.name("count"), found.name("unit"))
    else {
        return (None, sentence.to_owned());
    };
    let count = match count.as_str().to_lowercase().as_str() {
        "a" | "an" | "one" => 1,
        "two" | "a couple of" => 2,
        "three" | "a few" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "ten" => 10,
        digits => digits.parse().unwrap_or(1),
    };
    let length = match unit.as_str().to_lowercase().as_str() {
        "minute" => Duration::minutes(count),
        "hour" => Duration::hours(count),
        "week" => Duration::weeks(count),
        _ => Duration::days(count),
    };
    let earlier = ["forward", "bring", "pull"].iter().any(|word| sentence.to_lowercase().contains(word));
    (Some(if earlier { -length } else { length }), sentence[..whole.start()].to_owned())
}
