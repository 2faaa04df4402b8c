//! What members said that messages should have been understood as.

use patchbay_domain::assistant::{Entities, Intent, Urgency};
use patchbay_domain::correction::Correction;
use patchbay_domain::ids::MessageId;
use patchbay_domain::message::Message;
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::entities::{corrections, messages};
use crate::error::StorageError;
use crate::messages::to_message;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{from_json, parse, to_json, word};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The corrections of these messages, oldest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn corrections_of_messages(
        &self,
        ids: Vec<MessageId>,
    ) -> Result<Vec<Correction>, StorageError> {
        use corrections::Column;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = corrections::Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::MessageId.is_in(ids.into_iter().map(MessageId::uuid)))
            .order_by_asc(Column::At)
            .order_by_asc(Column::Id)
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_correction).collect()
    }

    /// Corrections, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn corrections(&self, page: PageRequest) -> Result<Page<Correction>, StorageError> {
        use corrections::Column;
        let query = corrections::Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        let rows = newest_first(query, Column::At, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_correction).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.at, id: one.id.uuid() }))
    }

    /// These messages, in no order.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn messages_of(&self, ids: Vec<MessageId>) -> Result<Vec<Message>, StorageError> {
        use messages::Column;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = messages::Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.is_in(ids.into_iter().map(MessageId::uuid)))
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_message).collect()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Keeps a correction.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_correction(&self, correction: &Correction) -> Result<(), StorageError> {
        let row = corrections::Model {
            id: correction.id.uuid(),
            organization_id: self.tenant(),
            message_id: correction.message_id.uuid(),
            time_zone: correction.time_zone.name().to_owned(),
            before: to_json(&correction.before)?,
            after: to_json(&correction.after)?,
            user_id: correction.user_id.uuid(),
            at: correction.at,
        };
        corrections::Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Notes what a message is taken for now.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn message_corrected(
        &self,
        id: MessageId,
        intent: Option<Intent>,
        urgency: Option<Urgency>,
        entities: Option<&Entities>,
    ) -> Result<(), StorageError> {
        use messages::Column;
        messages::Entity::update_many()
            .col_expr(Column::Intent, Expr::value(intent.as_ref().map(word)))
            .col_expr(Column::Urgency, Expr::value(urgency.as_ref().map(word)))
            .col_expr(Column::Entities, Expr::value(entities.map(to_json).transpose()?))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}

fn to_correction(row: corrections::Model) -> Result<Correction, StorageError> {
    Ok(Correction {
        id: row.id.into(),
        message_id: row.message_id.into(),
        time_zone: parse(&row.time_zone)?,
        before: from_json(row.before)?,
        after: from_json(row.after)?,
        user_id: row.user_id.into(),
        at: row.at,
    })
}
