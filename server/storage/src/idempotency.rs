//! Idempotency keys (PE-4): a request that is repeated under its key gets the answer of the first one.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::entities::idempotency_keys::{self, Column, Entity};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::writer::Tx;

/// A request under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotentRequest {
    /// An id for its row.
    pub id: Uuid,
    /// Method and path.
    pub route: String,
    /// A hash of the caller's key.
    pub key_hash: String,
    /// A hash of what was asked for.
    pub fingerprint: String,
    /// When it came.
    pub now: DateTime<Utc>,
    /// A request under the same key that came before this and has no answer yet will never get one.
    pub abandoned_before: DateTime<Utc>,
    /// Until when its answer is kept.
    pub expires_at: DateTime<Utc>,
}

/// What is known of a request under its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repeated {
    /// It is the first one: go on.
    First,
    /// The first one is still being worked on.
    Running,
    /// The key was used for something else.
    OtherRequest,
    /// The answer that the first one got.
    Answered {
        /// Its HTTP status.
        status: u16,
        /// What was kept of it.
        answer: Vec<u8>,
    },
}

impl Scope<'_, DatabaseTransaction> {
    /// Takes the key for this request, unless another one has it.
    ///
    /// # Errors
    /// The database's own, or an answer that does not open.
    pub async fn take_idempotency_key(&self, request: &IdempotentRequest) -> Result<Repeated, StorageError> {
        let of_key = || {
            Entity::find()
                .filter(Column::OrganizationId.eq(self.tenant()))
                .filter(Column::Route.eq(&request.route))
                .filter(Column::KeyHash.eq(&request.key_hash))
        };
        // Whoever took it and never answered was cut off: what it was to do may be asked for again.
        let is_abandoned = Condition::all()
            .add(Column::Status.is_null())
            .add(Column::CreatedAt.lte(request.abandoned_before));
        Entity::delete_many()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Route.eq(&request.route))
            .filter(Column::KeyHash.eq(&request.key_hash))
            .filter(Condition::any().add(Column::ExpiresAt.lte(request.now)).add(is_abandoned))
            .exec(self.connection)
            .await?;
        let row = idempotency_keys::Model {
            id: request.id,
            organization_id: self.tenant(),
            route: request.route.clone(),
            key_hash: request.key_hash.clone(),
            fingerprint: request.fingerprint.clone(),
            status: None,
            answer: None,
            created_at: request.now,
            expires_at: request.expires_at,
        };
        let columns = [Column::OrganizationId, Column::Route, Column::KeyHash];
        Entity::insert(row.into_active_model())
            .on_conflict_do_nothing_on(columns)
            .exec_without_returning(self.connection)
            .await?;
        let Some(known) = of_key().one(self.connection).await? else { return Ok(Repeated::Running) };
        if known.id == request.id {
            return Ok(Repeated::First);
        }
        if known.fingerprint != request.fingerprint {
            return Ok(Repeated::OtherRequest);
        }
        match known.status.zip(known.answer) {
            None => Ok(Repeated::Running),
            Some((status, answer)) => Ok(Repeated::Answered {
                status: u16::try_from(status).unwrap_or(500),
                answer: self.vault.open(&answer, &purpose(known.id))?,
            }),
        }
    }

    /// Keeps the answer for whoever repeats the request.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn keep_answer(&self, id: Uuid, status: u16, answer: &[u8]) -> Result<(), StorageError> {
        let sealed = self.vault.seal(answer, &purpose(id))?;
        Entity::update_many()
            .col_expr(Column::Status, Expr::value(i16::try_from(status).unwrap_or(500)))
            .col_expr(Column::Answer, Expr::value(sealed))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(id))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Gives the key back: nothing was done, so the same may be asked again.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn give_back_idempotency_key(&self, id: Uuid) -> Result<(), StorageError> {
        Entity::delete_many()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(id))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}

fn purpose(id: Uuid) -> String {
    format!("answer of request {id}")
}

impl Tx {
    /// Removes the answers, of every organization, whose time is over; says how many.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn expire_idempotency_keys(&self, now: DateTime<Utc>) -> Result<u64, StorageError> {
        let removed =
            Entity::delete_many().filter(Column::ExpiresAt.lte(now)).exec(self.connection()).await?;
        Ok(removed.rows_affected)
    }
}
