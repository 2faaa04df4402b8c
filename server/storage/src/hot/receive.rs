//! The hot unit of receiving: message, raw body, consent and job.

mod channels;
mod postgres;
mod sqlite;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use patchbay_domain::change::{Change, ChangeKind};
use patchbay_domain::consent::Consent;
use patchbay_domain::ids::MessageId;
use patchbay_domain::job::NewJob;
use patchbay_domain::message::Message;

use super::jobs::JobRow;
use super::postgres::PostgresBatch;
use super::sqlite::SqliteBatch;
use super::values::json;
use super::{Door, HotUnit};
use crate::channels::KnownChannel;
use crate::entities::{consents, messages, raw_bodies};
use crate::error::StorageError;
use crate::vault::Vault;
use crate::writer::Writer;

/// A message to be stored with the body it came from and the job that will handle it.
#[derive(Debug, Clone)]
pub struct Receive {
    /// The message.
    pub message: Message,
    /// Its content type and bytes, card numbers gone.
    pub raw_body: (String, Vec<u8>),
    /// Until when the raw body is kept.
    pub raw_body_expires_at: DateTime<Utc>,
    /// The job.
    pub job: NewJob,
    /// What the message says about being texted; holds as soon as it is stored, before its turn.
    pub consent: Option<Consent>,
    /// The channel that the request was held against, which is held to it. None: nothing was held against anything.
    pub channel: Option<Arc<KnownChannel>>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The message, or the earlier one of the same external id.
    pub message_id: MessageId,
    /// Whether it was known already.
    pub duplicate: bool,
}

impl Writer {
    /// Hands in a received message; resolves after its batch is committed. None: the channel is not any more what the
    /// request was held against, and nothing was written.
    ///
    /// # Errors
    /// [`StorageError::Busy`] at once where the queue is full: nothing was written.
    pub async fn submit(&self, unit: Receive) -> Result<Option<Receipt>, StorageError> {
        self.hot().hand_in(|| ReceiveRows::new(unit, self.vault())).await
    }
}

/// Its rows.
struct ReceiveRows {
    message: messages::Model,
    /// The message's JSON columns, as texts.
    json: JsonColumns,
    raw_body: raw_bodies::Model,
    consent: Option<consents::Model>,
    job: JobRow,
    change: Change,
    channel: Option<Arc<KnownChannel>>,
}

struct JsonColumns {
    entities: Option<String>,
    attachments: String,
    metadata: String,
    structured: Option<String>,
    email: Option<String>,
}

impl ReceiveRows {
    fn new(unit: Receive, vault: &Vault) -> Result<Self, StorageError> {
        let message = crate::messages::to_row(&unit.message)?;
        let (tenant, id) = (message.organization_id, message.id);
        Ok(Self {
            json: JsonColumns {
                entities: json(message.entities.as_ref()),
                attachments: message.attachments.to_string(),
                metadata: message.metadata.to_string(),
                structured: json(message.structured.as_ref()),
                email: json(message.email.as_ref()),
            },
            raw_body: crate::raw_bodies::seal(vault, &unit)?,
            consent: unit.consent.as_ref().map(|consent| crate::consents::to_row(id, tenant, consent)),
            job: JobRow::new(unit.job, unit.message.created_at)?,
            change: Change {
                organization_id: unit.message.organization_id,
                kind: ChangeKind::Message,
                id,
                conversation_id: None,
                webhook_id: Some(unit.message.webhook_id),
            },
            message,
            channel: unit.channel,
        })
    }

    /// What is told of one that is stored (`first`: none), or was known by its keys. A unit that is neither new nor known
    /// by its keys was itself committed before.
    fn receipt(&self, first: Option<uuid::Uuid>) -> Receipt {
        Receipt { message_id: first.unwrap_or(self.message.id).into(), duplicate: first.is_some() }
    }
}

impl HotUnit for ReceiveRows {
    type Outcome = Option<Receipt>;

    const DOOR: Door = Door::Outside;
    const ORDER: u8 = 10;

    fn lanes(&self) -> impl Iterator<Item = &str> {
        self.job.lane().into_iter()
    }

    fn on_sqlite(units: &[Self], batch: &mut SqliteBatch<'_>) -> Result<Vec<Option<Receipt>>, StorageError> {
        sqlite::receive(units, batch)
    }

    fn on_postgres<'a>(
        units: &'a [Self],
        batch: &'a mut PostgresBatch<'_>,
    ) -> BoxFuture<'a, Result<Vec<Option<Receipt>>, StorageError>> {
        Box::pin(postgres::receive(units, batch))
    }
}
