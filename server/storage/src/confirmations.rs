//! What waits for a member's yes or no, and what did.

use chrono::{DateTime, Utc};
use patchbay_domain::confirmation::{ConfirmationState, MAX_WRONG_CODES, PendingConfirmation};
use patchbay_domain::ids::{ConfirmationId, ConversationId, UserId, WebhookId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::entities::confirmations::{self, Column, Entity};
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{column, count, from_json, from_word, to_json, word};

/// More than one conversation has waiting.
const MOST_IN_A_CONVERSATION: u64 = 20;

/// Which confirmations a list holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConfirmationFilter {
    /// Only those that wait at this instant.
    pub waiting_at: Option<DateTime<Utc>>,
    /// Only those asked for in this conversation.
    pub conversation_id: Option<ConversationId>,
    /// Only those that this member is asked for.
    pub user_id: Option<UserId>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One confirmation.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn confirmation(
        &self,
        id: ConfirmationId,
    ) -> Result<Option<PendingConfirmation>, StorageError> {
        let row = Entity::find_by_id(id.uuid())
            .filter(Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?;
        row.map(to_confirmation).transpose()
    }

    /// Confirmations, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn confirmations(
        &self,
        filter: &ConfirmationFilter,
        page: PageRequest,
    ) -> Result<Page<PendingConfirmation>, StorageError> {
        let query = self.waiting_or_settled(filter);
        let rows = newest_first(query, Column::CreatedAt, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_confirmation).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.created_at, id: one.id.uuid() }))
    }

    /// How many of them there are.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_confirmations(&self, filter: &ConfirmationFilter) -> Result<u64, StorageError> {
        Ok(self.waiting_or_settled(filter).count(self.connection).await?)
    }

    fn waiting_or_settled(&self, filter: &ConfirmationFilter) -> sea_orm::Select<Entity> {
        let mut query = Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        if let Some(now) = filter.waiting_at {
            query = query
                .filter(Column::State.eq(word(&ConfirmationState::Pending)))
                .filter(Column::ExpiresAt.gt(now));
        }
        if let Some(conversation) = filter.conversation_id {
            query = query.filter(Column::ConversationId.eq(conversation.uuid()));
        }
        if let Some(user) = filter.user_id {
            query = query.filter(Column::UserId.eq(user.uuid()));
        }
        query
    }

    /// What a member asked for in a conversation themselves and still has to agree to, oldest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn own_confirmations_waiting(
        &self,
        conversation: ConversationId,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<Vec<PendingConfirmation>, StorageError> {
        let filter = ConfirmationFilter {
            waiting_at: Some(now),
            conversation_id: Some(conversation),
            user_id: Some(user),
        };
        let rows = self
            .waiting_or_settled(&filter)
            .filter(Column::IsOwn.eq(true))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .limit(MOST_IN_A_CONVERSATION)
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_confirmation).collect()
    }

    /// What a member settles by a code: what waits under it, else what last did since then.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn confirmation_of_code(
        &self,
        user: UserId,
        code: &str,
        since: DateTime<Utc>,
    ) -> Result<Option<PendingConfirmation>, StorageError> {
        let of_code = || {
            Entity::find()
                .filter(Column::OrganizationId.eq(self.tenant()))
                .filter(Column::UserId.eq(user.uuid()))
                .filter(Column::Code.eq(code))
                .filter(Column::CreatedAt.gte(since))
                .order_by_desc(Column::CreatedAt)
                .order_by_desc(Column::Id)
        };
        let waiting = of_code()
            .filter(Column::State.eq(word(&ConfirmationState::Pending)))
            .one(self.connection)
            .await?;
        match waiting {
            Some(row) => to_confirmation(row).map(Some),
            None => of_code().one(self.connection).await?.map(to_confirmation).transpose(),
        }
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// The codes that wait.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn codes_in_use(&self, now: DateTime<Utc>) -> Result<Vec<String>, StorageError> {
        let filter = ConfirmationFilter { waiting_at: Some(now), ..ConfirmationFilter::default() };
        let query = self.waiting_or_settled(&filter).select_only().column(Column::Code);
        Ok(query.into_tuple().all(self.connection).await?)
    }

    /// Stores a confirmation that waits.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_confirmation(&self, asked: &PendingConfirmation) -> Result<(), StorageError> {
        let row = confirmations::Model {
            id: asked.id.uuid(),
            organization_id: self.tenant(),
            code: asked.code.clone(),
            user_id: asked.user_id.uuid(),
            webhook_id: asked.webhook_id.uuid(),
            conversation_id: asked.conversation_id.uuid(),
            message_id: asked.message_id.uuid(),
            contact_id: asked.contact_id.uuid(),
            is_own: asked.is_own,
            summary: asked.summary.clone(),
            plan: to_json(&asked.plan)?,
            state: word(&asked.state),
            wrong_codes: column(asked.wrong_codes),
            created_at: asked.created_at,
            expires_at: asked.expires_at,
            settled_at: asked.settled_at,
            settled_by: asked.settled_by.map(Into::into),
            settled_through: asked.settled_through.map(Into::into),
        };
        Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Settles what waits; false where somebody else did, or it is over.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn settle_confirmation(
        &self,
        id: ConfirmationId,
        state: ConfirmationState,
        (by, through): (UserId, Option<WebhookId>),
        now: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        let settled = Entity::update_many()
            .col_expr(Column::State, Expr::value(word(&state)))
            .col_expr(Column::SettledAt, Expr::value(now))
            .col_expr(Column::SettledBy, Expr::value(by.uuid()))
            .col_expr(Column::SettledThrough, Expr::value(through.map(WebhookId::uuid)))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(id.uuid()))
            .filter(Column::State.eq(word(&ConfirmationState::Pending)))
            .filter(Column::ExpiresAt.gt(now))
            .exec(self.connection)
            .await?;
        Ok(settled.rows_affected > 0)
    }

    /// Counts a wrong code against everything that waits for a member.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn count_wrong_code(&self, user: UserId) -> Result<(), StorageError> {
        Entity::update_many()
            .col_expr(Column::WrongCodes, Expr::col(Column::WrongCodes).add(1))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::UserId.eq(user.uuid()))
            .filter(Column::State.eq(word(&ConfirmationState::Pending)))
            .filter(Column::WrongCodes.lt(column(MAX_WRONG_CODES)))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}

fn to_confirmation(row: confirmations::Model) -> Result<PendingConfirmation, StorageError> {
    Ok(PendingConfirmation {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        code: row.code,
        user_id: row.user_id.into(),
        webhook_id: row.webhook_id.into(),
        conversation_id: row.conversation_id.into(),
        message_id: row.message_id.into(),
        contact_id: row.contact_id.into(),
        is_own: row.is_own,
        summary: row.summary,
        plan: from_json(row.plan)?,
        state: from_word(&row.state)?,
        wrong_codes: count(row.wrong_codes),
        created_at: row.created_at,
        expires_at: row.expires_at,
        settled_at: row.settled_at,
        settled_by: row.settled_by.map(Into::into),
        settled_through: row.settled_through.map(Into::into),
    })
}
