//! Signed-in browsers.

use chrono::{DateTime, Utc};
use patchbay_domain::identity::Session;
use patchbay_domain::ids::{SessionId, UserId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};

use crate::entities::sessions;
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::words::{from_word, parse, word};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The live sessions of a member, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn sessions(
        &self,
        user: UserId,
        now: DateTime<Utc>,
        page: PageRequest,
    ) -> Result<Page<Session>, StorageError> {
        use sessions::Column;
        let query = sessions::Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::UserId.eq(user.uuid()))
            .filter(Column::ExpiresAt.gt(now));
        let rows = newest_first(query, Column::CreatedAt, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_session).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.created_at, id: one.id.uuid() }))
    }

    /// One session of a member.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn session(&self, user: UserId, id: SessionId) -> Result<Option<Session>, StorageError> {
        sessions::Entity::find_by_id(id.uuid())
            .filter(sessions::Column::OrganizationId.eq(self.tenant()))
            .filter(sessions::Column::UserId.eq(user.uuid()))
            .one(self.connection)
            .await?
            .map(to_session)
            .transpose()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a session; its member was seen.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_session(&self, session: &Session) -> Result<(), StorageError> {
        let row = sessions::Model {
            id: session.id.uuid(),
            organization_id: self.tenant(),
            user_id: session.user_id.uuid(),
            token_hash: session.token_hash.clone(),
            method: word(&session.method),
            user_agent: session.user_agent.clone(),
            address: session.address.map(|address| address.to_string()),
            last_used_at: Some(session.last_used_at),
            created_at: session.created_at,
            expires_at: session.expires_at,
        };
        sessions::Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        self.note_seen(session.user_id, session.created_at).await
    }

    /// Ends a session of a member; says whether there was one.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn delete_session(&self, user: UserId, id: SessionId) -> Result<bool, StorageError> {
        let deleted = sessions::Entity::delete_many()
            .filter(sessions::Column::Id.eq(id.uuid()))
            .filter(sessions::Column::OrganizationId.eq(self.tenant()))
            .filter(sessions::Column::UserId.eq(user.uuid()))
            .exec(self.connection)
            .await?;
        Ok(deleted.rows_affected > 0)
    }

    /// Ends every session of a member but `keep`; says how many.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn delete_sessions(&self, user: UserId, keep: Option<SessionId>) -> Result<u64, StorageError> {
        let mut delete = sessions::Entity::delete_many()
            .filter(sessions::Column::OrganizationId.eq(self.tenant()))
            .filter(sessions::Column::UserId.eq(user.uuid()));
        if let Some(keep) = keep {
            delete = delete.filter(sessions::Column::Id.ne(keep.uuid()));
        }
        Ok(delete.exec(self.connection).await?.rows_affected)
    }
}

fn to_session(row: sessions::Model) -> Result<Session, StorageError> {
    Ok(Session {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        user_id: row.user_id.into(),
        token_hash: row.token_hash,
        method: from_word(&row.method)?,
        user_agent: row.user_agent,
        address: row.address.as_deref().map(parse).transpose()?,
        created_at: row.created_at,
        last_used_at: row.last_used_at.unwrap_or(row.created_at),
        expires_at: row.expires_at,
    })
}
