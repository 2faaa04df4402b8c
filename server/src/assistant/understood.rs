//! From an answer in form to the result of a turn: what the rest of Patchbay takes a model's word for, and no more. Whatever
//! a message talked a model into, it can only make tasks, change those that it was shown, and
//! remember and forget what its sender says of themselves.

use patchbay_domain::assistant::{
    Confirmation, DateMention, Due, Entities, Intent, ProposedTask, ReplyPart, SpokenLanguage, TaskChange,
    TaskChangeKind, TurnRequest, TurnResult,
};
use patchbay_domain::card_number;
use patchbay_domain::task::MAX_TITLE_CHARACTERS;
use patchbay_domain::text::shorten;
use patchbay_understanding::language_of;

use super::moments::{due, instant};
use super::output::{
    Output, OutputAction, OutputChange, OutputConfirmation, OutputEntities, OutputLanguage, OutputTask,
};

/// The most that one message leads to.
const MAX_TASKS: usize = 20;
const MAX_CHANGES: usize = 20;
const MAX_MENTIONS: usize = 20;

/// The longest texts, in characters. What is longer is cut: that is no reason to throw an answer away.
const MAX_DESCRIPTION: usize = 4_000;
const MAX_REPLY: usize = 2_000;
const MAX_SUMMARY: usize = 500;
const MAX_MENTION: usize = 100;

/// The longest code of something that is to be confirmed.
const MAX_CODE: usize = 12;

/// The result that an answer comes to.
///
/// # Errors
/// What it asks for that is not to be had, as the model is told.
pub(super) fn result(output: Output, request: &TurnRequest) -> Result<TurnResult, Vec<String>> {
    let mut problems = Vec::new();
    let mut limit = |what: &str, number: usize, most: usize| {
        if number > most {
            problems.push(format!("/{what} has {number} items, more than {most}"));
        }
    };
    limit("tasks", output.tasks.len(), MAX_TASKS);
    limit("changes", output.changes.len(), MAX_CHANGES);
    let reply = text(&output.reply, MAX_REPLY);
    if reply.is_empty() && output.tasks.is_empty() && output.intent != Intent::Other {
        problems.push("/reply is empty, though something was asked or told".to_owned());
    }
    let tasks = collect("tasks", output.tasks, &mut problems, |task| draft(task, request));
    let changes = collect("changes", output.changes, &mut problems, |task| change(task, request));
    let confirmation = confirmation(output.confirmation, output.intent).unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let answer = output.answer.map(|words| text(&words, MAX_REPLY)).filter(|words| !words.is_empty());
    let also = [
        (!tasks.is_empty(), Intent::Task),
        (!changes.is_empty(), Intent::Update),
        (answer.is_some(), Intent::Question),
        (confirmation.is_some(), Intent::Confirmation),
    ];
    let also = also.into_iter().filter(|(is, intent)| *is && *intent != output.intent);
    let intents = std::iter::once(output.intent).chain(also.map(|(_, intent)| intent)).collect();
    // Whether tasks are made is the channel's to say, not the model's.
    let tasks = if request.settings.auto_create_tasks { tasks } else { Vec::new() };
    let words = (!reply.is_empty()).then_some(ReplyPart::Text(reply));
    let lines = (0..tasks.len()).map(ReplyPart::CreatedTask);
    Ok(TurnResult {
        // What is said by ourselves beside the model's words is said in the language of the message, or the channel's.
        language: language(output.language, request),
        intent: output.intent,
        intents,
        urgency: output.urgency,
        entities: entities(output.entities, request),
        changes,
        reply: words.into_iter().chain(lines).collect(),
        summary: text(&output.summary, MAX_SUMMARY),
        tasks,
        confirmation,
        answer,
        facts: memory::facts(&output.facts, request),
        forget: memory::forget(&output.forget, request),
        certainty: output.confidence,
        choice: Vec::new(),
        listed: Vec::new(),
    })
}

/// Every item read, with the place of each that will not do.
fn collect<T, U>(
    what: &str,
    items: Vec<T>,
    problems: &mut Vec<String>,
    read: impl Fn(T) -> Result<U, String>,
) -> Vec<U> {
    let mut kept = Vec::new();
    for (place, item) in items.into_iter().enumerate() {
        match read(item) {
            Ok(item) => kept.push(item),
            Err(problem) => problems.push(format!("/{what}/{place}{problem}")),
        }
    }
    kept
}

