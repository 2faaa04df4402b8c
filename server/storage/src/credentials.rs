//! Who a session's cookie or an API token belongs to. Only hashes are kept, so these look-ups are among the few that
//! begin without an organization: the hash leads to it.

use chrono::{DateTime, Utc};
use patchbay_domain::access::TokenScopes;
use patchbay_domain::actor::{Actor, Credential};
use patchbay_domain::ids::UserId;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::api_tokens::scopes;
use crate::entities::{api_tokens, sessions, users};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::storage::Storage;
use crate::words::from_word;

/// Somebody who proved who they are, and when they last did.
#[derive(Debug, Clone)]
pub struct KnownActor {
    /// Who, without the address and the request, which the database does not know.
    pub actor: Actor,
    /// When the credential last was used.
    pub last_used_at: Option<DateTime<Utc>>,
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
    ) -> Result<Option<KnownActor>, StorageError> {
        let Some(session) = sessions::Entity::find()
            .filter(sessions::Column::TokenHash.eq(hash))
            .filter(sessions::Column::ExpiresAt.gt(now))
            .one(self.reader())
            .await?
        else {
            return Ok(None);
        };
        let credential = Credential::Session(session.id.into());
        self.known(session.user_id, credential, TokenScopes::all(), session.last_used_at).await
    }

    /// Whose live API token this hash is of.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn actor_of_api_token(
        &self,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<KnownActor>, StorageError> {
        use api_tokens::Column;
        let lasts = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now));
        let Some(token) = api_tokens::Entity::find()
            .filter(Column::TokenHash.eq(hash))
            .filter(Column::RevokedAt.is_null())
            .filter(lasts)
            .one(self.reader())
            .await?
        else {
            return Ok(None);
        };
        let credential = Credential::ApiToken(token.id.into());
        self.known(token.user_id, credential, scopes(token.scopes)?, token.last_used_at).await
    }

    async fn known(
        &self,
        user_id: uuid::Uuid,
        credential: Credential,
        scopes: TokenScopes,
        last_used_at: Option<DateTime<Utc>>,
    ) -> Result<Option<KnownActor>, StorageError> {
        let user = users::Entity::find_by_id(user_id)
            .filter(users::Column::RemovedAt.is_null())
            .one(self.reader())
            .await?;
        user.map(|user| {
            let actor = Actor {
                organization_id: user.organization_id.into(),
                user_id: user.id.into(),
                role: from_word(&user.role)?,
                credential,
                scopes,
                address: None,
                request_id: None,
            };
            Ok(KnownActor { actor, last_used_at })
        })
        .transpose()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Notes that a member's credential was used.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn note_use(&self, actor: &Actor, at: DateTime<Utc>) -> Result<(), StorageError> {
        match actor.credential {
            Credential::Session(id) => {
                sessions::Entity::update_many()
                    .col_expr(sessions::Column::LastUsedAt, Expr::value(at))
                    .filter(sessions::Column::OrganizationId.eq(self.tenant()))
                    .filter(sessions::Column::Id.eq(id.uuid()))
                    .exec(self.connection)
                    .await?;
            }
            Credential::ApiToken(id) => {
                api_tokens::Entity::update_many()
                    .col_expr(api_tokens::Column::LastUsedAt, Expr::value(at))
                    .filter(api_tokens::Column::OrganizationId.eq(self.tenant()))
                    .filter(api_tokens::Column::Id.eq(id.uuid()))
                    .exec(self.connection)
                    .await?;
            }
        }
        self.note_seen(actor.user_id, at).await
    }

    /// Notes that a member was seen.
    ///
    /// # Errors
    /// Only the database's own.
    pub(crate) async fn note_seen(&self, user: UserId, at: DateTime<Utc>) -> Result<(), StorageError> {
        users::Entity::update_many()
            .col_expr(users::Column::LastSeenAt, Expr::value(at))
            .filter(users::Column::OrganizationId.eq(self.tenant()))
            .filter(users::Column::Id.eq(user.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
