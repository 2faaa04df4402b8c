//! Lists of deliveries, and what is found in them.

use chrono::{DateTime, Utc};
use patchbay_domain::delivery::{Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::ids::{EventId, MessageId, TargetId, WebhookId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use patchbay_domain::recovery::RecoveryFilter;
use sea_orm::sea_query::extension::postgres::PgExpr;
use sea_orm::sea_query::{Expr, IntoCondition, LikeExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::to_delivery;
use crate::entities::deliveries::{Column, Entity};
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::search::written_anywhere;
use crate::words::word;

/// How many deliveries are read for a text before a page ends, found or not: what keeps a page short of two seconds
/// however many there are.
const LOOKED_AT: u64 = 50_000;
/// The same for what stands beside the body and has no index of its own.
const GLANCED_AT: u64 = 200_000;

/// Which deliveries a list holds.
#[derive(Debug, Clone, Default)]
pub struct DeliveryFilter {
    /// Only those by this webhook.
    pub webhook_id: Option<WebhookId>,
    /// Only those that stand in one of these; none: wherever they stand.
    pub states: Vec<DeliveryState>,
    /// Only those of this message.
    pub message_id: Option<MessageId>,
    /// Only those of this event.
    pub event_id: Option<EventId>,
    /// Only those of this type of event, as it was delivered.
    pub event_type: Option<String>,
    /// Only those that carry this.
    pub kind: Option<DeliveryKind>,
    /// Only those made at this instant or after it.
    pub since: Option<DateTime<Utc>>,
    /// Only those made before this instant.
    pub until: Option<DateTime<Utc>>,
    /// Only those whose body holds this text, in any case (of ASCII letters on SQLite).
    pub text: Option<String>,
}

impl DeliveryFilter {
    /// How many deliveries a page looks at before it ends; none: as many as it takes, since an index leads to them.
    fn looks_at(&self) -> Option<u64> {
        if self.text.is_some() {
            return Some(LOOKED_AT);
        }
        if self.event_id.is_some() || self.message_id.is_some() {
            return None;
        }
        let has_index = self.event_type.is_none()
            && self.kind.is_none()
            && (self.states.is_empty() || self.is_unfinished());
        (!has_index).then_some(GLANCED_AT)
    }

    /// Whether only those are wanted that did not arrive, which have an index.
    fn is_unfinished(&self) -> bool {
        !self.states.is_empty() && !self.states.contains(&DeliveryState::Success)
    }
}

/// A page that was looked for.
#[derive(Debug, Clone)]
pub struct Found {
    /// What was found.
    pub page: Page<Delivery>,
    /// Where the search stopped before the end, with nothing more found up to there: it goes on from the page's cursor.
    pub searched_until: Option<DateTime<Utc>>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// Deliveries, newest first. What has no index is looked for in a bounded number of them; the page's cursor goes on from
    /// there.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn deliveries(
        &self,
        filter: &DeliveryFilter,
        page: PageRequest,
    ) -> Result<Found, StorageError> {
        let query = self.filtered(filter);
        let Some(looked_at) = filter.looks_at() else {
            let rows = newest_first(query, Column::CreatedAt, Column::Id, page).all(self.connection).await?;
            let found = rows.into_iter().map(to_delivery).collect::<Result<Vec<_>, _>>()?;
            return Ok(Found { page: cut(found, page.limit), searched_until: None });
        };
        // The last one that this page looks at, of those that an index leads to.
        let along = newest_first(self.indexed(filter), Column::CreatedAt, Column::Id, page);
        let last: Option<(DateTime<Utc>, Uuid)> = along
            .select_only()
            .columns([Column::CreatedAt, Column::Id])
            .offset(looked_at - 1)
            .limit(1)
            .into_tuple()
            .one(self.connection)
            .await?;
        let mut looked = newest_first(query, Column::CreatedAt, Column::Id, page);
        if let Some(text) = &filter.text {
            looked = looked.filter(self.holds(text));
        }
        if let Some((at, id)) = last {
            let same_instant = Column::CreatedAt.eq(at).and(Column::Id.gte(id)).into_condition();
            looked = looked.filter(Condition::any().add(Column::CreatedAt.gt(at)).add(same_instant));
        }
        let rows = looked.all(self.connection).await?;
        let found = rows.into_iter().map(to_delivery).collect::<Result<Vec<_>, _>>()?;
        let mut page = cut(found, page.limit);
        let stopped = last.filter(|_| page.next.is_none());
        if let Some((at, id)) = stopped {
            page.next = Some(Cursor { at, id });
        }
        Ok(Found { page, searched_until: stopped.map(|(at, _)| at) })
    }

    /// Those among which a filter has to look: an index leads along them.
    fn indexed(&self, filter: &DeliveryFilter) -> Select<Entity> {
        let mut query = Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        if let Some(webhook_id) = filter.webhook_id {
            query = query.filter(Column::WebhookId.eq(webhook_id.uuid()));
        }
        if filter.is_unfinished() {
            query = in_states(query, &filter.states);
        }
        query
            .apply_if(filter.since, |query, since| query.filter(Column::CreatedAt.gte(since)))
            .apply_if(filter.until, |query, until| query.filter(Column::CreatedAt.lt(until)))
    }

    fn filtered(&self, filter: &DeliveryFilter) -> Select<Entity> {
        let mut query = self.indexed(filter);
        if !filter.is_unfinished() {
            query = in_states(query, &filter.states);
        }
        if let Some(message_id) = filter.message_id {
            query = query.filter(Column::MessageId.eq(message_id.uuid()));
        }
        if let Some(event_id) = filter.event_id {
            query = query.filter(Column::EventId.eq(event_id.uuid()));
        }
        if let Some(event_type) = &filter.event_type {
            query = query.filter(Column::EventType.eq(event_type));
        }
        if let Some(kind) = filter.kind {
            query = query.filter(Column::Kind.eq(word(&kind)));
        }
        query
    }

    fn holds(&self, text: &str) -> sea_orm::sea_query::SimpleExpr {
        // SQLite's LIKE looks past the case by itself.
        match self.connection.get_database_backend() {
            // Not `ilike(… ESCAPE)`: sea-query puts parentheses around it, which PostgreSQL does not take.
            DbBackend::Postgres => Expr::col(Column::Body).ilike(written_anywhere(text)),
            _ => Expr::col(Column::Body).like(LikeExpr::new(written_anywhere(text)).escape('\\')),
        }
    }

    /// How many deliveries wait for this address to take something again.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_held(&self, target: TargetId) -> Result<u64, StorageError> {
        Ok(self.held(target).count(self.connection).await?)
    }

    /// The oldest deliveries that wait for this address.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn held_deliveries(&self, target: TargetId, limit: u64) -> Result<Vec<Delivery>, StorageError> {
        let rows = self.held(target).order_by_asc(Column::Id).limit(limit).all(self.connection).await?;
        rows.into_iter().map(to_delivery).collect()
    }

    /// The oldest deliveries to an address that are not at their end: it is there no more.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn open_deliveries(&self, target: TargetId, limit: u64) -> Result<Vec<Delivery>, StorageError> {
        use DeliveryState::{Delivering, Held, Pending, Retrying};
        let query = Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::TargetId.eq(target.uuid()));
        let query = in_states(query, &[Pending, Delivering, Retrying, Held]);
        let rows = query.order_by_asc(Column::Id).limit(limit).all(self.connection).await?;
        rows.into_iter().map(to_delivery).collect()
    }

    fn held(&self, target: TargetId) -> Select<Entity> {
        Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::TargetId.eq(target.uuid()))
            .filter(Column::State.eq(word(&DeliveryState::Held)))
    }

    /// How many deliveries a recovery would try again.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_recoverable(&self, filter: &RecoveryFilter) -> Result<u64, StorageError> {
        Ok(self.recoverable(filter).count(self.connection).await?)
    }

    /// The oldest deliveries past `after` that a recovery tries again.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn recoverable_deliveries(
        &self,
        filter: &RecoveryFilter,
        after: Option<Cursor>,
        limit: u64,
    ) -> Result<Vec<Delivery>, StorageError> {
        let mut query = self.recoverable(filter);
        if let Some(Cursor { at, id }) = after {
            let same_instant = Column::CreatedAt.eq(at).and(Column::Id.gt(id)).into_condition();
            query = query.filter(Condition::any().add(Column::CreatedAt.gt(at)).add(same_instant));
        }
        let ordered = query.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).limit(limit);
        ordered.all(self.connection).await?.into_iter().map(to_delivery).collect()
    }

    fn recoverable(&self, filter: &RecoveryFilter) -> Select<Entity> {
        let query = Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Kind.is_in([DeliveryKind::Event, DeliveryKind::Reply].iter().map(word)))
            .filter(Column::TargetId.is_not_null())
            .filter(Column::CreatedAt.gte(filter.since))
            .filter(Column::CreatedAt.lt(filter.until));
        in_states(query, &filter.states)
            .apply_if(filter.webhook_id, |query, webhook| query.filter(Column::WebhookId.eq(webhook.uuid())))
            .apply_if(filter.event_type.as_ref(), |query, name| query.filter(Column::EventType.eq(name)))
    }
}

fn in_states(query: Select<Entity>, states: &[DeliveryState]) -> Select<Entity> {
    match states {
        [] => query,
        [state] => one_state(query, *state),
        states => {
            let query = query.filter(Column::State.is_in(states.iter().map(word)));
            if states.contains(&DeliveryState::Success) { query } else { query.filter(unfinished()) }
        }
    }
}

/// The index of what did not arrive is of use only where the condition says that nothing else is looked for.
fn one_state(query: Select<Entity>, state: DeliveryState) -> Select<Entity> {
    let query = query.filter(Column::State.eq(word(&state)));
    if state == DeliveryState::Success { query } else { query.filter(unfinished()) }
}

fn unfinished() -> sea_orm::sea_query::SimpleExpr {
    Expr::cust("state <> 'success'")
}

fn cut(found: Vec<Delivery>, limit: u32) -> Page<Delivery> {
    Page::cut(found, limit, |one| Cursor { at: one.created_at, id: one.id.uuid() })
}
