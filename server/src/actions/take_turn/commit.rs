//! The one transaction of a turn.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::{Author, Entities, Intent, ProposedTask, TurnResult};
use patchbay_domain::change::ChangeKind;
use patchbay_domain::dialogue::Dialogue;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::EventId;
use patchbay_domain::job::Lease;
use patchbay_domain::message::Message;
use patchbay_domain::task::{Task, TaskDraft};
use patchbay_domain::text::shorten;
use patchbay_domain::turn::TurnRecord;
use patchbay_domain::webhook::ChannelStats;
use patchbay_storage::{StorageError, Tx, Understood};
use patchbay_understanding::render_reply;
use serde_json::json;

use super::super::Services;
use super::super::announce::{change, message_data, task_data};
use super::super::emit_events::emit_events;
use super::super::send_message::{Outgoing, Said};
use super::burst::entities_in;
use super::fit_list::fit;
use super::hold::{self, Held, Parted};
use super::memory::Memory;
use super::open::open;
use super::settle::{self, Settling};
use super::think::Thinking;
use super::undo::Undo;
use super::{Outcome, PREVIEW_CHARACTERS, Situation, link, tasks, undo};

/// What is stored, made before the transaction so that it can run twice.
struct Turn {
    services: Services,
    situation: Situation,
    result: Option<TurnResult>,
    /// What of it waits for a member's yes.
    held: Option<Held>,
    /// What the message settles.
    settling: Option<Settling>,
    record: Option<TurnRecord>,
    undo: Option<Undo>,
    tasks: Vec<Task>,
    memory: Memory,
    outgoing: Outgoing,
    happened: Vec<Event>,
    lease: Lease,
    now: DateTime<Utc>,
}

/// Stores everything that follows from a turn, and ends its job.
pub(super) async fn commit(
    services: &Services,
    situation: Situation,
    outcome: Outcome,
    lease: Lease,
) -> Result<(), StorageError> {
    // The answer comes after the message, also for a clock that stands still.
    let now = services.now().max(situation.last_message().created_at + TimeDelta::microseconds(1));
    let (thinking, settling) = match outcome {
        Outcome::Silence => (None, None),
        Outcome::Settles(settling) => (None, Some(settling)),
        Outcome::Thought(thinking) => (Some(*thinking), None),
    };
    let (parted, record, undo) = match thinking {
        Some(Thinking { result, record, undo }) => {
            (Some(hold::part(services, &situation, result)), Some(record), undo)
        }
        None => (None, None, None),
    };
    let needs_approval = parted.as_ref().is_some_and(|parted: &Parted| parted.needs_approval);
    let (result, held) = parted.map(|parted| (parted.result, parted.held)).unzip();
    let proposed = result.as_ref().map_or(&[][..], |result: &TurnResult| &result.tasks);
    let drafts: Vec<TaskDraft> = proposed.iter().map(ProposedTask::draft).collect();
    let made = tasks::from_messages(services, &situation.messages(), &situation.conversation, &drafts, now);
    let turn = Arc::new(Turn {
        tasks: made.into_iter().map(|task| Task { needs_approval, ..task }).collect(),
        held: held.flatten(),
        settling,
        memory: Memory::of(services, &situation, result.as_ref(), now),
        outgoing: Outgoing::new(services, now),
        happened: happened(services, &situation, result.as_ref(), now),
        services: services.clone(),
        situation,
        result,
        record,
        undo,
        lease,
        now,
    });
    services
        .storage
        .writer()
        .transact(move |tx| {
            let turn = Arc::clone(&turn);
            Box::pin(async move { store(tx, &turn).await })
        })
        .await
}

async fn store(tx: &Tx, turn: &Turn) -> Result<(), StorageError> {
    let Turn { situation, now, .. } = turn;
    let Situation { message, channel, conversation, .. } = situation;
    tx.finish_jobs(turn.lease, &situation.burst.jobs).await?;
    let scope = tx.scope(message.organization_id);
    open(&turn.services, tx, situation, *now).await?;
    turn.memory.store(tx, situation).await?;
    link::store(&turn.services, tx, situation, *now).await?;
    let mut created = tasks::store(&turn.services, tx, turn.tasks.clone()).await?;
    let result = turn.result.as_ref();
    let mut changed = Vec::new();
    for task_change in result.map_or(&[][..], |result| &result.changes) {
        changed.extend(tasks::apply(&turn.services, tx, message, task_change, *now).await?);
    }
    undo::keep(tx, situation, &created, changed, *now).await?;
    if let Some(undo) = &turn.undo {
        undo::put_back(&turn.services, tx, undo, *now).await?;
    }
    let messages = situation.messages();
    for one in &messages {
        let understood = Understood {
            conversation_id: conversation.id,
            contact_id: situation.contact_id,
            intent: intent(turn),
            urgency: result.map(|result| result.urgency),
            entities: result.map(|result| entities(situation, one, result)),
        };
        scope.message_processed(one.id, &understood, *now).await?;
    }
    if let Some(record) = &turn.record {
        scope.insert_turn(&record.clone().with_numbers(created.iter().map(|task| task.number))).await?;
    }
    // What the message is told as has to be there before somebody is asked about it.
    emit_events(&turn.services, tx, &turn.happened).await?;
    let content = content(tx, turn, &mut created).await?;
    let reply = reply(tx, turn, content, &created).await?;
    let received = u32::try_from(messages.len()).unwrap_or(u32::MAX);
    let last = situation.last_message();
    let (last, at) = reply.as_ref().map_or((last, last.created_at), |reply| (reply, *now));
    let added = received.saturating_add(u32::from(reply.is_some()));
    let preview = shorten(&last.content, PREVIEW_CHARACTERS);
    let summary = result.map(|result| result.summary.as_str());
    let name = messages.iter().rev().find_map(|message| message.sender_name.as_deref());
    scope.extend_conversation(conversation.id, added, &preview, at, summary, name).await?;
    let more = ChannelStats {
        messages_received: received,
        messages_sent: u32::from(reply.is_some()),
        tasks_created: u32::try_from(created.len()).unwrap_or(u32::MAX),
        deliveries_failed: 0,
        messages_deferred: 0,
        last_message_at: Some(at),
    };
    scope.count_on_channel(channel.id, &more).await?;
    let (organization, thread, webhook) = (message.organization_id, Some(conversation.id), Some(channel.id));
    for one in &messages {
        tx.changed(change(organization, ChangeKind::Message, one.id.uuid(), thread, webhook));
    }
    tx.changed(change(organization, ChangeKind::Conversation, conversation.id.uuid(), thread, webhook));
    Ok(())
}

