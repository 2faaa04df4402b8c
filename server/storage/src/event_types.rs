//! Event types of an organization's own; the built-in ones are in the domain.

use chrono::{DateTime, Utc};
use patchbay_domain::event_name::EventName;
use patchbay_domain::event_types::EventTypeDefinition;
use patchbay_domain::ids::EventTypeId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::entities::event_types::{self, Column, Entity};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{column, corrupt, count};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The organization's own types that are not archived, every version of each, by name and version.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn event_types(&self) -> Result<Vec<EventTypeDefinition>, StorageError> {
        let rows = Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::ArchivedAt.is_null())
            .order_by_asc(Column::Name)
            .order_by_asc(Column::Version)
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_definition).collect()
    }

    /// The organization's own types, archived or not, every version of each, by name and version, with whether it is
    /// archived.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn all_event_types(&self) -> Result<Vec<(EventTypeDefinition, bool)>, StorageError> {
        let rows = Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .order_by_asc(Column::Name)
            .order_by_asc(Column::Version)
            .all(self.connection)
            .await?;
        rows.into_iter().map(with_standing).collect()
    }

    /// Every version of one type of the organization's own, archived or not, oldest first, with whether it is archived.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn event_type_versions(
        &self,
        name: &EventName,
    ) -> Result<Vec<(EventTypeDefinition, bool)>, StorageError> {
        let rows = Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Name.eq(name.as_str()))
            .order_by_asc(Column::Version)
            .all(self.connection)
            .await?;
        rows.into_iter().map(with_standing).collect()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a version of a type.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where that version is stored already.
    pub async fn insert_event_type(
        &self,
        id: EventTypeId,
        definition: &EventTypeDefinition,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let row = event_types::Model {
            id: id.uuid(),
            organization_id: self.tenant(),
            name: definition.name.as_str().to_owned(),
            version: column(definition.version),
            group_name: definition.group.clone(),
            description: definition.description.clone(),
            schema: definition.schema.clone(),
            sample: definition.sample.clone(),
            created_at: now,
            archived_at: None,
        };
        Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        self.audience_changed().await
    }

    /// Archives a type, or brings it back: all of its versions. Says whether there is one.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn archive_event_type(
        &self,
        name: &EventName,
        archived_at: Option<DateTime<Utc>>,
    ) -> Result<bool, StorageError> {
        let updated = Entity::update_many()
            .col_expr(Column::ArchivedAt, Expr::value(archived_at))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Name.eq(name.as_str()))
            .exec(self.connection)
            .await?;
        self.audience_changed().await?;
        Ok(updated.rows_affected > 0)
    }
}

fn with_standing(row: event_types::Model) -> Result<(EventTypeDefinition, bool), StorageError> {
    let is_archived = row.archived_at.is_some();
    Ok((to_definition(row)?, is_archived))
}

fn to_definition(row: event_types::Model) -> Result<EventTypeDefinition, StorageError> {
    Ok(EventTypeDefinition {
        name: EventName::parse(&row.name).map_err(corrupt)?,
        version: count(row.version),
        group: row.group_name,
        description: row.description,
        schema: row.schema,
        sample: row.sample,
        is_built_in: false,
    })
}
