//! A turn as a dry run: a message in, what would be understood and answered out; nothing is stored or sent. What
//! `patchbay understand` prints and what the corpus is scored by.

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use patchbay_domain::assistant::{
    Intent, TaskChange, TaskChangeKind, TaskReference, TurnRequest, TurnResult, Urgency,
};
use patchbay_domain::task::TaskPriority;
use serde::Serialize;
use serde_json::{Map, Value};

use super::lines::{TaskLine, render_reply};
use super::{mail, request, take_turn};

/// A message to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// How it came.
    pub channel: Channel,
    /// What stands over a mail.
    pub subject: Option<String>,
    /// What it says.
    pub text: String,
    /// When it was received.
    pub now: DateTime<FixedOffset>,
    /// The sender's zone.
    pub timezone: Tz,
}

/// How a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// As a text.
    Sms,
    /// As a mail.
    Email,
    /// By a custom webhook.
    Custom,
}

/// What was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// What the message is for.
    pub intent: Intent,
    /// How much it presses.
    pub urgency: Urgency,
    /// Its language, by its ISO 639-1 code.
    pub language: &'static str,
    /// The people and companies it names.
    pub people: Vec<String>,
    /// The projects it names.
    pub projects: Vec<String>,
    /// The tasks it would make.
    pub tasks: Vec<Task>,
    /// The changes it would make.
    pub changes: Vec<Change>,
    /// The answer.
    pub reply: String,
}

/// A task it would make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// What to do.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// How important it is.
    pub priority: TaskPriority,
    /// Who is to do it.
    pub assignee: Option<String>,
    /// When it is due.
    pub due: Option<Due>,
}

/// When something is due, in the message's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`, where a time was said.
    pub time: Option<String>,
}

/// A change it would make to a task.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The task's number, where one was said.
    pub number: Option<u32>,
    /// The words that describe the task, where no number was said.
    pub task: Option<String>,
    /// `complete`, `cancel`, `reopen`, `reschedule`, `reprioritise`, `rename` or `assign`.
    pub kind: &'static str,
    /// The new deadline.
    pub due: Option<Due>,
    /// The new priority.
    pub priority: Option<TaskPriority>,
    /// The new title.
    pub title: Option<String>,
    /// Who is to do it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
}

/// Reads a message as its channel would have it read.
#[must_use]
pub fn understand(message: &Message) -> Understood {
    let now = message.now.to_utc();
    let subject = message.subject.as_deref().unwrap_or_default();
    let read = match message.channel {
        Channel::Email => mail::read(subject, &message.text),
        // A subject that a channel does not have stands over the text like any first line.
        Channel::Sms | Channel::Custom => mail::Read::plain(subject, &message.text),
    };
    let mut turn_request = request(read.content, now, message.timezone);
    turn_request.subject = read.subject;
    turn_request.is_forwarded = read.is_forwarded;
    let (turn, reply) = preview(&turn_request, 1);
    Understood {
        intent: turn.intent,
        urgency: turn.urgency,
        language: turn.language.code(),
        people: turn.entities.people,
        projects: turn.entities.projects,
        tasks: turn.tasks.into_iter().map(Task::from).collect(),
        changes: turn.changes.into_iter().map(Change::from).collect(),
        reply,
    }
}

/// Takes a turn without storing or sending anything: what it comes to, and the answer in words. `first_number`: the number that
/// the first of its tasks would get.
#[must_use]
pub fn preview(request: &TurnRequest, first_number: u32) -> (TurnResult, String) {
    let turn = take_turn(request);
    let reply = reply(&turn, request, first_number);
    (turn, reply)
}

/// Reads one line of JSON, and answers with one: what was understood, or an `error` that names the field.
///
/// # Errors
/// The line is no such message; the error is the line to answer with.
pub fn line(json: &str) -> Result<String, String> {
    let told =
        |error: String| Value::from(Map::from_iter([("error".to_owned(), Value::from(error))])).to_string();
    let message = parse(json).map_err(told)?;
    serde_json::to_string(&understand(&message)).map_err(|error| told(error.to_string()))
}

