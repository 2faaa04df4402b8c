//! Recoveries.

use patchbay_domain::ids::RecoveryId;
use patchbay_domain::page::{Cursor, Page, PageRequest};
use patchbay_domain::recovery::{Recovery, RecoveryState};
use sea_orm::ActiveModelTrait as _;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};

use crate::entities::recoveries::{self, Column, Entity};
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{column, corrupt, count, from_json, from_word, to_json, word};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One recovery, and the last delivery that it took.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn recovery(&self, id: RecoveryId) -> Result<Option<(Recovery, Option<Cursor>)>, StorageError> {
        let row = Entity::find_by_id(id.uuid())
            .filter(Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let position = row.position.clone().map(from_json::<String>).transpose()?;
        let position = position.map(|text| text.parse::<Cursor>().map_err(corrupt)).transpose()?;
        Ok(Some((to_recovery(row)?, position)))
    }

    /// Recoveries, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn recoveries(&self, page: PageRequest) -> Result<Page<Recovery>, StorageError> {
        let query = Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        let rows = newest_first(query, Column::CreatedAt, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_recovery).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.created_at, id: one.id.uuid() }))
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a recovery.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_recovery(&self, recovery: &Recovery) -> Result<(), StorageError> {
        let row = to_row(recovery, None)?;
        Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Stores how far a recovery is. Says whether it was still under way.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn update_recovery(
        &self,
        recovery: &Recovery,
        position: Option<Cursor>,
    ) -> Result<bool, StorageError> {
        let updated = Entity::update_many()
            .set(to_row(recovery, position)?.into_active_model().reset_all())
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(recovery.id.uuid()))
            .filter(Column::State.eq(word(&RecoveryState::Running)))
            .exec(self.connection)
            .await?;
        Ok(updated.rows_affected > 0)
    }
}

fn to_row(recovery: &Recovery, position: Option<Cursor>) -> Result<recoveries::Model, StorageError> {
    Ok(recoveries::Model {
        id: recovery.id.uuid(),
        organization_id: recovery.organization_id.uuid(),
        created_by: recovery.created_by.uuid(),
        filter: to_json(&recovery.filter)?,
        state: word(&recovery.state),
        total: column(recovery.total),
        done: column(recovery.done),
        position: position.map(|position| to_json(&position.to_string())).transpose()?,
        created_at: recovery.created_at,
        finished_at: recovery.finished_at,
    })
}

fn to_recovery(row: recoveries::Model) -> Result<Recovery, StorageError> {
    Ok(Recovery {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        created_by: row.created_by.into(),
        filter: from_json(row.filter)?,
        state: from_word(&row.state)?,
        total: count(row.total),
        done: count(row.done),
        created_at: row.created_at,
        finished_at: row.finished_at,
    })
}
