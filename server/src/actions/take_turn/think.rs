//! What is thought about a message, and by whom: the model that is set up, with a word to the sender where it takes long, or
//! the built-in one where that model cannot.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::{Author, PastMessage, TurnRequest, TurnResult, Understanding};
use patchbay_domain::ids::MessageId;
use patchbay_domain::job::Lease;
use patchbay_domain::message::Message;
use patchbay_domain::turn::{Effort, ModelProvider, TurnRecord};
use patchbay_storage::StorageError;
use patchbay_understanding::mail::subject_over;
use patchbay_understanding::take_turn;

use super::super::Services;
use super::acknowledge::acknowledge;
use super::undo::Undo;
use super::{Situation, tasks};
use crate::assistant::{BuiltinModel, LanguageModel as _, ModelError, Thought, prices};

/// How long after receipt a sender is told that it takes longer: what is sent then is there within two seconds (C22).
const PATIENCE: TimeDelta = TimeDelta::milliseconds(1_500);

/// How long after receipt the answer is there, whoever gives it.
const LIMIT: TimeDelta = TimeDelta::seconds(60);

/// What was thought.
pub(super) struct Thinking {
    /// What it comes to.
    pub(super) result: TurnResult,
    /// How it was come to.
    pub(super) record: TurnRecord,
    /// What it takes back.
    pub(super) undo: Option<Undo>,
}

impl Thinking {
    /// What fixed words come to: no model was asked, whichever is set up.
    pub(super) fn by_fixed_words(
        services: &Services,
        situation: &Situation,
        request: &TurnRequest,
        began: DateTime<Utc>,
        result: TurnResult,
        undo: Option<Undo>,
    ) -> Self {
        let taken_at = services.now();
        let record = TurnRecord {
            understanding: Some(Understanding::of(&result, request.trust)),
            message_id: situation.last_message().id,
            model: BuiltinModel::default().name().to_owned(),
            asked_model: None,
            provider: ModelProvider::BuiltIn,
            fallback_reason: None,
            effort: Effort::default(),
            cost_micros: None,
            duration_ms: u64::try_from((taken_at - began).num_milliseconds()).unwrap_or(0),
            acknowledged_at: situation.acknowledged_at,
            taken_at,
        };
        Self { result, record, undo }
    }
}

/// Thinks about a message. Where the sender is told meanwhile that it takes longer, the situation is what it is then.
pub(super) async fn think(
    services: &Services,
    situation: &mut Situation,
    lease: Lease,
) -> Result<Thinking, StorageError> {
    let (began, model, request) = (services.now(), &services.model, request(situation));
    // Fields that a payload gives outright leave nothing to think about.
    let is_asked = model.provider() != ModelProvider::BuiltIn && request.structured.is_none();
    let asked = match is_asked {
        true => Some(ask(services, situation, &request, lease).await?),
        false => None,
    };
    let (result, effort, fallback_reason) = match asked {
        Some(Ok(Thought { result, effort })) => (own_changes(&request, result), effort, None),
        Some(Err(ModelError { reason, effort })) => {
            let (model, message_id) = (model.name(), situation.message.id);
            tracing::warn!(model, %message_id, reason, "the built-in assistant takes the turn");
            (take_turn(&request), effort, Some(reason))
        }
        None => (take_turn(&request), Effort::default(), None),
    };
    let is_taken_by_asked = is_asked && fallback_reason.is_none();
    let own = BuiltinModel::default();
    let taken_by = if is_taken_by_asked { model.name() } else { own.name() };
    let tokens = effort.input_tokens.zip(effort.output_tokens);
    let taken_at = services.now();
    let record = TurnRecord {
        message_id: situation.last_message().id,
        model: taken_by.to_owned(),
        asked_model: (is_asked && !is_taken_by_asked).then(|| model.name().to_owned()),
        provider: if is_asked { model.provider() } else { ModelProvider::BuiltIn },
        fallback_reason,
        understanding: Some(Understanding::of(&result, request.trust)),
        effort,
        cost_micros: tokens.and_then(|(input, output)| prices::cost_micros(model.name(), input, output)),
        duration_ms: u64::try_from((taken_at - began).num_milliseconds()).unwrap_or(0),
        acknowledged_at: situation.acknowledged_at,
        taken_at,
    };
    Ok(Thinking { result, record, undo: None })
}

/// Asks the model that is set up, and tells the sender where it takes long.
async fn ask(
    services: &Services,
    situation: &mut Situation,
    request: &TurnRequest,
    lease: Lease,
) -> Result<Result<Thought, ModelError>, StorageError> {
    let message = &situation.message;
    // What the quota puts off is received when its turn comes.
    let received_at = message.created_at.max(message.deferred_until.unwrap_or(message.created_at));
    let until = received_at + LIMIT;
    if services.now() + PATIENCE > until {
        let reason = "the message waited too long for the model to be asked".to_owned();
        return Ok(Err(ModelError { reason, effort: Effort::default() }));
    }
    let answer = services.model.take_turn(request, until);
    tokio::pin!(answer);
    tokio::select! {
        biased;
        thought = &mut answer => return Ok(thought),
        () = services.clock.sleep_until(received_at + PATIENCE) => {}
    }
    acknowledge(services, situation, lease).await?;
    Ok(answer.await)
}

/// What somebody only sends on is no order of theirs: of the changes those count that their own words ask for, whatever a
/// model made of the rest.
fn own_changes(request: &TurnRequest, mut result: TurnResult) -> TurnResult {
    if request.is_forwarded {
        let asked_for = take_turn(request).changes;
        result.changes.retain(|change| asked_for.contains(change));
    }
    result
}

pub(super) fn request(situation: &Situation) -> TurnRequest {
    let past = |message: &Message| PastMessage {
        author: message.author,
        content: message.content.clone(),
        at: message.created_at,
        elsewhere: None,
    };
    let told = acknowledgements(situation);
    let here = situation.history.iter().filter(|message| !told.contains(&message.id));
    TurnRequest {
        received_at: situation.message.created_at,
        time_zone: situation.time_zone,
        content: situation.content(),
        subject: subject(situation),
        is_forwarded: situation.message.email.as_ref().is_some_and(|email| email.is_forwarded),
        sender_name: situation.message.sender_name.clone(),
        structured: situation.message.structured.clone(),
        history: situation.known.elsewhere.iter().cloned().chain(here.map(past)).collect(),
        tasks: situation.tasks.iter().map(tasks::known).collect(),
        summary: situation.conversation.context_summary.clone(),
        settings: situation.channel.assistant.clone(),
        trust: situation.sender_is.trust,
        instructions: situation.instructions.clone(),
        facts: situation.known.facts.clone(),
    }
}

/// The subject of a mail that is read alone, as far as it stands above its text.
fn subject(situation: &Situation) -> Option<String> {
    let email = situation.message.email.as_ref().filter(|_| situation.messages().len() == 1)?;
    subject_over(email.subject.as_deref()?, true)
}

/// The messages that said that it takes longer: nothing that an assistant said about anything.
fn acknowledgements(situation: &Situation) -> Vec<MessageId> {
    // The id of an acknowledgement leads back to the message: only what somebody wrote has one.
    let asked = situation.history.iter().filter(|message| message.author == Author::Contact);
    let messages = asked.chain([&situation.message]);
    messages.map(|message| message.id.of_acknowledgement()).collect()
}