fn draft(task: OutputTask, request: &TurnRequest) -> Result<ProposedTask, String> {
    let title = line(&task.title, MAX_TITLE_CHARACTERS);
    if title.is_empty() {
        return Err("/title is empty".to_owned());
    }
    Ok(ProposedTask {
        title,
        description: task
            .description
            .map(|words| text(&words, MAX_DESCRIPTION))
            .filter(|words| !words.is_empty()),
        priority: task.priority,
        due: task.deadline.map(|at| date(&at, request)).transpose()?,
        assignee: task.assignee.map(|name| line(&name, MAX_MENTION)).filter(|name| !name.is_empty()),
    })
}

fn change(change: OutputChange, request: &TurnRequest) -> Result<TaskChange, String> {
    let number = change.number;
    if !request.tasks.iter().any(|task| task.number == number) {
        return Err("/number is not the number of a task that is listed".to_owned());
    }
    let kind = match change.action {
        OutputAction::Complete => TaskChangeKind::Complete,
        OutputAction::Cancel => TaskChangeKind::Cancel,
        OutputAction::Reopen => TaskChangeKind::Reopen,
        OutputAction::Reschedule => {
            let at = change.deadline.ok_or("/deadline is missing: a task is moved to one")?;
            TaskChangeKind::Reschedule(date(&at, request)?)
        }
        OutputAction::Reprioritise => {
            let priority = change.priority.ok_or("/priority is missing: a task is given one")?;
            TaskChangeKind::Reprioritise(priority)
        }
        OutputAction::Rename => {
            let title = line(&change.title.unwrap_or_default(), MAX_TITLE_CHARACTERS);
            if title.is_empty() {
                return Err("/title is missing: a task is given one".to_owned());
            }
            TaskChangeKind::Rename(title)
        }
    };
    Ok(TaskChange::numbered(number, kind))
}

/// The yes or no that a message gives.
fn confirmation(given: Option<OutputConfirmation>, intent: Intent) -> Result<Option<Confirmation>, String> {
    let Some(OutputConfirmation { agreed, code }) = given else {
        return match intent {
            Intent::Confirmation => Err("/confirmation is missing, though the intent is one".to_owned()),
            _ => Ok(None),
        };
    };
    let code = code.map(|code| code.trim().to_owned()).filter(|code| !code.is_empty());
    let is_code =
        |code: &String| code.len() <= MAX_CODE && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match code.as_ref().is_none_or(is_code) {
        true => Ok(Some(Confirmation { agreed, code })),
        false => Err("/confirmation/code is not a code: letters and digits alone".to_owned()),
    }
}

/// The language of a message; of those that Patchbay does not speak, the nearest it has.
fn language(said: OutputLanguage, request: &TurnRequest) -> SpokenLanguage {
    match said {
        OutputLanguage::En => SpokenLanguage::English,
        OutputLanguage::De => SpokenLanguage::German,
        OutputLanguage::Es => SpokenLanguage::Spanish,
        OutputLanguage::Fr => SpokenLanguage::French,
        OutputLanguage::Other => language_of(&request.content),
    }
}

fn date(at: &str, request: &TurnRequest) -> Result<Due, String> {
    due(at, request.time_zone).ok_or_else(|| {
        "/deadline is neither a time such as 2026-03-13T15:00:00+01:00 nor a date such as 2026-03-13"
            .to_owned()
    })
}

/// What is named beside the tasks. Nothing follows from it, so what cannot be read is left out.
fn entities(entities: OutputEntities, request: &TurnRequest) -> Entities {
    let names = |names: Vec<String>| {
        let names = names.iter().map(|name| line(name, MAX_MENTION)).filter(|name| !name.is_empty());
        names.take(MAX_MENTIONS).collect()
    };
    let dates = entities.dates.into_iter().filter_map(|date| {
        let at = instant(&date.at, request.time_zone)?;
        Some(DateMention { text: line(&date.text, MAX_MENTION), at })
    });
    Entities {
        dates: dates.take(MAX_MENTIONS).collect(),
        people: names(entities.people),
        projects: names(entities.projects),
        amounts: Vec::new(),
    }
}

/// Text that can be kept and shown: without card numbers and control characters, and not too long.
fn text(words: &str, most: usize) -> String {
    let kept: String =
        words.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    shorten(card_number::redact_text(kept.trim()).trim(), most)
}

/// The same on one line.
fn line(words: &str, most: usize) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    text(&words, most)
}

mod memory;

#[cfg(test)]
mod tests;
