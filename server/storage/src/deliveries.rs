//! Deliveries and their attempts.

use patchbay_domain::delivery::{Attempt, Delivery, DeliveryState};
use patchbay_domain::ids::{DeliveryId, MessageId, WebhookId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::ActiveModelTrait as _;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::entities::{deliveries, delivery_attempts};
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{column, corrupt, count, from_json, from_word, to_json, word};

/// Which deliveries a list holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct DeliveryFilter {
    /// Only those by this channel.
    pub webhook_id: Option<WebhookId>,
    /// Only those that stand there.
    pub state: Option<DeliveryState>,
    /// Only those of this message.
    pub message_id: Option<MessageId>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One delivery.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StorageError> {
        deliveries::Entity::find_by_id(id.uuid())
            .filter(deliveries::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?
            .map(to_delivery)
            .transpose()
    }

    /// Deliveries, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn deliveries(
        &self,
        filter: DeliveryFilter,
        page: PageRequest,
    ) -> Result<Page<Delivery>, StorageError> {
        use deliveries::Column;
        let mut query = deliveries::Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        if let Some(webhook_id) = filter.webhook_id {
            query = query.filter(Column::WebhookId.eq(webhook_id.uuid()));
        }
        if let Some(state) = filter.state {
            query = query.filter(Column::State.eq(word(&state)));
        }
        if let Some(message_id) = filter.message_id {
            query = query.filter(Column::MessageId.eq(message_id.uuid()));
        }
        let rows = newest_first(query, Column::CreatedAt, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_delivery).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.created_at, id: one.id.uuid() }))
    }

    /// The deliveries of these messages.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn deliveries_of_messages(
        &self,
        messages: Vec<MessageId>,
    ) -> Result<Vec<Delivery>, StorageError> {
        if messages.is_empty() {
            return Ok(Vec::new());
        }
        let rows = deliveries::Entity::find()
            .filter(deliveries::Column::OrganizationId.eq(self.tenant()))
            .filter(deliveries::Column::MessageId.is_in(messages.into_iter().map(MessageId::uuid)))
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_delivery).collect()
    }

    /// The newest `limit` tries of a delivery, first try first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn attempts(&self, delivery: DeliveryId, limit: u64) -> Result<Vec<Attempt>, StorageError> {
        let rows = delivery_attempts::Entity::find()
            .filter(delivery_attempts::Column::OrganizationId.eq(self.tenant()))
            .filter(delivery_attempts::Column::DeliveryId.eq(delivery.uuid()))
            .order_by_desc(delivery_attempts::Column::Number)
            .limit(limit)
            .all(self.connection)
            .await?;
        rows.into_iter().rev().map(to_attempt).collect()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a delivery.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_delivery(&self, delivery: &Delivery) -> Result<(), StorageError> {
        deliveries::Entity::insert(to_row(delivery).into_active_model())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }

    /// Stores what changed of a delivery, unless it changed since `seen` was read.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where it did: read it again.
    pub async fn update_delivery(&self, seen: &Delivery, delivery: &Delivery) -> Result<(), StorageError> {
        let updated = deliveries::Entity::update_many()
            .set(to_row(delivery).into_active_model().reset_all())
            .filter(deliveries::Column::OrganizationId.eq(self.tenant()))
            .filter(deliveries::Column::Id.eq(delivery.id.uuid()))
            .filter(deliveries::Column::State.eq(word(&seen.state)))
            .filter(deliveries::Column::AttemptCount.eq(column(seen.attempt_count)))
            .exec(self.connection)
            .await?;
        if updated.rows_affected == 0 {
            return Err(StorageError::Duplicate(format!("delivery {} changed meanwhile", delivery.id)));
        }
        Ok(())
    }

    /// Stores a try.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where a try of this number is stored.
    pub async fn insert_attempt(&self, attempt: &Attempt) -> Result<(), StorageError> {
        let row = delivery_attempts::Model {
            id: attempt.id.uuid(),
            organization_id: self.tenant(),
            delivery_id: attempt.delivery_id.uuid(),
            number: column(attempt.number),
            outcome: word(&attempt.outcome),
            // A status is 100 to 999.
            status: attempt.status.and_then(|status| i16::try_from(status).ok()),
            response_headers: to_json(&attempt.response_headers)?,
            response_body: attempt.response_body.clone(),
            error: attempt.error.clone(),
            duration_ms: column(attempt.duration_ms),
            started_at: attempt.started_at,
        };
        delivery_attempts::Entity::insert(row.into_active_model())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }
}

fn to_row(delivery: &Delivery) -> deliveries::Model {
    deliveries::Model {
        id: delivery.id.uuid(),
        organization_id: delivery.organization_id.uuid(),
        target_id: delivery.target_id.map(Into::into),
        webhook_id: delivery.webhook_id.uuid(),
        event_id: delivery.event_id.uuid(),
        event_type: delivery.event_type.clone(),
        message_id: delivery.message_id.map(Into::into),
        conversation_id: delivery.conversation_id.map(Into::into),
        recipient: delivery.recipient.clone(),
        kind: word(&delivery.kind),
        state: word(&delivery.state),
        body: delivery.body.clone(),
        attempt_count: column(delivery.attempt_count),
        attempts_in_run: column(delivery.attempts_in_run),
        next_attempt_at: delivery.next_attempt_at,
        last_error: delivery.last_error.clone(),
        created_at: delivery.created_at,
        finished_at: delivery.finished_at,
    }
}

fn to_delivery(row: deliveries::Model) -> Result<Delivery, StorageError> {
    Ok(Delivery {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        target_id: row.target_id.map(Into::into),
        webhook_id: row.webhook_id.into(),
        event_id: row.event_id.into(),
        event_type: row.event_type,
        message_id: row.message_id.map(Into::into),
        conversation_id: row.conversation_id.map(Into::into),
        recipient: row.recipient,
        kind: from_word(&row.kind)?,
        state: from_word(&row.state)?,
        body: row.body,
        attempt_count: count(row.attempt_count),
        attempts_in_run: count(row.attempts_in_run),
        next_attempt_at: row.next_attempt_at,
        last_error: row.last_error,
        created_at: row.created_at,
        finished_at: row.finished_at,
    })
}

fn to_attempt(row: delivery_attempts::Model) -> Result<Attempt, StorageError> {
    Ok(Attempt {
        id: row.id.into(),
        delivery_id: row.delivery_id.into(),
        number: count(row.number),
        outcome: from_word(&row.outcome)?,
        status: row.status.map(u16::try_from).transpose().map_err(corrupt)?,
        response_headers: from_json(row.response_headers)?,
        response_body: row.response_body,
        error: row.error,
        duration_ms: count(row.duration_ms),
        started_at: row.started_at,
    })
}
