//! A message comes in: stored with the job that will handle it, before its sender gets an answer.

use chrono::TimeDelta;
use patchbay_domain::assistant::Author;
use patchbay_domain::ids::{JobId, MessageId, OrganizationId, WebhookId};
use patchbay_domain::job::{JobPriority, JobWork, NewJob};
use patchbay_domain::message::{Direction, InboundMessage, Message, MessageStatus, RAW_BODY_RETENTION_DAYS};
use patchbay_domain::webhook::Channel;
use patchbay_storage::{Receipt, Receive};
use sha2::{Digest, Sha256};

use super::{ActionError, Services};

/// Stores a message of a channel; says which one it is, the first of its external id.
///
/// # Errors
/// [`ActionError::Unavailable`] where too much is waiting: nothing was stored, the sender is to try again.
pub async fn receive_message(
    services: &Services,
    channel: &Channel,
    inbound: InboundMessage,
    raw_body: (String, Vec<u8>),
) -> Result<Receipt, ActionError> {
    let now = services.now();
    let id = MessageId::new(now, &*services.entropy);
    let job = NewJob {
        id: JobId::new(now, &*services.entropy),
        organization_id: Some(channel.organization_id),
        work: JobWork::TakeTurn { message_id: id },
        lane: Some(lane(channel.id, &inbound.sender_identifier)),
        priority: JobPriority::Normal,
        run_at: now,
    };
    let unit = Receive {
        message: to_message(id, channel.organization_id, channel.id, inbound, now),
        raw_body,
        raw_body_expires_at: now + TimeDelta::days(RAW_BODY_RETENTION_DAYS),
        job,
    };
    Ok(services.storage.writer().submit(unit).await?)
}

/// Turns of one sender on one channel run one at a time: there is one open conversation between them. Hashed, since a
/// sender's name may be a phone number and the queue is nobody's address book.
fn lane(channel: WebhookId, sender: &str) -> String {
    let sender = Sha256::digest(sender.as_bytes());
    format!("turn:{channel}:{}", hex::encode(&sender[..16]))
}

fn to_message(
    id: MessageId,
    organization_id: OrganizationId,
    webhook_id: WebhookId,
    inbound: InboundMessage,
    now: chrono::DateTime<chrono::Utc>,
) -> Message {
    Message {
        id,
        organization_id,
        webhook_id,
        conversation_id: None,
        contact_id: None,
        direction: Direction::Inbound,
        author: Author::Contact,
        author_user_id: None,
        content: inbound.content,
        message_type: inbound.message_type,
        sender_identifier: inbound.sender_identifier,
        sender_name: inbound.sender_name,
        status: MessageStatus::Received,
        external_id: inbound.external_id,
        in_reply_to: None,
        intent: None,
        urgency: None,
        entities: None,
        attachments: inbound.attachments,
        metadata: inbound.metadata,
        structured: inbound.structured,
        error: None,
        created_at: now,
        finished_at: None,
    }
}
