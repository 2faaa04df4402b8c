//! Tasks ready to be stored: from what was read, or from the fields of a structured payload.

use chrono_tz::Tz;
use patchbay_domain::assistant::{ProposedTask, StructuredTask, TurnRequest};
use patchbay_domain::task::TaskPriority;

use super::dates::due_at;
use super::findings::{Sketch, Understanding};
use super::lexicon::words;
use super::titles::shortened;

/// The task fields that a payload gave, where it gave any.
pub(super) fn structured(request: &TurnRequest) -> Option<&StructuredTask> {
    let fields = request.structured.as_ref()?;
    let said =
        |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().any(char::is_alphanumeric));
    let any = said(&fields.title)
        || said(&fields.description)
        || fields.priority.is_some()
        || fields.deadline.is_some();
    let text = said(&fields.title)
        || said(&fields.description)
        || request.content.chars().any(char::is_alphanumeric);
    (any && text).then_some(fields)
}

/// One task from the fields of a payload. What they do not say is taken from the text, and never made up.
pub(super) fn from_fields(
    fields: &StructuredTask,
    text: &str,
    read: &Understanding,
    zone: Tz,
) -> ProposedTask {
    let from_text = read.tasks.first();
    let described =
        fields.description.as_deref().map(str::trim).filter(|description| !description.is_empty());
    let given = fields.title.as_deref().map(one_line).filter(|title| !title.is_empty());
    let whole = given
        .or_else(|| from_text.map(|task| task.title.clone()))
        .or_else(|| first_line(text))
        .or_else(|| described.and_then(first_line))
        .unwrap_or_default();
    let (title, cut) = shortened(&whole);
    let more = if cut { Some(whole.as_str()) } else { Some(text).filter(|text| says_more(text, &title)) };
    ProposedTask {
        description: described.or(more).map(str::to_owned).filter(|description| *description != title),
        priority: fields
            .priority
            .or_else(|| from_text.and_then(|task| task.priority))
            .or_else(|| said(read))
            .unwrap_or_default(),
        due: fields
            .deadline
            .map(|at| due_at(at, true, zone))
            .or_else(|| from_text.and_then(|task| task.due))
            .or(read.first_due),
        assignee: from_text.and_then(|task| task.assignee.clone()),
        title,
    }
}

fn said(read: &Understanding) -> Option<TaskPriority> {
    super::urgency::Pressure { urgency: read.pressure, spans: Vec::new() }.priority()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_line(text: &str) -> Option<String> {
    text.lines().map(one_line).find(|line| line.chars().any(char::is_alphanumeric))
}

/// Whether a text has words that the title lacks.
fn says_more(text: &str, title: &str) -> bool {
    let known = words(title);
    words(text).iter().any(|word| !known.contains(word))
}

/// The tasks that a text asks for.
pub(super) fn from_text(content: &str, read: &Understanding) -> Vec<ProposedTask> {
    let single = read.tasks.len() == 1;
    let original = content.trim();
    read.tasks
        .iter()
        .map(|task| {
            // Of a message with one task all of it belongs to the task, also what stands before it.
            let around = single && (read.told || read.negated.is_some() || !read.questions.is_empty());
            let description = if single && (task.says_more || around) {
                Some(original.to_owned())
            } else {
                (task.says_more && !single).then(|| task.source.join("\n"))
            };
            draft(task, description)
        })
        .collect()
}

fn draft(task: &Sketch, description: Option<String>) -> ProposedTask {
    ProposedTask {
        title: task.title.clone(),
        description,
        priority: task.priority.unwrap_or_default(),
        due: task.due,
        assignee: task.assignee.clone(),
    }
}
