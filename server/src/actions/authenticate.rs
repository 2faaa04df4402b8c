//! Who is asking: a session's cookie or an API token, looked up by its hash.

pub mod credentials;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::actor::Actor;
use patchbay_domain::request::Visitor;
use patchbay_storage::{StorageError, TokenProof};
use sha2::{Digest, Sha256};

use super::{ActionError, Services};

/// How API tokens begin, so that people and secret scanners know them.
pub const API_TOKEN_PREFIX: &str = "pb_";

/// How exactly it is known when a credential last was used: a write a minute and credential, not one a request.
const NOTE_USE_EVERY: TimeDelta = TimeDelta::minutes(1);

/// What a request brings to say who asks.
#[derive(Debug, Clone, Copy)]
pub enum Presented<'a> {
    /// The value of the session cookie.
    Session(&'a str),
    /// The token of an `Authorization: Bearer` header.
    ApiToken(&'a str),
}

/// Says who is asking.
///
/// # Errors
/// [`ActionError::Unauthenticated`] where nobody is known by it, [`ActionError::TooOften`] past 60 such in a minute.
pub async fn authenticate(
    services: &Services,
    presented: Presented<'_>,
    visitor: &Visitor,
) -> Result<Actor, ActionError> {
    let now = services.now();
    let (known, what) = match presented {
        Presented::Session(token) => {
            let known = services.storage.actor_of_session(&token_hash(token), now).await?;
            (known, "this session is over; sign in again")
        }
        Presented::ApiToken(token) => {
            let known = services.storage.actor_of_api_token(&token_hash(token), now).await?;
            (
                known,
                "this API token is not known; use one that begins with \"pb_\" and is neither revoked nor over",
            )
        }
    };
    let Some(known) = known else { return Err(refused(services, visitor, what)) };
    let actor = Actor { address: visitor.address, request_id: visitor.request_id.clone(), ..known.actor };
    if known.last_used_at.is_none_or(|last| now - last >= NOTE_USE_EVERY) {
        note_use(services, &actor, now).await;
    }
    Ok(actor)
}

/// Who is asking by an API token, as far as that is remembered: good for handing in what is stored together with the proof,
/// and for no answer but that it is. None: ask. Asked at least once a minute, when its use is noted.
#[must_use]
pub fn remembered(services: &Services, token: &str, visitor: &Visitor) -> Option<(Actor, Arc<TokenProof>)> {
    let (known, proof) = services.storage.remembered_actor(&token_hash(token))?;
    let now = services.now();
    known.last_used_at.filter(|last| now - *last < NOTE_USE_EVERY)?;
    let actor = Actor { address: visitor.address, request_id: visitor.request_id.clone(), ..known.actor };
    Some((actor, proof))
}

/// A failed authentication counts against the address: past the limit it is told to wait. Who proves who they are is let
/// in all the same, since others may share the address (C17).
fn refused(services: &Services, visitor: &Visitor, what: &str) -> ActionError {
    let now = services.now();
    match visitor.address.map(|address| services.limits.addresses.failed(address, now)) {
        Some(Err(wait)) => ActionError::TooOften {
            reason: "too many requests of this address failed to authenticate".to_owned(),
            after: (wait.until - now).to_std().unwrap_or_default(),
        },
        _ => ActionError::Unauthenticated(what.to_owned()),
    }
}

/// Notes that it was used. That it could not be noted is no reason to turn anybody away.
async fn note_use(services: &Services, actor: &Actor, now: DateTime<Utc>) {
    let noted = actor.clone();
    let noted: Result<(), StorageError> = services
        .storage
        .writer()
        .transact(move |tx| {
            let actor = noted.clone();
            Box::pin(async move { tx.scope(actor.organization_id).note_use(&actor, now).await })
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "when a credential was used could not be noted");
    }
}

/// What is kept of a token: SHA-256 in hex. Tokens are random and long, so nothing slower is needed.
#[must_use]
pub fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
