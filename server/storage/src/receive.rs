//! The hot unit of receiving: message, raw body and job, many at a time.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use patchbay_domain::change::{Change, ChangeKind};
use patchbay_domain::ids::MessageId;
use patchbay_domain::job::NewJob;
use patchbay_domain::message::Message;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::entities::{messages, raw_bodies};
use crate::error::StorageError;
use crate::writer::Tx;
use crate::{jobs, raw_bodies as raw};

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
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The message, or the earlier one of the same external id.
    pub message_id: MessageId,
    /// Whether it was known already.
    pub duplicate: bool,
}

/// Stores what is new of `units` and says which message each of them is.
pub(crate) async fn insert(tx: &Tx, units: &[&Receive]) -> Result<Vec<Receipt>, StorageError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let rows =
        units.iter().map(|unit| crate::messages::to_row(&unit.message)).collect::<Result<Vec<_>, _>>()?;
    let mut insert = messages::Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .into_query();
    insert.returning_col(messages::Column::Id);
    let mut stored = HashSet::with_capacity(units.len());
    for row in tx.connection().query_all(&insert).await? {
        stored.insert(row.try_get::<Uuid>("", "id")?);
    }
    let is_new = |unit: &&&Receive| stored.contains(&unit.message.id.uuid());
    let new: Vec<&Receive> = units.iter().filter(is_new).copied().collect();
    keep_bodies(tx, &new).await?;
    jobs::insert_all(tx, new.iter().map(|unit| &unit.job), units[0].message.created_at).await?;
    for unit in &new {
        let message = &unit.message;
        tx.changed(Change {
            organization_id: message.organization_id,
            kind: ChangeKind::Message,
            id: message.id.uuid(),
            conversation_id: None,
            webhook_id: Some(message.webhook_id),
        });
    }
    let known = earlier(tx, units, &stored).await?;
    units
        .iter()
        .map(|unit| {
            let id = unit.message.id;
            if stored.contains(&id.uuid()) {
                return Ok(Receipt { message_id: id, duplicate: false });
            }
            let key = (unit.message.webhook_id.uuid(), unit.message.external_id.clone());
            match known.get(&key) {
                Some(first) => Ok(Receipt { message_id: (*first).into(), duplicate: true }),
                // The id itself is known: this very unit was committed before.
                None => Ok(Receipt { message_id: id, duplicate: false }),
            }
        })
        .collect()
}

async fn keep_bodies(tx: &Tx, new: &[&Receive]) -> Result<(), StorageError> {
    let rows = new.iter().map(|unit| raw::seal(tx.vault(), unit)).collect::<Result<Vec<_>, _>>()?;
    if !rows.is_empty() {
        raw_bodies::Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// The ids of the messages that hold the external ids of those that were not stored.
async fn earlier(
    tx: &Tx,
    units: &[&Receive],
    stored: &HashSet<Uuid>,
) -> Result<HashMap<(Uuid, Option<String>), Uuid>, StorageError> {
    let mut known = HashMap::new();
    for unit in units.iter().filter(|unit| !stored.contains(&unit.message.id.uuid())) {
        let (webhook, external) = (unit.message.webhook_id.uuid(), unit.message.external_id.clone());
        let Some(external_id) = external.clone() else { continue };
        if known.contains_key(&(webhook, external.clone())) {
            continue;
        }
        let first: Option<Uuid> = messages::Entity::find()
            .select_only()
            .column(messages::Column::Id)
            .filter(messages::Column::WebhookId.eq(webhook))
            .filter(messages::Column::ExternalId.eq(external_id))
            .into_tuple()
            .one(tx.connection())
            .await?;
        if let Some(first) = first {
            known.insert((webhook, external), first);
        }
    }
    Ok(known)
}
