//! The built-in model: it needs no network, answers the same to the same, and takes a few milliseconds a message.
//!
//! A message is cleaned (`cleaning`), cut into sentences and orders (`sentences`), and each of them read on its own
//! (`understanding`): a change to a task (`updates`), a question (`answers`), an order (`intent`, `politeness`,
//! `titles`), or nothing to act on (`small_talk`). What was read becomes tasks, changes and an answer here.

mod answers;
mod cleaning;
mod dates;
mod drafts;
mod entities;
mod findings;
mod forwarded;
mod intent;
mod intent_patterns;
mod lexicon;
mod matching;
mod orders;
mod pieces;
mod politeness;
mod replies;
mod sentences;
mod small_talk;
mod summary;
mod titles;
mod understanding;
mod update_patterns;
mod update_values;
mod updates;
mod urgency;

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::{
    AssistantSettings, DateMention, Entities, Intent, TurnRequest, TurnResult, Urgency,
};
use patchbay_domain::task::TaskDraft;
use patchbay_domain::turn::{Effort, ModelProvider};
use regex::Regex;

use self::findings::Understanding;
use self::replies::Voice;
use self::understanding::understand;
use super::{LanguageModel, ModelError, Thought};

/// The built-in model.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltinModel(());

impl BuiltinModel {
    /// Makes its patterns ready, so that the first message waits no longer than any other.
    pub fn warm_up(&self) {
        let content = "Hi Jane,\ncan you tell me what is due for Acme?\n- Call Bob by Friday, urgent\n1) a 2) b\n\
                       Task 1 is late and I've sent it. No need to call.\nIt isn't.\nSee you, thanks.";
        let _ = take_turn(&TurnRequest {
            received_at: DateTime::UNIX_EPOCH,
            time_zone: Tz::UTC,
            content: content.to_owned(),
            is_forwarded: false,
            sender_name: None,
            structured: None,
            history: Vec::new(),
            tasks: Vec::new(),
            summary: None,
            settings: AssistantSettings::default(),
        });
    }
}

#[async_trait]
impl LanguageModel for BuiltinModel {
    fn name(&self) -> &'static str {
        "built-in"
    }

    fn provider(&self) -> ModelProvider {
        ModelProvider::BuiltIn
    }

    async fn take_turn(&self, request: &TurnRequest, _: DateTime<Utc>) -> Result<Thought, ModelError> {
        Ok(Thought { result: take_turn(request), effort: Effort::default() })
    }
}

/// The text of a message that is worth reading, as a turn reads it.
#[must_use]
pub fn readable(content: &str) -> String {
    cleaning::clean(content)
}

/// Takes a turn. It cannot fail: what it does not understand it says so.
#[must_use]
pub fn take_turn(request: &TurnRequest) -> TurnResult {
    let now = request.received_at.with_timezone(&request.time_zone);
    let text = match request.is_forwarded {
        true => forwarded::readable(&request.content),
        false => cleaning::clean(&request.content),
    };
    let wanted = drafts::structured(request);
    // A payload that names its task is never an opt-out or small talk.
    if wanted.is_none() {
        if small_talk::is_opt_out_word(&text) {
            return nothing(request, now, Vec::new());
        }
        if small_talk::is_help_word(&text) {
            return nothing(request, now, Voice::of(request).help());
        }
    }
    let understanding = understand(&text, request, now);
    let tasks = match wanted {
        Some(fields) => vec![drafts::from_fields(fields, &text, &understanding)],
        None => drafts::from_text(&request.content, &understanding),
    };
    let intent = intent_of(&understanding, &tasks);
    let deadlines: Vec<_> = tasks.iter().filter_map(|task| task.deadline).collect();
    let urgency = urgency::of_message(understanding.pressure, &deadlines, request.received_at);
    let tasks = if request.settings.auto_create_tasks { tasks } else { Vec::new() };
    let (reply, changes) = Voice::of(request).answer(&understanding, &tasks, intent, &text);
    let summary = summary::after(request, now, intent, &tasks, &changes, &text);
    let entities = entities_of(&text, request, now);
    TurnResult { intent, urgency, entities, tasks, changes, reply, summary }
}

fn nothing(
    request: &TurnRequest,
    now: DateTime<Tz>,
    reply: Vec<patchbay_domain::assistant::ReplyPart>,
) -> TurnResult {
    TurnResult {
        intent: Intent::Other,
        urgency: Urgency::Medium,
        entities: Entities::default(),
        tasks: Vec::new(),
        changes: Vec::new(),
        reply,
        summary: summary::after(request, now, Intent::Other, &[], &[], ""),
    }
}

/// What a message with several things in it is for: the one that asks most of the reader.
fn intent_of(understanding: &Understanding, tasks: &[TaskDraft]) -> Intent {
    if !tasks.is_empty() {
        Intent::Task
    } else if !understanding.updates.is_empty() {
        Intent::Update
    } else if !understanding.questions.is_empty() {
        Intent::Question
    } else if understanding.answer.is_some() {
        Intent::Confirmation
    } else {
        Intent::Other
    }
}

fn entities_of(text: &str, request: &TurnRequest, now: DateTime<Tz>) -> Entities {
    const MOST_DATES: usize = 20;
    let projects = entities::projects(text);
    let people = entities::people(text, &projects, request.sender_name.as_deref());
    let found = dates::find(text, now);
    let dates = found
        .into_iter()
        .take(MOST_DATES)
        .map(|date| DateMention { text: text[date.words].to_owned(), at: date.at })
        .collect();
    Entities { dates, people, projects }
}

/// A pattern that is written out in the source.
#[expect(clippy::expect_used, reason = "the source is fixed, and the tests compile every one of them")]
fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}
