//! Publishing on PostgreSQL.

use sqlx::Row as _;

use super::{Asked, DeliveryRows, EventRow, PublishRows, Published};
use crate::error::StorageError;
use crate::hot::postgres::PostgresBatch;
use crate::hot::{jobs, proof};

const VERSIONS: &str = "\
    SELECT asked.id, coalesce(audiences.version, 0) FROM unnest($1::uuid[]) AS asked (id) \
    LEFT JOIN audiences ON audiences.organization_id = asked.id";

/// The same, kept as they are until the commit.
const VERSIONS_THAT_STAY: &str = "\
    SELECT organization_id, version FROM audiences WHERE organization_id = ANY($1::uuid[]) ORDER BY organization_id FOR SHARE";

const EVENTS: &str = "\
    INSERT INTO events (id, organization_id, event_type, version, webhook_id, conversation_id, labels, ordering_key, data, \
    replay_of, replay_count, wire_id, occurred_at) SELECT id, organization_id, event_type, version, webhook_id, \
    conversation_id, labels::json, ordering_key, data::json, replay_of, replay_count, wire_id, occurred_at \
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int4[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], \
    $9::text[], $10::uuid[], $11::int4[], $12::uuid[], $13::timestamptz[]) AS new (id, organization_id, event_type, \
    version, webhook_id, conversation_id, labels, ordering_key, data, replay_of, replay_count, wire_id, occurred_at) \
    ON CONFLICT (id) DO NOTHING";

const DELIVERIES: &str = "\
    INSERT INTO deliveries (id, organization_id, target_id, webhook_id, event_id, wire_id, event_type, message_id, \
    conversation_id, recipient, kind, format, lane, state, body, attempt_count, attempts_in_run, next_attempt_at, \
    last_error, created_at, finished_at) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], \
    $6::uuid[], $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], \
    $15::text[], $16::int4[], $17::int4[], $18::timestamptz[], $19::text[], $20::timestamptz[], $21::timestamptz[]) \
    ON CONFLICT (id) DO NOTHING";

pub(super) async fn publish(
    units: &[PublishRows],
    batch: &mut PostgresBatch<'_>,
) -> Result<Vec<Published>, StorageError> {
    let asked = ask(units, batch).await?;
    let refusals: Vec<_> = units.iter().map(|unit| asked.refusal(unit)).collect();
    let each = || units.iter().zip(&refusals).filter(|(_, refusal)| refusal.is_none()).map(|(unit, _)| unit);
    let events: Vec<_> = each().flat_map(|unit| &unit.events).collect();
    let deliveries: Vec<_> = each().flat_map(|unit| &unit.deliveries).collect();
    insert_events(&events, batch).await?;
    insert_deliveries(&deliveries, batch).await?;
    let jobs: Vec<_> = deliveries.iter().filter_map(|one| one.job.as_ref()).collect();
    jobs::on_postgres(&jobs, batch).await?;
    for one in deliveries {
        batch.changed(one.change.clone());
    }
    Ok(refusals.into_iter().map(|refusal| refusal.unwrap_or(Published::Stored)).collect())
}

async fn ask<'a>(units: &'a [PublishRows], batch: &mut PostgresBatch<'_>) -> Result<Asked<'a>, StorageError> {
    let mut asked = Asked::default();
    let mut organizations: Vec<_> = units.iter().map(|unit| unit.organization_id).collect();
    organizations.sort_unstable();
    organizations.dedup();
    let versions = if units.iter().any(PublishRows::holds) { VERSIONS_THAT_STAY } else { VERSIONS };
    let rows = sqlx::query(versions).bind(organizations).fetch_all(&mut *batch.connection).await?;
    for row in rows {
        asked.versions.push((row.try_get(0)?, row.try_get(1)?));
    }
    for unit in units {
        if let Some(proof) = unit.proof.as_ref().filter(|proof| asked.proves(proof).is_none()) {
            asked.proofs.push((proof, proof::on_postgres(proof, unit.now, batch).await?));
        }
    }
    Ok(asked)
}

async fn insert_events(events: &[&EventRow], batch: &mut PostgresBatch<'_>) -> Result<(), StorageError> {
    if events.is_empty() {
        return Ok(());
    }
    let each = || events.iter().map(|event| &event.row);
    sqlx::query(EVENTS)
        .bind(each().map(|row| row.id).collect::<Vec<_>>())
        .bind(each().map(|row| row.organization_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.event_type.as_str()).collect::<Vec<_>>())
        .bind(each().map(|row| row.version).collect::<Vec<_>>())
        .bind(each().map(|row| row.webhook_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.conversation_id).collect::<Vec<_>>())
        .bind(events.iter().map(|event| event.labels.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|row| row.ordering_key.as_deref()).collect::<Vec<_>>())
        .bind(events.iter().map(|event| event.data.as_str()).collect::<Vec<_>>())
        .bind(each().map(|row| row.replay_of).collect::<Vec<_>>())
        .bind(each().map(|row| row.replay_count).collect::<Vec<_>>())
        .bind(each().map(|row| row.wire_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.occurred_at).collect::<Vec<_>>())
        .execute(&mut *batch.connection)
        .await?;
    Ok(())
}

async fn insert_deliveries(
    deliveries: &[&DeliveryRows],
    batch: &mut PostgresBatch<'_>,
) -> Result<(), StorageError> {
    if deliveries.is_empty() {
        return Ok(());
    }
    let each = || deliveries.iter().map(|one| &one.row);
    sqlx::query(DELIVERIES)
        .bind(each().map(|row| row.id).collect::<Vec<_>>())
        .bind(each().map(|row| row.organization_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.target_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.webhook_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.event_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.wire_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.event_type.as_str()).collect::<Vec<_>>())
        .bind(each().map(|row| row.message_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.conversation_id).collect::<Vec<_>>())
        .bind(each().map(|row| row.recipient.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|row| row.kind.as_str()).collect::<Vec<_>>())
        .bind(each().map(|row| row.format.as_str()).collect::<Vec<_>>())
        .bind(each().map(|row| row.lane.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|row| row.state.as_str()).collect::<Vec<_>>())
        .bind(each().map(|row| row.body.as_str()).collect::<Vec<_>>())
        .bind(each().map(|row| row.attempt_count).collect::<Vec<_>>())
        .bind(each().map(|row| row.attempts_in_run).collect::<Vec<_>>())
        .bind(each().map(|row| row.next_attempt_at).collect::<Vec<_>>())
        .bind(each().map(|row| row.last_error.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|row| row.created_at).collect::<Vec<_>>())
        .bind(each().map(|row| row.finished_at).collect::<Vec<_>>())
        .execute(&mut *batch.connection)
        .await?;
    Ok(())
}
