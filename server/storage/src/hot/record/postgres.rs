//! Recording on PostgreSQL.

use std::collections::HashSet;

use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::{RecordRows, Targets};
use crate::entities::targets;
use crate::error::StorageError;
use crate::hot::jobs;
use crate::hot::postgres::PostgresBatch;

const TARGETS: &str = "SELECT * FROM targets WHERE id = ANY($1) ORDER BY id FOR UPDATE";

/// Of a job in a lane there is more to do: the next of the lane comes. One statement, so that each try is recorded whole
/// or not at all. No index but those of the ids can serve `IS NOT DISTINCT FROM`: a plan that is made while the tables are
/// empty takes any other for as good, and walks all that run for each try ever after.
const TRIES: &str = "\
    WITH tried AS (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int4[], $4::uuid[], $5::text[], $6::int4[], $7::text[], \
    $8::int4[], $9::int4[], $10::timestamptz[], $11::uuid[], $12::uuid[], $13::int4[], $14::text[], $15::int2[], \
    $16::text[], $17::text[], $18::text[], $19::text[], $20::int4[], $21::timestamptz[], $22::timestamptz[], $23::text[], \
    $24::text[], $25::text[]) \
    AS new (job_id, worker_id, job_attempt, delivery_id, seen_state, seen_count, state, attempt_count, attempts_in_run, \
    finished_at, id, organization_id, number, outcome, status, request_headers, remote_address, response_headers, \
    response_body, duration_ms, started_at, next_attempt_at, last_error, error, error_class)), \
    arrived AS (UPDATE deliveries SET state = tried.state, attempt_count = tried.attempt_count, \
    attempts_in_run = tried.attempts_in_run, next_attempt_at = tried.next_attempt_at, last_error = tried.last_error, \
    finished_at = tried.finished_at \
    FROM tried JOIN jobs ON jobs.id = tried.job_id AND jobs.worker_id IS NOT DISTINCT FROM tried.worker_id \
    AND jobs.attempt = tried.job_attempt AND jobs.state IS NOT DISTINCT FROM 'running' AND coalesce(jobs.lane, '') = '' \
    WHERE deliveries.id = tried.delivery_id \
    AND deliveries.organization_id IS NOT DISTINCT FROM tried.organization_id \
    AND deliveries.state IS NOT DISTINCT FROM tried.seen_state AND deliveries.attempt_count = tried.seen_count \
    RETURNING tried.*), \
    done AS (DELETE FROM jobs USING arrived WHERE jobs.id = arrived.job_id \
    AND jobs.worker_id IS NOT DISTINCT FROM arrived.worker_id AND jobs.attempt = arrived.job_attempt) \
    INSERT INTO delivery_attempts (id, organization_id, delivery_id, number, outcome, status, request_headers, \
    remote_address, response_headers, response_body, error, error_class, duration_ms, started_at) SELECT id, organization_id, delivery_id, \
    number, outcome, status, request_headers::json, remote_address, response_headers::json, response_body, error, \
    error_class, duration_ms, started_at FROM arrived RETURNING id";

const COUNTED: &str = "\
    UPDATE targets SET consecutive_failures = new.consecutive_failures, failing_since = new.failing_since, \
    delivered = new.delivered, attempts_succeeded = new.attempts_succeeded, attempts_failed = new.attempts_failed, \
    duration_total_ms = new.duration_total_ms, durations = new.durations, last_triggered_at = new.last_triggered_at, \
    last_success_at = new.last_success_at, last_error = new.last_error, last_error_at = new.last_error_at, last_status = new.last_status \
    FROM unnest($1::uuid[], $2::int4[], $3::timestamptz[], $4::int8[], $5::int8[], $6::int8[], $7::int8[], $8::text[], \
    $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::int2[], $13::text[]) AS new (id, consecutive_failures, \
    failing_since, delivered, attempts_succeeded, attempts_failed, duration_total_ms, durations, last_triggered_at, \
    last_success_at, last_error_at, last_status, last_error) WHERE targets.id = new.id";

pub(super) async fn record(
    units: &[RecordRows],
    batch: &mut PostgresBatch<'_>,
) -> Result<Vec<bool>, StorageError> {
    let rows = sqlx::query(TARGETS).bind(Targets::ids(units)).fetch_all(&mut *batch.connection).await?;
    let rows = rows.iter().map(|row| crate::targets::to_target(to_row(row)?));
    let mut targets = Targets(rows.collect::<Result<_, StorageError>>()?);
    let plain = plain(units, targets.clone());
    let stored = store(&plain, batch).await?;
    let mut counted = Vec::new();
    let is_stored = |unit: &RecordRows| stored.contains(&unit.attempt.id);
    for unit in units.iter().filter(|unit| is_stored(unit)) {
        targets.count(unit);
        counted.push(unit.target_id);
        batch.changed(unit.change.clone());
    }
    update(&targets.rows(&counted), batch).await?;
    let next: Vec<_> =
        units.iter().filter(|unit| is_stored(unit)).filter_map(|unit| unit.next.as_ref()).collect();
    jobs::on_postgres(&next, batch).await?;
    Ok(units.iter().map(is_stored).collect())
}

