//! The hot unit of delivering: a try at an address that works which arrived, or which another one follows, the usual cases.
//! What has anything else to it (a breaker that opens or closes, a lane, a message whose state follows) is recorded by a
//! transaction of its own. Both cases come by one way: what counts failures in a row has to see them in their order.

mod postgres;
mod sqlite;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use patchbay_domain::change::{Change, ChangeKind};
use patchbay_domain::delivery::{Attempt, Delivery, DeliveryState};
use patchbay_domain::ids::TargetId;
use patchbay_domain::job::{Lease, NewJob};
use patchbay_domain::target::Target;
use uuid::Uuid;

use super::jobs::JobRow;
use super::postgres::PostgresBatch;
use super::sqlite::SqliteBatch;
use super::{Door, HotUnit, values};
use crate::entities::{deliveries, delivery_attempts, targets};
use crate::error::StorageError;
use crate::words::{column, word};
use crate::writer::Writer;

/// A try that arrived, or that another one follows.
#[derive(Debug, Clone)]
pub struct Record {
    /// Proves that the job is still ours.
    pub lease: Lease,
    /// The delivery as it was before the try.
    pub seen: Delivery,
    /// The same after it.
    pub delivery: Delivery,
    /// The try.
    pub attempt: Attempt,
    /// The address.
    pub target_id: TargetId,
    /// The job of the try that follows; none: it arrived.
    pub next: Option<NewJob>,
    /// How long an address may fail before something follows from it.
    pub patience: TimeDelta,
    /// Now.
    pub now: DateTime<Utc>,
}

impl Writer {
    /// Records a try; resolves after its batch is committed. False: there is more to it (the breaker of the
    /// address is open or opens, the job has a lane, something changed meanwhile), and nothing was written.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn record(&self, unit: Record) -> Result<bool, StorageError> {
        self.hot().hand_in(|| RecordRows::new(unit)).await
    }
}

/// Its rows.
struct RecordRows {
    job_id: Uuid,
    worker_id: Uuid,
    job_attempt: i32,
    seen_state: String,
    seen_count: i32,
    delivery: deliveries::Model,
    attempt: delivery_attempts::Model,
    request_headers: Option<String>,
    response_headers: String,
    /// The try again, as addresses count it.
    tried: Attempt,
    state: DeliveryState,
    next: Option<JobRow>,
    patience: TimeDelta,
    target_id: Uuid,
    now: DateTime<Utc>,
    change: Change,
}

impl RecordRows {
    fn new(unit: Record) -> Result<Self, StorageError> {
        let Record { lease, seen, delivery, attempt, target_id, next, patience, now } = unit;
        let row = crate::deliveries::to_attempt_row(delivery.organization_id, &attempt)?;
        Ok(Self {
            job_id: lease.job_id.uuid(),
            worker_id: lease.worker_id.uuid(),
            job_attempt: column(lease.attempt),
            seen_state: word(&seen.progress.state),
            seen_count: column(seen.progress.attempt_count),
            request_headers: values::json(row.request_headers.as_ref()),
            response_headers: row.response_headers.to_string(),
            attempt: row,
            tried: attempt,
            state: delivery.progress.state,
            next: next.map(|job| JobRow::new(job, now)).transpose()?,
            patience,
            target_id: target_id.uuid(),
            now,
            change: Change {
                organization_id: delivery.organization_id,
                kind: ChangeKind::Delivery,
                id: delivery.id.uuid(),
                conversation_id: delivery.conversation_id,
                webhook_id: Some(delivery.webhook_id),
            },
            delivery: crate::deliveries::to_row(&delivery),
        })
    }
}

impl HotUnit for RecordRows {
    type Outcome = bool;

    const DOOR: Door = Door::Inside;
    const ORDER: u8 = 30;

    fn on_sqlite(units: &[Self], batch: &mut SqliteBatch<'_>) -> Result<Vec<bool>, StorageError> {
        sqlite::record(units, batch)
    }

    fn on_postgres<'a>(
        units: &'a [Self],
        batch: &'a mut PostgresBatch<'_>,
    ) -> BoxFuture<'a, Result<Vec<bool>, StorageError>> {
        Box::pin(postgres::record(units, batch))
    }
}

/// The addresses of a batch, each once, locked, and what is counted on them.
#[derive(Clone)]
struct Targets(Vec<Target>);

impl Targets {
    /// The ids, in the order in which they are locked everywhere.
    fn ids(units: &[RecordRows]) -> Vec<Uuid> {
        let mut ids: Vec<_> = units.iter().map(|unit| unit.target_id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether the try changes nothing there but figures.
    fn bears(&self, unit: &RecordRows) -> bool {
        let target = self.0.iter().find(|target| target.id.uuid() == unit.target_id);
        target.is_some_and(|target| match unit.state {
            DeliveryState::Success => !target.breaker.is_open(),
            _ => target.breaker.bears_failure(unit.patience, unit.now),
        })
    }

    fn count(&mut self, unit: &RecordRows) {
        let Some(target) = self.0.iter_mut().find(|target| target.id.uuid() == unit.target_id) else {
            return;
        };
        target.stats.count_try(&unit.tried, unit.now);
        target.stats.count_state(unit.state, unit.delivery.last_error.as_deref(), unit.now);
        match unit.state {
            // Nothing follows from either: that was asked before.
            DeliveryState::Success => {
                let _ = target.breaker.succeeded();
            }
            _ => {
                // It was asked whether it opens. Where it would by now, since others of the batch were not recorded, the
                // next failure opens it.
                let _ = target.breaker.failed(unit.now);
                target.breaker.open = None;
            }
        }
    }

    fn rows(&self, counted: &[Uuid]) -> Vec<targets::Model> {
        let counted = self.0.iter().filter(|target| counted.contains(&target.id.uuid()));
        counted.map(crate::targets::to_row).collect()
    }
}
