//! Task fields given outright (002 A.2): mapped, never guessed.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, Utc};
use patchbay_domain::assistant::StructuredTask;
use patchbay_domain::task::{MAX_TITLE_CHARACTERS, TaskPriority};
use serde_json::{Map, Value};

use super::fields::Reader;

const MAX_DESCRIPTION_CHARACTERS: usize = 10_000;
const MAX_WORD_CHARACTERS: usize = 40;

/// Reads `taskTitle`, `taskDescription`, `taskPriority` and `taskDeadline`; nothing where none is given.
pub(super) fn read(fields: &mut Map<String, Value>, reader: &mut Reader) -> Option<StructuredTask> {
    let title = reader.short_text(fields.remove("taskTitle"), "taskTitle", MAX_TITLE_CHARACTERS);
    let description =
        reader.short_text(fields.remove("taskDescription"), "taskDescription", MAX_DESCRIPTION_CHARACTERS);
    let priority = word(fields, "taskPriority", reader, priority, "must be low, medium, high or critical");
    let deadline = word(
        fields,
        "taskDeadline",
        reader,
        deadline,
        "must be an ISO 8601 date or time between 1970 and 9999, like 2026-03-13T15:00:00Z or 2026-03-13",
    );
    let task = StructuredTask { title, description, priority, deadline };
    (task != StructuredTask::default()).then_some(task)
}

fn word<T>(
    fields: &mut Map<String, Value>,
    name: &str,
    reader: &mut Reader,
    meaning: fn(&str) -> Option<T>,
    expected: &str,
) -> Option<T> {
    let text = reader.short_text(fields.remove(name), name, MAX_WORD_CHARACTERS)?;
    let value = meaning(&text);
    if value.is_none() {
        reader.error(name, expected);
    }
    value
}

fn priority(text: &str) -> Option<TaskPriority> {
    match text.to_ascii_lowercase().as_str() {
        "low" => Some(TaskPriority::Low),
        "medium" => Some(TaskPriority::Medium),
        "high" => Some(TaskPriority::High),
        "critical" => Some(TaskPriority::Critical),
        _ => None,
    }
}

/// An instant; a time without a zone is UTC, a date alone is the end of that day.
fn deadline(text: &str) -> Option<DateTime<Utc>> {
    let instant = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%#z"))
        .map(|instant| instant.with_timezone(&Utc))
        .ok()
        .or_else(|| Some(without_zone(text)?.and_utc()))?;
    (1970..10_000).contains(&instant.year()).then(|| instant.trunc_subsecs(6))
}

fn without_zone(text: &str) -> Option<NaiveDateTime> {
    let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"];
    let time = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let end_of_day = NaiveTime::from_hms_opt(23, 59, 59)?;
    time.or_else(|| Some(NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_time(end_of_day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_are_read_in_every_form_of_iso_8601_that_people_send() {
        for (text, expected) in [
            ("2026-03-13T15:00:00Z", "2026-03-13T15:00:00Z"),
            ("2026-03-13T15:00:00.123456789+02:00", "2026-03-13T13:00:00.123456Z"),
            ("2026-03-13T15:00Z", "2026-03-13T15:00:00Z"),
            ("2026-03-13T15:00-0500", "2026-03-13T20:00:00Z"),
            ("2026-03-13T15:00:00", "2026-03-13T15:00:00Z"),
            ("2026-03-13 15:00", "2026-03-13T15:00:00Z"),
            ("2026-03-13", "2026-03-13T23:59:59Z"),
        ] {
            assert_eq!(deadline(text), Some(expected.parse().unwrap()), "{text}");
        }
        for text in [
            "tomorrow",
            "13.03.2026",
            "2026-13-01",
            "2026-02-30",
            "0000-01-01T00:00:00Z",
            "+12026-01-01",
            "1",
        ] {
            assert_eq!(deadline(text), None, "{text}");
        }
    }
}
