//! The answer takes longer: the sender is told at once, once. The turn goes on in the same job, so that a process that ends in
//! between leaves it to the next one, which finds that the sender was told.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::Author;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::EventId;
use patchbay_domain::job::Lease;
use patchbay_domain::text::shorten;
use patchbay_domain::webhook::ChannelStats;
use patchbay_storage::{StorageError, Tx};
use serde_json::json;

use super::super::Services;
use super::super::announce::change;
use super::super::emit_events::emit_events;
use super::super::send_message::{Outgoing, Said};
use super::open::open;
use super::{PREVIEW_CHARACTERS, Situation};

/// All that is true at that moment.
const WORDS: &str = "On it.";

/// What is stored, made before the transaction so that it can run twice.
struct Acknowledgement {
    services: Services,
    situation: Situation,
    outgoing: Outgoing,
    began: Option<Event>,
    lease: Lease,
    now: DateTime<Utc>,
}

/// Tells the sender that it takes longer, unless they were told. Contact and conversation are there afterwards.
pub(super) async fn acknowledge(
    services: &Services,
    situation: &mut Situation,
    lease: Lease,
) -> Result<(), StorageError> {
    if situation.acknowledged_at.is_some() {
        return Ok(());
    }
    let now = services.now().max(situation.message.created_at + TimeDelta::microseconds(1));
    let acknowledgement = Arc::new(Acknowledgement {
        services: services.clone(),
        situation: situation.clone(),
        outgoing: Outgoing::new(services, now).with_id(situation.message.id.of_acknowledgement()),
        began: situation.conversation_is_new.then(|| began(services, situation, now)),
        lease,
        now,
    });
    services
        .storage
        .writer()
        .transact(move |tx| {
            let acknowledgement = Arc::clone(&acknowledgement);
            Box::pin(async move { store(tx, &acknowledgement).await })
        })
        .await?;
    situation.acknowledged_at = Some(now);
    situation.contact_is_new = false;
    situation.conversation_is_new = false;
    situation.reopening = None;
    Ok(())
}

async fn store(tx: &Tx, acknowledgement: &Acknowledgement) -> Result<(), StorageError> {
    let Acknowledgement { services, situation, now, .. } = acknowledgement;
    let Situation { message, channel, conversation, .. } = situation;
    tx.hold_job(acknowledgement.lease).await?;
    let scope = tx.scope(message.organization_id);
    if scope.message(message.id.of_acknowledgement()).await?.is_some() {
        // The answer to an earlier commit was lost.
        return Ok(());
    }
    open(services, tx, situation, *now).await?;
    // It is read beside its acknowledgement, not after it.
    scope.place_message(message.id, conversation.id, situation.contact_id).await?;
    let said = Said {
        author: Author::Assistant,
        author_user_id: None,
        content: WORDS.to_owned(),
        // A message has one answer, and this is not it.
        in_reply_to: None,
        is_notification: false,
        tasks: Vec::new(),
    };
    let told = acknowledgement.outgoing.store(services, tx, channel, conversation, said).await?;
    let preview = shorten(&told.content, PREVIEW_CHARACTERS);
    scope.extend_conversation(conversation.id, 1, &preview, *now, None, None).await?;
    let more = ChannelStats { messages_sent: 1, last_message_at: Some(*now), ..ChannelStats::default() };
    scope.count_on_channel(channel.id, &more).await?;
    if let Some(began) = &acknowledgement.began {
        emit_events(services, tx, std::slice::from_ref(began)).await?;
    }
    let (organization, thread, webhook) = (message.organization_id, Some(conversation.id), Some(channel.id));
    tx.changed(change(organization, ChangeKind::Message, message.id.uuid(), thread, webhook));
    tx.changed(change(organization, ChangeKind::Conversation, conversation.id.uuid(), thread, webhook));
    Ok(())
}

/// What subscribers are told of a conversation that begins before anything is understood.
fn began(services: &Services, situation: &Situation, now: DateTime<Utc>) -> Event {
    let Situation { message, conversation, .. } = situation;
    let data = json!({
        "conversationId": conversation.id,
        "status": conversation.status,
        "senderIdentifier": conversation.sender_identifier,
        "contextSummary": null,
    });
    let id = EventId::new(now, &*services.entropy);
    Event::own(id, message.organization_id, EventType::ConversationCreated, data, now)
        .at(Some(message.webhook_id), Some(conversation.id))
}
