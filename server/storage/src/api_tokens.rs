//! API tokens: scripts' keys.

use chrono::{DateTime, Utc};
use patchbay_domain::access::TokenScopes;
use patchbay_domain::identity::ApiToken;
use patchbay_domain::ids::{ApiTokenId, UserId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::Value;

use crate::entities::api_tokens;
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{from_json, to_json};

/// Which tokens a list holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct ApiTokenFilter {
    /// Only those of this member.
    pub user_id: Option<UserId>,
    /// Only those that can be used at this instant.
    pub live_at: Option<DateTime<Utc>>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// Tokens, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn api_tokens(
        &self,
        filter: ApiTokenFilter,
        page: PageRequest,
    ) -> Result<Page<ApiToken>, StorageError> {
        use api_tokens::Column;
        let mut query = api_tokens::Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        if let Some(user) = filter.user_id {
            query = query.filter(Column::UserId.eq(user.uuid()));
        }
        if let Some(now) = filter.live_at {
            let lasts = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now));
            query = query.filter(Column::RevokedAt.is_null()).filter(lasts);
        }
        let rows = newest_first(query, Column::CreatedAt, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_api_token).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.created_at, id: one.id.uuid() }))
    }

    /// One token.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn api_token(&self, id: ApiTokenId) -> Result<Option<ApiToken>, StorageError> {
        api_tokens::Entity::find_by_id(id.uuid())
            .filter(api_tokens::Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?
            .map(to_api_token)
            .transpose()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a token.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_api_token(&self, token: &ApiToken) -> Result<(), StorageError> {
        let row = api_tokens::Model {
            id: token.id.uuid(),
            organization_id: self.tenant(),
            user_id: token.user_id.uuid(),
            name: token.name.clone(),
            token_hash: token.token_hash.clone(),
            hint: token.hint.clone(),
            scopes: Some(to_json(&token.scopes)?),
            expires_at: token.expires_at,
            last_used_at: token.last_used_at,
            created_at: token.created_at,
            revoked_at: token.revoked_at,
        };
        api_tokens::Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Revokes a token, or every one of a member; one that is revoked already keeps its time.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn revoke_api_tokens(
        &self,
        user: UserId,
        only: Option<ApiTokenId>,
        now: DateTime<Utc>,
    ) -> Result<u64, StorageError> {
        use api_tokens::Column;
        let mut revoke = api_tokens::Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(now))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::UserId.eq(user.uuid()))
            .filter(Column::RevokedAt.is_null());
        if let Some(id) = only {
            revoke = revoke.filter(Column::Id.eq(id.uuid()));
        }
        Ok(revoke.exec(self.connection).await?.rows_affected)
    }
}

/// The scopes of a row; tokens of before there were scopes can do everything.
pub(crate) fn scopes(stored: Option<Value>) -> Result<TokenScopes, StorageError> {
    stored.map_or_else(|| Ok(TokenScopes::all()), from_json)
}

fn to_api_token(row: api_tokens::Model) -> Result<ApiToken, StorageError> {
    Ok(ApiToken {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        user_id: row.user_id.into(),
        name: row.name,
        token_hash: row.token_hash,
        hint: row.hint,
        scopes: scopes(row.scopes)?,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        revoked_at: row.revoked_at,
    })
}
