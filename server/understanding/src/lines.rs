//! How a task is written in an answer, and an answer put together once the numbers of its tasks are known.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Months, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::{KnownTask, ReplyPart, SpokenLanguage};
use patchbay_domain::task::{Task, TaskPriority};
use regex::Regex;

use super::language::{self, tables};
use super::pattern;
use super::phrases::filled;

/// What of a task stands in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLine {
    /// Its number in the organization.
    pub number: u32,
    /// What to do.
    pub title: String,
    /// How important it is.
    pub priority: TaskPriority,
    /// When it is due.
    pub deadline: Option<DateTime<Utc>>,
    /// Who is to do it.
    pub assignee: Option<String>,
}

impl From<&Task> for TaskLine {
    fn from(task: &Task) -> Self {
        let Task { number, title, priority, deadline, assignee, .. } = task;
        let (title, assignee) = (title.clone(), assignee.clone());
        Self { number: *number, title, priority: *priority, deadline: *deadline, assignee }
    }
}

impl From<&KnownTask> for TaskLine {
    fn from(task: &KnownTask) -> Self {
        let KnownTask { number, title, priority, deadline, assignee, .. } = task;
        let (title, assignee) = (title.clone(), assignee.clone());
        Self { number: *number, title, priority: *priority, deadline: *deadline, assignee }
    }
}

impl From<&Self> for TaskLine {
    fn from(line: &Self) -> Self {
        line.clone()
    }
}

impl TaskLine {
    /// The task in one line: "Task 12: Call Acme (Bob), due Fri 13 Mar 15:00, high".
    #[must_use]
    pub fn text(&self, language: SpokenLanguage, zone: Tz, now: DateTime<Utc>) -> String {
        let phrases = &tables(language).phrases;
        let name = filled(phrases.task, &[("n", &self.number.to_string())]);
        let mut line = format!("{name}: {}", self.title);
        if let Some(assignee) = &self.assignee {
            line.push_str(&format!(" ({assignee})"));
        }
        if let Some(deadline) = self.deadline {
            line.push_str(&format!(", {} {}", phrases.due, moment(language, deadline, zone, now)));
        }
        if self.priority != TaskPriority::Medium {
            line.push_str(", ");
            line.push_str(phrases.priority(self.priority));
        }
        line
    }
}

/// An instant where the reader is: "Fri 13 Mar 15:00", with the year where it could be taken for another.
#[must_use]
pub fn moment(language: SpokenLanguage, at: DateTime<Utc>, zone: Tz, now: DateTime<Utc>) -> String {
    const PLAIN_MONTHS: Months = Months::new(11);
    let phrases = &tables(language).phrases;
    let soon = now.checked_add_months(PLAIN_MONTHS).is_none_or(|limit| at <= limit);
    let recent = now.checked_sub_months(PLAIN_MONTHS).is_none_or(|limit| at >= limit);
    let local = at.with_timezone(&zone);
    let weekday = phrases.weekdays[local.weekday().num_days_from_monday() as usize % 7];
    let month = phrases.months[local.month0() as usize % 12];
    let day = format!("{weekday} {} {month}", local.day());
    if soon && recent {
        format!("{day} {}", local.format("%H:%M"))
    } else {
        format!("{day} {} {}", local.year(), local.format("%H:%M"))
    }
}

/// The task that a line of a list is about.
#[must_use]
pub fn listed_task(line: &str) -> Option<u32> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        let names = language::all().map(|language| language.phrases.task.replace("{n}", r"(\d{1,9})"));
        pattern(&format!(r"^\s*(?:[-*•]\s*)?(?:{}):", names.join("|")))
    });
    let found = LINE.captures(line)?;
    found.iter().skip(1).flatten().next()?.as_str().parse().ok()
}

/// Puts an answer together: each piece on a line of its own. A task that was not stored has no line.
#[must_use]
pub fn render_reply<T>(
    language: SpokenLanguage,
    parts: &[ReplyPart],
    created: &[T],
    zone: Tz,
    now: DateTime<Utc>,
) -> String
where
    for<'t> TaskLine: From<&'t T>,
{
    let lines: Vec<String> = parts
        .iter()
        .filter_map(|part| match part {
            ReplyPart::Text(text) => Some(text.trim().to_owned()),
            ReplyPart::CreatedTask(index) => {
                created.get(*index).map(|task| TaskLine::from(task).text(language, zone, now))
            }
        })
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use chrono_tz::Tz;
    use patchbay_domain::assistant::{ReplyPart, SpokenLanguage};
    use patchbay_domain::task::TaskPriority;

    use super::{TaskLine, render_reply};

    #[test]
    fn an_answer_names_the_tasks_by_number() {
        let now = Utc.with_ymd_and_hms(2026, 3, 11, 10, 0, 0).unwrap();
        let due = Utc.with_ymd_and_hms(2026, 3, 13, 19, 0, 0).unwrap();
        let far = Utc.with_ymd_and_hms(2027, 3, 11, 21, 0, 0).unwrap();
        let created = [
            TaskLine {
                number: 12,
                title: "Call Acme".into(),
                priority: TaskPriority::High,
                deadline: Some(due),
                assignee: Some("Bob".into()),
            },
            TaskLine {
                number: 13,
                title: "Pay rent".into(),
                priority: TaskPriority::Medium,
                deadline: Some(far),
                assignee: None,
            },
        ];
        let parts = [
            ReplyPart::Text("Done.".into()),
            ReplyPart::CreatedTask(0),
            ReplyPart::CreatedTask(1),
            ReplyPart::CreatedTask(2),
        ];
        assert_eq!(
            render_reply(SpokenLanguage::English, &parts, &created, Tz::America__New_York, now),
            "Done.\nTask 12: Call Acme (Bob), due Fri 13 Mar 15:00, high\nTask 13: Pay rent, due Thu 11 Mar 2027 16:00"
        );
    }
}
