//! How a channel is doing: what last went wrong on it, and what waits.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::WebhookId;
use patchbay_domain::message::MessageStatus;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::entities::{channels, messages};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::word;

impl<C: ConnectionTrait> Scope<'_, C> {
    /// How many messages of each of these channels wait for its quota; a channel without any is left out.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_deferred(&self, ids: Vec<WebhookId>) -> Result<Vec<(WebhookId, u32)>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let counts: Vec<(Uuid, i64)> = messages::Entity::find()
            .select_only()
            .column(messages::Column::WebhookId)
            .column_as(messages::Column::Id.count(), "waiting")
            .filter(messages::Column::OrganizationId.eq(self.tenant()))
            .filter(messages::Column::WebhookId.is_in(ids.into_iter().map(WebhookId::uuid)))
            .filter(messages::Column::DeferredUntil.is_not_null())
            .filter(messages::Column::Status.eq(word(&MessageStatus::Deferred)))
            .group_by(messages::Column::WebhookId)
            .into_tuple()
            .all(self.connection)
            .await?;
        Ok(counts
            .into_iter()
            .map(|(id, waiting)| (id.into(), u32::try_from(waiting).unwrap_or(u32::MAX)))
            .collect())
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Notes why something did not leave, or that it does again.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn note_outbound(
        &self,
        id: WebhookId,
        error: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        use channels::Column;
        let mut update = channels::Entity::update_many()
            .col_expr(Column::OutboundError, Expr::value(error))
            .col_expr(Column::OutboundErrorAt, Expr::value(error.map(|_| now)))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::WebhookId.eq(id.uuid()));
        if error.is_none() {
            // Nothing to clear on most deliveries: no row is written then.
            update = update.filter(Column::OutboundError.is_not_null());
        }
        update.exec(self.connection).await?;
        Ok(())
    }

    /// Notes why a request was refused, or that one was taken again.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn note_inbound(
        &self,
        id: WebhookId,
        error: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        use channels::Column;
        channels::Entity::update_many()
            .col_expr(Column::InboundError, Expr::value(error))
            .col_expr(Column::InboundErrorAt, Expr::value(error.map(|_| now)))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::WebhookId.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