/// A message from JSON; the error names the field.
fn parse(json: &str) -> Result<Message, String> {
    let value: Value = serde_json::from_str(json).map_err(|error| format!("not JSON: {error}"))?;
    let Value::Object(fields) = value else { return Err("expected an object".to_owned()) };
    let text = |name: &str| match fields.get(name) {
        Some(Value::String(text)) => Ok(Some(text.clone())),
        None | Some(Value::Null) => Ok(None),
        Some(_) => Err(format!("{name}: must be a string")),
    };
    let given = |name: &str| text(name)?.ok_or_else(|| format!("{name}: is missing"));
    let channel = match given("channel")?.to_lowercase().as_str() {
        "sms" => Channel::Sms,
        "email" | "mail" => Channel::Email,
        "custom" | "webhook" => Channel::Custom,
        _ => return Err("channel: must be sms, email or custom".to_owned()),
    };
    let now = DateTime::parse_from_rfc3339(&given("now")?)
        .map_err(|_| "now: must be a time like 2026-03-11T10:00:00Z (RFC 3339)".to_owned())?;
    let timezone = given("timezone")?
        .parse::<Tz>()
        .map_err(|_| "timezone: must be a time zone like Europe/Berlin".to_owned())?;
    Ok(Message { channel, subject: text("subject")?, text: given("text")?, now, timezone })
}

/// The answer, in the language that the settings say.
fn reply(turn: &TurnResult, request: &TurnRequest, first_number: u32) -> String {
    let created: Vec<TaskLine> = (first_number..)
        .zip(&turn.tasks)
        .map(|(number, task)| TaskLine {
            number,
            title: task.title.clone(),
            priority: task.priority,
            deadline: task.due.map(|due| due.at),
            assignee: task.assignee.clone(),
        })
        .collect();
    let language = request.settings.answers_in(turn.language);
    render_reply(language, &turn.reply, &created, request.time_zone, request.received_at)
}

impl From<patchbay_domain::assistant::Due> for Due {
    fn from(due: patchbay_domain::assistant::Due) -> Self {
        Self {
            date: due.date.format("%Y-%m-%d").to_string(),
            time: due.time.map(|time| time.format("%H:%M").to_string()),
        }
    }
}

impl From<patchbay_domain::assistant::ProposedTask> for Task {
    fn from(task: patchbay_domain::assistant::ProposedTask) -> Self {
        let patchbay_domain::assistant::ProposedTask { title, description, priority, due, assignee } = task;
        Self { title, description, priority, assignee, due: due.map(Due::from) }
    }
}

impl From<TaskChange> for Change {
    fn from(change: TaskChange) -> Self {
        let (number, task) = match change.task {
            TaskReference::Number(number) => (Some(number), None),
            TaskReference::Meaning(words) => (None, Some(words)),
        };
        let base = Self { number, task, ..Self::default() };
        match change.kind {
            TaskChangeKind::Complete => Self { kind: "complete", ..base },
            TaskChangeKind::Cancel => Self { kind: "cancel", ..base },
            TaskChangeKind::Reopen => Self { kind: "reopen", ..base },
            TaskChangeKind::Reschedule(due) => Self { kind: "reschedule", due: Some(due.into()), ..base },
            TaskChangeKind::Reprioritise(priority) => {
                Self { kind: "reprioritise", priority: Some(priority), ..base }
            }
            TaskChangeKind::Rename(title) => Self { kind: "rename", title: Some(title), ..base },
            TaskChangeKind::Assign(name) => Self { kind: "assign", assignee: Some(name), ..base },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_answers_a_line() {
        let message = r#"{"channel":"sms","text":"call Bob on Friday at 3pm, urgent","now":"2026-03-11T10:00:00-04:00","timezone":"America/New_York"}"#;
        let answer = line(message).unwrap();
        assert!(
            answer.contains(r#""due":{"date":"2026-03-13","time":"15:00"}"#)
                && answer.contains(r#""intent":"task""#),
            "{answer}"
        );
    }

    #[test]
    fn a_bad_line_names_the_field() {
        for (message, field) in [
            ("no json", "JSON"),
            ("[1]", "object"),
            (r#"{"channel":"fax","text":"x","now":"2026-03-11T10:00:00Z","timezone":"UTC"}"#, "channel"),
            (r#"{"channel":"sms","now":"2026-03-11T10:00:00Z","timezone":"UTC"}"#, "text"),
            (r#"{"channel":"sms","text":"x","now":"yesterday","timezone":"UTC"}"#, "now"),
            (r#"{"channel":"sms","text":"x","now":"2026-03-11T10:00:00Z","timezone":"Mars"}"#, "timezone"),
            (r#"{"channel":"sms","text":1,"now":"2026-03-11T10:00:00Z","timezone":"UTC"}"#, "text"),
        ] {
            let error = line(message).unwrap_err();
            assert!(error.starts_with(r#"{"error":"#) && error.contains(field), "{error}");
        }
    }
}
