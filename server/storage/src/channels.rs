//! Channels: the webhooks that people write through.

mod condition;
mod known;
mod row;
mod write;

pub use self::known::KnownChannel;
pub(crate) use self::known::{Criteria, KnownChannels};
use self::row::to_channel;
use crate::entities::{channels, webhooks};
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{column, from_word, word};
use patchbay_domain::ids::{UserId, WebhookId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use patchbay_domain::webhook::{Channel, ChannelType, WebhookKind};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Which channels a list holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChannelFilter {
    /// Only those that are switched on, or off.
    pub is_active: Option<bool>,
    /// Also deleted ones.
    pub include_deleted: bool,
}

impl ChannelFilter {
    /// Those that take messages.
    pub const ACTIVE: Self = Self { is_active: Some(true), include_deleted: false };
    /// Every one that ever was.
    pub const ALL: Self = Self { is_active: None, include_deleted: true };
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One channel, deleted or not.
    ///
    /// # Errors
    /// The database's own, or a row that does not open.
    pub async fn channel(&self, id: WebhookId) -> Result<Option<Channel>, StorageError> {
        let row = webhooks::Entity::find_by_id(id.uuid())
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .find_also_related(channels::Entity)
            .one(self.connection)
            .await?;
        row.and_then(|(webhook, channel)| Some((webhook, channel?)))
            .map(|(webhook, channel)| to_channel(self.vault, webhook, channel))
            .transpose()
    }

    /// Channels, newest first.
    ///
    /// # Errors
    /// The database's own, or a row that does not open.
    pub async fn channels(
        &self,
        filter: ChannelFilter,
        page: PageRequest,
    ) -> Result<Page<Channel>, StorageError> {
        let mut query = webhooks::Entity::find()
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .filter(webhooks::Column::Kind.eq(word(&WebhookKind::Channel)))
            .apply_if(filter.is_active, |query, active| query.filter(webhooks::Column::IsActive.eq(active)));
        if !filter.include_deleted {
            query = query.filter(webhooks::Column::DeletedAt.is_null());
        }
        let rows = newest_first(query, webhooks::Column::CreatedAt, webhooks::Column::Id, page)
            .find_also_related(channels::Entity)
            .all(self.connection)
            .await?;
        let found = rows
            .into_iter()
            .filter_map(|(webhook, channel)| Some((webhook, channel?)))
            .map(|(webhook, channel)| to_channel(self.vault, webhook, channel))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |channel| Cursor { at: channel.created_at, id: channel.id.uuid() }))
    }

    /// The id of the webhook of this number, deleted or not (C8).
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn webhook_of_number(&self, number: u32) -> Result<Option<WebhookId>, StorageError> {
        let row = webhooks::Entity::find()
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .filter(webhooks::Column::Number.eq(column(number)))
            .one(self.connection)
            .await?;
        Ok(row.map(|row| row.id.into()))
    }

    /// What the webhook of this id is for; none for one that is not there, or deleted and not wanted so.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn webhook_kind(
        &self,
        id: WebhookId,
        or_deleted: bool,
    ) -> Result<Option<WebhookKind>, StorageError> {
        let row = webhooks::Entity::find_by_id(id.uuid())
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?;
        let row = row.filter(|row| or_deleted || row.deleted_at.is_none());
        row.map(|row| from_word(&row.kind)).transpose()
    }

    /// The names of these webhooks, deleted ones included.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn webhook_names(&self, ids: Vec<WebhookId>) -> Result<Vec<(WebhookId, String)>, StorageError> {
        let rows = webhooks::Entity::find()
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .filter(webhooks::Column::Id.is_in(ids.into_iter().map(WebhookId::uuid)))
            .all(self.connection)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
    }

    /// What types of channel these are, as far as they are there, deleted ones included.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn channel_types(
        &self,
        ids: Vec<WebhookId>,
    ) -> Result<HashMap<WebhookId, ChannelType>, StorageError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows: Vec<(Uuid, String)> = channels::Entity::find()
            .select_only()
            .columns([channels::Column::WebhookId, channels::Column::ChannelType])
            .filter(channels::Column::OrganizationId.eq(self.tenant()))
            .filter(channels::Column::WebhookId.is_in(ids.into_iter().map(WebhookId::uuid)))
            .into_tuple()
            .all(self.connection)
            .await?;
        rows.into_iter().map(|(id, channel_type)| Ok((id.into(), from_word(&channel_type)?))).collect()
    }

    /// How many channels of this member take messages.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_active_channels(&self, owner: UserId) -> Result<u64, StorageError> {
        Ok(webhooks::Entity::find()
            .filter(webhooks::Column::OrganizationId.eq(self.tenant()))
            .filter(webhooks::Column::OwnerId.eq(owner.uuid()))
            .filter(webhooks::Column::Kind.eq(word(&WebhookKind::Channel)))
            .filter(webhooks::Column::IsActive.eq(true))
            .filter(webhooks::Column::DeletedAt.is_null())
            .count(self.connection)
            .await?)
    }
}
