//! The hot unit of publishing: events, their deliveries and the jobs of these. A delivery that this process has room for is
//! stored with a job that is its own already, so that it leaves right after the commit and nobody has to look for it.

mod postgres;
mod sqlite;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use patchbay_domain::change::{Change, ChangeKind};
use patchbay_domain::delivery::Delivery;
use patchbay_domain::event::Event;
use patchbay_domain::ids::{OrganizationId, WorkerId};
use patchbay_domain::job::NewJob;
use uuid::Uuid;

use super::jobs::JobRow;
use super::postgres::PostgresBatch;
use super::sqlite::SqliteBatch;
use super::{Door, HotUnit, values};
use crate::audiences::AudienceVersion;
use crate::credentials::TokenProof;
use crate::entities::{deliveries, events};
use crate::error::StorageError;
use crate::writer::Writer;

/// What to do right after the commit.
pub type Committed = Box<dyn FnOnce() + Send + Sync>;

/// Events that a request brought, with what follows from them.
pub struct Publish {
    /// Whose they are, all of them.
    pub organization_id: OrganizationId,
    /// The events.
    pub events: Vec<Event>,
    /// Who is told.
    pub deliveries: Vec<PublishedDelivery>,
    /// What the deliveries were made by.
    pub audience: AudienceVersion,
    /// What the request was let in by; none: it was asked right before.
    pub proof: Option<Arc<TokenProof>>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// A delivery of a published event.
pub struct PublishedDelivery {
    /// The delivery, which is due or held.
    pub delivery: Delivery,
    /// The job that tries it; none: it is held until its address takes something again.
    pub job: Option<NewJob>,
    /// Where this process tries it at once. None: whoever has room leases the job.
    pub first_try: Option<FirstTry>,
}

/// Who tries a delivery as soon as it is committed.
pub struct FirstTry {
    /// Whose the job is.
    pub worker_id: WorkerId,
    /// Begins with it.
    pub begin: Committed,
}

/// What became of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// It is stored.
    Stored,
    /// The audience is another one by now; nothing was stored.
    OtherAudience,
    /// The token does not prove any more who calls; nothing was stored.
    NotProven,
}

impl Writer {
    /// Hands in what was published; resolves after its batch is committed.
    ///
    /// # Errors
    /// [`StorageError::Busy`] at once where the queue is full: nothing was written.
    pub async fn publish(&self, unit: Publish) -> Result<Published, StorageError> {
        self.hot().hand_in(|| PublishRows::new(unit)).await
    }
}

/// Its rows.
struct PublishRows {
    organization_id: Uuid,
    events: Vec<EventRow>,
    deliveries: Vec<DeliveryRows>,
    audience: AudienceVersion,
    proof: Option<Arc<TokenProof>>,
    now: DateTime<Utc>,
    begin: Vec<Committed>,
}

struct EventRow {
    row: events::Model,
    labels: Option<String>,
    data: String,
}

struct DeliveryRows {
    row: deliveries::Model,
    job: Option<JobRow>,
    change: Change,
}

impl PublishRows {
    fn new(unit: Publish) -> Result<Self, StorageError> {
        let events = unit.events.iter().map(|event| {
            let row = crate::events::to_row(event)?;
            Ok(EventRow { labels: values::json(row.labels.as_ref()), data: row.data.to_string(), row })
        });
        let events = events.collect::<Result<_, StorageError>>()?;
        let mut begin = Vec::new();
        let deliveries = unit.deliveries.into_iter().map(|one| {
            let PublishedDelivery { delivery, job, first_try } = one;
            let row = crate::deliveries::to_row(&delivery);
            let job = match (job, first_try) {
                (Some(job), Some(first)) => {
                    begin.push(first.begin);
                    Some(JobRow::leased(job, first.worker_id, unit.now)?)
                }
                (job, _) => job.map(|job| JobRow::new(job, unit.now)).transpose()?,
            };
            let change = Change {
                organization_id: delivery.organization_id,
                kind: ChangeKind::Delivery,
                id: row.id,
                conversation_id: delivery.conversation_id,
                webhook_id: Some(delivery.webhook_id),
            };
            Ok(DeliveryRows { row, job, change })
        });
        let deliveries = deliveries.collect::<Result<_, StorageError>>()?;
        Ok(Self {
            organization_id: unit.organization_id.uuid(),
            events,
            deliveries,
            audience: unit.audience,
            proof: unit.proof,
            now: unit.now,
            begin,
        })
    }
}

impl PublishRows {
    /// Whether it is to be stored only while the audience stays as it is: whoever opens an address comes before, and this is
    /// refused, or after, and finds what is held.
    fn holds(&self) -> bool {
        self.deliveries.iter().any(|one| one.job.is_none())
    }
}

impl HotUnit for PublishRows {
    type Outcome = Published;

    const DOOR: Door = Door::Outside;
    const ORDER: u8 = 20;

    fn lanes(&self) -> impl Iterator<Item = &str> {
        self.deliveries.iter().filter_map(|one| one.job.as_ref()?.lane())
    }

    fn committed(self, outcome: &Published) {
        if *outcome == Published::Stored {
            self.begin.into_iter().for_each(|begin| begin());
        }
    }

    fn on_sqlite(units: &[Self], batch: &mut SqliteBatch<'_>) -> Result<Vec<Published>, StorageError> {
        sqlite::publish(units, batch)
    }

    fn on_postgres<'a>(
        units: &'a [Self],
        batch: &'a mut PostgresBatch<'_>,
    ) -> BoxFuture<'a, Result<Vec<Published>, StorageError>> {
        Box::pin(postgres::publish(units, batch))
    }
}

/// What was found out once for all units of a batch that share it.
#[derive(Default)]
struct Asked<'a> {
    versions: Vec<(Uuid, i64)>,
    proofs: Vec<(&'a Arc<TokenProof>, bool)>,
}

impl Asked<'_> {
    fn version(&self, organization: Uuid) -> Option<i64> {
        self.versions.iter().find(|(id, _)| *id == organization).map(|(_, version)| *version)
    }

    fn proves(&self, proof: &Arc<TokenProof>) -> Option<bool> {
        self.proofs.iter().find(|(one, _)| Arc::ptr_eq(one, proof)).map(|(_, proves)| *proves)
    }

    /// Why a unit is not stored; none: it is.
    fn refusal(&self, unit: &PublishRows) -> Option<Published> {
        if unit.proof.as_ref().is_some_and(|proof| self.proves(proof) != Some(true)) {
            return Some(Published::NotProven);
        }
        let version = self.version(unit.organization_id).unwrap_or(0);
        (version != unit.audience.0).then_some(Published::OtherAudience)
    }
}
