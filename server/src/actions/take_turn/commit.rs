//! The one transaction of a turn.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::{Author, ProposedTask, TurnResult};
use patchbay_domain::change::ChangeKind;
use patchbay_domain::contact::Contact;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::EventId;
use patchbay_domain::job::Lease;
use patchbay_domain::message::Message;
use patchbay_domain::task::{Task, TaskDraft};
use patchbay_domain::text::shorten;
use patchbay_domain::webhook::ChannelStats;
use patchbay_storage::{Numbered, StorageError, Tx, Understood};
use patchbay_understanding::render_reply;
use serde_json::json;

use super::super::Services;
use super::super::announce::{change, message_data, task_data};
use super::super::emit_events::emit_events;
use super::super::send_message::{Outgoing, Said};
use super::{PREVIEW_CHARACTERS, Situation, tasks};

/// What is stored, made before the transaction so that it can run twice.
struct Turn {
    services: Services,
    situation: Situation,
    result: Option<TurnResult>,
    tasks: Vec<Task>,
    outgoing: Outgoing,
    happened: Vec<Event>,
    lease: Lease,
    now: DateTime<Utc>,
}

/// Stores everything that follows from a turn, and ends its job.
pub(super) async fn commit(
    services: &Services,
    situation: Situation,
    result: Option<TurnResult>,
    lease: Lease,
) -> Result<(), StorageError> {
    // The answer comes after the message, also for a clock that stands still.
    let now = services.now().max(situation.message.created_at + TimeDelta::microseconds(1));
    let proposed = result.as_ref().map_or(&[][..], |result| &result.tasks);
    let drafts: Vec<TaskDraft> = proposed.iter().map(ProposedTask::draft).collect();
    let turn = Arc::new(Turn {
        tasks: tasks::from_message(services, &situation.message, &situation.conversation, &drafts, now),
        outgoing: Outgoing::new(services, now),
        happened: happened(services, &situation, result.as_ref(), now),
        services: services.clone(),
        situation,
        result,
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
    tx.finish_job(turn.lease).await?;
    let scope = tx.scope(message.organization_id);
    open(tx, turn).await?;
    let created = tasks::store(&turn.services, tx, turn.tasks.clone()).await?;
    let result = turn.result.as_ref();
    for task_change in result.map_or(&[][..], |result| &result.changes) {
        tasks::apply(&turn.services, tx, message, task_change, *now).await?;
    }
    let understood = Understood {
        conversation_id: conversation.id,
        contact_id: situation.contact_id,
        intent: result.map(|result| result.intent),
        urgency: result.map(|result| result.urgency),
        entities: result.map(|result| result.entities.clone()),
    };
    scope.message_processed(message.id, &understood, *now).await?;
    let reply = reply(tx, turn, &created).await?;
    let (last, at, added) = reply.as_ref().map_or((message, message.created_at, 1), |reply| (reply, *now, 2));
    let preview = shorten(&last.content, PREVIEW_CHARACTERS);
    let summary = result.map(|result| result.summary.as_str());
    let name = message.sender_name.as_deref();
    scope.extend_conversation(conversation.id, added, &preview, at, summary, name).await?;
    let more = ChannelStats {
        messages_received: 1,
        messages_sent: u32::from(reply.is_some()),
        tasks_created: u32::try_from(created.len()).unwrap_or(u32::MAX),
        deliveries_failed: 0,
        messages_deferred: 0,
        last_message_at: Some(at),
    };
    scope.count_on_channel(channel.id, &more).await?;
    emit_events(&turn.services, tx, &turn.happened).await?;
    let (organization, thread, webhook) = (message.organization_id, Some(conversation.id), Some(channel.id));
    tx.changed(change(organization, ChangeKind::Message, message.id.uuid(), thread, webhook));
    tx.changed(change(organization, ChangeKind::Conversation, conversation.id.uuid(), thread, webhook));
    Ok(())
}

/// Stores the contact and the conversation where the message is the first of theirs. A conversation that a member moved
/// while the assistant thought, to paused for one, is held to that: the turn is taken anew.
async fn open(tx: &Tx, turn: &Turn) -> Result<(), StorageError> {
    let Situation { message, conversation, sender, contact_id, .. } = &turn.situation;
    let scope = tx.scope(message.organization_id);
    if turn.situation.contact_is_new {
        let contact = Contact {
            id: *contact_id,
            organization_id: message.organization_id,
            name: message.sender_name.clone(),
            time_zone: None,
            identifiers: vec![sender.clone()],
            created_at: turn.now,
            updated_at: turn.now,
        };
        // One contact, one first identifier: the id may be the same.
        scope.insert_contact(&contact, &[contact_id.uuid()]).await.map_err(meanwhile)?;
    }
    if turn.situation.conversation_is_new {
        let mut conversation = conversation.clone();
        conversation.number = scope.take_numbers(Numbered::Conversation, 1).await?;
        scope.insert_conversation(&conversation).await.map_err(meanwhile)?;
        return Ok(());
    }
    let held = scope.hold_conversation(conversation.id).await?;
    if held.is_none_or(|held| held.status != conversation.status) {
        return Err(StorageError::Unavailable("the conversation was moved meanwhile".to_owned()));
    }
    Ok(())
}

/// Somebody else opened it since it was read: what was read no longer holds, so the turn is taken anew.
fn meanwhile(error: StorageError) -> StorageError {
    match error {
        StorageError::Duplicate(what) => StorageError::Unavailable(format!("opened meanwhile: {what}")),
        error => error,
    }
}

async fn reply(tx: &Tx, turn: &Turn, created: &[Task]) -> Result<Option<Message>, StorageError> {
    let Some(result) = &turn.result else { return Ok(None) };
    let content = render_reply(result.language, &result.reply, created, turn.situation.time_zone, turn.now);
    if content.trim().is_empty() {
        return Ok(None);
    }
    let said = Said {
        author: Author::Assistant,
        author_user_id: None,
        content,
        in_reply_to: Some(turn.situation.message.id),
        is_notification: false,
        tasks: created.iter().map(task_data).collect(),
    };
    let Situation { channel, conversation, .. } = &turn.situation;
    turn.outgoing.store(&turn.services, tx, channel, conversation, said).await.map(Some)
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
    let mut received = message.clone();
    received.conversation_id = Some(conversation.id);
    let mut data = message_data(services, &received, &[]);
    data["intent"] = json!(result.map(|result| result.intent));
    data["urgency"] = json!(result.map(|result| result.urgency));
    data["entities"] = json!(result.map(|result| &result.entities));
    let context = json!({
        "conversationId": conversation.id,
        "status": conversation.status,
        "senderIdentifier": conversation.sender_identifier,
        "contextSummary": result.map(|result| &result.summary),
    });
    let began = situation.conversation_is_new;
    let conversation_event =
        if began { EventType::ConversationCreated } else { EventType::ConversationUpdated };
    vec![event(EventType::MessageReceived, data, message.created_at), event(conversation_event, context, now)]
}
