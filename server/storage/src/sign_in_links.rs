//! Links that sign in, or set a new password, once.

use chrono::{DateTime, Utc};
use patchbay_domain::identity::{LinkPurpose, SignInLink};
use patchbay_domain::ids::{DeliveryId, OrganizationId, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Value,
};

use crate::entities::sign_in_links;
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{from_word, word};
use crate::writer::Tx;

impl Tx {
    /// Uses up a link of this purpose; says whose it is, or nothing where it is unknown, used or over.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn use_sign_in_link(
        &self,
        purpose: LinkPurpose,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<(OrganizationId, UserId)>, StorageError> {
        // One statement: of two that try, one gets the row.
        let statement = self.statement(
            "UPDATE sign_in_links SET used_at = ? WHERE token_hash = ? AND purpose = ? AND used_at IS NULL \
             AND expires_at > ? RETURNING organization_id, user_id",
            [Value::from(now), hash.into(), word(&purpose).into(), now.into()],
        );
        let Some(row) = self.connection().query_one_raw(statement).await? else { return Ok(None) };
        let organization: uuid::Uuid = row.try_get("", "organization_id")?;
        let user: uuid::Uuid = row.try_get("", "user_id")?;
        Ok(Some((organization.into(), user.into())))
    }
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The link that a mail carries, unless it was used or is over.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn link_of_delivery(
        &self,
        delivery: DeliveryId,
        now: DateTime<Utc>,
    ) -> Result<Option<SignInLink>, StorageError> {
        sign_in_links::Entity::find()
            .filter(sign_in_links::Column::OrganizationId.eq(self.tenant()))
            .filter(sign_in_links::Column::DeliveryId.eq(delivery.uuid()))
            .filter(sign_in_links::Column::UsedAt.is_null())
            .filter(sign_in_links::Column::ExpiresAt.gt(now))
            .one(self.connection)
            .await?
            .map(to_link)
            .transpose()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a link.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_sign_in_link(&self, link: &SignInLink) -> Result<(), StorageError> {
        let row = sign_in_links::Model {
            id: link.id.uuid(),
            organization_id: self.tenant(),
            user_id: link.user_id.uuid(),
            purpose: word(&link.purpose),
            delivery_id: link.delivery_id.map(Into::into),
            token_hash: link.token_hash.clone(),
            created_at: link.created_at,
            expires_at: link.expires_at,
            used_at: None,
        };
        sign_in_links::Entity::insert(row.into_active_model())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }

    /// Uses up every link of a member: none of before works any more.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn end_sign_in_links(&self, user: UserId, now: DateTime<Utc>) -> Result<(), StorageError> {
        sign_in_links::Entity::update_many()
            .col_expr(sign_in_links::Column::UsedAt, Expr::value(now))
            .filter(sign_in_links::Column::OrganizationId.eq(self.tenant()))
            .filter(sign_in_links::Column::UserId.eq(user.uuid()))
            .filter(sign_in_links::Column::UsedAt.is_null())
            .exec(self.connection)
            .await?;
        Ok(())
    }
}

fn to_link(row: sign_in_links::Model) -> Result<SignInLink, StorageError> {
    Ok(SignInLink {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        user_id: row.user_id.into(),
        purpose: from_word(&row.purpose)?,
        token_hash: row.token_hash,
        delivery_id: row.delivery_id.map(Into::into),
        created_at: row.created_at,
        expires_at: row.expires_at,
    })
}
