//! The hot unit of receiving: message, raw body and job, many at a time.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use patchbay_domain::change::{Change, ChangeKind};
use patchbay_domain::consent::Consent;
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
    /// What the message says about being texted; holds as soon as it is stored, before its turn.
    pub consent: Option<Consent>,
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
    for unit in &new {
        if let Some(consent) = &unit.consent {
            tx.scope(unit.message.organization_id).record_consent(unit.message.id.uuid(), consent).await?;
        }
    }
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
    let mut receipts = Vec::with_capacity(units.len());
    for unit in units {
        let id = unit.message.id;
        let first = if stored.contains(&id.uuid()) { None } else { earlier(tx, &unit.message).await? };
        // Neither new nor known by its keys: the id itself is known, so this very unit was committed before.
        receipts.push(first.map_or(Receipt { message_id: id, duplicate: false }, |message_id| Receipt {
            message_id,
            duplicate: true,
        }));
    }
    Ok(receipts)
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

/// The message that holds the external id, or the provider's key of the request, of one that was not stored.
async fn earlier(tx: &Tx, message: &Message) -> Result<Option<MessageId>, StorageError> {
    let keys = [
        (messages::Column::ExternalId, &message.external_id),
        (messages::Column::RepeatKey, &message.repeat_key),
    ];
    for (column, key) in keys {
        let Some(key) = key else { continue };
        let first: Option<Uuid> = messages::Entity::find()
            .select_only()
            .column(messages::Column::Id)
            .filter(messages::Column::WebhookId.eq(message.webhook_id.uuid()))
            .filter(column.eq(key))
            .filter(messages::Column::Id.ne(message.id.uuid()))
            .into_tuple()
            .one(tx.connection())
            .await?;
        if let Some(first) = first {
            return Ok(Some(first.into()));
        }
    }
    Ok(None)
}
