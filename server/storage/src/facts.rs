//! What is remembered of contacts.

use std::collections::HashMap;

use patchbay_domain::fact::{FactSource, RememberedFact};
use patchbay_domain::ids::{ContactId, FactId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::ActiveModelTrait as _;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::entities::{facts, messages};
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{from_word, word};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One fact.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn fact(&self, id: FactId) -> Result<Option<RememberedFact>, StorageError> {
        let row = facts::Entity::find_by_id(id.uuid())
            .filter(facts::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?;
        Ok(self.with_sources(row.into_iter().collect()).await?.pop())
    }

    /// Everything that is remembered of a contact, oldest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn facts_of(&self, contact: ContactId) -> Result<Vec<RememberedFact>, StorageError> {
        let rows = facts::Entity::find()
            .filter(facts::Column::OrganizationId.eq(self.tenant()))
            .filter(facts::Column::ContactId.eq(contact.uuid()))
            .order_by_asc(facts::Column::CreatedAt)
            .order_by_asc(facts::Column::Id)
            .all(self.connection)
            .await?;
        rows.into_iter().map(|row| to_fact(row, None)).collect()
    }

    /// What is remembered of a contact, newest first, with the conversations it came from.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn facts(
        &self,
        contact: ContactId,
        page: PageRequest,
    ) -> Result<Page<RememberedFact>, StorageError> {
        let query = facts::Entity::find()
            .filter(facts::Column::OrganizationId.eq(self.tenant()))
            .filter(facts::Column::ContactId.eq(contact.uuid()));
        let query = newest_first(query, facts::Column::CreatedAt, facts::Column::Id, page);
        let found = self.with_sources(query.all(self.connection).await?).await?;
        Ok(Page::cut(found, page.limit, |fact| Cursor { at: fact.created_at, id: fact.id.uuid() }))
    }

    async fn with_sources(&self, rows: Vec<facts::Model>) -> Result<Vec<RememberedFact>, StorageError> {
        let sources: Vec<Uuid> = rows.iter().filter_map(|row| row.source_message_id).collect();
        let conversations: HashMap<Uuid, Option<Uuid>> = match sources.is_empty() {
            true => HashMap::new(),
            false => messages::Entity::find()
                .select_only()
                .columns([messages::Column::Id, messages::Column::ConversationId])
                .filter(messages::Column::OrganizationId.eq(self.tenant()))
                .filter(messages::Column::Id.is_in(sources))
                .into_tuple::<(Uuid, Option<Uuid>)>()
                .all(self.connection)
                .await?
                .into_iter()
                .collect(),
        };
        let conversation = |row: &facts::Model| conversations.get(&row.source_message_id?).copied().flatten();
        rows.into_iter().map(|row| to_fact(row.clone(), conversation(&row))).collect()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Remembers something.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_facts(&self, new: &[RememberedFact]) -> Result<(), StorageError> {
        if new.is_empty() {
            return Ok(());
        }
        let rows = new.iter().map(|fact| to_row(fact).into_active_model());
        facts::Entity::insert_many(rows).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Stores what changed of a fact.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn update_fact(&self, fact: &RememberedFact) -> Result<(), StorageError> {
        facts::Entity::update_many()
            .set(to_row(fact).into_active_model().reset_all())
            .filter(facts::Column::OrganizationId.eq(self.tenant()))
            .filter(facts::Column::Id.eq(fact.id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Forgets these.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn delete_facts(&self, ids: &[FactId]) -> Result<(), StorageError> {
        if ids.is_empty() {
            return Ok(());
        }
        facts::Entity::delete_many()
            .filter(facts::Column::OrganizationId.eq(self.tenant()))
            .filter(facts::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Forgets everything about a contact.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn delete_facts_of(&self, contact: ContactId) -> Result<(), StorageError> {
        facts::Entity::delete_many()
            .filter(facts::Column::OrganizationId.eq(self.tenant()))
            .filter(facts::Column::ContactId.eq(contact.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}

fn to_row(fact: &RememberedFact) -> facts::Model {
    facts::Model {
        id: fact.id.uuid(),
        organization_id: fact.organization_id.uuid(),
        contact_id: fact.contact_id.uuid(),
        kind: word(&fact.kind),
        text: fact.text.clone(),
        source_message_id: fact.source.map(|source| source.message_id.uuid()),
        source_webhook_id: fact.source.map(|source| source.webhook_id.uuid()),
        created_by: fact.created_by.map(Into::into),
        created_at: fact.created_at,
        updated_at: fact.updated_at,
    }
}

fn to_fact(row: facts::Model, conversation: Option<Uuid>) -> Result<RememberedFact, StorageError> {
    let source = row.source_message_id.zip(row.source_webhook_id);
    Ok(RememberedFact {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        contact_id: row.contact_id.into(),
        kind: from_word(&row.kind)?,
        text: row.text,
        source: source.map(|(message, webhook)| FactSource {
            message_id: message.into(),
            webhook_id: webhook.into(),
            conversation_id: conversation.map(Into::into),
        }),
        created_by: row.created_by.map(Into::into),
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}
