//! A webhook is removed for good: what its owner set and what only ever concerned it. What happened by it stays: messages,
//! conversations, events, deliveries, the audit trail.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{TargetId, WebhookId};
use patchbay_domain::message::MessageStatus;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use crate::entities::{
    channels, consents, messages, quota_logs, subscriptions, targets, verifications, webhooks,
};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::word;

impl Scope<'_, DatabaseTransaction> {
    /// Removes a channel or a subscription with its secrets, addresses, codes, consents and quota. Its number is given to no
    /// other. The addresses that it had: deliveries may wait for them.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn purge_webhook(&self, id: WebhookId) -> Result<Vec<TargetId>, StorageError> {
        let (tenant, id) = (self.tenant(), id.uuid());
        let addresses: Vec<uuid::Uuid> = targets::Entity::find()
            .select_only()
            .column(targets::Column::Id)
            .filter(targets::Column::OrganizationId.eq(tenant))
            .filter(targets::Column::WebhookId.eq(id))
            .into_tuple()
            .all(self.connection)
            .await?;
        macro_rules! remove {
            ($($table:ident by $column:ident),*) => {$(
                $table::Entity::delete_many()
                    .filter($table::Column::OrganizationId.eq(tenant))
                    .filter($table::Column::$column.eq(id))
                    .exec(self.connection)
                    .await?;
            )*};
        }
        remove!(
            targets by WebhookId, verifications by WebhookId, consents by WebhookId, quota_logs by WebhookId,
            channels by WebhookId, subscriptions by WebhookId, webhooks by Id
        );
        self.audience_changed().await?;
        Ok(addresses.into_iter().map(TargetId::from).collect())
    }

    /// Has the messages of a channel fail whose turn was not taken yet: there will be nothing to take it on.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn fail_waiting_messages(
        &self,
        channel: WebhookId,
        error: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        use messages::Column;
        let waiting = [MessageStatus::Received, MessageStatus::Deferred];
        messages::Entity::update_many()
            .col_expr(Column::Status, Expr::value(word(&MessageStatus::Failed)))
            .col_expr(Column::Error, Expr::value(error))
            .col_expr(Column::FinishedAt, Expr::value(now))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::WebhookId.eq(channel.uuid()))
            .filter(Column::Status.is_in(waiting.iter().map(word)))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
