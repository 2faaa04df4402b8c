//! Two contacts become one.

use chrono::{DateTime, Utc};
use patchbay_domain::conversation::{Conversation, ConversationStatus};
use patchbay_domain::ids::ContactId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::conversations::to_conversation;
use crate::entities::{contact_identifiers, contact_links, contacts, conversations, facts, messages, tasks};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::word;

impl Scope<'_, DatabaseTransaction> {
    /// Holds these contacts until the transaction ends, always in the same order; false where one of them is not there.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn hold_contacts(&self, ids: &[ContactId]) -> Result<bool, StorageError> {
        let held: Vec<uuid::Uuid> = contacts::Entity::find()
            .select_only()
            .column(contacts::Column::Id)
            .filter(contacts::Column::OrganizationId.eq(self.tenant()))
            .filter(contacts::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .filter(contacts::Column::DeletedAt.is_null())
            .order_by_asc(contacts::Column::Id)
            // sea-query leaves the clause out for SQLite, whose one writer holds everything.
            .lock_exclusive()
            .into_tuple()
            .all(self.connection)
            .await?;
        Ok(held.len() == ids.len())
    }

    /// The open conversations of a contact, held until the transaction ends.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn hold_open_conversations(
        &self,
        contact: ContactId,
    ) -> Result<Vec<Conversation>, StorageError> {
        let open = [ConversationStatus::Active, ConversationStatus::Paused];
        let rows = conversations::Entity::find()
            .filter(conversations::Column::OrganizationId.eq(self.tenant()))
            .filter(conversations::Column::ContactId.eq(contact.uuid()))
            .filter(conversations::Column::Status.is_in(open.iter().map(word)))
            .order_by_asc(conversations::Column::Id)
            .lock_exclusive()
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_conversation).collect()
    }

    /// Gives everything of one contact to another and deletes the first. What they are found by is the caller's to store.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where both have an open conversation of one address on one channel.
    pub async fn merge_contact(
        &self,
        from: ContactId,
        into: ContactId,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let tenant = self.tenant();
        macro_rules! give {
            ($($table:ident),*) => {$(
                $table::Entity::update_many()
                    .col_expr($table::Column::ContactId, Expr::value(into.uuid()))
                    .filter($table::Column::OrganizationId.eq(tenant))
                    .filter($table::Column::ContactId.eq(from.uuid()))
                    .exec(self.connection)
                    .await?;
            )*};
        }
        // Conversations first: a turn holds its own until it is committed, and what it wrote is then there to be given.
        give!(conversations, messages, tasks, facts, contact_links, contact_identifiers);
        contacts::Entity::update_many()
            .col_expr(contacts::Column::DeletedAt, Expr::value(now))
            .filter(contacts::Column::OrganizationId.eq(tenant))
            .filter(contacts::Column::Id.eq(from.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
