//! Messages.

use chrono::{DateTime, Utc};
use patchbay_domain::assistant::{Entities, Intent, Urgency};
use patchbay_domain::ids::{ContactId, ConversationId, MessageId, WebhookId};
use patchbay_domain::message::{Direction, Message, MessageStatus};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::entities::messages;
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{from_json, from_word, to_json, word};

/// Which messages a list holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct MessageFilter {
    /// Only those of this channel.
    pub webhook_id: Option<WebhookId>,
    /// Only those of this conversation.
    pub conversation_id: Option<ConversationId>,
    /// Only those that went this way.
    pub direction: Option<Direction>,
}

/// What a turn found out about its message.
#[derive(Debug, Clone)]
pub struct Understood {
    /// The conversation it belongs to.
    pub conversation_id: ConversationId,
    /// Who wrote it.
    pub contact_id: ContactId,
    /// What it is for.
    pub intent: Option<Intent>,
    /// How much it presses.
    pub urgency: Option<Urgency>,
    /// What it names.
    pub entities: Option<Entities>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One message.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn message(&self, id: MessageId) -> Result<Option<Message>, StorageError> {
        messages::Entity::find_by_id(id.uuid())
            .filter(messages::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?
            .map(to_message)
            .transpose()
    }

    /// Messages, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn messages(
        &self,
        filter: MessageFilter,
        page: PageRequest,
    ) -> Result<Page<Message>, StorageError> {
        use messages::Column;
        let mut query = messages::Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        if let Some(webhook_id) = filter.webhook_id {
            query = query.filter(Column::WebhookId.eq(webhook_id.uuid()));
        }
        if let Some(conversation_id) = filter.conversation_id {
            query = query.filter(Column::ConversationId.eq(conversation_id.uuid()));
        }
        if let Some(direction) = filter.direction {
            query = query.filter(Column::Direction.eq(word(&direction)));
        }
        let rows = newest_first(query, Column::CreatedAt, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_message).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.created_at, id: one.id.uuid() }))
    }

    /// The last `limit` messages of a conversation, oldest first, without `but`.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn recent_messages(
        &self,
        conversation: ConversationId,
        but: MessageId,
        limit: u64,
    ) -> Result<Vec<Message>, StorageError> {
        let rows = messages::Entity::find()
            .filter(messages::Column::OrganizationId.eq(self.tenant()))
            .filter(messages::Column::ConversationId.eq(conversation.uuid()))
            .filter(messages::Column::Id.ne(but.uuid()))
            .order_by_desc(messages::Column::CreatedAt)
            .order_by_desc(messages::Column::Id)
            .limit(limit)
            .all(self.connection)
            .await?;
        rows.into_iter().rev().map(to_message).collect()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a message that leaves.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where the message it answers has an answer.
    pub async fn insert_message(&self, message: &Message) -> Result<(), StorageError> {
        messages::Entity::insert(to_row(message)?.into_active_model())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }

    /// Notes what a turn made of its message.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn message_processed(
        &self,
        id: MessageId,
        understood: &Understood,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        use messages::Column;
        let entities = understood.entities.as_ref().map(to_json).transpose()?;
        messages::Entity::update_many()
            .col_expr(Column::Status, Expr::value(word(&MessageStatus::Processed)))
            .col_expr(Column::ConversationId, Expr::value(understood.conversation_id.uuid()))
            .col_expr(Column::ContactId, Expr::value(understood.contact_id.uuid()))
            .col_expr(Column::Intent, Expr::value(understood.intent.as_ref().map(word)))
            .col_expr(Column::Urgency, Expr::value(understood.urgency.as_ref().map(word)))
            .col_expr(Column::Entities, Expr::value(entities))
            .col_expr(Column::FinishedAt, Expr::value(now))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Notes where a message stands.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn set_message_status(
        &self,
        id: MessageId,
        status: MessageStatus,
        error: Option<&str>,
        finished_at: Option<DateTime<Utc>>,
    ) -> Result<(), StorageError> {
        use messages::Column;
        messages::Entity::update_many()
            .col_expr(Column::Status, Expr::value(word(&status)))
            .col_expr(Column::Error, Expr::value(error))
            .col_expr(Column::FinishedAt, Expr::value(finished_at))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}

pub(crate) fn to_row(message: &Message) -> Result<messages::Model, StorageError> {
    Ok(messages::Model {
        id: message.id.uuid(),
        organization_id: message.organization_id.uuid(),
        webhook_id: message.webhook_id.uuid(),
        conversation_id: message.conversation_id.map(Into::into),
        contact_id: message.contact_id.map(Into::into),
        direction: word(&message.direction),
        author: word(&message.author),
        author_user_id: message.author_user_id.map(Into::into),
        content: message.content.clone(),
        message_type: word(&message.message_type),
        sender_identifier: message.sender_identifier.clone(),
        sender_name: message.sender_name.clone(),
        status: word(&message.status),
        external_id: message.external_id.clone(),
        in_reply_to: message.in_reply_to.map(Into::into),
        intent: message.intent.as_ref().map(word),
        urgency: message.urgency.as_ref().map(word),
        entities: message.entities.as_ref().map(to_json).transpose()?,
        attachments: to_json(&message.attachments)?,
        metadata: to_json(&message.metadata)?,
        structured: message.structured.as_ref().map(to_json).transpose()?,
        repeat_key: message.repeat_key.clone(),
        unanswered: message.unanswered.as_ref().map(word),
        review: message.review.clone(),
        reviewed_at: message.reviewed_at,
        email: message.email.as_ref().map(to_json).transpose()?,
        deferred_until: message.deferred_until,
        error: message.error.clone(),
        created_at: message.created_at,
        finished_at: message.finished_at,
    })
}

pub(crate) fn to_message(row: messages::Model) -> Result<Message, StorageError> {
    Ok(Message {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        webhook_id: row.webhook_id.into(),
        conversation_id: row.conversation_id.map(Into::into),
        contact_id: row.contact_id.map(Into::into),
        direction: from_word(&row.direction)?,
        author: from_word(&row.author)?,
        author_user_id: row.author_user_id.map(Into::into),
        content: row.content,
        message_type: from_word(&row.message_type)?,
        sender_identifier: row.sender_identifier,
        sender_name: row.sender_name,
        status: from_word(&row.status)?,
        external_id: row.external_id,
        in_reply_to: row.in_reply_to.map(Into::into),
        intent: row.intent.as_deref().map(from_word).transpose()?,
        urgency: row.urgency.as_deref().map(from_word).transpose()?,
        entities: row.entities.map(from_json).transpose()?,
        attachments: from_json(row.attachments)?,
        metadata: from_json(row.metadata)?,
        structured: row.structured.map(from_json).transpose()?,
        repeat_key: row.repeat_key,
        unanswered: row.unanswered.as_deref().map(from_word).transpose()?,
        review: row.review,
        reviewed_at: row.reviewed_at,
        email: row.email.map(from_json).transpose()?,
        deferred_until: row.deferred_until,
        error: row.error,
        created_at: row.created_at,
        finished_at: row.finished_at,
    })
}
