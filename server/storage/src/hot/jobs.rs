//! Jobs that hot units store: one whose lane is taken waits behind it, a known id is left as it is (see `crate::jobs`).

use chrono::{DateTime, Utc};
use patchbay_domain::ids::WorkerId;
use patchbay_domain::job::{LEASE, NewJob};
use rusqlite::params;
use uuid::Uuid;

use super::postgres::PostgresBatch;
use super::sqlite::SqliteBatch;
use super::values::{Id, Instant, id};
use crate::error::StorageError;
use crate::words::corrupt;

/// A job as the database keeps it.
#[derive(Debug)]
pub(super) struct JobRow {
    id: Uuid,
    organization_id: Option<Uuid>,
    kind: &'static str,
    work: String,
    lane: Option<String>,
    target_id: Option<Uuid>,
    priority: i16,
    run_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    lease: Option<(Uuid, DateTime<Utc>)>,
}

impl JobRow {
    pub(super) fn new(job: NewJob, now: DateTime<Utc>) -> Result<Self, StorageError> {
        // By name, so that what is added to a job is not forgotten here.
        let NewJob { id, organization_id, work, lane, target_id, priority, run_at } = job;
        Ok(Self {
            id: id.uuid(),
            organization_id: organization_id.map(Into::into),
            kind: work.kind().name(),
            work: serde_json::to_string(&work).map_err(corrupt)?,
            lane,
            target_id: target_id.map(Into::into),
            priority: priority.rank(),
            run_at,
            created_at: now,
            lease: None,
        })
    }

    /// One that is stored as this worker's own, who begins with it at once: it has no lane, and is due.
    pub(super) fn leased(job: NewJob, worker: WorkerId, now: DateTime<Utc>) -> Result<Self, StorageError> {
        Ok(Self { lease: Some((worker.uuid(), now + LEASE)), ..Self::new(job, now)? })
    }

    pub(super) fn lane(&self) -> Option<&str> {
        self.lane.as_deref()
    }
}

const ON_SQLITE: &str = "\
    INSERT INTO jobs (id, organization_id, kind, work, lane, target_id, priority, run_at, created_at, worker_id, \
    lease_until, attempt, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11, ?12, ?11 IS NOT NULL, CASE \
    WHEN ?11 IS NOT NULL THEN 'running' WHEN ?5 IS NOT NULL AND EXISTS (SELECT 1 FROM jobs WHERE lane = ?5 AND state IN ('ready', 'scheduled', 'running')) \
    THEN 'queued' WHEN ?10 THEN 'scheduled' ELSE 'ready' END) ON CONFLICT (id) DO NOTHING";

/// Stores one, and says that there is work.
pub(super) fn on_sqlite(job: &JobRow, batch: &mut SqliteBatch<'_>) -> Result<(), StorageError> {
    batch.statement(ON_SQLITE)?.execute(params![
        Id(&job.id),
        id(job.organization_id.as_ref()),
        job.kind,
        job.work,
        job.lane,
        id(job.target_id.as_ref()),
        job.priority,
        Instant(job.run_at),
        Instant(job.created_at),
        job.run_at > job.created_at,
        job.lease.as_ref().map(|(worker, _)| Id(worker)),
        job.lease.map(|(_, until)| Instant(until)),
    ])?;
    if job.lease.is_none() {
        batch.jobs_ready();
    }
    Ok(())
}

/// The limit holds the look at the index to one row a job, whatever the planner thinks of the table's size.
const ON_POSTGRES: &str = "\
    INSERT INTO jobs (id, organization_id, kind, work, lane, target_id, priority, run_at, created_at, worker_id, \
    lease_until, attempt, state) \
    SELECT new.id, new.organization_id, new.kind, new.work::json, new.lane, new.target_id, new.priority, new.run_at, \
    new.created_at, new.worker_id, new.lease_until, (new.worker_id IS NOT NULL)::int4, \
    CASE WHEN new.worker_id IS NOT NULL THEN 'running' WHEN taken.lane IS NOT NULL \
    OR (new.lane IS NOT NULL AND row_number() OVER (PARTITION BY new.lane ORDER BY new.place) > 1) THEN 'queued' \
    WHEN new.run_at > new.created_at THEN 'scheduled' ELSE 'ready' END \
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::int2[], \
    $8::timestamptz[], $9::timestamptz[], $10::uuid[], $11::timestamptz[]) WITH ORDINALITY AS new (id, organization_id, \
    kind, work, lane, target_id, priority, run_at, created_at, worker_id, lease_until, place) \
    LEFT JOIN LATERAL (SELECT jobs.lane FROM jobs WHERE jobs.lane = new.lane \
    AND jobs.state IN ('ready', 'scheduled', 'running') LIMIT 1) taken ON true \
    ON CONFLICT (id) DO NOTHING";

/// Stores all, in their order, and says that there is work. Their lanes are locked.
pub(super) async fn on_postgres(jobs: &[&JobRow], batch: &mut PostgresBatch<'_>) -> Result<(), StorageError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let each = || jobs.iter();
    sqlx::query(ON_POSTGRES)
        .bind(each().map(|job| job.id).collect::<Vec<_>>())
        .bind(each().map(|job| job.organization_id).collect::<Vec<_>>())
        .bind(each().map(|job| job.kind).collect::<Vec<_>>())
        .bind(each().map(|job| job.work.as_str()).collect::<Vec<_>>())
        .bind(each().map(|job| job.lane.as_deref()).collect::<Vec<_>>())
        .bind(each().map(|job| job.target_id).collect::<Vec<_>>())
        .bind(each().map(|job| job.priority).collect::<Vec<_>>())
        .bind(each().map(|job| job.run_at).collect::<Vec<_>>())
        .bind(each().map(|job| job.created_at).collect::<Vec<_>>())
        .bind(each().map(|job| job.lease.map(|(worker, _)| worker)).collect::<Vec<_>>())
        .bind(each().map(|job| job.lease.map(|(_, until)| until)).collect::<Vec<_>>())
        .execute(&mut *batch.connection)
        .await?;
    if jobs.iter().any(|job| job.lease.is_none()) {
        batch.jobs_ready();
    }
    Ok(())
}
