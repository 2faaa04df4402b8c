//! The built-in assistant: it needs no network, answers the same to the same, and takes a few milliseconds a message.
//!
//! A message is cleaned (`cleaning`), cut into sentences and orders (`sentences`), and each of them read on its own
//! (`understanding`): a change to a task (`updates`), a question (`answers`), an order (`intent`, `politeness`,
//! `titles`), or nothing to act on (`small_talk`). What was read becomes tasks, changes and an answer here. Nothing in
//! this crate reads, stores or sends anything.

mod amounts;
mod answers;
mod as_task;
mod assignees;
mod assignments;
mod changes_found;
mod cleaning;
mod command_words;
mod commands;
mod dates;
mod drafts;
pub mod dry_run;
mod entities;
mod facts;
mod findings;
mod forwarded;
mod injection;
mod intent;
mod intent_patterns;
mod language;
mod lexicon;
mod lines;
pub mod linking;
pub mod mail;
mod matching;
mod memory;
mod orders;
mod payload;
mod phrases;
mod pieces;
mod politeness;
mod reader;
mod reading;
mod remarks;
mod replies;
mod sentences;
mod small_talk;
mod story;
mod summary;
mod tasks_found;
mod titles;
mod unclear;
mod understanding;
mod update_patterns;
mod update_values;
mod updates;
mod urgency;

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use chrono::DateTime;
use chrono_tz::Tz;
use patchbay_domain::assistant::{
    AssistantSettings, Certainty, Confirmation, Entities, Fact, Intent, ReplyPart, SpokenLanguage,
    TurnRequest, TurnResult, Urgency,
};
use patchbay_domain::trust::Trust;
use regex::Regex;

use self::language::Language;
use self::memory::Remembered;
use self::reading::{certainty_of, entities_of, intents_of};
use self::replies::{Reply, Voice};
use self::understanding::{Text, understand};
pub use answers::{more_line, unknown_task};
pub use as_task::as_task;
pub use commands::{Command, Subject, TakenBack, command, is_command, said, taken_back};
pub use lines::{TaskLine, listed_task, moment, render_reply};
pub use story::{delivery_story, task_story};

/// Makes the patterns of all languages ready, so that the first message waits no longer than any other.
pub fn warm_up() {
    for content in [
        "Hi Jane,\ncan you tell me what is due for Acme?\n- Call Bob by Friday, urgent\n1) a 2) b\nTask 1 is late.",
        "Hallo, bitte bis Freitag die Rechnung schicken. Danke!",
        "Hola, env\u{ed}a la factura antes del viernes, por favor. Gracias",
        "Bonjour, peux-tu envoyer la facture avant vendredi ? Merci",
    ] {
        let _ = take_turn(&request(content.to_owned(), DateTime::UNIX_EPOCH, Tz::UTC));
    }
}

/// A message with nothing around it.
#[must_use]
pub fn bare_request(content: String, received_at: DateTime<chrono::Utc>, time_zone: Tz) -> TurnRequest {
    request(content, received_at, time_zone)
}

fn request(content: String, received_at: DateTime<chrono::Utc>, time_zone: Tz) -> TurnRequest {
    TurnRequest {
        received_at,
        time_zone,
        content,
        subject: None,
        is_forwarded: false,
        sender_name: None,
        structured: None,
        history: Vec::new(),
        tasks: Vec::new(),
        summary: None,
        settings: AssistantSettings::default(),
        trust: Trust::Member,
        instructions: None,
        facts: Vec::new(),
    }
}

/// The text of a message that is worth reading, as a turn reads it.
#[must_use]
pub fn readable(content: &str) -> String {
    cleaning::clean(content)
}

/// The language that a text is read in.
#[must_use]
pub fn language_of(text: &str) -> SpokenLanguage {
    language::detect(text).spoken
}

/// The yes or no that a text is, and nothing else ("Y 4821", "sounds good").
#[must_use]
pub fn plain_answer(text: &str) -> Option<Confirmation> {
    let result = take_turn(&request(text.to_owned(), DateTime::UNIX_EPOCH, Tz::UTC));
    result.confirmation.filter(|_| result.intents == [Intent::Confirmation])
}

