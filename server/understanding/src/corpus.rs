//! The corpus: messages and what is to be understood of them, scored field by field.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::{
    AssistantSettings, KnownTask, TaskChange, TaskChangeKind, TaskReference, TurnRequest,
};
use patchbay_domain::task::{TaskPriority, TaskStatus};
use patchbay_domain::trust::Trust;

use super::take_turn;

const CORPUS: &str = include_str!("../corpus/tuning.tsv");
const HELD_OUT: &str = include_str!("../corpus/held_out.tsv");

/// An instant written as local time.
pub(super) fn local(zone: Tz, text: &str) -> DateTime<Utc> {
    let naive: NaiveDateTime = format!("{text}:00").parse().unwrap();
    zone.from_local_datetime(&naive).earliest().unwrap().to_utc()
}

/// The tasks that the messages of the corpus may speak of.
pub(super) fn known_tasks() -> Vec<KnownTask> {
    let due = |text: &str| Some(local(Tz::America__New_York, text));
    let task = |number, title: &str, status, priority, deadline| KnownTask {
        number,
        title: title.to_owned(),
        status,
        priority,
        deadline,
        assignee: None,
    };
    vec![
        task(
            3,
            "Call Acme about the invoice",
            TaskStatus::Pending,
            TaskPriority::Medium,
            due("2026-03-12T15:00"),
        ),
        task(4, "Prepare the Q3 report", TaskStatus::Pending, TaskPriority::Medium, None),
        task(
            5,
            "Send the contract to Jane Doe",
            TaskStatus::InProgress,
            TaskPriority::High,
            due("2026-03-13T17:00"),
        ),
        task(7, "Book flights to Berlin", TaskStatus::Pending, TaskPriority::Medium, due("2026-03-10T17:00")),
        task(9, "Renew the domain", TaskStatus::Completed, TaskPriority::Medium, None),
        task(12, "Update the Globex landing page", TaskStatus::Pending, TaskPriority::Low, None),
    ]
}

/// A message with nothing around it but the known tasks.
pub(super) fn request(received: &str, zone: Tz, content: &str) -> TurnRequest {
    TurnRequest {
        received_at: local(zone, received),
        time_zone: zone,
        content: content.to_owned(),
        subject: None,
        is_forwarded: false,
        sender_name: None,
        structured: None,
        history: Vec::new(),
        tasks: known_tasks(),
        summary: None,
        settings: AssistantSettings::default(),
        trust: Trust::Member,
        instructions: None,
        facts: Vec::new(),
    }
}

/// A value as it is written in JSON and in the corpus.
pub(super) fn word(value: impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}

fn local_text(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string()
}

fn change_text(change: &TaskChange, zone: Tz) -> String {
    let number = match &change.task {
        TaskReference::Number(number) => number.to_string(),
        TaskReference::Meaning(words) => format!("({words})"),
    };
    match &change.kind {
        TaskChangeKind::Reschedule(due) => format!("{number} due {}", local_text(due.at, zone)),
        TaskChangeKind::Reprioritise(priority) => format!("{number} priority {}", word(priority)),
        other => format!("{number} {}", word(other)),
    }
}

/// What was right, of how many, field by field.
#[derive(Default)]
struct Score {
    fields: Vec<(&'static str, usize, usize)>,
    wrong: String,
}

impl Score {
    fn note(&mut self, field: &'static str, text: &str, expected: &str, found: &str) {
        let right = expected == found;
        match self.fields.iter_mut().find(|(name, ..)| *name == field) {
            Some((_, good, all)) => {
                *good += usize::from(right);
                *all += 1;
            }
            None => self.fields.push((field, usize::from(right), 1)),
        }
        if !right {
            writeln!(self.wrong, "{field}: {text:?}\n   expected {expected}\n   found    {found}").unwrap();
        }
    }
}

fn score(corpus: &str) -> Score {
    let mut score = Score::default();
    for line in corpus.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [received, zone, text, intent, urgency, tasks, changes] = columns[..] else {
            panic!("columns: {line}")
        };
        let zone: Tz = zone.parse().unwrap();
        let text = text.replace("\\n", "\n");
        let result = take_turn(&request(received, zone, &text));
        score.note("intent", &text, intent, &word(result.intent));
        if urgency != "-" {
            score.note("urgency", &text, urgency, &word(result.urgency));
        }
        let found: Vec<String> = result.changes.iter().map(|change| change_text(change, zone)).collect();
        score.note("changes", &text, changes, &found.join(", "));
        if tasks == "-" {
            continue;
        }
        let expected: Vec<&str> = if tasks.is_empty() { Vec::new() } else { tasks.split(" | ").collect() };
        let titles: Vec<&str> = result.tasks.iter().map(|task| task.title.as_str()).collect();
        score.note("count", &text, &expected.len().to_string(), &titles.len().to_string());
        for (expected, found) in expected.iter().zip(&result.tasks) {
            let (rest, priority) = expected.split_once(" !").unwrap_or((expected, "medium"));
            let (title, deadline) = rest.split_once(" @").unwrap_or((rest, "-"));
            score.note("title", &text, title, &found.title);
            let due = found.due.map(|due| due.at).map_or_else(|| "-".to_owned(), |at| local_text(at, zone));
            score.note("deadline", &text, deadline, &due);
            score.note("priority", &text, priority, &word(found.priority));
        }
    }
    score
}

fn table(score: &Score) -> String {
    let mut table = String::new();
    for (name, right, all) in &score.fields {
        writeln!(table, "{name:10} {right:4} of {all:4}").unwrap();
    }
    table
}

#[test]
fn the_corpus_is_understood() {
    let score = score(CORPUS);
    assert!(score.wrong.is_empty(), "{}\n{}", table(&score), score.wrong);
}

#[test]
fn messages_kept_apart_are_nearly_all_understood() {
    let score = score(HELD_OUT);
    for (field, right, all) in &score.fields {
        assert!(right * 100 >= all * 95, "{field}\n{}\n{}", table(&score), score.wrong);
    }
}
