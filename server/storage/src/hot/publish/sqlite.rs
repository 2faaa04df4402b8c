//! Publishing on SQLite.

use rusqlite::{OptionalExtension, params};

use super::{Asked, DeliveryRows, EventRow, PublishRows, Published};
use crate::error::StorageError;
use crate::hot::sqlite::SqliteBatch;
use crate::hot::values::{Id, Instant, id};
use crate::hot::{jobs, proof};

const VERSION: &str = "SELECT version FROM audiences WHERE organization_id = ?";

const EVENT: &str = "\
    INSERT INTO events (id, organization_id, event_type, version, webhook_id, conversation_id, labels, ordering_key, data, \
    replay_of, replay_count, wire_id, occurred_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
    ON CONFLICT (id) DO NOTHING";

const DELIVERY: &str = "\
    INSERT INTO deliveries (id, organization_id, target_id, webhook_id, event_id, wire_id, event_type, message_id, \
    conversation_id, recipient, kind, format, lane, state, body, attempt_count, attempts_in_run, next_attempt_at, \
    last_error, created_at, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
    ON CONFLICT (id) DO NOTHING";

pub(super) fn publish(
    units: &[PublishRows],
    batch: &mut SqliteBatch<'_>,
) -> Result<Vec<Published>, StorageError> {
    let asked = ask(units, batch)?;
    let stored = units.iter().map(|unit| match asked.refusal(unit) {
        Some(refusal) => Ok(refusal),
        None => store(unit, batch).map(|()| Published::Stored),
    });
    stored.collect()
}

fn ask<'a>(units: &'a [PublishRows], batch: &SqliteBatch<'_>) -> Result<Asked<'a>, StorageError> {
    let mut asked = Asked::default();
    for unit in units {
        if asked.version(unit.organization_id).is_none() {
            let mut statement = batch.statement(VERSION)?;
            let version =
                statement.query_row(params![Id(&unit.organization_id)], |row| row.get(0)).optional()?;
            asked.versions.push((unit.organization_id, version.unwrap_or(0)));
        }
        if let Some(proof) = unit.proof.as_ref().filter(|proof| asked.proves(proof).is_none()) {
            asked.proofs.push((proof, proof::on_sqlite(proof, unit.now, batch)?));
        }
    }
    Ok(asked)
}

fn store(unit: &PublishRows, batch: &mut SqliteBatch<'_>) -> Result<(), StorageError> {
    for event in &unit.events {
        insert_event(event, batch)?;
    }
    for one in &unit.deliveries {
        insert_delivery(one, batch)?;
        if let Some(job) = &one.job {
            jobs::on_sqlite(job, batch)?;
        }
        batch.changed(one.change.clone());
    }
    Ok(())
}

fn insert_event(
    EventRow { row, labels, data }: &EventRow,
    batch: &SqliteBatch<'_>,
) -> Result<(), StorageError> {
    batch.statement(EVENT)?.execute(params![
        Id(&row.id),
        Id(&row.organization_id),
        row.event_type,
        row.version,
        id(row.webhook_id.as_ref()),
        id(row.conversation_id.as_ref()),
        labels,
        row.ordering_key,
        data,
        id(row.replay_of.as_ref()),
        row.replay_count,
        id(row.wire_id.as_ref()),
        Instant(row.occurred_at),
    ])?;
    Ok(())
}

fn insert_delivery(one: &DeliveryRows, batch: &SqliteBatch<'_>) -> Result<(), StorageError> {
    let row = &one.row;
    batch.statement(DELIVERY)?.execute(params![
        Id(&row.id),
        Id(&row.organization_id),
        id(row.target_id.as_ref()),
        Id(&row.webhook_id),
        Id(&row.event_id),
        id(row.wire_id.as_ref()),
        row.event_type,
        id(row.message_id.as_ref()),
        id(row.conversation_id.as_ref()),
        row.recipient,
        row.kind,
        row.format,
        row.lane,
        row.state,
        row.body,
        row.attempt_count,
        row.attempts_in_run,
        row.next_attempt_at.map(Instant),
        row.last_error,
        Instant(row.created_at),
        row.finished_at.map(Instant),
    ])?;
    Ok(())
}
