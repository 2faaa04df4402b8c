//! Conversations.

use chrono::{DateTime, Utc};
use patchbay_domain::conversation::{Conversation, ConversationStatus};
use patchbay_domain::dialogue::Dialogue;
use patchbay_domain::ids::{ContactId, ConversationId, WebhookId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::entities::conversations;
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{column, count, from_json, from_word, to_json, word};

/// Which conversations a list holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConversationFilter {
    /// Only those that stand there.
    pub status: Option<ConversationStatus>,
    /// Only those of this channel.
    pub webhook_id: Option<WebhookId>,
    /// Those that are archived too, where no status is asked for.
    pub include_archived: bool,
    /// Only those with this contact.
    pub contact_id: Option<ContactId>,
    /// Only those with a message that somebody should look at.
    pub needs_review: bool,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One conversation.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn conversation(&self, id: ConversationId) -> Result<Option<Conversation>, StorageError> {
        conversations::Entity::find_by_id(id.uuid())
            .filter(conversations::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?
            .map(to_conversation)
            .transpose()
    }

    /// The conversation of this number.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn conversation_by_number(&self, number: u32) -> Result<Option<Conversation>, StorageError> {
        conversations::Entity::find()
            .filter(conversations::Column::OrganizationId.eq(self.tenant()))
            .filter(conversations::Column::Number.eq(column(number)))
            .one(self.connection)
            .await?
            .map(to_conversation)
            .transpose()
    }

    /// The one that is open between a channel and a contact, at the address that they write from.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn open_conversation(
        &self,
        channel: WebhookId,
        contact: ContactId,
        sender: &str,
    ) -> Result<Option<Conversation>, StorageError> {
        let open = [ConversationStatus::Active, ConversationStatus::Paused];
        conversations::Entity::find()
            .filter(conversations::Column::OrganizationId.eq(self.tenant()))
            .filter(conversations::Column::WebhookId.eq(channel.uuid()))
            .filter(conversations::Column::ContactId.eq(contact.uuid()))
            .filter(is_from(sender))
            .filter(conversations::Column::Status.is_in(open.iter().map(word)))
            .one(self.connection)
            .await?
            .map(to_conversation)
            .transpose()
    }

    /// The one that a channel and a contact had last at the address that they write from, wherever it stands.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn last_conversation(
        &self,
        channel: WebhookId,
        contact: ContactId,
        sender: &str,
    ) -> Result<Option<Conversation>, StorageError> {
        conversations::Entity::find()
            .filter(conversations::Column::OrganizationId.eq(self.tenant()))
            .filter(conversations::Column::WebhookId.eq(channel.uuid()))
            .filter(conversations::Column::ContactId.eq(contact.uuid()))
            .filter(is_from(sender))
            .order_by_desc(conversations::Column::LastMessageAt)
            .order_by_desc(conversations::Column::Id)
            .one(self.connection)
            .await?
            .map(to_conversation)
            .transpose()
    }

    /// Conversations, the one with the latest message first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn conversations(
        &self,
        filter: ConversationFilter,
        page: PageRequest,
    ) -> Result<Page<Conversation>, StorageError> {
        use conversations::Column;
        let mut query = conversations::Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        if let Some(status) = filter.status {
            query = query.filter(Column::Status.eq(word(&status)));
        } else if !filter.include_archived && !filter.needs_review {
            query = query.filter(Column::Status.ne(word(&ConversationStatus::Archived)));
        }
        if let Some(webhook_id) = filter.webhook_id {
            query = query.filter(Column::WebhookId.eq(webhook_id.uuid()));
        }
        if let Some(contact) = filter.contact_id {
            query = query.filter(Column::ContactId.eq(contact.uuid()));
        }
        if filter.needs_review {
            query = query.filter(Column::Id.in_subquery(self.unreviewed_conversations()));
        }
        let rows = newest_first(query, Column::LastMessageAt, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_conversation).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.last_message_at, id: one.id.uuid() }))
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a conversation.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where one is open between the channel and the contact.
    pub async fn insert_conversation(&self, conversation: &Conversation) -> Result<(), StorageError> {
        let row = conversations::Model {
            id: conversation.id.uuid(),
            organization_id: self.tenant(),
            number: column(conversation.number),
            webhook_id: conversation.webhook_id.uuid(),
            contact_id: conversation.contact_id.uuid(),
            kind: word(&conversation.kind),
            status: word(&conversation.status),
            sender_identifier: conversation.sender_identifier.clone(),
            sender_name: conversation.sender_name.clone(),
            context_summary: conversation.context_summary.clone(),
            message_count: column(conversation.message_count),
            last_message_preview: conversation.last_message_preview.clone(),
            last_message_at: conversation.last_message_at,
            created_at: conversation.created_at,
            dialogue: None,
        };
        conversations::Entity::insert(row.into_active_model())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }

    /// Where a conversation stands, held until the transaction ends: nobody else moves it meanwhile.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn hold_conversation(&self, id: ConversationId) -> Result<Option<Conversation>, StorageError> {
        conversations::Entity::find_by_id(id.uuid())
            .filter(conversations::Column::OrganizationId.eq(self.tenant()))
            // sea-query leaves the clause out for SQLite, whose one writer holds everything.
            .lock_exclusive()
            .one(self.connection)
            .await?
            .map(to_conversation)
            .transpose()
    }

    /// Puts a conversation somewhere else.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where it would be the second open one between the channel and the contact.
    pub async fn move_conversation(
        &self,
        id: ConversationId,
        to: ConversationStatus,
    ) -> Result<(), StorageError> {
        conversations::Entity::update_many()
            .col_expr(conversations::Column::Status, Expr::value(word(&to)))
            .filter(conversations::Column::OrganizationId.eq(self.tenant()))
            .filter(conversations::Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Notes messages that were added to a conversation; `summary` and `sender_name` where they changed.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn extend_conversation(
        &self,
        id: ConversationId,
        added: u32,
        preview: &str,
        at: DateTime<Utc>,
        summary: Option<&str>,
        sender_name: Option<&str>,
    ) -> Result<(), StorageError> {
        use conversations::Column;
        let mut update = conversations::Entity::update_many()
            .col_expr(Column::MessageCount, Expr::col(Column::MessageCount).add(column(added)))
            .col_expr(Column::LastMessagePreview, Expr::value(preview))
            .col_expr(Column::LastMessageAt, Expr::value(at))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(id.uuid()));
        if let Some(summary) = summary {
            update = update.col_expr(Column::ContextSummary, Expr::value(summary));
        }
        if let Some(name) = sender_name {
            update = update.col_expr(Column::SenderName, Expr::value(name));
        }
        update.exec(self.connection).await?;
        Ok(())
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Notes what the last answer left open in a conversation.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn set_dialogue(&self, id: ConversationId, dialogue: &Dialogue) -> Result<(), StorageError> {
        let open = if dialogue.is_empty() { None } else { Some(to_json(dialogue)?) };
        conversations::Entity::update_many()
            .col_expr(conversations::Column::Dialogue, Expr::value(open))
            .filter(conversations::Column::OrganizationId.eq(self.tenant()))
            .filter(conversations::Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}

/// Somebody may write one address in several cases; the index of open conversations folds them in the same way.
fn is_from(sender: &str) -> Expr {
    let folded = Expr::from(Func::lower(Expr::col(conversations::Column::SenderIdentifier)));
    folded.eq(Func::lower(Expr::value(sender)))
}

pub(crate) fn to_conversation(row: conversations::Model) -> Result<Conversation, StorageError> {
    Ok(Conversation {
        id: row.id.into(),
        number: count(row.number),
        organization_id: row.organization_id.into(),
        webhook_id: row.webhook_id.into(),
        contact_id: row.contact_id.into(),
        kind: from_word(&row.kind)?,
        status: from_word(&row.status)?,
        sender_identifier: row.sender_identifier,
        sender_name: row.sender_name,
        context_summary: row.context_summary,
        message_count: count(row.message_count),
        last_message_preview: row.last_message_preview,
        last_message_at: row.last_message_at,
        created_at: row.created_at,
        dialogue: row.dialogue.map(from_json).transpose()?.unwrap_or_default(),
    })
}
