//! What the story of a task or a delivery is put together from.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::delivery::Delivery;
use patchbay_domain::event::Event;
use patchbay_domain::ids::{ConversationId, DeliveryId, EventId, MessageId};
use patchbay_domain::message::{Direction, Message};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::deliveries::to_delivery;
use crate::entities::{deliveries, events, messages};
use crate::error::StorageError;
use crate::events::to_event;
use crate::messages::to_message;
use crate::scope::Scope;
use crate::words::word;

/// How far the clock may go on between an entry of the audit trail and the event of the same change.
const SAME_CHANGE: TimeDelta = TimeDelta::seconds(2);

/// As many rows as are looked at of each kind.
const MOST: u64 = 200;

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The answer to a message; of one that was read together with others after it, the next answer to any.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn answer_to(&self, message: &Message) -> Result<Option<Message>, StorageError> {
        use messages::Column;
        let answers = || {
            messages::Entity::find()
                .filter(Column::OrganizationId.eq(self.tenant()))
                .filter(Column::Direction.eq(word(&Direction::Outbound)))
        };
        let own = answers().filter(Column::InReplyTo.eq(message.id.uuid())).one(self.connection).await?;
        let answer = match (own, message.conversation_id) {
            (None, Some(conversation)) => {
                answers()
                    .filter(Column::ConversationId.eq(conversation.uuid()))
                    .filter(Column::InReplyTo.is_not_null())
                    .filter(Column::CreatedAt.gte(message.created_at))
                    .order_by_asc(Column::CreatedAt)
                    .one(self.connection)
                    .await?
            }
            (own, _) => own,
        };
        answer.map(to_message).transpose()
    }

    /// What was said in a conversation since then that answers nothing, oldest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn notices_since(
        &self,
        conversation: ConversationId,
        since: DateTime<Utc>,
    ) -> Result<Vec<MessageId>, StorageError> {
        use messages::Column;
        let ids: Vec<Uuid> = messages::Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::ConversationId.eq(conversation.uuid()))
            .filter(Column::CreatedAt.gte(since))
            .filter(Column::Direction.eq(word(&Direction::Outbound)))
            .filter(Column::InReplyTo.is_null())
            .order_by_asc(Column::CreatedAt)
            .limit(MOST)
            .into_tuple()
            .all(self.connection)
            .await?;
        Ok(ids.into_iter().map(MessageId::from).collect())
    }

    /// The events of these types that happened at about one of these instants.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn events_about(
        &self,
        types: &[&str],
        instants: &[DateTime<Utc>],
    ) -> Result<Vec<Event>, StorageError> {
        use events::Column;
        if instants.is_empty() {
            return Ok(Vec::new());
        }
        let about = instants.iter().fold(Condition::any(), |any, at| {
            any.add(Column::OccurredAt.between(*at - SAME_CHANGE, *at + SAME_CHANGE))
        });
        let rows = events::Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::EventType.is_in(types.iter().copied()))
            .filter(about)
            .limit(MOST)
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_event).collect()
    }

    /// These events, in no order.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn events_by_ids(&self, ids: Vec<EventId>) -> Result<Vec<Event>, StorageError> {
        let rows = events::Entity::find()
            .filter(events::Column::OrganizationId.eq(self.tenant()))
            .filter(events::Column::Id.is_in(ids.into_iter().map(EventId::uuid)))
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_event).collect()
    }

    /// The deliveries of these events, oldest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn deliveries_of_events(&self, ids: Vec<EventId>) -> Result<Vec<Delivery>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = deliveries::Entity::find()
            .filter(deliveries::Column::OrganizationId.eq(self.tenant()))
            .filter(deliveries::Column::EventId.is_in(ids.into_iter().map(EventId::uuid)))
            .order_by_asc(deliveries::Column::Id)
            .limit(MOST)
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_delivery).collect()
    }

    /// The oldest deliveries whose id begins so, at most two: more than one is none in particular.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn deliveries_beginning(&self, begins: &str) -> Result<Vec<Delivery>, StorageError> {
        let Some((first, last)) = range_of(begins) else { return Ok(Vec::new()) };
        let rows = deliveries::Entity::find()
            .filter(deliveries::Column::OrganizationId.eq(self.tenant()))
            .filter(deliveries::Column::Id.between(first.uuid(), last.uuid()))
            .order_by_asc(deliveries::Column::Id)
            .limit(2)
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_delivery).collect()
    }
}

/// The first and the last id that begin so.
fn range_of(begins: &str) -> Option<(DeliveryId, DeliveryId)> {
    let digits: String = begins.chars().filter(|sign| *sign != '-').collect();
    let filled = |with: &str| {
        let missing = 32_usize.checked_sub(digits.len())?;
        Uuid::parse_str(&format!("{digits}{}", with.repeat(missing))).ok().map(DeliveryId::from)
    };
    Some((filled("0")?, filled("f")?))
}

#[cfg(test)]
mod tests {
    use super::range_of;

    #[test]
    fn ids_that_begin_so_are_a_range() {
        let (first, last) = range_of("0198c0de-00").unwrap();
        assert_eq!(first.to_string(), "0198c0de-0000-0000-0000-000000000000");
        assert_eq!(last.to_string(), "0198c0de-00ff-ffff-ffff-ffffffffffff");
        let whole = "0198c0de-0001-7abc-8000-000000000001";
        assert_eq!(range_of(whole).unwrap().0.to_string(), whole);
        for none in ["0198c0dg", "0198c0de-0001-7abc-8000-0000000000011"] {
            assert_eq!(range_of(none), None, "{none}");
        }
    }
}
