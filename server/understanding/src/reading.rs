//! What was read, as a result tells it: what the message is for, how sure that is, what it names.

use chrono::DateTime;
use chrono_tz::Tz;
use patchbay_domain::assistant::{Certainty, DateMention, Entities, Intent, TurnRequest};

use super::findings::Understanding;
use super::language::Language;
use super::{amounts, dates, entities};

/// What a message is for, the part that asks most of the reader first.
pub(super) fn intents_of(read: &Understanding, has_tasks: bool) -> Vec<Intent> {
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
pub(super) fn certainty_of(read: &Understanding, tasks: usize) -> Certainty {
    let acts = tasks + read.updates.len() + read.questions.len() + usize::from(read.answer.is_some());
    if read.guessed || read.disobeyed || acts == 0 && read.told {
        Certainty::Low
    } else if read.told || read.questions.iter().any(|asked| asked.answer.is_none()) {
        Certainty::Medium
    } else {
        Certainty::High
    }
}

/// What a text names.
pub(super) fn entities_of(
    language: &Language,
    text: &str,
    request: &TurnRequest,
    now: DateTime<Tz>,
) -> Entities {
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
