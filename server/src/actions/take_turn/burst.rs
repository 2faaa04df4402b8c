//! Messages that come in a burst, before their turn has begun, are taken in one turn and get one answer.

use std::collections::HashSet;

use chrono::TimeDelta;
use chrono_tz::Tz;
use patchbay_domain::assistant::Entities;
use patchbay_domain::ids::JobId;
use patchbay_domain::job::JobWork;
use patchbay_domain::message::{Message, MessageStatus};
use patchbay_domain::task::TaskDraft;
use patchbay_storage::StorageError;
use patchbay_understanding::linking::stands_alone;
use patchbay_understanding::{is_command, readable};

use super::super::Services;
use super::super::receive_message::lane;
use super::Situation;

/// How many messages a turn takes at most.
const MAX_MESSAGES: usize = 10;

/// How much text it takes at most, if it takes more than one message.
const MAX_BYTES: usize = 4_000;

/// How long a burst lasts: what "in an hour" counts from is the instant of its first message.
const MAX_LENGTH: TimeDelta = TimeDelta::minutes(5);

/// What is taken together with a message.
#[derive(Clone, Default)]
pub(super) struct Burst {
    /// The messages after the first.
    messages: Vec<Message>,
    /// Their jobs, which wait behind the one of the first.
    pub(super) jobs: Vec<JobId>,
}

/// What waits behind a message and can be read as one text with it. Anything that is not plain text ends it: each of those
/// has a turn of its own, in its place.
pub(super) async fn waiting(
    services: &Services,
    first: &Message,
    time_zone: Tz,
) -> Result<Burst, StorageError> {
    let mut burst = Burst::default();
    if !is_plain(first) {
        return Ok(burst);
    }
    let scope = services.storage.scope(first.organization_id);
    let lane = lane(first.webhook_id, &first.sender_identifier);
    let limit = u64::try_from(MAX_MESSAGES - 1).unwrap_or(u64::MAX);
    let day = |message: &Message| message.created_at.with_timezone(&time_zone).date_naive();
    let mut text = readable(&first.content);
    for job in scope.jobs_waiting(&lane, limit).await? {
        let JobWork::TakeTurn { message_id } = job.work else { break };
        if job.run_at > services.now() {
            break;
        }
        let Some(message) = scope.message(message_id).await? else { break };
        let is_new = matches!(message.status, MessageStatus::Received | MessageStatus::Deferred);
        let is_near = message.created_at - first.created_at <= MAX_LENGTH && day(&message) == day(first);
        text = format!("{text}\n{}", readable(&message.content));
        // Where it would be taken for the signature of what stands before it, it is read alone.
        if !(is_new && is_near && is_plain(&message)) || text.len() > MAX_BYTES || readable(&text) != text {
            break;
        }
        burst.messages.push(message);
        burst.jobs.push(job.id);
    }
    Ok(burst)
}

fn is_plain(message: &Message) -> bool {
    let is_forwarded = message.email.as_ref().is_some_and(|email| email.is_forwarded);
    // What takes up what was said before is no part of what is said next.
    let stands_alone = is_command(&message.content) || stands_alone(&message.content);
    message.unanswered.is_none() && message.structured.is_none() && !is_forwarded && !stands_alone
}

impl Situation {
    /// The messages of the turn, in the order in which they came.
    pub(super) fn messages(&self) -> Vec<&Message> {
        std::iter::once(&self.message).chain(&self.burst.messages).collect()
    }

    /// The one that is answered.
    pub(super) fn last_message(&self) -> &Message {
        self.burst.messages.last().unwrap_or(&self.message)
    }

    /// What is read: a message as it was sent, several as what is worth reading of each.
    pub(super) fn content(&self) -> String {
        match self.burst.messages.is_empty() {
            true => self.message.content.clone(),
            false => self
                .messages()
                .into_iter()
                .map(|message| readable(&message.content))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }
}

/// The message that a task came from: the only one that has most of its title's words, else the last.
pub(super) fn source<'message>(
    messages: &[&'message Message],
    draft: &TaskDraft,
) -> Option<&'message Message> {
    let title = words(&draft.title);
    let shared = |message: &Message| words(&message.content).intersection(&title).count();
    let best = messages.iter().map(|message| shared(message)).max()?;
    let mut with_best = messages.iter().filter(|message| shared(message) == best);
    match (with_best.next(), with_best.next()) {
        (Some(only), None) => Some(only),
        _ => messages.last().copied(),
    }
}

/// What of everything that was found stands in this message.
pub(super) fn entities_in(message: &Message, found: &Entities) -> Entities {
    let content = message.content.to_lowercase();
    let stands = |text: &str| content.contains(&text.to_lowercase());
    Entities {
        dates: found.dates.iter().filter(|date| stands(&date.text)).cloned().collect(),
        people: found.people.iter().filter(|name| stands(name)).cloned().collect(),
        projects: found.projects.iter().filter(|name| stands(name)).cloned().collect(),
        amounts: found.amounts.iter().filter(|amount| stands(&amount.text)).cloned().collect(),
    }
}

fn words(text: &str) -> HashSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
