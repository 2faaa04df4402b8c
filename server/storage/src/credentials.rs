//! Who a session's cookie or an API token belongs to. Only hashes are kept, so these look-ups are among the few that
//! begin without an organization: the hash leads to it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use patchbay_domain::access::TokenScopes;
use patchbay_domain::actor::{Actor, Credential};
use patchbay_domain::ids::UserId;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::api_tokens::scopes;
use crate::entities::{api_tokens, sessions, users};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::storage::Storage;
use crate::words::{from_word, word};

/// Somebody who proved who they are, and when they last did.
#[derive(Debug, Clone)]
pub struct KnownActor {
    /// Who, without the address and the request, which the database does not know.
    pub actor: Actor,
    /// When the credential last was used.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What an API token has to be still for a request to be let in by what is remembered of it. Scopes never change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenProof {
    pub(crate) token_id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) role: String,
}

/// What is remembered of API tokens, by their hash: good for handing in an event, and for no other answer. Whether it holds
/// still is asked in the transaction that stores the event.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownTokens(Arc<Mutex<HashMap<String, RememberedToken>>>);

type RememberedToken = (KnownActor, Arc<TokenProof>);

/// How many are remembered; past it all are forgotten, which costs one read each.
const REMEMBERED: usize = 4096;

impl KnownTokens {
    fn set(&self, hash: &str, token: Option<RememberedToken>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match token {
            Some(token) => {
                if known.len() >= REMEMBERED {
                    known.clear();
                }
                known.insert(hash.to_owned(), token);
            }
            None => drop(known.remove(hash)),
        }
    }
}

impl Storage {
    /// What is remembered of an API token, with what proves it.
    #[must_use]
    pub fn remembered_actor(&self, hash: &str) -> Option<(KnownActor, Arc<TokenProof>)> {
        self.known_tokens().0.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

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
            self.known_tokens().set(hash, None);
            return Ok(None);
        };
        let credential = Credential::ApiToken(token.id.into());
        let known = self.known(token.user_id, credential, scopes(token.scopes)?, token.last_used_at).await?;
        let remembered = known.clone().map(|known| {
            let (token_id, user_id, role) = (token.id, token.user_id, word(&known.actor.role));
            (known, Arc::new(TokenProof { token_id, user_id, role }))
        });
        self.known_tokens().set(hash, remembered);
        Ok(known)
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
