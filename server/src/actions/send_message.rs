//! A message goes out: it is stored with its delivery and the job that tries it, whoever wrote it. Not a verb of its own
//! but the half that `take_turn` and `reply_to_conversation` share.

use chrono::{DateTime, Utc};
use patchbay_domain::assistant::Author;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::conversation::Conversation;
use patchbay_domain::delivery::progress::Progress;
use patchbay_domain::delivery::{Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::email::EmailDetails;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{DeliveryId, EventId, JobId, MessageId, TargetId, UserId};
use patchbay_domain::job::{JobPriority, JobWork, NewJob};
use patchbay_domain::message::{Direction, Message, MessageStatus, MessageType};
use patchbay_domain::subscription::PayloadFormat;
use patchbay_domain::webhook::{Channel, ChannelSettings};
use patchbay_storage::{StorageError, Tx};
use serde_json::Value;

use super::Services;
use super::announce::{change, message_data};
use super::emit_events::emit_events;
use super::withhold_message::withheld;
use crate::channels::email::compose::Composed;
use crate::channels::{email, sms};
use crate::delivery::envelope::Enveloped;
use crate::delivery::excerpt;

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
    /// Whether nobody asked for it just now.
    pub(super) is_notification: bool,
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

    /// The same for a message whose id follows from another one's.
    pub(super) const fn with_id(mut self, message_id: MessageId) -> Self {
        self.message_id = message_id;
        self
    }

    /// Stores the message with its event, its delivery and, where it leaves, its job. Where the channel has nowhere to
    /// send it, it is delivered at once, to the inbox; where it must not be sent, the thread says why.
    pub(super) async fn store(
        self,
        services: &Services,
        tx: &Tx,
        channel: &Channel,
        conversation: &Conversation,
        said: Said,
    ) -> Result<Message, StorageError> {
        let now = self.now;
        let scope = tx.scope(conversation.organization_id);
        let way = match channel.target_id.filter(|_| channel.outbound_enabled) {
            None => Way::Inbox,
            Some(target) => match self.written(tx, channel, conversation, &said).await? {
                Ok(written) => Way::Out(target, written),
                Err(reason) => Way::Withheld(target, reason),
            },
        };
        let tasks = said.tasks.clone();
        let message = self.message(conversation, said, &way);
        let data = message_data(services, &message, &tasks);
        let mut event = Event::own(self.event_id, message.organization_id, EventType::MessageSent, data, now)
            .at(Some(channel.id), Some(conversation.id));
        excerpt::fit(&mut event.data);
        let delivery = self.delivery(services, channel, &message, &event, way);
        scope.insert_message(&message).await?;
        emit_events(services, tx, &[event]).await?;
        scope.insert_delivery(&delivery).await?;
        if delivery.state() == DeliveryState::Pending {
            tx.enqueue(&[attempt_job(self.job_id, &delivery, now)], now).await?;
        }
        let (organization, channel_id) = (message.organization_id, Some(channel.id));
        let thread = Some(conversation.id);
        tx.changed(change(organization, ChangeKind::Message, message.id.uuid(), thread, channel_id));
        Ok(message)
    }

    /// What leaves, or why nothing may.
    async fn written(
        self,
        tx: &Tx,
        channel: &Channel,
        conversation: &Conversation,
        said: &Said,
    ) -> Result<Result<Written, String>, StorageError> {
        if let Some(reason) = withheld(tx, channel, conversation, said.author, self.now).await? {
            return Ok(Err(reason));
        }
        let scope = tx.scope(conversation.organization_id);
        let recipient = conversation.sender_identifier.clone();
        Ok(match &channel.settings {
            ChannelSettings::Custom(_) => Ok(Written::default()),
            ChannelSettings::Sms(_) => Ok(Written {
                recipient: Some(recipient),
                body: Some(sms::compose::text(&said.content)),
                email: None,
            }),
            ChannelSettings::Email(settings) => {
                let Some(smtp) = &settings.outbound else { return Ok(Ok(Written::default())) };
                let last = scope.last_email(conversation.id).await?.unwrap_or_default();
                let ids = (self.message_id, conversation.id);
                let id = email::compose::message_id(ids.0, ids.1, smtp.from_address.domain());
                let composed = Composed {
                    from: &smtp.from_address,
                    from_name: &channel.name,
                    to: &recipient,
                    reply_to: smtp.reply_to_address.as_ref(),
                    subject: last.subject.as_deref(),
                    message_id: &id,
                    in_reply_to: last.message_id.as_deref(),
                    references: &last.references,
                    is_notification: said.is_notification,
                    is_automatic: said.author == Author::Assistant,
                    content: &said.content,
                    date: self.now,
                };
                let body = email::compose::compose(&composed);
                let details = EmailDetails {
                    subject: Some(composed.subject_line()),
                    message_id: Some(id.clone()),
                    in_reply_to: last.message_id.iter().cloned().collect(),
                    to: vec![recipient.clone()],
                    ..EmailDetails::default()
                };
                match body {
                    Ok(body) => {
                        Ok(Written { recipient: Some(recipient), body: Some(body), email: Some(details) })
                    }
                    Err(error) => Err(format!("Not sent: {error}.")),
                }
            }
        })
    }

    fn delivery(
        self,
        services: &Services,
        channel: &Channel,
        message: &Message,
        event: &Event,
        way: Way,
    ) -> Delivery {
        let (target_id, written, reason) = match way {
            Way::Inbox => (None, Written::default(), None),
            Way::Out(target, written) => (Some(target), written, None),
            Way::Withheld(target, reason) => (
                Some(target),
                Written {
                    recipient: Some(message.sender_identifier.clone()),
                    body: Some(message.content.clone()),
                    email: None,
                },
                Some(reason),
            ),
        };
        let progress = match (target_id, reason) {
            (None, _) => Progress::ended(DeliveryState::Success, None, self.now),
            (Some(_), None) => Progress::due(self.now),
            (Some(_), Some(reason)) => Progress::ended(DeliveryState::Cancelled, Some(reason), self.now),
        };
        Delivery {
            id: self.delivery_id,
            organization_id: message.organization_id,
            target_id,
            webhook_id: channel.id,
            event_id: event.id,
            wire_id: None,
            event_type: event.event_type.as_str().to_owned(),
            message_id: Some(message.id),
            conversation_id: message.conversation_id,
            recipient: written.recipient,
            kind: DeliveryKind::Reply,
            format: PayloadFormat::Native,
            body: written.body.unwrap_or_else(|| enveloped(services, event, channel)),
            lane: None,
            progress,
            created_at: self.now,
        }
    }

    fn message(self, conversation: &Conversation, said: Said, way: &Way) -> Message {
        let (status, error, email) = match way {
            Way::Inbox => (MessageStatus::Delivered, None, None),
            Way::Out(_, written) => (MessageStatus::Pending, None, written.email.clone()),
            Way::Withheld(_, reason) => (MessageStatus::Failed, Some(reason.clone()), None),
        };
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
            status,
            // What answers and reports of it name; an SMS gets its provider's id when it is taken.
            external_id: email.as_ref().and_then(|email| email.message_id.clone()),
            in_reply_to: said.in_reply_to,
            intent: None,
            urgency: None,
            entities: None,
            attachments: Vec::new(),
            metadata: serde_json::Map::new(),
            structured: None,
            repeat_key: None,
            unanswered: None,
            review: None,
            reviewed_at: None,
            email,
            deferred_until: None,
            error,
            created_at: self.now,
            finished_at: (status != MessageStatus::Pending).then_some(self.now),
        }
    }
}

/// Where a message goes.
enum Way {
    /// Nowhere: it stays in the inbox.
    Inbox,
    /// Out.
    Out(TargetId, Written),
    /// It would leave, but must not; why, in words.
    Withheld(TargetId, String),
}

/// What leaves: the event's envelope, where there is no other body.
#[derive(Default)]
struct Written {
    recipient: Option<String>,
    body: Option<String>,
    email: Option<EmailDetails>,
}

/// The job that tries a delivery at `run_at`.
pub(super) fn attempt_job(id: JobId, delivery: &Delivery, run_at: DateTime<Utc>) -> NewJob {
    NewJob {
        id,
        organization_id: Some(delivery.organization_id),
        work: JobWork::AttemptDelivery { delivery_id: delivery.id, is_probe: false },
        lane: delivery.lane.clone(),
        target_id: delivery.target_id,
        priority: JobPriority::Normal,
        run_at,
    }
}

/// What a channel's own URL is sent of an event.
pub(super) fn enveloped(services: &Services, event: &Event, channel: &Channel) -> String {
    let (name, webhook_number) = (&event.event_type, Some(channel.number));
    Enveloped { event, name, webhook_number, public_url: &services.public_url }.body(PayloadFormat::Native)
}
