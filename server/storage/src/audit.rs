//! The audit trail.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::conversation::{ConversationStatus, ConversationStep, ConversationTransition};
use patchbay_domain::ids::{ConversationId, UserId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter,
};
use serde::Deserialize;

use crate::entities::audit_entries;
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::search::beginning;
use crate::words::{from_json, from_word, parse, word};

/// Which entries a list holds.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only what this member did.
    pub user_id: Option<UserId>,
    /// Only this action, or all of a noun: `webhook.*`.
    pub action: Option<String>,
    /// Only what was done to this.
    pub subject: Option<String>,
    /// Not before this.
    pub since: Option<DateTime<Utc>>,
    /// Before this.
    pub until: Option<DateTime<Utc>>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// Entries, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn audit_entries(
        &self,
        filter: &AuditFilter,
        page: PageRequest,
    ) -> Result<Page<AuditEntry>, StorageError> {
        use audit_entries::Column;
        let mut query = audit_entries::Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        if let Some(user) = filter.user_id {
            query = query.filter(Column::UserId.eq(user.uuid()));
        }
        if let Some(action) = &filter.action {
            query = query.filter(match action.strip_suffix('*') {
                Some(prefix) => Expr::col(Column::Action).like(beginning(prefix)),
                None => Column::Action.eq(action),
            });
        }
        if let Some(subject) = &filter.subject {
            query = query.filter(Column::Subject.eq(subject));
        }
        if let Some(since) = filter.since {
            query = query.filter(Column::At.gte(since));
        }
        if let Some(until) = filter.until {
            query = query.filter(Column::At.lt(until));
        }
        let rows = newest_first(query, Column::At, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_entry).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |entry| Cursor { at: entry.at, id: entry.id.uuid() }))
    }

    /// The steps that were taken with a conversation, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn conversation_transitions(
        &self,
        id: ConversationId,
        page: PageRequest,
    ) -> Result<Page<ConversationTransition>, StorageError> {
        use audit_entries::Column;
        let actions = ConversationStep::ALL.map(ConversationStep::action);
        let query = audit_entries::Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Subject.eq(id.to_string()))
            .filter(Column::Action.is_in(actions));
        let rows = newest_first(query, Column::At, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_transition).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.at, id: one.id.uuid() }))
    }

    /// How often a member did this since then.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_done(
        &self,
        user: UserId,
        action: &str,
        since: DateTime<Utc>,
    ) -> Result<u64, StorageError> {
        use audit_entries::Column;
        Ok(audit_entries::Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::UserId.eq(user.uuid()))
            .filter(Column::Action.eq(action))
            .filter(Column::At.gt(since))
            .count(self.connection)
            .await?)
    }
}

/// What `move_conversation` writes.
#[derive(Deserialize)]
struct Standing {
    status: ConversationStatus,
    #[serde(default)]
    reason: Option<String>,
}

fn to_transition(row: audit_entries::Model) -> Result<ConversationTransition, StorageError> {
    let before: Standing = from_json(row.before.unwrap_or_default())?;
    let after: Standing = from_json(row.after.unwrap_or_default())?;
    Ok(ConversationTransition {
        id: row.id.into(),
        at: row.at,
        from: before.status,
        to: after.status,
        reason: after.reason,
        user_id: row.user_id.map(Into::into),
    })
}

fn to_entry(row: audit_entries::Model) -> Result<AuditEntry, StorageError> {
    Ok(AuditEntry {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        actor: from_word(&row.actor)?,
        user_id: row.user_id.map(Into::into),
        api_token_id: row.api_token_id.map(Into::into),
        address: row.address.as_deref().map(parse).transpose()?,
        request_id: row.request_id,
        action: Cow::Owned(row.action),
        subject: row.subject,
        before: row.before,
        after: row.after,
        at: row.at,
    })
}

impl Scope<'_, DatabaseTransaction> {
    /// Writes one entry, in the transaction of what it tells of.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn record(&self, entry: &AuditEntry) -> Result<(), StorageError> {
        self.record_all(std::slice::from_ref(entry)).await
    }

    /// Writes entries, in one statement, in the transaction of what they tell of.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn record_all(&self, entries: &[AuditEntry]) -> Result<(), StorageError> {
        if entries.is_empty() {
            return Ok(());
        }
        let rows = entries.iter().map(|entry| audit_entries::Model {
            id: entry.id.uuid(),
            organization_id: self.tenant(),
            actor: word(&entry.actor),
            user_id: entry.user_id.map(Into::into),
            api_token_id: entry.api_token_id.map(Into::into),
            address: entry.address.map(|address| address.to_string()),
            request_id: entry.request_id.clone(),
            action: entry.action.clone().into_owned(),
            subject: entry.subject.clone(),
            before: entry.before.clone(),
            after: entry.after.clone(),
            at: entry.at,
        });
        audit_entries::Entity::insert_many(rows.map(IntoActiveModel::into_active_model))
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }
}
