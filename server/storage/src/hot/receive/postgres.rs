//! Receiving on PostgreSQL.

use std::collections::{HashMap, HashSet};

use sqlx::Row as _;
use uuid::Uuid;

use super::{Receipt, ReceiveRows, channels};
use crate::entities::consents;
use crate::error::StorageError;
use crate::hot::jobs;
use crate::hot::postgres::PostgresBatch;

const MESSAGES: &str = "\
    INSERT INTO messages (id, organization_id, webhook_id, conversation_id, contact_id, direction, author, author_user_id, \
    content, message_type, sender_identifier, sender_name, status, external_id, in_reply_to, intent, urgency, entities, \
    attachments, metadata, structured, repeat_key, unanswered, review, reviewed_at, email, deferred_until, error, \
    created_at, finished_at) SELECT id, organization_id, webhook_id, conversation_id, contact_id, direction, author, \
    author_user_id, content, message_type, sender_identifier, sender_name, status, external_id, in_reply_to, intent, \
    urgency, entities::json, attachments::json, metadata::json, structured::json, repeat_key, unanswered, review, \
    reviewed_at, email::json, deferred_until, error, created_at, finished_at FROM unnest($1::uuid[], $2::uuid[], \
    $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], \
    $12::text[], $13::text[], $14::text[], $15::uuid[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], \
    $21::text[], $22::text[], $23::text[], $24::text[], $25::timestamptz[], $26::text[], $27::timestamptz[], $28::text[], \
    $29::timestamptz[], $30::timestamptz[]) AS new (id, organization_id, webhook_id, conversation_id, contact_id, \
    direction, author, author_user_id, content, message_type, sender_identifier, sender_name, status, external_id, \
    in_reply_to, intent, urgency, entities, attachments, metadata, structured, repeat_key, unanswered, review, \
    reviewed_at, email, deferred_until, error, created_at, finished_at) ON CONFLICT DO NOTHING RETURNING id";

const RAW_BODIES: &str = "\
    INSERT INTO raw_bodies (message_id, organization_id, key_id, content_type, body, expires_at) \
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::timestamptz[])";

/// Unless a later word is known.
const CONSENT: &str = "\
    INSERT INTO consents (id, organization_id, webhook_id, address, state, keyword, changed_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (webhook_id, address) DO UPDATE SET state = excluded.state, \
    keyword = excluded.keyword, changed_at = excluded.changed_at WHERE consents.changed_at <= excluded.changed_at";

/// The messages that hold the external ids, or the provider's keys of the requests, of those that were not stored.
const EARLIER: &str = "\
    SELECT known.id, coalesce((SELECT id FROM messages WHERE webhook_id = known.webhook_id \
    AND external_id = known.external_id AND id <> known.id LIMIT 1), (SELECT id FROM messages \
    WHERE webhook_id = known.webhook_id AND repeat_key = known.repeat_key AND id <> known.id LIMIT 1)) AS first \
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS known (id, webhook_id, external_id, repeat_key)";

pub(super) async fn receive(
    units: &[ReceiveRows],
    batch: &mut PostgresBatch<'_>,
) -> Result<Vec<Option<Receipt>>, StorageError> {
    let holds = channels::on_postgres(units, batch).await?;
    let good: Vec<_> = units.iter().zip(&holds).filter_map(|(unit, holds)| holds.then_some(unit)).collect();
    let stored = insert(&good, batch).await?;
    let (new, known): (Vec<_>, Vec<_>) = good.into_iter().partition(|unit| stored.contains(&unit.message.id));
    keep_bodies(&new, batch).await?;
    for consent in new.iter().filter_map(|unit| unit.consent.as_ref()) {
        record(consent, batch).await?;
    }
    let jobs: Vec<_> = new.iter().map(|unit| &unit.job).collect();
    jobs::on_postgres(&jobs, batch).await?;
    for unit in &new {
        batch.changed(unit.change.clone());
    }
    let earlier = earlier(&known, batch).await?;
    let receipt = |unit: &ReceiveRows| unit.receipt(earlier.get(&unit.message.id).copied());
    Ok(units.iter().zip(holds).map(|(unit, holds)| holds.then(|| receipt(unit))).collect())
}