/// Takes a turn. It cannot fail: what it does not understand it says so.
#[must_use]
pub fn take_turn(request: &TurnRequest) -> TurnResult {
    let now = request.received_at.with_timezone(&request.time_zone);
    let mut text = text_of(request);
    let wanted = drafts::structured(request);
    let (remembered, rest) = match wanted {
        Some(_) => (Remembered::default(), text.own.clone()),
        None => memory::take(&text.own, request),
    };
    text.own = rest;
    let whole = text.whole();
    let language = match remembered.language {
        Some(language) if whole.trim().is_empty() => language,
        _ => language::detect(&whole),
    };
    // A payload that names its task is never an opt-out or small talk.
    if wanted.is_none() {
        if small_talk::is_opt_out_word(&whole) {
            return nothing(language, request, now, Vec::new());
        }
        if small_talk::is_help_word(language, &whole) {
            return nothing(language, request, now, Voice::of(language, request).help());
        }
    }
    if !remembered.is_nothing() && text.own.is_empty() && text.outside.is_empty() {
        return only_remembered(language, request, now, remembered);
    }
    let read = understand(language, &text, request, now);
    let tasks = match wanted {
        Some(fields) => vec![drafts::from_fields(fields, &whole, &read, request.time_zone)],
        None => drafts::from_text(&request.content, &read),
    };
    let intents = intents_of(&read, !tasks.is_empty());
    let intent = intents.first().copied().unwrap_or(Intent::Other);
    let deadlines: Vec<_> = tasks.iter().filter_map(|task| task.due).collect();
    let urgency = urgency::of_message(read.pressure, &deadlines, now);
    let tasks = if request.settings.auto_create_tasks { tasks } else { Vec::new() };
    let Reply { parts: mut reply, changes, choice, listed } =
        Voice::of(language, request).answer(&read, tasks.len(), intent, &whole);
    reply.extend(remembered.lines.into_iter().map(ReplyPart::Text));
    let summary = summary::after(request, now, intent, &tasks, &changes, &whole);
    let answers: Vec<String> = read.questions.iter().filter_map(|asked| asked.answer.clone()).collect();
    TurnResult {
        language: language.spoken,
        intent,
        intents,
        urgency,
        entities: entities_of(language, &whole, request, now),
        certainty: certainty_of(&read, tasks.len()),
        facts: facts_of(language, &text.own, remembered.facts),
        forget: remembered.forget,
        answer: (!answers.is_empty()).then(|| answers.join("\n")),
        confirmation: read.answer,
        tasks,
        changes,
        reply,
        summary,
        choice,
        listed,
    }
}

/// The message's text, cleaned, its parts told apart.
fn text_of(request: &TurnRequest) -> Text {
    let payload = payload::text_of(&request.content);
    let content = payload.as_deref().unwrap_or(&request.content);
    let subject = request.subject.as_deref().map(str::trim).filter(|subject| !subject.is_empty());
    let below =
        subject.and_then(|subject| content.strip_prefix(subject)).filter(|rest| !rest.trim().is_empty());
    let (subject, body) = match (subject, below) {
        (Some(subject), Some(body)) => (cleaning::normalise(subject), body),
        _ => (String::new(), content),
    };
    let (own, outside) = match request.is_forwarded {
        true => forwarded::parts(body),
        false => (cleaning::clean(body), String::new()),
    };
    Text { subject, own, outside }
}

fn nothing(
    language: &'static Language,
    request: &TurnRequest,
    now: DateTime<Tz>,
    reply: Vec<ReplyPart>,
) -> TurnResult {
    TurnResult {
        language: language.spoken,
        intent: Intent::Other,
        intents: vec![Intent::Other],
        urgency: Urgency::Medium,
        entities: Entities::default(),
        tasks: Vec::new(),
        changes: Vec::new(),
        confirmation: None,
        answer: None,
        reply,
        summary: summary::after(request, now, Intent::Other, &[], &[], ""),
        facts: Vec::new(),
        forget: Vec::new(),
        certainty: Certainty::High,
        choice: Vec::new(),
        listed: Vec::new(),
    }
}

/// What its sender tells of themselves.
fn facts_of(language: &Language, own: &str, told: Vec<Fact>) -> Vec<Fact> {
    let found = if own.is_empty() { Vec::new() } else { facts::find(language, own) };
    told.into_iter().chain(found).take(facts::MOST).collect()
}

/// A message about nothing but what is remembered. Its words stay out of the summary: what is forgotten is not to be kept there.
fn only_remembered(
    language: &'static Language,
    request: &TurnRequest,
    now: DateTime<Tz>,
    remembered: Remembered,
) -> TurnResult {
    let reply = remembered.lines.into_iter().map(ReplyPart::Text).collect();
    let intent = match remembered.asked {
        true => Intent::Question,
        false if remembered.facts.is_empty() => Intent::Update,
        false => Intent::Other,
    };
    TurnResult {
        intent,
        intents: vec![intent],
        forget: remembered.forget,
        facts: remembered.facts,
        ..nothing(language, request, now, reply)
    }
}

/// A pattern that is written out in the source.
#[expect(clippy::expect_used, reason = "the source is fixed, and the tests compile every one of them")]
fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

/// A pattern that nothing fits, for what a language does not have.
fn never() -> Regex {
    pattern(r"[^\s\S]")
}
