//! Codes that join what contacts are known by.

use chrono::{DateTime, Utc};
use patchbay_domain::contact::ContactIdentifier;
use patchbay_domain::contact_link::ContactLink;
use patchbay_domain::ids::{ContactId, ConversationId, DeliveryId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder,
};

use crate::contacts::{columns, identifier_of};
use crate::entities::contact_links;
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{column, count};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The newest code that was asked for in a conversation, used up or not.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn newest_contact_link(
        &self,
        conversation: ConversationId,
    ) -> Result<Option<ContactLink>, StorageError> {
        let row = contact_links::Entity::find()
            .filter(contact_links::Column::OrganizationId.eq(self.tenant()))
            .filter(contact_links::Column::ConversationId.eq(conversation.uuid()))
            .order_by_desc(contact_links::Column::CreatedAt)
            .order_by_desc(contact_links::Column::Id)
            .one(self.connection)
            .await?;
        row.map(to_link).transpose()
    }

    /// The code that a delivery carries.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn contact_link_of(&self, delivery: DeliveryId) -> Result<Option<ContactLink>, StorageError> {
        let row = contact_links::Entity::find()
            .filter(contact_links::Column::OrganizationId.eq(self.tenant()))
            .filter(contact_links::Column::DeliveryId.eq(delivery.uuid()))
            .one(self.connection)
            .await?;
        row.map(to_link).transpose()
    }

    /// How many codes a contact asked for, or an address was sent, since then: the greater of both.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_contact_links(
        &self,
        contact: ContactId,
        to: &ContactIdentifier,
        since: DateTime<Utc>,
    ) -> Result<u64, StorageError> {
        use contact_links::Column;
        let (kind, _, value) = columns(to);
        let since_then = || {
            contact_links::Entity::find()
                .filter(Column::OrganizationId.eq(self.tenant()))
                .filter(Column::CreatedAt.gt(since))
        };
        let asked = since_then().filter(Column::ContactId.eq(contact.uuid())).count(self.connection).await?;
        let address = Condition::all().add(Column::Kind.eq(kind)).add(Column::Value.eq(value));
        let sent = since_then().filter(address).count(self.connection).await?;
        Ok(Ord::max(asked, sent))
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a code that is sent.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_contact_link(&self, link: &ContactLink) -> Result<(), StorageError> {
        let (kind, _, value) = columns(&link.identifier);
        let row = contact_links::Model {
            id: link.id.uuid(),
            organization_id: self.tenant(),
            contact_id: link.contact_id.uuid(),
            conversation_id: link.conversation_id.uuid(),
            kind: kind.to_owned(),
            value: value.to_owned(),
            webhook_id: link.webhook_id.uuid(),
            code_hash: link.code_hash.clone(),
            tries: column(link.tries),
            delivery_id: link.delivery_id.uuid(),
            created_at: link.created_at,
            expires_at: link.expires_at,
            used_at: link.used_at,
        };
        contact_links::Entity::insert(row.into_active_model())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }

    /// Counts a wrong try; false where it was used up, or tried otherwise, since it was read.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_wrong_link_try(&self, link: &ContactLink) -> Result<bool, StorageError> {
        use contact_links::Column;
        let counted = contact_links::Entity::update_many()
            .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(link.id.uuid()))
            .filter(Column::Tries.eq(column(link.tries)))
            .filter(Column::UsedAt.is_null())
            .exec(self.connection)
            .await?;
        Ok(counted.rows_affected > 0)
    }

    /// Uses a code up; false where it was used up, or tried, since it was read.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn use_contact_link(
        &self,
        link: &ContactLink,
        now: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        use contact_links::Column;
        let used = contact_links::Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(now))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(link.id.uuid()))
            .filter(Column::Tries.eq(column(link.tries)))
            .filter(Column::UsedAt.is_null())
            .exec(self.connection)
            .await?;
        Ok(used.rows_affected > 0)
    }
}

fn to_link(row: contact_links::Model) -> Result<ContactLink, StorageError> {
    Ok(ContactLink {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        contact_id: row.contact_id.into(),
        conversation_id: row.conversation_id.into(),
        identifier: identifier_of(&row.kind, "", row.value)?,
        webhook_id: row.webhook_id.into(),
        code_hash: row.code_hash,
        tries: count(row.tries),
        delivery_id: row.delivery_id.into(),
        created_at: row.created_at,
        expires_at: row.expires_at,
        used_at: row.used_at,
    })
}
