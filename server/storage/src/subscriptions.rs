//! Subscriptions: the webhooks that tell systems of events.

mod row;

use patchbay_domain::ids::WebhookId;
use patchbay_domain::page::{Cursor, Page, PageRequest};
use patchbay_domain::subscription::Subscription;
use patchbay_domain::target::TargetKind;
use patchbay_domain::webhook::WebhookKind;
use sea_orm::ActiveModelTrait as _;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryTrait,
};

use self::row::{to_rows, to_subscription};
use crate::entities::{subscriptions, targets, webhooks};
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{column, word};

/// Which subscriptions a list holds.
#[derive(Debug, Clone, Default)]
pub struct SubscriptionFilter {
    /// Only those that are switched on, or off.
    pub is_active: Option<bool>,
    /// Also deleted ones.
    pub include_deleted: bool,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One subscription, deleted or not.
    ///
    /// # Errors
    /// The database's own, or a row that does not open.
    pub async fn subscription(&self, id: WebhookId) -> Result<Option<Subscription>, StorageError> {
        let row = webhooks::Entity::find_by_id(id.uuid())
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .find_also_related(subscriptions::Entity)
            .one(self.connection)
            .await?;
        self.opened(row.into_iter()).map(|mut all| all.pop())
    }

    /// Subscriptions, newest first.
    ///
    /// # Errors
    /// The database's own, or a row that does not open.
    pub async fn subscriptions(
        &self,
        filter: &SubscriptionFilter,
        page: PageRequest,
    ) -> Result<Page<Subscription>, StorageError> {
        let mut query = webhooks::Entity::find()
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .filter(webhooks::Column::Kind.eq(word(&WebhookKind::Subscription)))
            .apply_if(filter.is_active, |query, active| query.filter(webhooks::Column::IsActive.eq(active)));
        if !filter.include_deleted {
            query = query.filter(webhooks::Column::DeletedAt.is_null());
        }
        let rows = newest_first(query, webhooks::Column::CreatedAt, webhooks::Column::Id, page)
            .find_also_related(subscriptions::Entity)
            .all(self.connection)
            .await?;
        let found = self.opened(rows.into_iter())?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.created_at, id: one.id.uuid() }))
    }

    /// Every subscription that is not deleted, switched on or off: whom an event may concern.
    ///
    /// # Errors
    /// The database's own, or a row that does not open.
    pub async fn all_subscriptions(&self) -> Result<Vec<Subscription>, StorageError> {
        let rows = webhooks::Entity::find()
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .filter(webhooks::Column::Kind.eq(word(&WebhookKind::Subscription)))
            .filter(webhooks::Column::DeletedAt.is_null())
            .find_also_related(subscriptions::Entity)
            .all(self.connection)
            .await?;
        self.opened(rows.into_iter())
    }

    /// How many subscriptions there are.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_subscriptions(&self) -> Result<u64, StorageError> {
        Ok(webhooks::Entity::find()
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .filter(webhooks::Column::Kind.eq(word(&WebhookKind::Subscription)))
            .filter(webhooks::Column::DeletedAt.is_null())
            .count(self.connection)
            .await?)
    }

    fn opened(
        &self,
        rows: impl Iterator<Item = (webhooks::Model, Option<subscriptions::Model>)>,
    ) -> Result<Vec<Subscription>, StorageError> {
        rows.filter_map(|(webhook, row)| Some((webhook, row?)))
            .map(|(webhook, row)| to_subscription(self.vault, webhook, row))
            .collect()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a subscription with its target.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_subscription(&self, subscription: &Subscription) -> Result<(), StorageError> {
        let (webhook, row) = to_rows(self.vault, subscription)?;
        webhooks::Entity::insert(webhook.into_active_model()).exec_without_returning(self.connection).await?;
        subscriptions::Entity::insert(row.into_active_model())
            .exec_without_returning(self.connection)
            .await?;
        let (target, at) = (subscription.target_id, subscription.created_at);
        self.insert_target(target, subscription.id, TargetKind::Webhook, at).await?;
        self.limit_target(subscription).await?;
        self.audience_changed().await
    }

    /// Stores what changed of a subscription.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn update_subscription(&self, subscription: &Subscription) -> Result<(), StorageError> {
        let (webhook, row) = to_rows(self.vault, subscription)?;
        webhooks::Entity::update_many()
            .set(webhook.into_active_model().reset_all())
            .filter(webhooks::Column::Id.eq(subscription.id.uuid()))
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .exec(self.connection)
            .await?;
        subscriptions::Entity::update_many()
            .set(row.into_active_model().reset_all())
            .filter(subscriptions::Column::OrganizationId.eq(self.tenant()))
            .filter(subscriptions::Column::WebhookId.eq(subscription.id.uuid()))
            .exec(self.connection)
            .await?;
        self.limit_target(subscription).await?;
        self.audience_changed().await
    }

    /// The queue reads the limit where it reads the next free moment.
    async fn limit_target(&self, subscription: &Subscription) -> Result<(), StorageError> {
        targets::Entity::update_many()
            .col_expr(
                targets::Column::RateLimitPerSecond,
                Expr::value(subscription.rate_limit_per_second.map(column)),
            )
            .filter(targets::Column::OrganizationId.eq(self.tenant()))
            .filter(targets::Column::Id.eq(subscription.target_id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
