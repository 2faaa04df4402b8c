//! Contacts and what they are known by.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use patchbay_domain::contact::ContactIdentifier;
use patchbay_domain::ids::ContactId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QuerySelect,
};
use uuid::Uuid;

use crate::entities::{contact_identifiers, contacts};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::parse;

/// An identifier as its columns: kind, scope, value.
fn columns(identifier: &ContactIdentifier) -> (&'static str, String, &str) {
    match identifier {
        ContactIdentifier::Custom { channel, name } => ("custom", channel.to_string(), name),
        ContactIdentifier::Phone(number) => ("phone", String::new(), number),
        ContactIdentifier::Email(address) => ("email", String::new(), address),
    }
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// Whom this means.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn contact_known_by(
        &self,
        identifier: &ContactIdentifier,
    ) -> Result<Option<ContactId>, StorageError> {
        let (kind, scope, value) = columns(identifier);
        let id: Option<Uuid> = contact_identifiers::Entity::find()
            .select_only()
            .column(contact_identifiers::Column::ContactId)
            .filter(contact_identifiers::Column::OrganizationId.eq(self.tenant()))
            .filter(contact_identifiers::Column::Kind.eq(kind))
            .filter(contact_identifiers::Column::Scope.eq(scope))
            .filter(contact_identifiers::Column::Value.eq(value))
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
    /// Stores a contact known by this.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where somebody is known by it.
    pub async fn insert_contact(
        &self,
        id: ContactId,
        identifier: &ContactIdentifier,
        display_name: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let (kind, scope, value) = columns(identifier);
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
            kind: Set(kind.to_owned()),
            scope: Set(scope),
            value: Set(value.to_owned()),
        };
        contact_identifiers::Entity::insert(identifier).exec_without_returning(self.connection).await?;
        Ok(())
    }
}
