//! Receiving on SQLite.

use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::{Receipt, ReceiveRows, channels};
use crate::entities::{consents, messages, raw_bodies};
use crate::error::StorageError;
use crate::hot::jobs;
use crate::hot::sqlite::SqliteBatch;
use crate::hot::values::{Id, Instant, id};

const MESSAGE: &str = "\
    INSERT INTO messages (id, organization_id, webhook_id, conversation_id, contact_id, direction, author, author_user_id, \
    content, message_type, sender_identifier, sender_name, status, external_id, in_reply_to, intent, urgency, entities, \
    attachments, metadata, structured, repeat_key, unanswered, review, reviewed_at, email, deferred_until, error, \
    created_at, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \
    ?, ?) ON CONFLICT DO NOTHING";

const RAW_BODY: &str = "\
    INSERT INTO raw_bodies (message_id, organization_id, key_id, content_type, body, expires_at) \
    VALUES (?, ?, ?, ?, ?, ?)";

/// Unless a later word is known.
const CONSENT: &str = "\
    INSERT INTO consents (id, organization_id, webhook_id, address, state, keyword, changed_at) \
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (webhook_id, address) DO UPDATE SET state = excluded.state, \
    keyword = excluded.keyword, changed_at = excluded.changed_at WHERE consents.changed_at <= excluded.changed_at";

const BY_EXTERNAL_ID: &str =
    "SELECT id FROM messages WHERE webhook_id = ? AND external_id = ? AND id <> ? LIMIT 1";
const BY_REPEAT_KEY: &str =
    "SELECT id FROM messages WHERE webhook_id = ? AND repeat_key = ? AND id <> ? LIMIT 1";

pub(super) fn receive(
    units: &[ReceiveRows],
    batch: &mut SqliteBatch<'_>,
) -> Result<Vec<Option<Receipt>>, StorageError> {
    let holds = channels::on_sqlite(units, batch)?;
    let each = units.iter().zip(holds);
    each.map(|(unit, holds)| if holds { store(unit, batch).map(Some) } else { Ok(None) }).collect()
}

fn store(unit: &ReceiveRows, batch: &mut SqliteBatch<'_>) -> Result<Receipt, StorageError> {
    if !insert(unit, batch)? {
        return Ok(unit.receipt(earlier(&unit.message, batch)?));
    }
    keep_body(&unit.raw_body, batch)?;
    if let Some(consent) = &unit.consent {
        record(consent, batch)?;
    }
    jobs::on_sqlite(&unit.job, batch)?;
    batch.changed(unit.change.clone());
    Ok(unit.receipt(None))
}

/// Whether it is new.
fn insert(unit: &ReceiveRows, batch: &SqliteBatch<'_>) -> Result<bool, StorageError> {
    let (message, json) = (&unit.message, &unit.json);
    let stored = batch.statement(MESSAGE)?.execute(params![
        Id(&message.id),
        Id(&message.organization_id),
        Id(&message.webhook_id),
        id(message.conversation_id.as_ref()),
        id(message.contact_id.as_ref()),
        message.direction,
        message.author,
        id(message.author_user_id.as_ref()),
        message.content,
        message.message_type,
        message.sender_identifier,
        message.sender_name,
        message.status,
        message.external_id,
        id(message.in_reply_to.as_ref()),
        message.intent,
        message.urgency,
        json.entities,
        json.attachments,
        json.metadata,
        json.structured,
        message.repeat_key,
        message.unanswered,
        message.review,
        message.reviewed_at.map(Instant),
        json.email,
        message.deferred_until.map(Instant),
        message.error,
        Instant(message.created_at),
        message.finished_at.map(Instant),
    ])?;
    Ok(stored > 0)
}

fn keep_body(body: &raw_bodies::Model, batch: &SqliteBatch<'_>) -> Result<(), StorageError> {
    batch.statement(RAW_BODY)?.execute(params![
        Id(&body.message_id),
        Id(&body.organization_id),
        body.key_id,
        body.content_type,
        body.body,
        Instant(body.expires_at),
    ])?;
    Ok(())
}

fn record(consent: &consents::Model, batch: &SqliteBatch<'_>) -> Result<(), StorageError> {
    batch.statement(CONSENT)?.execute(params![
        Id(&consent.id),
        Id(&consent.organization_id),
        Id(&consent.webhook_id),
        consent.address,
        consent.state,
        consent.keyword,
        Instant(consent.changed_at),
    ])?;
    Ok(())
}

/// The message that holds the external id, or the provider's key of the request, of one that was not stored.
fn earlier(message: &messages::Model, batch: &SqliteBatch<'_>) -> Result<Option<Uuid>, StorageError> {
    for (sql, key) in [(BY_EXTERNAL_ID, &message.external_id), (BY_REPEAT_KEY, &message.repeat_key)] {
        let Some(key) = key else { continue };
        let mut known = batch.statement(sql)?;
        let first: Option<[u8; 16]> = known
            .query_row(params![Id(&message.webhook_id), key, Id(&message.id)], |row| row.get(0))
            .optional()?;
        if let Some(first) = first {
            return Ok(Some(Uuid::from_bytes(first)));
        }
    }
    Ok(None)
}
