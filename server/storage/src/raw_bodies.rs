//! Raw bodies: sealed under a key that can be thrown away, kept for their own time (C33).

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::entities::raw_bodies;
use crate::error::StorageError;
use crate::receive::Receive;
use crate::vault::Vault;
use crate::writer::Tx;

pub(crate) fn seal(vault: &Vault, unit: &Receive) -> Result<raw_bodies::Model, StorageError> {
    let (content_type, bytes) = &unit.raw_body;
    Ok(raw_bodies::Model {
        message_id: unit.message.id.uuid(),
        organization_id: unit.message.organization_id.uuid(),
        key_id: vault.key_id().to_owned(),
        content_type: content_type.clone(),
        body: vault.seal(bytes, &format!("raw body of {}", unit.message.id))?,
        expires_at: unit.raw_body_expires_at,
    })
}

impl Tx {
    /// Removes the raw bodies, of every organization, whose time is over; says how many.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn expire_raw_bodies(&self, now: DateTime<Utc>) -> Result<u64, StorageError> {
        let removed = raw_bodies::Entity::delete_many()
            .filter(raw_bodies::Column::ExpiresAt.lte(now))
            .exec(self.connection())
            .await?;
        Ok(removed.rows_affected)
    }
}
