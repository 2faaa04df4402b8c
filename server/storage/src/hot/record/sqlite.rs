//! Recording on SQLite.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

use super::{RecordRows, Targets};
use crate::entities::targets;
use crate::error::StorageError;
use crate::hot::jobs;
use crate::hot::sqlite::SqliteBatch;
use crate::hot::values::{Id, Instant};

const TARGET: &str = "\
    SELECT organization_id, webhook_id, kind, consecutive_failures, failing_since, opened_at, next_probe_at, probes, \
    delivered, failed, attempts_succeeded, attempts_failed, duration_total_ms, durations, last_triggered_at, \
    last_success_at, last_error, last_error_at, last_status, created_at FROM targets WHERE id = ?";

/// Of a job in a lane there is more to do: the next of the lane comes.
const DELIVERY: &str = "\
    UPDATE deliveries SET state = ?, attempt_count = ?, attempts_in_run = ?, next_attempt_at = ?, last_error = ?, \
    finished_at = ? WHERE id = ? AND organization_id = ? AND state = ? AND attempt_count = ? AND EXISTS (SELECT 1 \
    FROM jobs WHERE id = ? AND worker_id = ? AND attempt = ? AND state = 'running' AND lane IS NULL)";

const JOB: &str = "DELETE FROM jobs WHERE id = ?";

const ATTEMPT: &str = "\
    INSERT INTO delivery_attempts (id, organization_id, delivery_id, number, outcome, status, request_headers, \
    remote_address, response_headers, response_body, error, error_class, duration_ms, started_at) \
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const COUNTED: &str = "\
    UPDATE targets SET consecutive_failures = ?, failing_since = ?, delivered = ?, attempts_succeeded = ?, \
    attempts_failed = ?, duration_total_ms = ?, durations = ?, last_triggered_at = ?, last_success_at = ?, \
    last_error = ?, last_error_at = ?, last_status = ? WHERE id = ?";

pub(super) fn record(units: &[RecordRows], batch: &mut SqliteBatch<'_>) -> Result<Vec<bool>, StorageError> {
    let mut targets = Targets(Vec::new());
    for id in Targets::ids(units) {
        let mut statement = batch.statement(TARGET)?;
        if let Some(row) = statement.query_row(params![Id(&id)], |row| to_row(id, row)).optional()? {
            targets.0.push(crate::targets::to_target(row)?);
        }
    }
    let mut recorded = Vec::with_capacity(units.len());
    let mut counted = Vec::new();
    for unit in units {
        let plain = targets.bears(unit) && store(unit, batch)?;
        if plain {
            targets.count(unit);
            counted.push(unit.target_id);
            batch.changed(unit.change.clone());
        }
        recorded.push(plain);
    }
    for target in targets.rows(&counted) {
        update(&target, batch)?;
    }
    Ok(recorded)
}

fn to_row(id: Uuid, row: &Row<'_>) -> rusqlite::Result<targets::Model> {
    Ok(targets::Model {
        id,
        organization_id: Uuid::from_bytes(row.get(0)?),
        webhook_id: Uuid::from_bytes(row.get(1)?),
        kind: row.get(2)?,
        consecutive_failures: row.get(3)?,
        failing_since: instant(row, 4)?,
        opened_at: instant(row, 5)?,
        next_probe_at: instant(row, 6)?,
        probes: row.get(7)?,
        rate_limit_per_second: None,
        next_slot_at: None,
        delivered: row.get(8)?,
        failed: row.get(9)?,
        attempts_succeeded: row.get(10)?,
        attempts_failed: row.get(11)?,
        duration_total_ms: row.get(12)?,
        durations: row.get(13)?,
        last_triggered_at: instant(row, 14)?,
        last_success_at: instant(row, 15)?,
        last_error: row.get(16)?,
        last_error_at: instant(row, 17)?,
        last_status: row.get(18)?,
        created_at: row.get::<_, Instant>(19)?.0,
    })
}

fn instant(row: &Row<'_>, place: usize) -> rusqlite::Result<Option<DateTime<Utc>>> {
    Ok(row.get::<_, Option<Instant>>(place)?.map(|Instant(at)| at))
}

/// Whether it was ours to record.
fn store(unit: &RecordRows, batch: &mut SqliteBatch<'_>) -> Result<bool, StorageError> {
    let (row, attempt) = (&unit.delivery, &unit.attempt);
    let updated = batch.statement(DELIVERY)?.execute(params![
        row.state,
        row.attempt_count,
        row.attempts_in_run,
        row.next_attempt_at.map(Instant),
        row.last_error,
        row.finished_at.map(Instant),
        Id(&row.id),
        Id(&row.organization_id),
        unit.seen_state,
        unit.seen_count,
        Id(&unit.job_id),
        Id(&unit.worker_id),
        unit.job_attempt,
    ])?;
    if updated == 0 {
        return Ok(false);
    }
    batch.statement(JOB)?.execute(params![Id(&unit.job_id)])?;
    batch.statement(ATTEMPT)?.execute(params![
        Id(&attempt.id),
        Id(&attempt.organization_id),
        Id(&attempt.delivery_id),
        attempt.number,
        attempt.outcome,
        attempt.status,
        unit.request_headers,
        attempt.remote_address,
        unit.response_headers,
        attempt.response_body,
        attempt.error,
        attempt.error_class,
        attempt.duration_ms,
        Instant(attempt.started_at),
    ])?;
    if let Some(next) = &unit.next {
        jobs::on_sqlite(next, batch)?;
    }
    Ok(true)
}

fn update(row: &targets::Model, batch: &SqliteBatch<'_>) -> Result<(), StorageError> {
    batch.statement(COUNTED)?.execute(params![
        row.consecutive_failures,
        row.failing_since.map(Instant),
        row.delivered,
        row.attempts_succeeded,
        row.attempts_failed,
        row.duration_total_ms,
        row.durations,
        row.last_triggered_at.map(Instant),
        row.last_success_at.map(Instant),
        row.last_error,
        row.last_error_at.map(Instant),
        row.last_status,
        Id(&row.id),
    ])?;
    Ok(())
}