/// Those that change nothing but figures, one after the other, where all of these are recorded.
fn plain(units: &[RecordRows], mut targets: Targets) -> Vec<&RecordRows> {
    let bears = units.iter().filter(|unit| {
        let bears = targets.bears(unit);
        if bears {
            targets.count(unit);
        }
        bears
    });
    bears.collect()
}

/// The ids of the tries that were ours to record.
async fn store(units: &[&RecordRows], batch: &mut PostgresBatch<'_>) -> Result<HashSet<Uuid>, StorageError> {
    if units.is_empty() {
        return Ok(HashSet::new());
    }
    let each = || units.iter();
    let rows = sqlx::query(TRIES)
        .bind(each().map(|unit| unit.job_id).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.worker_id).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.job_attempt).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.delivery.id).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.seen_state.as_str()).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.seen_count).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.delivery.state.as_str()).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.delivery.attempt_count).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.delivery.attempts_in_run).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.delivery.finished_at).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.id).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.organization_id).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.number).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.outcome.as_str()).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.status).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.request_headers.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.remote_address.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.response_headers.as_str()).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.response_body.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.duration_ms).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.started_at).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.delivery.next_attempt_at).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.delivery.last_error.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.error.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|unit| unit.attempt.error_class.as_deref()).collect::<Vec<_>>())
        .fetch_all(&mut *batch.connection)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

fn to_row(row: &PgRow) -> Result<targets::Model, StorageError> {
    Ok(targets::Model {
        id: row.try_get("id")?,
        organization_id: row.try_get("organization_id")?,
        webhook_id: row.try_get("webhook_id")?,
        kind: row.try_get("kind")?,
        consecutive_failures: row.try_get("consecutive_failures")?,
        failing_since: row.try_get("failing_since")?,
        opened_at: row.try_get("opened_at")?,
        next_probe_at: row.try_get("next_probe_at")?,
        probes: row.try_get("probes")?,
        rate_limit_per_second: None,
        next_slot_at: None,
        delivered: row.try_get("delivered")?,
        failed: row.try_get("failed")?,
        attempts_succeeded: row.try_get("attempts_succeeded")?,
        attempts_failed: row.try_get("attempts_failed")?,
        duration_total_ms: row.try_get("duration_total_ms")?,
        durations: row.try_get("durations")?,
        last_triggered_at: row.try_get("last_triggered_at")?,
        last_success_at: row.try_get("last_success_at")?,
        last_error: row.try_get("last_error")?,
        last_error_at: row.try_get("last_error_at")?,
        last_status: row.try_get("last_status")?,
        created_at: row.try_get("created_at")?,
    })
}

async fn update(targets: &[targets::Model], batch: &mut PostgresBatch<'_>) -> Result<(), StorageError> {
    if targets.is_empty() {
        return Ok(());
    }
    let each = || targets.iter();
    sqlx::query(COUNTED)
        .bind(each().map(|row| row.id).collect::<Vec<_>>())
        .bind(each().map(|row| row.consecutive_failures).collect::<Vec<_>>())
        .bind(each().map(|row| row.failing_since).collect::<Vec<_>>())
        .bind(each().map(|row| row.delivered).collect::<Vec<_>>())
        .bind(each().map(|row| row.attempts_succeeded).collect::<Vec<_>>())
        .bind(each().map(|row| row.attempts_failed).collect::<Vec<_>>())
        .bind(each().map(|row| row.duration_total_ms).collect::<Vec<_>>())
        .bind(each().map(|row| row.durations.as_str()).collect::<Vec<_>>())
        .bind(each().map(|row| row.last_triggered_at).collect::<Vec<_>>())
        .bind(each().map(|row| row.last_success_at).collect::<Vec<_>>())
        .bind(each().map(|row| row.last_error_at).collect::<Vec<_>>())
        .bind(each().map(|row| row.last_status).collect::<Vec<_>>())
        .bind(each().map(|row| row.last_error.as_deref()).collect::<Vec<_>>())
        .execute(&mut *batch.connection)
        .await?;
    Ok(())
}
