//! Events.

use chrono::{DateTime, Utc};
use patchbay_domain::event::Event;
use patchbay_domain::event_name::EventName;
use patchbay_domain::ids::{EventId, WebhookId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryTrait,
};

use crate::entities::events::{self, Column, Entity};
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{column, corrupt, count, from_json, to_json};

/// Which events a list holds.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only those of this type.
    pub event_type: Option<EventName>,
    /// Only those that happened on this webhook.
    pub webhook_id: Option<WebhookId>,
    /// Only those that happened at this instant or after it.
    pub since: Option<DateTime<Utc>>,
    /// Only those that happened before this instant.
    pub until: Option<DateTime<Utc>>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One event.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn event(&self, id: EventId) -> Result<Option<Event>, StorageError> {
        Entity::find_by_id(id.uuid())
            .filter(Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?
            .map(to_event)
            .transpose()
    }

    /// Events, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn events(&self, filter: &EventFilter, page: PageRequest) -> Result<Page<Event>, StorageError> {
        let query = Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .apply_if(filter.event_type.as_ref(), |query, name| {
                query.filter(Column::EventType.eq(name.as_str()))
            })
            .apply_if(filter.webhook_id, |query, webhook| query.filter(Column::WebhookId.eq(webhook.uuid())))
            .apply_if(filter.since, |query, since| query.filter(Column::OccurredAt.gte(since)))
            .apply_if(filter.until, |query, until| query.filter(Column::OccurredAt.lt(until)));
        let rows = newest_first(query, Column::OccurredAt, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_event).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |event| Cursor { at: event.occurred_at, id: event.id.uuid() }))
    }

    /// How often this event was replayed already.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_replays(&self, of: EventId) -> Result<u64, StorageError> {
        Ok(Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::ReplayOf.eq(of.uuid()))
            .count(self.connection)
            .await?)
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Writes what happened, in the transaction in which it happened, and nothing more: who is told of it, the action
    /// that emits it says.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_events(&self, happened: &[Event]) -> Result<(), StorageError> {
        if happened.is_empty() {
            return Ok(());
        }
        let rows = happened.iter().map(|event| Ok(to_row(event)?.into_active_model()));
        let rows = rows.collect::<Result<Vec<_>, StorageError>>()?;
        Entity::insert_many(rows).exec_without_returning(self.connection).await?;
        Ok(())
    }
}

pub(crate) fn to_row(event: &Event) -> Result<events::Model, StorageError> {
    Ok(events::Model {
        id: event.id.uuid(),
        organization_id: event.organization_id.uuid(),
        event_type: event.event_type.as_str().to_owned(),
        version: column(event.version),
        webhook_id: event.webhook_id.map(Into::into),
        conversation_id: event.conversation_id.map(Into::into),
        labels: if event.labels.is_empty() { None } else { Some(to_json(&event.labels)?) },
        ordering_key: event.key.clone(),
        data: event.data.clone(),
        replay_of: event.replay_of.map(Into::into),
        replay_count: column(event.replay_count),
        wire_id: event.wire_id.map(Into::into),
        occurred_at: event.occurred_at,
    })
}

pub(crate) fn to_event(row: events::Model) -> Result<Event, StorageError> {
    Ok(Event {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        event_type: EventName::parse(&row.event_type).map_err(corrupt)?,
        version: count(row.version),
        webhook_id: row.webhook_id.map(Into::into),
        conversation_id: row.conversation_id.map(Into::into),
        labels: row.labels.map(from_json).transpose()?.unwrap_or_default(),
        key: row.ordering_key,
        data: row.data,
        replay_of: row.replay_of.map(Into::into),
        replay_count: count(row.replay_count),
        wire_id: row.wire_id.map(Into::into),
        occurred_at: row.occurred_at,
    })
}
