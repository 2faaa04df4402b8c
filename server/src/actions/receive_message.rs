//! A message comes in: stored with the job that will handle it, before its sender gets an answer.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::Author;
use patchbay_domain::consent::Consent;
use patchbay_domain::ids::{JobId, MessageId, WebhookId};
use patchbay_domain::job::{JobPriority, JobWork, NewJob};
use patchbay_domain::message::{Direction, InboundMessage, Message, MessageStatus, RAW_BODY_RETENTION_DAYS};
use patchbay_domain::webhook::Channel;
use patchbay_storage::{KnownChannel, Receipt, Receive};
use sha2::{Digest, Sha256};

use super::{ActionError, Services};

/// How an adapter names an attachment that is inside the mail itself.
const IN_MAIL: &str = "mail:";

/// Stores a message of a channel; says which one it is, the first of its external id. `deferred_until`: when its turn may
/// be taken, where the quota puts it off (C19). What it says about being texted holds at once. None: the channel was
/// changed since it was read, so the request is to be held against it anew; nothing was stored.
///
/// # Errors
/// [`ActionError::Unavailable`] where too much is waiting: nothing was stored, the sender is to try again.
pub async fn receive_message(
    services: &Services,
    channel: &Arc<KnownChannel>,
    mut inbound: InboundMessage,
    raw_body: (String, Vec<u8>),
    deferred_until: Option<DateTime<Utc>>,
) -> Result<Option<Receipt>, ActionError> {
    let now = services.now();
    let id = MessageId::new(now, &*services.entropy);
    for attachment in &mut inbound.attachments {
        if let Some(index) = attachment.url.strip_prefix(IN_MAIL) {
            attachment.url = services.url(&format!("api/v1/messages/{id}/attachments/{index}"));
        }
    }
    let job = NewJob {
        id: JobId::new(now, &*services.entropy),
        organization_id: Some(channel.organization_id),
        work: JobWork::TakeTurn { message_id: id },
        lane: Some(lane(channel.id, &inbound.sender_identifier)),
        target_id: None,
        priority: JobPriority::Normal,
        run_at: deferred_until.unwrap_or(now),
    };
    let unit = Receive {
        consent: consent(channel.id, &inbound, now),
        message: to_message(id, channel, inbound, now, deferred_until),
        raw_body,
        raw_body_expires_at: now + TimeDelta::days(RAW_BODY_RETENTION_DAYS),
        job,
        channel: Some(Arc::clone(channel)),
    };
    Ok(services.storage.writer().submit(unit).await?)
}

/// Turns of one sender on one channel run one at a time: there is one open conversation between them. Hashed, since a
/// sender's name may be a phone number and the queue is nobody's address book.
pub(super) fn lane(channel: WebhookId, sender: &str) -> String {
    let sender = Sha256::digest(sender.as_bytes());
    format!("turn:{channel}:{}", hex::encode(&sender[..16]))
}

/// What the message says about being texted.
fn consent(webhook_id: WebhookId, inbound: &InboundMessage, now: DateTime<Utc>) -> Option<Consent> {
    let state = inbound.unanswered?.consent()?;
    let keyword = inbound.metadata.get("keyword").and_then(|keyword| keyword.as_str());
    Some(Consent {
        webhook_id,
        address: inbound.sender_identifier.clone(),
        state,
        keyword: keyword.unwrap_or(inbound.content.trim()).to_owned(),
        changed_at: now,
    })
}

fn to_message(
    id: MessageId,
    channel: &Channel,
    inbound: InboundMessage,
    now: DateTime<Utc>,
    deferred_until: Option<DateTime<Utc>>,
) -> Message {
    Message {
        id,
        organization_id: channel.organization_id,
        webhook_id: channel.id,
        conversation_id: None,
        contact_id: None,
        direction: Direction::Inbound,
        author: Author::Contact,
        author_user_id: None,
        content: inbound.content,
        message_type: inbound.message_type,
        sender_identifier: inbound.sender_identifier,
        sender_name: inbound.sender_name,
        status: if deferred_until.is_some() { MessageStatus::Deferred } else { MessageStatus::Received },
        external_id: inbound.external_id,
        in_reply_to: None,
        intent: None,
        urgency: None,
        entities: None,
        attachments: inbound.attachments,
        metadata: inbound.metadata,
        structured: inbound.structured,
        repeat_key: inbound.repeat_key,
        unanswered: inbound.unanswered,
        review: inbound.review,
        reviewed_at: None,
        email: inbound.email,
        deferred_until,
        error: None,
        created_at: now,
        finished_at: None,
    }
}
