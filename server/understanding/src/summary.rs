//! The conversation's summary: what it said before, and one sentence on this message.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::{
    Intent, ProposedTask, SpokenLanguage, TaskChange, TaskChangeKind, TaskReference, TurnRequest,
};

use super::language::ENGLISH;
use super::lines::moment;

/// The longest summary, in characters.
pub(super) const MAX_CHARACTERS: usize = 500;

/// The longest that a message's own words may be in it.
const MAX_QUOTED: usize = 80;

/// The summary after a message: the latest things are kept, the oldest go first.
pub(super) fn after(
    request: &TurnRequest,
    now: DateTime<Tz>,
    intent: Intent,
    tasks: &[ProposedTask],
    changes: &[TaskChange],
    text: &str,
) -> String {
    let before = request.summary.as_deref().unwrap_or_default().trim();
    let Some(happened) = sentence(now, intent, tasks, changes, text) else {
        return fitting(before);
    };
    let line = format!("{}: {happened}", now.format("%-d %b"));
    if before.is_empty() { fitting(&line) } else { fitting(&format!("{before}\n{line}")) }
}

fn sentence(
    now: DateTime<Tz>,
    intent: Intent,
    tasks: &[ProposedTask],
    changes: &[TaskChange],
    text: &str,
) -> Option<String> {
    if !tasks.is_empty() {
        let titles: Vec<String> = tasks.iter().take(5).map(|task| described(task, now)).collect();
        let more = if tasks.len() > 5 { format!(" and {} more", tasks.len() - 5) } else { String::new() };
        return Some(format!("asked for {}{more}.", titles.join("; ")));
    }
    if !changes.is_empty() {
        let all: Vec<String> = changes.iter().take(5).map(|change| changed(change, now)).collect();
        return Some(format!("{}.", all.join("; ")));
    }
    match intent {
        Intent::Question => Some(format!("asked: {}", quoted(text))),
        Intent::Confirmation => Some(format!("answered: {}", quoted(text))),
        Intent::Task | Intent::Update => Some(format!("said: {}", quoted(text))),
        Intent::Other => None,
    }
}

fn described(task: &ProposedTask, now: DateTime<Tz>) -> String {
    let title: String = cut(&task.title, MAX_QUOTED);
    task.due.map_or(title.clone(), |due| format!("{title} (due {})", told(due.at, now)))
}

fn changed(change: &TaskChange, now: DateTime<Tz>) -> String {
    let name = match &change.task {
        TaskReference::Number(number) => format!("task {number}"),
        TaskReference::Meaning(words) => format!("\"{}\"", cut(words, MAX_QUOTED)),
    };
    match &change.kind {
        TaskChangeKind::Complete => format!("{name} done"),
        TaskChangeKind::Cancel => format!("{name} cancelled"),
        TaskChangeKind::Reopen => format!("{name} reopened"),
        TaskChangeKind::Reschedule(due) => format!("{name} moved to {}", told(due.at, now)),
        TaskChangeKind::Reprioritise(priority) => {
            format!("{name} now {}", ENGLISH.phrases.priority(*priority))
        }
        TaskChangeKind::Rename(title) => format!("{name} renamed to {}", cut(title, MAX_QUOTED)),
        TaskChangeKind::Assign(who) => format!("{name} given to {who}"),
    }
}

/// The summary is for members and for the assistant itself, and always in English.
fn told(at: DateTime<Utc>, now: DateTime<Tz>) -> String {
    moment(SpokenLanguage::English, at, now.timezone(), now.to_utc())
}

fn quoted(text: &str) -> String {
    cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), MAX_QUOTED)
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most).collect();
    let end = head.rfind(' ').filter(|end| *end > most / 2).unwrap_or(head.len());
    format!("{}...", &head[..end])
}

/// The latest lines that fit.
fn fitting(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    for line in text.lines().rev().filter(|line| !line.trim().is_empty()) {
        let own = line.chars().count() + usize::from(!kept.is_empty());
        if length + own > MAX_CHARACTERS {
            break;
        }
        length += own;
        kept.push(line);
    }
    if kept.is_empty() {
        // One line that is too long for itself keeps its end, the latest of it.
        let skip = text.chars().count().saturating_sub(MAX_CHARACTERS);
        return text.chars().skip(skip).collect();
    }
    kept.reverse();
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{MAX_CHARACTERS, fitting};

    #[test]
    fn the_oldest_lines_go_first() {
        let text: String = (0..100).map(|line| format!("line {line}\n")).collect();
        let kept = fitting(&text);
        assert!(
            kept.chars().count() <= MAX_CHARACTERS && kept.ends_with("line 99") && !kept.contains("line 0\n")
        );
        assert_eq!(fitting(&"x".repeat(900)).chars().count(), MAX_CHARACTERS);
    }
}
