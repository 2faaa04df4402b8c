//! Members: the people of an organization.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{OrganizationId, UserId};
use patchbay_domain::organization::{Role, User};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

use crate::entities::users;
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::storage::Storage;
use crate::words::{from_word, parse, word};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One member; nobody who is none any more.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, StorageError> {
        Ok(self.user_with_password(id).await?.map(|(user, _)| user))
    }

    /// One member, with the hash of their password.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn user_with_password(
        &self,
        id: UserId,
    ) -> Result<Option<(User, Option<String>)>, StorageError> {
        users::Entity::find_by_id(id.uuid())
            .filter(users::Column::OrganizationId.eq(self.tenant()))
            .filter(users::Column::RemovedAt.is_null())
            .one(self.connection)
            .await?
            .map(with_password)
            .transpose()
    }

    /// Members, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn users(&self, page: PageRequest) -> Result<Page<User>, StorageError> {
        let query = users::Entity::find()
            .filter(users::Column::OrganizationId.eq(self.tenant()))
            .filter(users::Column::RemovedAt.is_null());
        let query = newest_first(query, users::Column::CreatedAt, users::Column::Id, page);
        let rows = query.all(self.connection).await?;
        let found = rows.into_iter().map(to_user).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |user| Cursor { at: user.created_at, id: user.id.uuid() }))
    }

    /// What these members are called, those who are none any more included.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn user_names(&self, mut ids: Vec<UserId>) -> Result<HashMap<UserId, String>, StorageError> {
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = users::Entity::find()
            .filter(users::Column::OrganizationId.eq(self.tenant()))
            .filter(users::Column::Id.is_in(ids.into_iter().map(UserId::uuid)))
            .all(self.connection)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
    }

    /// The member of this address.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn user_of_email(&self, email: &str) -> Result<Option<User>, StorageError> {
        users::Entity::find()
            .filter(users::Column::OrganizationId.eq(self.tenant()))
            .filter(users::Column::Email.eq(email))
            .filter(users::Column::RemovedAt.is_null())
            .one(self.connection)
            .await?
            .map(to_user)
            .transpose()
    }

    /// How many owners there are.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_owners(&self) -> Result<u64, StorageError> {
        Ok(users::Entity::find()
            .filter(users::Column::OrganizationId.eq(self.tenant()))
            .filter(users::Column::Role.eq(word(&Role::Owner)))
            .filter(users::Column::RemovedAt.is_null())
            .count(self.connection)
            .await?)
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a member. Their address must be no other member's in the deployment.
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
            last_seen_at: user.last_seen_at,
            removed_at: None,
        };
        users::Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Stores what changed of a member: address, name, role, zone.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where the address is another member's.
    pub async fn update_user(&self, user: &User) -> Result<(), StorageError> {
        use users::Column;
        users::Entity::update_many()
            .col_expr(Column::Email, Expr::value(user.email.as_str()))
            .col_expr(Column::Name, Expr::value(user.name.as_str()))
            .col_expr(Column::Role, Expr::value(word(&user.role)))
            .col_expr(Column::TimeZone, Expr::value(user.time_zone.map(|zone| zone.name().to_owned())))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(user.id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Stores the hash of a member's new password.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn set_password(&self, id: UserId, hash: &str) -> Result<(), StorageError> {
        users::Entity::update_many()
            .col_expr(users::Column::PasswordHash, Expr::value(hash))
            .filter(users::Column::OrganizationId.eq(self.tenant()))
            .filter(users::Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Makes somebody no member any more; their row stays, for what they did.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn remove_user(&self, id: UserId, now: DateTime<Utc>) -> Result<(), StorageError> {
        users::Entity::update_many()
            .col_expr(users::Column::RemovedAt, Expr::value(now))
            .col_expr(users::Column::PasswordHash, Expr::value(None::<String>))
            .filter(users::Column::OrganizationId.eq(self.tenant()))
            .filter(users::Column::Id.eq(id.uuid()))
            .filter(users::Column::RemovedAt.is_null())
            .exec(self.connection)
            .await?;
        Ok(())
    }
}

impl Storage {
    /// The member of this address, with the hash of their password, in whichever organization: for signing in.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn user_by_email(&self, email: &str) -> Result<Option<(User, Option<String>)>, StorageError> {
        users::Entity::find()
            .filter(users::Column::Email.eq(email))
            .filter(users::Column::RemovedAt.is_null())
            .one(self.reader())
            .await?
            .map(with_password)
            .transpose()
    }
}

fn with_password(row: users::Model) -> Result<(User, Option<String>), StorageError> {
    let hash = row.password_hash.clone();
    Ok((to_user(row)?, hash))
}

fn to_user(row: users::Model) -> Result<User, StorageError> {
    Ok(User {
        id: row.id.into(),
        organization_id: OrganizationId::from(row.organization_id),
        email: row.email,
        name: row.name,
        role: from_word(&row.role)?,
        time_zone: row.time_zone.as_deref().map(parse).transpose()?,
        last_seen_at: row.last_seen_at,
        created_at: row.created_at,
    })
}
