//! Messages that leave: what they thread on, how many went already, and what their provider calls them.

use chrono::{DateTime, Utc};
use patchbay_domain::assistant::Author;
use patchbay_domain::email::EmailDetails;
use patchbay_domain::ids::{ContactId, ConversationId, MessageId, WebhookId};
use patchbay_domain::message::{Direction, MessageStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::entities::messages;
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{from_json, word};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// What is kept of the last mail that came in a conversation: what an answer threads on.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn last_email(
        &self,
        conversation: ConversationId,
    ) -> Result<Option<EmailDetails>, StorageError> {
        let row = messages::Entity::find()
            .filter(messages::Column::OrganizationId.eq(self.tenant()))
            .filter(messages::Column::ConversationId.eq(conversation.uuid()))
            .filter(messages::Column::Direction.eq(word(&Direction::Inbound)))
            .filter(messages::Column::Email.is_not_null())
            .order_by_desc(messages::Column::CreatedAt)
            .order_by_desc(messages::Column::Id)
            .one(self.connection)
            .await?;
        row.and_then(|row| row.email).map(from_json).transpose()
    }

    /// What the assistant wrote to a contact through a channel since then and was not given up: what a budget of
    /// automatic answers counts.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_automatic_answers(
        &self,
        channel: WebhookId,
        contact: ContactId,
        since: DateTime<Utc>,
    ) -> Result<u64, StorageError> {
        Ok(messages::Entity::find()
            .filter(messages::Column::OrganizationId.eq(self.tenant()))
            .filter(messages::Column::WebhookId.eq(channel.uuid()))
            .filter(messages::Column::ContactId.eq(contact.uuid()))
            .filter(messages::Column::Author.eq(word(&Author::Assistant)))
            .filter(messages::Column::Status.ne(word(&MessageStatus::Failed)))
            .filter(messages::Column::CreatedAt.gt(since))
            .count(self.connection)
            .await?)
    }

    /// The provider's ids of what left through a channel since then.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn provider_ids_since(
        &self,
        channel: WebhookId,
        since: DateTime<Utc>,
    ) -> Result<Vec<String>, StorageError> {
        let ids: Vec<Option<String>> = messages::Entity::find()
            .select_only()
            .column(messages::Column::ExternalId)
            .filter(messages::Column::OrganizationId.eq(self.tenant()))
            .filter(messages::Column::WebhookId.eq(channel.uuid()))
            .filter(messages::Column::Direction.eq(word(&Direction::Outbound)))
            .filter(messages::Column::ExternalId.is_not_null())
            .filter(messages::Column::CreatedAt.gte(since))
            .into_tuple()
            .all(self.connection)
            .await?;
        Ok(ids.into_iter().flatten().collect())
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Notes the provider's id of a message that it took.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where another message of the channel has it.
    pub async fn set_external_id(&self, id: MessageId, external_id: &str) -> Result<(), StorageError> {
        use messages::Column;
        messages::Entity::update_many()
            .col_expr(Column::ExternalId, Expr::value(external_id))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
