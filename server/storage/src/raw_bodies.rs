//! Raw bodies: sealed under a key that can be thrown away, kept for their own time (C33).

use chrono::{DateTime, Utc};
use patchbay_domain::ids::MessageId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::entities::raw_bodies;
use crate::error::StorageError;
use crate::hot::Receive;
use crate::scope::Scope;
use crate::vault::Vault;
use crate::writer::Tx;

pub(crate) fn seal(vault: &Vault, unit: &Receive) -> Result<raw_bodies::Model, StorageError> {
    let (content_type, bytes) = &unit.raw_body;
    Ok(raw_bodies::Model {
        message_id: unit.message.id.uuid(),
        organization_id: unit.message.organization_id.uuid(),
        key_id: vault.key_id().to_owned(),
        content_type: content_type.clone(),
        body: vault.seal(bytes, &purpose(unit.message.id))?,
        expires_at: unit.raw_body_expires_at,
    })
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The body that a message came from, with its content type, while it is kept.
    ///
    /// # Errors
    /// The database's own, or a body that does not open.
    pub async fn raw_body(&self, message: MessageId) -> Result<Option<(String, Vec<u8>)>, StorageError> {
        let row = raw_bodies::Entity::find_by_id(message.uuid())
            .filter(raw_bodies::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?;
        row.map(|row| Ok((row.content_type, self.vault.open(&row.body, &purpose(message))?))).transpose()
    }
}

fn purpose(message: MessageId) -> String {
    format!("raw body of {message}")
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
