//! Organizations.

use patchbay_domain::organization::Organization;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};

use crate::entities::organizations;
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{from_json, parse, to_json};
use crate::writer::Tx;

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The organization itself.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn organization(&self) -> Result<Option<Organization>, StorageError> {
        let row = organizations::Entity::find_by_id(self.tenant()).one(self.connection).await?;
        row.map(|row| {
            Ok(Organization {
                id: row.id.into(),
                name: row.name,
                time_zone: parse(&row.time_zone)?,
                hours: row.hours.map(from_json).transpose()?.unwrap_or_default(),
                instructions: row.instructions,
                created_at: row.created_at,
            })
        })
        .transpose()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores what changed of the organization: its name, zone, hours and instructions.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn update_organization(&self, organization: &Organization) -> Result<(), StorageError> {
        organizations::Entity::update_many()
            .col_expr(organizations::Column::Name, Expr::value(organization.name.as_str()))
            .col_expr(organizations::Column::TimeZone, Expr::value(organization.time_zone.name()))
            .col_expr(organizations::Column::Hours, Expr::value(to_json(&organization.hours)?))
            .col_expr(organizations::Column::Instructions, Expr::value(organization.instructions.as_deref()))
            .filter(organizations::Column::Id.eq(self.tenant()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}

impl Tx {
    /// Stores an organization.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_organization(&self, organization: &Organization) -> Result<(), StorageError> {
        let row = organizations::Model {
            id: organization.id.uuid(),
            name: organization.name.clone(),
            time_zone: organization.time_zone.name().to_owned(),
            last_webhook_number: 0,
            last_conversation_number: 0,
            last_task_number: 0,
            hours: Some(to_json(&organization.hours)?),
            instructions: organization.instructions.clone(),
            created_at: organization.created_at,
        };
        organizations::Entity::insert(row.into_active_model())
            .exec_without_returning(self.connection())
            .await?;
        Ok(())
    }

    /// Whether nobody has set this deployment up yet. On PostgreSQL a second process that asks waits until the first
    /// one's transaction is over, so that two first starts make one organization.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn is_first_start(&self) -> Result<bool, StorageError> {
        if self.is_postgres() {
            let lock = self.statement("SELECT pg_advisory_xact_lock(?)", [FIRST_START_LOCK.into()]);
            self.connection().query_one_raw(lock).await?;
        }
        Ok(organizations::Entity::find().one(self.connection()).await?.is_none())
    }
}

/// A number of Patchbay's own for PostgreSQL's advisory locks.
const FIRST_START_LOCK: i64 = 0x7061_7463_6862_6130;