/// The ids of those that are new.
async fn insert(
    units: &[&ReceiveRows],
    batch: &mut PostgresBatch<'_>,
) -> Result<HashSet<Uuid>, StorageError> {
    if units.is_empty() {
        return Ok(HashSet::new());
    }
    let each = || units.iter().map(|unit| (&unit.message, &unit.json));
    let rows = sqlx::query(MESSAGES)
        .bind(each().map(|(message, _)| message.id).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.organization_id).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.webhook_id).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.conversation_id).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.contact_id).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.direction.as_str()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.author.as_str()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.author_user_id).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.content.as_str()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.message_type.as_str()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.sender_identifier.as_str()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.sender_name.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.status.as_str()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.external_id.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.in_reply_to).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.intent.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.urgency.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(_, json)| json.entities.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(_, json)| json.attachments.as_str()).collect::<Vec<_>>())
        .bind(each().map(|(_, json)| json.metadata.as_str()).collect::<Vec<_>>())
        .bind(each().map(|(_, json)| json.structured.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.repeat_key.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.unanswered.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.review.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.reviewed_at).collect::<Vec<_>>())
        .bind(each().map(|(_, json)| json.email.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.deferred_until).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.error.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.created_at).collect::<Vec<_>>())
        .bind(each().map(|(message, _)| message.finished_at).collect::<Vec<_>>())
        .fetch_all(&mut *batch.connection)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

async fn keep_bodies(new: &[&ReceiveRows], batch: &mut PostgresBatch<'_>) -> Result<(), StorageError> {
    if new.is_empty() {
        return Ok(());
    }
    let each = || new.iter().map(|unit| &unit.raw_body);
    sqlx::query(RAW_BODIES)
        .bind(each().map(|body| body.message_id).collect::<Vec<_>>())
        .bind(each().map(|body| body.organization_id).collect::<Vec<_>>())
        .bind(each().map(|body| body.key_id.as_str()).collect::<Vec<_>>())
        .bind(each().map(|body| body.content_type.as_str()).collect::<Vec<_>>())
        .bind(each().map(|body| body.body.as_slice()).collect::<Vec<_>>())
        .bind(each().map(|body| body.expires_at).collect::<Vec<_>>())
        .execute(&mut *batch.connection)
        .await?;
    Ok(())
}

async fn record(consent: &consents::Model, batch: &mut PostgresBatch<'_>) -> Result<(), StorageError> {
    sqlx::query(CONSENT)
        .bind(consent.id)
        .bind(consent.organization_id)
        .bind(consent.webhook_id)
        .bind(consent.address.as_str())
        .bind(consent.state.as_str())
        .bind(consent.keyword.as_str())
        .bind(consent.changed_at)
        .execute(&mut *batch.connection)
        .await?;
    Ok(())
}

async fn earlier(
    known: &[&ReceiveRows],
    batch: &mut PostgresBatch<'_>,
) -> Result<HashMap<Uuid, Uuid>, StorageError> {
    if known.is_empty() {
        return Ok(HashMap::new());
    }
    let each = || known.iter().map(|unit| &unit.message);
    let rows = sqlx::query(EARLIER)
        .bind(each().map(|message| message.id).collect::<Vec<_>>())
        .bind(each().map(|message| message.webhook_id).collect::<Vec<_>>())
        .bind(each().map(|message| message.external_id.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|message| message.repeat_key.as_deref()).collect::<Vec<_>>())
        .fetch_all(&mut *batch.connection)
        .await?;
    let mut firsts = HashMap::with_capacity(rows.len());
    for row in &rows {
        if let Some(first) = row.try_get::<Option<Uuid>, _>(1)? {
            firsts.insert(row.try_get(0)?, first);
        }
    }
    Ok(firsts)
}
