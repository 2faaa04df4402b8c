//! How a member proves who they are: sessions, API tokens, links that sign in once. Only hashes of their tokens are
//! kept, so these look-ups are the one place that begins without an organization: the hash leads to it.

use chrono::{DateTime, Utc};
use patchbay_domain::actor::{Actor, Credential};
use patchbay_domain::ids::{ApiTokenId, OrganizationId, SessionId, SignInLinkId, UserId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, Value,
};

use crate::entities::{api_tokens, sessions, sign_in_links, users};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::storage::Storage;
use crate::words::from_word;
use crate::writer::Tx;

/// A token's owner and life.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Whose.
    pub user_id: UserId,
    /// SHA-256 of the token, 64 hex characters.
    pub token_hash: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// An API token to be stored.
#[derive(Debug, Clone)]
pub struct ApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// Whose.
    pub user_id: UserId,
    /// What it is for, in the owner's words.
    pub name: String,
    /// SHA-256 of the token, 64 hex characters.
    pub token_hash: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl Storage {
    /// Whose live session this hash is of.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn actor_of_session(
        &self,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Actor>, StorageError> {
        let Some(session) = sessions::Entity::find()
            .filter(sessions::Column::TokenHash.eq(hash))
            .filter(sessions::Column::ExpiresAt.gt(now))
            .one(self.reader())
            .await?
        else {
            return Ok(None);
        };
        let user = users::Entity::find_by_id(session.user_id).one(self.reader()).await?;
        actor(user, Credential::Session(session.id.into()))
    }

    /// Whose live API token this hash is of.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn actor_of_api_token(&self, hash: &str) -> Result<Option<Actor>, StorageError> {
        let Some(token) = api_tokens::Entity::find()
            .filter(api_tokens::Column::TokenHash.eq(hash))
            .filter(api_tokens::Column::RevokedAt.is_null())
            .one(self.reader())
            .await?
        else {
            return Ok(None);
        };
        let user = users::Entity::find_by_id(token.user_id).one(self.reader()).await?;
        actor(user, Credential::ApiToken(token.id.into()))
    }
}

fn actor(user: Option<users::Model>, credential: Credential) -> Result<Option<Actor>, StorageError> {
    user.map(|user| {
        Ok(Actor {
            organization_id: user.organization_id.into(),
            user_id: user.id.into(),
            role: from_word(&user.role)?,
            credential,
        })
    })
    .transpose()
}

impl Tx {
    /// Uses up a link that signs in once; says whose it is, or nothing where it is unknown, used or over.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn use_sign_in_link(
        &self,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<(OrganizationId, UserId)>, StorageError> {
        // One statement: of two that try, one gets the row.
        let statement = self.statement(
            "UPDATE sign_in_links SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ? \
             RETURNING organization_id, user_id",
            [Value::from(now), hash.into(), now.into()],
        );
        let Some(row) = self.connection().query_one_raw(statement).await? else { return Ok(None) };
        let organization: uuid::Uuid = row.try_get("", "organization_id")?;
        let user: uuid::Uuid = row.try_get("", "user_id")?;
        Ok(Some((organization.into(), user.into())))
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a link that signs in once.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_sign_in_link(
        &self,
        id: SignInLinkId,
        link: &Credentials,
    ) -> Result<(), StorageError> {
        let row = sign_in_links::ActiveModel {
            id: Set(id.uuid()),
            organization_id: Set(self.tenant()),
            user_id: Set(link.user_id.uuid()),
            token_hash: Set(link.token_hash.clone()),
            created_at: Set(link.created_at),
            expires_at: Set(link.expires_at),
            used_at: Set(None),
        };
        sign_in_links::Entity::insert(row).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Stores a session.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_session(&self, id: SessionId, session: &Credentials) -> Result<(), StorageError> {
        let row = sessions::Model {
            id: id.uuid(),
            organization_id: self.tenant(),
            user_id: session.user_id.uuid(),
            token_hash: session.token_hash.clone(),
            created_at: session.created_at,
            expires_at: session.expires_at,
        };
        sessions::Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn delete_session(&self, id: SessionId) -> Result<(), StorageError> {
        sessions::Entity::delete_many()
            .filter(sessions::Column::Id.eq(id.uuid()))
            .filter(sessions::Column::OrganizationId.eq(self.tenant()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Stores an API token.
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
            created_at: token.created_at,
            revoked_at: None,
        };
        api_tokens::Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        Ok(())
    }
}
