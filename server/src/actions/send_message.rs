//! A message goes out: it is stored with its delivery and the job that tries it, whoever wrote it. Not a verb of its own
//! but the half that `take_turn` and `reply_to_conversation` share.

use chrono::{DateTime, Utc};
use patchbay_domain::assistant::Author;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::conversation::Conversation;
use patchbay_domain::delivery::{Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{DeliveryId, EventId, JobId, MessageId, UserId};
use patchbay_domain::job::{JobPriority, JobWork, NewJob};
use patchbay_domain::message::{Direction, Message, MessageStatus, MessageType};
use patchbay_domain::webhook::Channel;
use patchbay_storage::{StorageError, Tx};
use serde_json::{Value, json};

use super::Services;
use super::announce::{change, timestamp};
use crate::delivery::envelope;

/// The ids of what a message needs to leave, made before the transaction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outgoing {
    message_id: MessageId,
    event_id: EventId,
    delivery_id: DeliveryId,
    job_id: JobId,
    now: DateTime<Utc>,
}

/// What is said, by whom, to what.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) author: Author,
    pub(super) author_user_id: Option<UserId>,
    pub(super) content: String,
    pub(super) in_reply_to: Option<MessageId>,
    /// The tasks it tells of, as events show them.
    pub(super) tasks: Vec<Value>,
}

impl Outgoing {
    pub(super) fn new(services: &Services, now: DateTime<Utc>) -> Self {
        let entropy = &*services.entropy;
        Self {
            message_id: MessageId::new(now, entropy),
            event_id: EventId::new(now, entropy),
            delivery_id: DeliveryId::new(now, entropy),
            job_id: JobId::new(now, entropy),
            now,
        }
    }

    /// Stores the message with its event, its delivery and, where it leaves, its job. Without an outbound URL it is
    /// delivered at once, to the inbox.
    pub(super) async fn store(
        self,
        tx: &Tx,
        channel: &Channel,
        conversation: &Conversation,
        said: Said,
    ) -> Result<Message, StorageError> {
        let now = self.now;
        let leaves = channel.target_id.filter(|_| channel.outbound_enabled);
        let (tasks, message) = (said.tasks.clone(), self.message(conversation, said, leaves.is_some()));
        let event = Event {
            id: self.event_id,
            organization_id: message.organization_id,
            event_type: EventType::MessageSent,
            webhook_id: Some(channel.id),
            conversation_id: Some(conversation.id),
            data: message_data(&message, &tasks),
            occurred_at: now,
        };
        let delivery = Delivery {
            id: self.delivery_id,
            organization_id: message.organization_id,
            target_id: leaves,
            webhook_id: channel.id,
            event_id: event.id,
            event_type: event.event_type.name().to_owned(),
            message_id: Some(message.id),
            conversation_id: Some(conversation.id),
            kind: DeliveryKind::Reply,
            state: if leaves.is_some() { DeliveryState::Pending } else { DeliveryState::Success },
            body: envelope::body(&event, Some(channel.number)),
            attempt_count: 0,
            attempts_in_run: 0,
            next_attempt_at: leaves.map(|_| now),
            last_error: None,
            created_at: now,
            finished_at: leaves.is_none().then_some(now),
        };
        let scope = tx.scope(message.organization_id);
        scope.insert_message(&message).await?;
        scope.emit(&[event]).await?;
        scope.insert_delivery(&delivery).await?;
        if leaves.is_some() {
            tx.enqueue(&[attempt_job(self.job_id, &delivery, now)], now).await?;
        }
        let (organization, channel_id) = (message.organization_id, Some(channel.id));
        let thread = Some(conversation.id);
        tx.changed(change(organization, ChangeKind::Message, message.id.uuid(), thread, channel_id));
        Ok(message)
    }

    fn message(self, conversation: &Conversation, said: Said, leaves: bool) -> Message {
        Message {
            id: self.message_id,
            organization_id: conversation.organization_id,
            webhook_id: conversation.webhook_id,
            conversation_id: Some(conversation.id),
            contact_id: Some(conversation.contact_id),
            direction: Direction::Outbound,
            author: said.author,
            author_user_id: said.author_user_id,
            content: said.content,
            message_type: MessageType::Text,
            sender_identifier: conversation.sender_identifier.clone(),
            sender_name: conversation.sender_name.clone(),
            status: if leaves { MessageStatus::Pending } else { MessageStatus::Delivered },
            external_id: None,
            in_reply_to: said.in_reply_to,
            intent: None,
            urgency: None,
            entities: None,
            attachments: Vec::new(),
            metadata: serde_json::Map::new(),
            structured: None,
            error: None,
            created_at: self.now,
            finished_at: (!leaves).then_some(self.now),
        }
    }
}

/// The job that tries a delivery at `run_at`.
pub(super) fn attempt_job(id: JobId, delivery: &Delivery, run_at: DateTime<Utc>) -> NewJob {
    NewJob {
        id,
        organization_id: Some(delivery.organization_id),
        work: JobWork::AttemptDelivery { delivery_id: delivery.id },
        lane: None,
        priority: JobPriority::Normal,
        run_at,
    }
}

/// A message as events show it.
pub(super) fn message_data(message: &Message, tasks: &[Value]) -> Value {
    json!({
        "messageId": message.id,
        "conversationId": message.conversation_id,
        "direction": message.direction,
        "author": message.author,
        "content": message.content,
        "messageType": message.message_type,
        "senderIdentifier": message.sender_identifier,
        "senderName": message.sender_name,
        "externalMessageId": message.external_id,
        "inReplyTo": message.in_reply_to,
        "attachments": message.attachments,
        "metadata": message.metadata,
        "createdAt": timestamp(message.created_at),
        "tasks": tasks,
    })
}
