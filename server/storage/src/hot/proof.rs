//! What a request was let in by, where that was remembered: asked again in the transaction that stores what it brought, so
//! that a token that was revoked meanwhile stores nothing.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::postgres::PostgresBatch;
use super::sqlite::SqliteBatch;
use super::values::{Id, Instant};
use crate::credentials::TokenProof;
use crate::error::StorageError;

const ON_SQLITE: &str = "\
    SELECT 1 FROM api_tokens JOIN users ON users.id = api_tokens.user_id WHERE api_tokens.id = ? AND users.id = ? \
    AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) AND removed_at IS NULL AND role = ?";

const ON_POSTGRES: &str = "\
    SELECT 1 FROM api_tokens JOIN users ON users.id = api_tokens.user_id WHERE api_tokens.id = $1 AND users.id = $2 \
    AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3) AND removed_at IS NULL AND role = $4";

/// Whether it still proves who calls.
pub(super) fn on_sqlite(
    proof: &TokenProof,
    now: DateTime<Utc>,
    batch: &SqliteBatch<'_>,
) -> Result<bool, StorageError> {
    let known = params![Id(&proof.token_id), Id(&proof.user_id), Instant(now), proof.role];
    Ok(batch.statement(ON_SQLITE)?.exists(known)?)
}

/// The same.
pub(super) async fn on_postgres(
    proof: &TokenProof,
    now: DateTime<Utc>,
    batch: &mut PostgresBatch<'_>,
) -> Result<bool, StorageError> {
    let ask = sqlx::query(ON_POSTGRES).bind(proof.token_id).bind(proof.user_id).bind(now).bind(&*proof.role);
    Ok(ask.fetch_optional(&mut *batch.connection).await?.is_some())
}
