//! Deliveries and their attempts.

mod list;

use patchbay_domain::delivery::progress::Progress;
use patchbay_domain::delivery::{Attempt, Delivery};
use patchbay_domain::ids::{DeliveryId, EventId, MessageId, OrganizationId};
use sea_orm::ActiveModelTrait as _;
use sea_orm::sea_query::{Condition, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::entities::{deliveries, delivery_attempts};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{column, corrupt, count, from_json, from_word, to_json, word};

pub use self::list::{DeliveryFilter, Found};

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

    /// These deliveries, in no order.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn deliveries_by_ids(&self, ids: Vec<DeliveryId>) -> Result<Vec<Delivery>, StorageError> {
        let rows = deliveries::Entity::find()
            .filter(deliveries::Column::OrganizationId.eq(self.tenant()))
            .filter(deliveries::Column::Id.is_in(ids.into_iter().map(DeliveryId::uuid)))
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_delivery).collect()
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

    /// The deliveries of an event, oldest first; at most 1000.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn deliveries_of_event(&self, event: EventId) -> Result<Vec<Delivery>, StorageError> {
        let rows = deliveries::Entity::find()
            .filter(deliveries::Column::OrganizationId.eq(self.tenant()))
            .filter(deliveries::Column::EventId.eq(event.uuid()))
            .order_by_asc(deliveries::Column::Id)
            .limit(1000)
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_delivery).collect()
    }

    /// The newest try of each of these deliveries, in no order.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn latest_attempts(&self, deliveries: &[Delivery]) -> Result<Vec<Attempt>, StorageError> {
        let tried = deliveries.iter().filter(|delivery| delivery.progress.attempt_count > 0);
        let mut latest = Condition::any();
        for delivery in tried {
            let number = column(delivery.progress.attempt_count);
            let one = delivery_attempts::Column::DeliveryId.eq(delivery.id.uuid());
            latest = latest.add(one.and(delivery_attempts::Column::Number.eq(number)));
        }
        if latest.is_empty() {
            return Ok(Vec::new());
        }
        let rows = delivery_attempts::Entity::find()
            .filter(delivery_attempts::Column::OrganizationId.eq(self.tenant()))
            .filter(latest)
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_attempt).collect()
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
    /// Stores deliveries; a known id is left as it is.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_deliveries(&self, new: &[Delivery]) -> Result<(), StorageError> {
        if new.is_empty() {
            return Ok(());
        }
        deliveries::Entity::insert_many(new.iter().map(|delivery| to_row(delivery).into_active_model()))
            .on_conflict_do_nothing_on([deliveries::Column::Id])
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }

    /// Stores a delivery.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_delivery(&self, delivery: &Delivery) -> Result<(), StorageError> {
        self.insert_deliveries(std::slice::from_ref(delivery)).await
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
            .filter(deliveries::Column::State.eq(word(&seen.progress.state)))
            .filter(deliveries::Column::AttemptCount.eq(column(seen.progress.attempt_count)))
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
        let row = to_attempt_row(self.organization_id, attempt)?;
        delivery_attempts::Entity::insert(row.into_active_model())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }
}

pub(crate) fn to_attempt_row(
    of: OrganizationId,
    attempt: &Attempt,
) -> Result<delivery_attempts::Model, StorageError> {
    Ok(delivery_attempts::Model {
        id: attempt.id.uuid(),
        organization_id: of.uuid(),
        delivery_id: attempt.delivery_id.uuid(),
        number: column(attempt.number),
        outcome: word(&attempt.outcome),
        // A status is 100 to 999.
        status: attempt.status.and_then(|status| i16::try_from(status).ok()),
        request_headers: Some(to_json(&attempt.request_headers)?),
        remote_address: attempt.remote_address.clone(),
        response_headers: to_json(&attempt.response_headers)?,
        response_body: attempt.response_body.clone(),
        error: attempt.error.clone(),
        error_class: attempt.error_class.as_ref().map(word),
        duration_ms: column(attempt.duration_ms),
        started_at: attempt.started_at,
    })
}

pub(crate) fn to_row(delivery: &Delivery) -> deliveries::Model {
    let progress = &delivery.progress;
    deliveries::Model {
        id: delivery.id.uuid(),
        organization_id: delivery.organization_id.uuid(),
        target_id: delivery.target_id.map(Into::into),
        webhook_id: delivery.webhook_id.uuid(),
        event_id: delivery.event_id.uuid(),
        wire_id: delivery.wire_id.map(Into::into),
        event_type: delivery.event_type.clone(),
        message_id: delivery.message_id.map(Into::into),
        conversation_id: delivery.conversation_id.map(Into::into),
        recipient: delivery.recipient.clone(),
        kind: word(&delivery.kind),
        format: word(&delivery.format),
        lane: delivery.lane.clone(),
        state: word(&progress.state),
        body: delivery.body.clone(),
        attempt_count: column(progress.attempt_count),
        attempts_in_run: column(progress.attempts_in_run),
        next_attempt_at: progress.next_attempt_at,
        last_error: progress.last_error.clone(),
        created_at: delivery.created_at,
        finished_at: progress.finished_at,
    }
}

pub(crate) fn to_delivery(row: deliveries::Model) -> Result<Delivery, StorageError> {
    Ok(Delivery {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        target_id: row.target_id.map(Into::into),
        webhook_id: row.webhook_id.into(),
        event_id: row.event_id.into(),
        wire_id: row.wire_id.map(Into::into),
        event_type: row.event_type,
        message_id: row.message_id.map(Into::into),
        conversation_id: row.conversation_id.map(Into::into),
        recipient: row.recipient,
        kind: from_word(&row.kind)?,
        format: from_word(&row.format)?,
        body: row.body,
        lane: row.lane,
        progress: Progress {
            state: from_word(&row.state)?,
            attempt_count: count(row.attempt_count),
            attempts_in_run: count(row.attempts_in_run),
            next_attempt_at: row.next_attempt_at,
            last_error: row.last_error,
            finished_at: row.finished_at,
        },
        created_at: row.created_at,
    })
}

fn to_attempt(row: delivery_attempts::Model) -> Result<Attempt, StorageError> {
    Ok(Attempt {
        id: row.id.into(),
        delivery_id: row.delivery_id.into(),
        number: count(row.number),
        outcome: from_word(&row.outcome)?,
        status: row.status.map(u16::try_from).transpose().map_err(corrupt)?,
        request_headers: row.request_headers.map(from_json).transpose()?.unwrap_or_default(),
        remote_address: row.remote_address,
        response_headers: from_json(row.response_headers)?,
        response_body: row.response_body,
        error: row.error,
        error_class: row.error_class.as_deref().map(from_word).transpose()?,
        duration_ms: count(row.duration_ms),
        started_at: row.started_at,
    })
}
