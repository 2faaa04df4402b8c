//! Quotas: the log that several instances share, and the messages that count.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::WebhookId;
use patchbay_domain::message::Direction;
use patchbay_domain::quota::{Admission, MOST_PER_HOUR, Quota, SlidingLog};
use patchbay_domain::webhook::Overflow;
use sea_orm::sea_query::{Expr, Func, OnConflict, Order, SimpleExpr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::entities::{messages, quota_logs};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{corrupt, word};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// When the inbound messages of a channel count against its quota, from `since` on, oldest first: when they came,
    /// or when their turn is where they were put off. The last [`MOST_PER_HOUR`] of them, since no more matter.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn quota_hits(
        &self,
        webhook: WebhookId,
        since: DateTime<Utc>,
    ) -> Result<Vec<DateTime<Utc>>, StorageError> {
        use messages::Column;
        let counts = Condition::any().add(Column::CreatedAt.gte(since)).add(Column::DeferredUntil.gte(since));
        let counts_at: SimpleExpr =
            Func::coalesce([Expr::col(Column::DeferredUntil), Expr::col(Column::CreatedAt)]).into();
        let rows: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> = messages::Entity::find()
            .select_only()
            .columns([Column::CreatedAt, Column::DeferredUntil])
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::WebhookId.eq(webhook.uuid()))
            .filter(Column::Direction.eq(word(&Direction::Inbound)))
            .filter(counts)
            .order_by(counts_at, Order::Desc)
            .limit(u64::from(MOST_PER_HOUR))
            .into_tuple()
            .all(self.connection)
            .await?;
        Ok(rows
            .into_iter()
            .rev()
            .map(|(created_at, deferred_until)| deferred_until.unwrap_or(created_at))
            .collect())
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Asks the log that all instances share for one request. It is locked until the end of this transaction: of
    /// several at once, each sees what the one before it was given.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] where the stored log cannot be read; else the database's own.
    pub async fn spend_quota(
        &self,
        webhook: WebhookId,
        quota: Quota,
        now: DateTime<Utc>,
        overflow: Overflow,
    ) -> Result<Admission, StorageError> {
        let stored = match self.locked_log(webhook).await? {
            Some(stored) => stored,
            None => {
                self.begin_log(webhook).await?;
                let missing = || corrupt("the quota log belongs to another organization");
                self.locked_log(webhook).await?.ok_or_else(missing)?
            }
        };
        let mut log = SlidingLog::from_bytes(&stored).map_err(corrupt)?;
        let admission = log.spend(quota, now, overflow);
        if !matches!(admission, Admission::Refused { .. }) {
            quota_logs::Entity::update_many()
                .col_expr(quota_logs::Column::Hits, Expr::value(log.to_bytes()))
                .filter(quota_logs::Column::OrganizationId.eq(self.tenant()))
                .filter(quota_logs::Column::WebhookId.eq(webhook.uuid()))
                .exec(self.connection)
                .await?;
        }
        Ok(admission)
    }

    /// The log, locked on PostgreSQL; on SQLite there is one writer anyway.
    async fn locked_log(&self, webhook: WebhookId) -> Result<Option<Vec<u8>>, StorageError> {
        let row = quota_logs::Entity::find_by_id(webhook.uuid())
            .filter(quota_logs::Column::OrganizationId.eq(self.tenant()))
            .lock_exclusive()
            .one(self.connection)
            .await?;
        Ok(row.map(|row| row.hits))
    }

    /// Stores an empty log, unless another instance is first; that one is waited for.
    async fn begin_log(&self, webhook: WebhookId) -> Result<(), StorageError> {
        let empty = quota_logs::ActiveModel {
            webhook_id: Set(webhook.uuid()),
            organization_id: Set(self.tenant()),
            hits: Set(Vec::new()),
        };
        quota_logs::Entity::insert(empty)
            .on_conflict(OnConflict::column(quota_logs::Column::WebhookId).do_nothing().to_owned())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
