//! What changes contacts.

use chrono::{DateTime, Utc};
use patchbay_domain::contact::{Contact, ContactIdentifier};
use patchbay_domain::ids::ContactId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
};
use uuid::Uuid;

use super::{KNOWN, UNKNOWN, columns};
use crate::entities::{contact_identifiers, contacts};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::search::folded;

/// What a contact is found by.
fn search_text(contact: &Contact) -> String {
    let identifiers = contact.identifiers.iter().map(|identifier| columns(identifier).2);
    folded(contact.name.as_deref().into_iter().chain(identifiers))
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a contact. `ids`: one for each thing it is known by.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where somebody is known by one of them.
    pub async fn insert_contact(&self, contact: &Contact, ids: &[Uuid]) -> Result<(), StorageError> {
        let row = contacts::ActiveModel {
            id: Set(contact.id.uuid()),
            organization_id: Set(self.tenant()),
            display_name: Set(contact.name.clone()),
            trust: Set(if contact.is_known { KNOWN } else { UNKNOWN }.to_owned()),
            time_zone: Set(contact.time_zone.map(|zone| zone.name().to_owned())),
            search_text: Set(Some(search_text(contact))),
            created_at: Set(contact.created_at),
            updated_at: Set(Some(contact.updated_at)),
            deleted_at: Set(None),
        };
        contacts::Entity::insert(row).exec_without_returning(self.connection).await?;
        self.insert_identifiers(contact.id, &contact.identifiers, ids).await
    }

    /// Stores what changed of a contact: name, zone, and what it is found by.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn update_contact(&self, contact: &Contact) -> Result<(), StorageError> {
        use contacts::Column;
        contacts::Entity::update_many()
            .col_expr(Column::DisplayName, Expr::value(contact.name.clone()))
            .col_expr(Column::Trust, Expr::value(if contact.is_known { KNOWN } else { UNKNOWN }))
            .col_expr(Column::TimeZone, Expr::value(contact.time_zone.map(|zone| zone.name().to_owned())))
            .col_expr(Column::SearchText, Expr::value(search_text(contact)))
            .col_expr(Column::UpdatedAt, Expr::value(contact.updated_at))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(contact.id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Notes that a member knows a contact.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn know_contact(&self, id: ContactId) -> Result<(), StorageError> {
        contacts::Entity::update_many()
            .col_expr(contacts::Column::Trust, Expr::value(KNOWN))
            .filter(contacts::Column::OrganizationId.eq(self.tenant()))
            .filter(contacts::Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Replaces what a contact is known by. `ids`: one for each.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where somebody else is known by one of them.
    pub async fn replace_identifiers(
        &self,
        contact: ContactId,
        identifiers: &[ContactIdentifier],
        ids: &[Uuid],
    ) -> Result<(), StorageError> {
        self.delete_identifiers(contact).await?;
        self.insert_identifiers(contact, identifiers, ids).await
    }

    /// Adds one thing to what a contact is known by. `id`: the row's.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where somebody is known by it.
    pub async fn add_identifier(
        &self,
        contact: ContactId,
        identifier: &ContactIdentifier,
        id: Uuid,
    ) -> Result<(), StorageError> {
        self.insert_identifiers(contact, std::slice::from_ref(identifier), &[id]).await
    }

    /// Deletes a contact with what is remembered of it. Its conversations and tasks stay; who writes from its address next is somebody new.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn delete_contact(&self, id: ContactId, now: DateTime<Utc>) -> Result<(), StorageError> {
        contacts::Entity::update_many()
            .col_expr(contacts::Column::DeletedAt, Expr::value(now))
            .filter(contacts::Column::OrganizationId.eq(self.tenant()))
            .filter(contacts::Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        self.delete_facts_of(id).await?;
        self.delete_identifiers(id).await
    }

    async fn delete_identifiers(&self, contact: ContactId) -> Result<(), StorageError> {
        contact_identifiers::Entity::delete_many()
            .filter(contact_identifiers::Column::OrganizationId.eq(self.tenant()))
            .filter(contact_identifiers::Column::ContactId.eq(contact.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    async fn insert_identifiers(
        &self,
        contact: ContactId,
        identifiers: &[ContactIdentifier],
        ids: &[Uuid],
    ) -> Result<(), StorageError> {
        if identifiers.is_empty() {
            return Ok(());
        }
        let rows = identifiers.iter().zip(ids).map(|(identifier, id)| {
            let (kind, scope, value) = columns(identifier);
            contact_identifiers::Model {
                id: *id,
                organization_id: self.tenant(),
                contact_id: contact.uuid(),
                kind: kind.to_owned(),
                scope,
                value: value.to_owned(),
            }
            .into_active_model()
        });
        contact_identifiers::Entity::insert_many(rows).exec_without_returning(self.connection).await?;
        Ok(())
    }
}
