//! Contacts and what they are known by.

mod merge;
mod write;

use std::collections::HashMap;

use chrono_tz::Tz;
use patchbay_domain::contact::{Contact, ContactIdentifier};
use patchbay_domain::ids::ContactId;
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::sea_query::{Expr, Func, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entities::{contact_identifiers, contacts};
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::search::anywhere;
use crate::words::{corrupt, parse};

/// How the column says that a member knows a contact, and that none does.
const KNOWN: &str = "known";
const UNKNOWN: &str = "unknown";

/// Which contacts a list holds.
#[derive(Debug, Clone, Default)]
pub struct ContactFilter {
    /// Only those whose name, or what they are known by, holds this text, in any case.
    pub search: Option<String>,
}

/// An identifier as its columns: kind, scope, value.
pub(crate) fn columns(identifier: &ContactIdentifier) -> (&'static str, String, &str) {
    match identifier {
        ContactIdentifier::Custom { channel, name } => ("custom", channel.to_string(), name),
        ContactIdentifier::Phone(number) => ("phone", String::new(), number),
        ContactIdentifier::Email(address) => ("email", String::new(), address),
    }
}

/// The identifier of these columns.
pub(crate) fn identifier_of(
    kind: &str,
    scope: &str,
    value: String,
) -> Result<ContactIdentifier, StorageError> {
    match kind {
        "custom" => Ok(ContactIdentifier::Custom { channel: parse(scope)?, name: value }),
        "phone" => Ok(ContactIdentifier::Phone(value)),
        "email" => Ok(ContactIdentifier::Email(value)),
        other => Err(corrupt(format!("a contact cannot be known by a {other}"))),
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

    /// Whether a member knows a contact.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn is_contact_known(&self, id: ContactId) -> Result<bool, StorageError> {
        let row = contacts::Entity::find_by_id(id.uuid())
            .filter(contacts::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?;
        Ok(row.is_some_and(|row| row.trust == KNOWN))
    }

    /// One contact; a deleted one is gone.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn contact(&self, id: ContactId) -> Result<Option<Contact>, StorageError> {
        let row = contacts::Entity::find_by_id(id.uuid())
            .filter(contacts::Column::OrganizationId.eq(self.tenant()))
            .filter(contacts::Column::DeletedAt.is_null())
            .one(self.connection)
            .await?;
        Ok(self.with_identifiers(row.into_iter().collect()).await?.pop())
    }

    /// Contacts, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn contacts(
        &self,
        filter: &ContactFilter,
        page: PageRequest,
    ) -> Result<Page<Contact>, StorageError> {
        use contacts::Column;
        let mut query = contacts::Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::DeletedAt.is_null());
        if let Some(search) = &filter.search {
            let known = Query::select()
                .column(contact_identifiers::Column::ContactId)
                .from(contact_identifiers::Entity)
                .and_where(contact_identifiers::Column::OrganizationId.eq(self.tenant()))
                .and_where(
                    Expr::expr(Func::lower(Expr::col(contact_identifiers::Column::Value)))
                        .like(anywhere(search)),
                )
                .take();
            let named = Expr::expr(Func::lower(Expr::col(Column::DisplayName))).like(anywhere(search));
            // Contacts of before they had a text to be found by.
            let before = Column::SearchText.is_null().and(named.or(Column::Id.in_subquery(known)));
            query = query.filter(Expr::col(Column::SearchText).like(anywhere(search)).or(before));
        }
        let query = newest_first(query, Column::CreatedAt, Column::Id, page);
        let found = self.with_identifiers(query.all(self.connection).await?).await?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.created_at, id: one.id.uuid() }))
    }

    async fn with_identifiers(&self, rows: Vec<contacts::Model>) -> Result<Vec<Contact>, StorageError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let identifiers = contact_identifiers::Entity::find()
            .filter(contact_identifiers::Column::OrganizationId.eq(self.tenant()))
            .filter(contact_identifiers::Column::ContactId.is_in(rows.iter().map(|row| row.id)))
            .order_by_asc(contact_identifiers::Column::Id)
            .all(self.connection)
            .await?;
        let mut by_contact: HashMap<Uuid, Vec<ContactIdentifier>> = HashMap::new();
        for row in identifiers {
            by_contact
                .entry(row.contact_id)
                .or_default()
                .push(identifier_of(&row.kind, &row.scope, row.value)?);
        }
        let contact = |row: contacts::Model| {
            Ok(Contact {
                id: row.id.into(),
                organization_id: row.organization_id.into(),
                name: row.display_name,
                time_zone: row.time_zone.as_deref().map(parse).transpose()?,
                is_known: row.trust == KNOWN,
                identifiers: by_contact.remove(&row.id).unwrap_or_default(),
                created_at: row.created_at,
                updated_at: row.updated_at.unwrap_or(row.created_at),
            })
        };
        rows.into_iter().map(contact).collect()
    }
}