/// What the message is for; a yes or no to what waits is known without a model.
fn intent(turn: &Turn) -> Option<Intent> {
    let settles = turn.settling.as_ref().map(|_| Intent::Confirmation);
    turn.result.as_ref().map(|result| result.intent).or(settles)
}

/// What is said: the result's words as far as they fit the channel, the question to a member who is asked first, or what came
/// of a yes or no. What of it the next message may take up is left open.
async fn content(tx: &Tx, turn: &Turn, created: &mut Vec<Task>) -> Result<Option<String>, StorageError> {
    let Turn { services, situation, now, .. } = turn;
    let mut content = None;
    let mut dialogue = Dialogue { at: Some(*now), ..Dialogue::default() };
    if let Some(result) = &turn.result {
        let language = situation.channel.assistant.answers_in(result.language);
        let words = render_reply(language, &result.reply, created, situation.time_zone, *now);
        let (words, listed) = fit(&situation.channel.settings, result, words);
        dialogue = Dialogue { choice: result.choice.clone(), listed, ..dialogue };
        content = Some(words);
    }
    if turn.result.is_some() || turn.settling.is_some() {
        leave_open(tx, turn, dialogue).await?;
    }
    if let (Some(held), Some(event)) = (&turn.held, turn.happened.first())
        && let Some(question) = held.store(tx, situation, created, event.id).await?
    {
        let answer = content.take().filter(|answer| !answer.trim().is_empty());
        content = Some(answer.into_iter().chain([question]).collect::<Vec<_>>().join("\n"));
    }
    if let Some(settling) = &turn.settling {
        let settled = settle::take(services, tx, situation, settling, *now).await?;
        undo::keep(tx, situation, &settled.created, settled.changed, *now).await?;
        created.extend(settled.created);
        content = Some(settled.words);
    }
    Ok(content)
}

async fn reply(
    tx: &Tx,
    turn: &Turn,
    content: Option<String>,
    created: &[Task],
) -> Result<Option<Message>, StorageError> {
    let Some(content) = content.filter(|content| !content.trim().is_empty()) else { return Ok(None) };
    let said = Said {
        author: Author::Assistant,
        author_user_id: None,
        content,
        in_reply_to: Some(turn.situation.last_message().id),
        is_notification: false,
        tasks: created.iter().map(task_data).collect(),
    };
    let Situation { channel, conversation, .. } = &turn.situation;
    turn.outgoing.store(&turn.services, tx, channel, conversation, said).await.map(Some)
}

/// Notes what an answer leaves open, in place of what the one before it did.
async fn leave_open(tx: &Tx, turn: &Turn, open: Dialogue) -> Result<(), StorageError> {
    let Situation { conversation, .. } = &turn.situation;
    if open.is_empty() && conversation.dialogue.is_empty() {
        return Ok(());
    }
    tx.scope(conversation.organization_id).set_dialogue(conversation.id, &open).await
}

/// What subscribers are told of, the reply and the tasks apart.
fn happened(
    services: &Services,
    situation: &Situation,
    result: Option<&TurnResult>,
    now: DateTime<Utc>,
) -> Vec<Event> {
    let Situation { message, conversation, .. } = situation;
    let event = |event_type, data, occurred_at| {
        let id = EventId::new(now, &*services.entropy);
        Event::own(id, message.organization_id, event_type, data, occurred_at)
            .at(Some(message.webhook_id), Some(conversation.id))
    };
    let received = |one: &Message| {
        let placed = Message { conversation_id: Some(conversation.id), ..one.clone() };
        let mut data = message_data(services, &placed, &[]);
        data["intent"] = json!(result.map(|result| result.intent));
        data["urgency"] = json!(result.map(|result| result.urgency));
        data["entities"] = json!(result.map(|result| entities(situation, one, result)));
        event(EventType::MessageReceived, data, one.created_at)
    };
    let context = json!({
        "conversationId": conversation.id,
        "status": conversation.status,
        "senderIdentifier": conversation.sender_identifier,
        "contextSummary": result.map(|result| &result.summary),
    });
    let began = situation.conversation_is_new;
    let conversation_event =
        if began { EventType::ConversationCreated } else { EventType::ConversationUpdated };
    let messages = situation.messages();
    messages.into_iter().map(received).chain([event(conversation_event, context, now)]).collect()
}

/// What a message names: everything that was found, where the turn is about it alone.
fn entities(situation: &Situation, message: &Message, result: &TurnResult) -> Entities {
    match situation.burst.jobs.is_empty() {
        true => result.entities.clone(),
        false => entities_in(message, &result.entities),
    }
}
