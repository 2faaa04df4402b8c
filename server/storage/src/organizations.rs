//! Organizations and users.

use patchbay_domain::ids::{OrganizationId, UserId};
use patchbay_domain::organization::{Organization, User};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};

use crate::entities::{organizations, users};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::storage::Storage;
use crate::words::{from_word, parse, word};
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
                created_at: row.created_at,
            })
        })
        .transpose()
    }

    /// One of its members.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, StorageError> {
        users::Entity::find_by_id(id.uuid())
            .filter(users::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?
            .map(to_user)
            .transpose()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a member. Their address must be new in the deployment.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where the address is taken.
    pub async fn insert_user(&self, user: &User, password_hash: Option<&str>) -> Result<(), StorageError> {
        let row = users::Model {
            id: user.id.uuid(),
            organization_id: self.tenant(),
            email: user.email.clone(),
            name: user.name.clone(),
            role: word(&user.role),
            password_hash: password_hash.map(str::to_owned),
            time_zone: user.time_zone.map(|zone| zone.name().to_owned()),
            created_at: user.created_at,
        };
        users::Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
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

impl Storage {
    /// The member of this address, with the hash of their password, in whichever organization: for signing in.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn user_by_email(&self, email: &str) -> Result<Option<(User, Option<String>)>, StorageError> {
        let row = users::Entity::find().filter(users::Column::Email.eq(email)).one(self.reader()).await?;
        row.map(|row| {
            let hash = row.password_hash.clone();
            Ok((to_user(row)?, hash))
        })
        .transpose()
    }
}

fn to_user(row: users::Model) -> Result<User, StorageError> {
    Ok(User {
        id: row.id.into(),
        organization_id: OrganizationId::from(row.organization_id),
        email: row.email,
        name: row.name,
        role: from_word(&row.role)?,
        time_zone: row.time_zone.as_deref().map(parse).transpose()?,
        created_at: row.created_at,
    })
}
