//! The built-in assistant: it needs no network, answers the same to the same, and takes a few milliseconds a message.
//!
//! A message is cleaned (`cleaning`), cut into sentences and orders (`sentences`), and each of them read on its own
//! (`understanding`): a change to a task (`updates`), a question (`answers`), an order (`intent`, `politeness`,
//! `titles`), or nothing to act on (`small_talk`). What was read becomes tasks, changes and an answer here. Nothing in
//! this crate reads, stores or sends anything.

mod amounts;
mod answers;
mod assignees;
mod changes_found;
mod cleaning;
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
pub mod mail;
mod matching;
mod orders;
mod payload;
mod phrases;
mod pieces;
mod politeness;
mod reader;
mod remarks;
mod replies;
mod sentences;
mod small_talk;
mod summary;
mod tasks_found;
mod titles;
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
    AssistantSettings, Certainty, DateMention, Entities, Intent, SpokenLanguage, TurnRequest, TurnResult,
    Urgency,
};
use patchbay_domain::trust::Trust;
use regex::Regex;

use self::findings::Understanding;
use self::language::Language;
use self::replies::Voice;
use self::understanding::{Text, understand};
pub use lines::{TaskLine, moment, render_reply};

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

/// Takes a turn. It cannot fail: what it does not understand it says so.
#[must_use]
pub fn take_turn(request: &TurnRequest) -> TurnResult {
    let now = request.received_at.with_timezone(&request.time_zone);
    let text = text_of(request);
    let whole = text.whole();
    let language = language::detect(&whole);
    let wanted = drafts::structured(request);
    // A payload that names its task is never an opt-out or small talk.
    if wanted.is_none() {
        if small_talk::is_opt_out_word(&whole) {
            return nothing(language, request, now, Vec::new());
        }
        if small_talk::is_help_word(language, &whole) {
            return nothing(language, request, now, Voice::of(language, request).help());
        }
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
    let (reply, changes) = Voice::of(language, request).answer(&read, tasks.len(), intent, &whole);
    let summary = summary::after(request, now, intent, &tasks, &changes, &whole);
    let answers: Vec<String> = read.questions.iter().filter_map(|asked| asked.answer.clone()).collect();
    TurnResult {
        language: language.spoken,
        intent,
        intents,
        urgency,
        entities: entities_of(language, &whole, request, now),
        certainty: certainty_of(&read, tasks.len()),
        facts: if text.own.is_empty() { Vec::new() } else { facts::find(language, &text.own) },
        answer: (!answers.is_empty()).then(|| answers.join("\n")),
        confirmation: read.answer,
        tasks,
        changes,
        reply,
        summary,
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
    reply: Vec<patchbay_domain::assistant::ReplyPart>,
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
        certainty: Certainty::High,
    }
}

/// What a message is for, the part that asks most of the reader first.
fn intents_of(read: &Understanding, has_tasks: bool) -> Vec<Intent> {
    let negated = read.negated.is_some() && !has_tasks && read.questions.is_empty();
    let all = [
        (has_tasks, Intent::Task),
        (!read.updates.is_empty() || negated, Intent::Update),
        (!read.questions.is_empty(), Intent::Question),
        (read.answer.is_some(), Intent::Confirmation),
    ];
    let mut intents: Vec<Intent> = all.into_iter().filter(|(is, _)| *is).map(|(_, intent)| intent).collect();
    if intents.is_empty() {
        intents.push(Intent::Other);
    }
    intents
}

/// How much of the reading was guessed.
fn certainty_of(read: &Understanding, tasks: usize) -> Certainty {
    let acts = tasks + read.updates.len() + read.questions.len() + usize::from(read.answer.is_some());
    if read.guessed || read.disobeyed || acts == 0 && read.told {
        Certainty::Low
    } else if read.told || read.questions.iter().any(|asked| asked.answer.is_none()) {
        Certainty::Medium
    } else {
        Certainty::High
    }
}

fn entities_of(language: &Language, text: &str, request: &TurnRequest, now: DateTime<Tz>) -> Entities {
    const MOST_DATES: usize = 20;
    let projects = entities::projects(language, text);
    let people = entities::people(language, text, &projects, request.sender_name.as_deref());
    let found = dates::find(language, text, now);
    let dates = found
        .into_iter()
        .take(MOST_DATES)
        .map(|date| DateMention { text: text[date.words].to_owned(), at: date.at })
        .collect();
    Entities { dates, people, projects, amounts: amounts::find(text) }
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
