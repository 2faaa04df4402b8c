//! Messages that somebody should look at, such as mails that could not be read.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{ConversationId, MessageId};
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::entities::messages;
use crate::error::StorageError;
use crate::scope::Scope;

impl<C: ConnectionTrait> Scope<'_, C> {
    /// Of these conversations, those with a message that somebody should look at.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn conversations_to_review(
        &self,
        ids: Vec<ConversationId>,
    ) -> Result<Vec<ConversationId>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let found: Vec<Option<Uuid>> = self
            .unreviewed()
            .select_only()
            .column(messages::Column::ConversationId)
            .distinct()
            .filter(messages::Column::ConversationId.is_in(ids.into_iter().map(ConversationId::uuid)))
            .into_tuple()
            .all(self.connection)
            .await?;
        Ok(found.into_iter().flatten().map(Into::into).collect())
    }

    /// The conversations of all messages that somebody should look at, as a subquery.
    pub(crate) fn unreviewed_conversations(&self) -> SelectStatement {
        self.unreviewed().select_only().column(messages::Column::ConversationId).into_query()
    }

    fn unreviewed(&self) -> sea_orm::Select<messages::Entity> {
        messages::Entity::find()
            .filter(messages::Column::OrganizationId.eq(self.tenant()))
            .filter(messages::Column::Review.is_not_null())
            .filter(messages::Column::ReviewedAt.is_null())
            .filter(messages::Column::ConversationId.is_not_null())
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Notes that somebody looked at a message; false where there was nothing to look at, or somebody did before.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn mark_reviewed(&self, id: MessageId, now: DateTime<Utc>) -> Result<bool, StorageError> {
        let marked = messages::Entity::update_many()
            .col_expr(messages::Column::ReviewedAt, Expr::value(now))
            .filter(messages::Column::OrganizationId.eq(self.tenant()))
            .filter(messages::Column::Id.eq(id.uuid()))
            .filter(messages::Column::Review.is_not_null())
            .filter(messages::Column::ReviewedAt.is_null())
            .exec(self.connection)
            .await?;
        Ok(marked.rows_affected > 0)
    }
}
