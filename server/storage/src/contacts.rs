//! Contacts and what they are known by.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use patchbay_domain::ids::{ContactId, WebhookId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QuerySelect,
};
use uuid::Uuid;

use crate::entities::{contact_identifiers, contacts};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::parse;

/// What a name of the sender's own making is called among identifiers.
const CUSTOM: &str = "custom";

impl<C: ConnectionTrait> Scope<'_, C> {
    /// Who writes under this name on this channel.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn custom_contact(
        &self,
        channel: WebhookId,
        name: &str,
    ) -> Result<Option<ContactId>, StorageError> {
        let id: Option<Uuid> = contact_identifiers::Entity::find()
            .select_only()
            .column(contact_identifiers::Column::ContactId)
            .filter(contact_identifiers::Column::OrganizationId.eq(self.tenant()))
            .filter(contact_identifiers::Column::Kind.eq(CUSTOM))
            .filter(contact_identifiers::Column::Scope.eq(channel.to_string()))
            .filter(contact_identifiers::Column::Value.eq(name))
            .into_tuple()
            .one(self.connection)
            .await?;
        Ok(id.map(Into::into))
    }

    /// The zone a contact set, if any.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn contact_time_zone(&self, id: ContactId) -> Result<Option<Tz>, StorageError> {
        let row = contacts::Entity::find_by_id(id.uuid())
            .filter(contacts::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?;
        row.and_then(|row| row.time_zone).as_deref().map(parse).transpose()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a contact known by this name on this channel.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where the name is known.
    pub async fn insert_custom_contact(
        &self,
        id: ContactId,
        channel: WebhookId,
        name: &str,
        display_name: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let contact = contacts::ActiveModel {
            id: Set(id.uuid()),
            organization_id: Set(self.tenant()),
            display_name: Set(display_name.map(str::to_owned)),
            trust: Set("unknown".to_owned()),
            time_zone: Set(None),
            created_at: Set(now),
        };
        contacts::Entity::insert(contact).exec_without_returning(self.connection).await?;
        let identifier = contact_identifiers::ActiveModel {
            // One contact, one first identifier: the id may be the same.
            id: Set(id.uuid()),
            organization_id: Set(self.tenant()),
            contact_id: Set(id.uuid()),
            kind: Set(CUSTOM.to_owned()),
            scope: Set(channel.to_string()),
            value: Set(name.to_owned()),
        };
        contact_identifiers::Entity::insert(identifier).exec_without_returning(self.connection).await?;
        Ok(())
    }
}
