//! What changes channels.

use patchbay_domain::ids::{UserId, WebhookId};
use patchbay_domain::target::TargetKind;
use patchbay_domain::webhook::{Channel, ChannelStats, ChannelType};
use sea_orm::ActiveModelTrait as _;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter};

use super::row::to_rows;
use crate::entities::{channels, webhooks};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::column;

impl Scope<'_, DatabaseTransaction> {
    /// Stores a channel, with the address that its replies go to.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_channel(&self, channel: &Channel) -> Result<(), StorageError> {
        let (webhook, row) = to_rows(self.vault, channel)?;
        webhooks::Entity::insert(webhook.into_active_model()).exec_without_returning(self.connection).await?;
        channels::Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        self.keep_target(channel).await
    }

    /// Stores what changed of a channel; its counters stay as they are.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn update_channel(&self, channel: &Channel) -> Result<(), StorageError> {
        let (webhook, row) = to_rows(self.vault, channel)?;
        webhooks::Entity::update_many()
            .set(webhook.into_active_model().reset_all())
            .filter(webhooks::Column::Id.eq(channel.id.uuid()))
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .exec(self.connection)
            .await?;
        let mut row = row.into_active_model().reset_all();
        row.messages_received = sea_orm::ActiveValue::NotSet;
        row.messages_sent = sea_orm::ActiveValue::NotSet;
        row.tasks_created = sea_orm::ActiveValue::NotSet;
        row.deliveries_failed = sea_orm::ActiveValue::NotSet;
        row.last_message_at = sea_orm::ActiveValue::NotSet;
        row.outbound_error = sea_orm::ActiveValue::NotSet;
        row.outbound_error_at = sea_orm::ActiveValue::NotSet;
        row.inbound_error = sea_orm::ActiveValue::NotSet;
        row.inbound_error_at = sea_orm::ActiveValue::NotSet;
        channels::Entity::update_many()
            .set(row)
            .filter(channels::Column::OrganizationId.eq(self.tenant()))
            .filter(channels::Column::WebhookId.eq(channel.id.uuid()))
            .exec(self.connection)
            .await?;
        self.keep_target(channel).await
    }

    async fn keep_target(&self, channel: &Channel) -> Result<(), StorageError> {
        let Some(id) = channel.target_id else { return Ok(()) };
        self.insert_target(id, channel.id, target_kind(channel), channel.updated_at).await
    }

    /// Takes the primary mark from every channel of this member but `keep`.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn demote_other_channels(&self, owner: UserId, keep: WebhookId) -> Result<(), StorageError> {
        channels::Entity::update_many()
            .col_expr(channels::Column::IsPrimary, Expr::value(false))
            .filter(channels::Column::OrganizationId.eq(self.tenant()))
            .filter(channels::Column::WebhookId.ne(keep.uuid()))
            .filter(channels::Column::WebhookId.in_subquery(owned_by(owner)))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Gives the primary mark to the oldest active channel of this member, where none has it.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn promote_oldest_channel(&self, owner: UserId) -> Result<(), StorageError> {
        let mine = webhooks::Entity::find()
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .filter(webhooks::Column::OwnerId.eq(owner.uuid()))
            .filter(webhooks::Column::IsActive.eq(true))
            .filter(webhooks::Column::DeletedAt.is_null())
            .find_also_related(channels::Entity)
            .all(self.connection)
            .await?;
        if mine.iter().any(|(_, channel)| channel.as_ref().is_some_and(|channel| channel.is_primary)) {
            return Ok(());
        }
        let oldest =
            mine.iter().filter(|(_, channel)| channel.is_some()).min_by_key(|(webhook, _)| webhook.number);
        if let Some((webhook, _)) = oldest {
            channels::Entity::update_many()
                .col_expr(channels::Column::IsPrimary, Expr::value(true))
                .filter(channels::Column::WebhookId.eq(webhook.id))
                .exec(self.connection)
                .await?;
        }
        Ok(())
    }

    /// Adds to a channel's counters.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_on_channel(&self, id: WebhookId, more: &ChannelStats) -> Result<(), StorageError> {
        use channels::Column;
        let plus = |counter: Column, by: u32| Expr::col(counter).add(column(by));
        let mut update = channels::Entity::update_many()
            .col_expr(Column::MessagesReceived, plus(Column::MessagesReceived, more.messages_received))
            .col_expr(Column::MessagesSent, plus(Column::MessagesSent, more.messages_sent))
            .col_expr(Column::TasksCreated, plus(Column::TasksCreated, more.tasks_created))
            .col_expr(Column::DeliveriesFailed, plus(Column::DeliveriesFailed, more.deliveries_failed))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::WebhookId.eq(id.uuid()));
        if let Some(at) = more.last_message_at {
            update = update.col_expr(Column::LastMessageAt, Expr::value(at));
        }
        update.exec(self.connection).await?;
        Ok(())
    }
}

/// What is at a channel's address.
const fn target_kind(channel: &Channel) -> TargetKind {
    match channel.settings.channel_type() {
        ChannelType::CustomWebhook => TargetKind::Webhook,
        ChannelType::Sms => TargetKind::Sms,
        ChannelType::Email => TargetKind::Email,
    }
}

fn owned_by(owner: UserId) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::{QuerySelect, QueryTrait};
    webhooks::Entity::find()
        .select_only()
        .column(webhooks::Column::Id)
        .filter(webhooks::Column::OwnerId.eq(owner.uuid()))
        .into_query()
}
