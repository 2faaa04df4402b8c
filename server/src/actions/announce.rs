//! Announcing: the event that is kept, and the hint to whoever looks, of one thing that happened.

use chrono::{DateTime, SecondsFormat, Utc};
use patchbay_domain::change::{Change, ChangeKind};
use patchbay_domain::confirmation::PendingConfirmation;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{ConversationId, EventId, OrganizationId, WebhookId};
use patchbay_domain::message::Message;
use patchbay_domain::task::Task;
use patchbay_domain::webhook::Channel;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Services;
use crate::delivery::excerpt;

/// An instant as every answer and every event writes it.
#[must_use]
pub fn timestamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A hint that something changed.
#[must_use]
pub const fn change(
    organization_id: OrganizationId,
    kind: ChangeKind,
    id: Uuid,
    conversation_id: Option<ConversationId>,
    webhook_id: Option<WebhookId>,
) -> Change {
    Change { organization_id, kind, id, conversation_id, webhook_id }
}

/// The hint that a task changed.
#[must_use]
pub fn task_change(task: &Task) -> Change {
    change(
        task.organization_id,
        ChangeKind::Task,
        task.id.uuid(),
        task.conversation_id,
        task.source_webhook_id,
    )
}

/// The hint that something waits for a yes or no, or was settled.
#[must_use]
pub fn confirmation_change(asked: &PendingConfirmation) -> Change {
    let (thread, webhook) = (Some(asked.conversation_id), Some(asked.webhook_id));
    change(asked.organization_id, ChangeKind::Confirmation, asked.id.uuid(), thread, webhook)
}

/// The event that something happened to a task.
#[must_use]
pub fn task_event(services: &Services, event_type: EventType, task: &Task) -> Event {
    let now = services.now();
    let id = EventId::new(now, &*services.entropy);
    Event::own(id, task.organization_id, event_type, task_data(task), now)
        .at(task.source_webhook_id, task.conversation_id)
}

/// A task as events and the audit trail show it.
#[must_use]
pub fn task_data(task: &Task) -> Value {
    json!({
        "taskId": task.id,
        "number": task.number,
        "title": task.title,
        "description": task.description,
        "priority": task.priority,
        "status": task.status,
        "deadline": task.deadline.map(timestamp),
        "needsApproval": task.needs_approval,
        "assignee": task.assignee,
        "result": task.result,
        "error": task.error,
        "sourceWebhookId": task.source_webhook_id,
        "sourceMessageId": task.source_message_id,
        "conversationId": task.conversation_id,
        "contactId": task.contact_id,
    })
}

/// The event that something happened to a channel.
#[must_use]
pub fn channel_event(services: &Services, event_type: EventType, channel: &Channel) -> Event {
    let now = services.now();
    let data = json!({
        "webhookId": channel.id,
        "webhookNumber": channel.number,
        "name": channel.name,
        "channelType": channel.settings.channel_type(),
        "isActive": channel.is_active,
    });
    let id = EventId::new(now, &*services.entropy);
    Event::own(id, channel.organization_id, event_type, data, now).at(Some(channel.id), None)
}

/// A message as events show it: of a long one an excerpt.
#[must_use]
pub fn message_data(services: &Services, message: &Message, tasks: &[Value]) -> Value {
    let mut data = json!({
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
    });
    if let Some(members) = data.as_object_mut() {
        excerpt::excerpt(members, "content", &services.url(&format!("api/v1/messages/{}", message.id)));
    }
    data
}
