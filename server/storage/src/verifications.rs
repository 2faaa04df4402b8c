//! Codes that prove channels.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{DeliveryId, UserId, WebhookId};
use patchbay_domain::verification::Verification;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::entities::{channels, verifications, webhooks};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{column, count};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The newest code of a channel, used up or not.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn newest_verification(
        &self,
        channel: WebhookId,
    ) -> Result<Option<Verification>, StorageError> {
        let row = verifications::Entity::find()
            .filter(verifications::Column::OrganizationId.eq(self.tenant()))
            .filter(verifications::Column::WebhookId.eq(channel.uuid()))
            .order_by_desc(verifications::Column::CreatedAt)
            .order_by_desc(verifications::Column::Id)
            .one(self.connection)
            .await?;
        Ok(row.map(to_verification))
    }

    /// The member whose phone or address this is: the owner of the channel that was last proved by a code sent there.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn member_reached_at(&self, address: &str) -> Result<Option<UserId>, StorageError> {
        let channel: Option<Uuid> = verifications::Entity::find()
            .select_only()
            .column(verifications::Column::WebhookId)
            .filter(verifications::Column::OrganizationId.eq(self.tenant()))
            .filter(verifications::Column::SentTo.eq(address))
            .filter(verifications::Column::UsedAt.is_not_null())
            .order_by_desc(verifications::Column::UsedAt)
            .into_tuple()
            .one(self.connection)
            .await?;
        let Some(channel) = channel else { return Ok(None) };
        let webhook = webhooks::Entity::find_by_id(channel)
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .filter(webhooks::Column::DeletedAt.is_null())
            .one(self.connection)
            .await?;
        Ok(webhook.map(|webhook| webhook.owner_id.into()))
    }

    /// The code that a delivery carries.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn verification_of(&self, delivery: DeliveryId) -> Result<Option<Verification>, StorageError> {
        let row = verifications::Entity::find()
            .filter(verifications::Column::OrganizationId.eq(self.tenant()))
            .filter(verifications::Column::DeliveryId.eq(delivery.uuid()))
            .one(self.connection)
            .await?;
        Ok(row.map(to_verification))
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a code that is sent.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_verification(&self, verification: &Verification) -> Result<(), StorageError> {
        let row = verifications::Model {
            id: verification.id.uuid(),
            organization_id: self.tenant(),
            webhook_id: verification.webhook_id.uuid(),
            sent_to: verification.sent_to.clone(),
            code_hash: verification.code_hash.clone(),
            tries: column(verification.tries),
            delivery_id: verification.delivery_id.uuid(),
            created_at: verification.created_at,
            expires_at: verification.expires_at,
            used_at: verification.used_at,
        };
        verifications::Entity::insert(row.into_active_model())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }

    /// Counts a wrong try, unless that many were made or it is used up; says whether it counted, so that of many tries
    /// at once none is free.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_wrong_try(
        &self,
        verification: &Verification,
        most: u32,
    ) -> Result<bool, StorageError> {
        use verifications::Column;
        let counted = verifications::Entity::update_many()
            .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(verification.id.uuid()))
            .filter(Column::Tries.lt(column(most)))
            .filter(Column::UsedAt.is_null())
            .exec(self.connection)
            .await?;
        Ok(counted.rows_affected > 0)
    }

    /// Uses a code up and marks its channel as verified; false where somebody else used it up, or its tries are.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn use_verification(
        &self,
        verification: &Verification,
        most: u32,
        now: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        use verifications::Column;
        let used = verifications::Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(now))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(verification.id.uuid()))
            .filter(Column::Tries.lt(column(most)))
            .filter(Column::UsedAt.is_null())
            .exec(self.connection)
            .await?;
        if used.rows_affected == 0 {
            return Ok(false);
        }
        channels::Entity::update_many()
            .col_expr(channels::Column::VerifiedAt, Expr::value(now))
            .filter(channels::Column::OrganizationId.eq(self.tenant()))
            .filter(channels::Column::WebhookId.eq(verification.webhook_id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(true)
    }
}

fn to_verification(row: verifications::Model) -> Verification {
    Verification {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        webhook_id: row.webhook_id.into(),
        sent_to: row.sent_to,
        code_hash: row.code_hash,
        tries: count(row.tries),
        delivery_id: row.delivery_id.into(),
        created_at: row.created_at,
        expires_at: row.expires_at,
        used_at: row.used_at,
    }
}
