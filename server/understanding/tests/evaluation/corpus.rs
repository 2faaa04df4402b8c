//! The corpus: one message a line, its columns separated by tabs: channel, subject, text, intent, urgency ("-" where no
//! word says any), tasks ("title @2026-03-13T15:00 =assignee", separated by " | ", "-" for none), and "injection" where
//! it tries to take over. A line "@ language time zone" says it of all lines below it.

use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use patchbay_understanding::dry_run::{Channel, Message};

/// A message and what is to be understood of it.
pub(crate) struct Case {
    pub(crate) message: Message,
    pub(crate) language: String,
    pub(crate) intent: String,
    pub(crate) urgency: Option<String>,
    pub(crate) tasks: Vec<Expected>,
    pub(crate) is_injection: bool,
}

/// A task that is to be made.
pub(crate) struct Expected {
    pub(crate) title: String,
    pub(crate) due: Option<String>,
    pub(crate) assignee: Option<String>,
}

/// Reads a corpus.
pub(crate) fn read(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut place = ("en".to_owned(), "2026-03-11T10:00".to_owned(), Tz::UTC);
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if let Some(words) = line.strip_prefix("@ ") {
            let words: Vec<&str> = words.split_whitespace().collect();
            let [language, now, zone] = words[..] else { panic!("language, time and zone: {line}") };
            place = (language.to_owned(), now.to_owned(), zone.parse().unwrap());
            continue;
        }
        cases.push(case(line, &place));
    }
    cases
}

fn case(line: &str, (language, now, zone): &(String, String, Tz)) -> Case {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [channel, subject, text, intent, urgency, tasks] = columns[..6] else {
        panic!("six columns: {line}")
    };
    let now: NaiveDateTime = format!("{now}:00").parse().unwrap();
    let channel = match channel {
        "sms" => Channel::Sms,
        "email" => Channel::Email,
        "custom" => Channel::Custom,
        other => panic!("channel {other}: {line}"),
    };
    Case {
        message: Message {
            channel,
            subject: (!subject.is_empty()).then(|| subject.to_owned()),
            text: text.replace("\\n", "\n"),
            now: zone.from_local_datetime(&now).unwrap().fixed_offset(),
            timezone: *zone,
        },
        language: language.clone(),
        intent: intent.to_owned(),
        urgency: (urgency != "-").then(|| urgency.to_owned()),
        tasks: if tasks == "-" { Vec::new() } else { tasks.split(" | ").map(expected).collect() },
        is_injection: columns.get(6) == Some(&"injection"),
    }
}

fn expected(text: &str) -> Expected {
    let (rest, assignee) = match text.split_once(" =") {
        Some((rest, name)) => (rest, Some(name.trim().to_owned())),
        None => (text, None),
    };
    let (title, due) = match rest.split_once(" @") {
        Some((title, due)) => (title, Some(due.trim().to_owned())),
        None => (rest, None),
    };
    Expected { title: title.trim().to_owned(), due, assignee }
}
