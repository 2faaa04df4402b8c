//! A request that is repeated under its idempotency key gets the answer of the first one, and does nothing (PE-4).

use chrono::TimeDelta;
use patchbay_domain::actor::Actor;
use patchbay_domain::ids::uuid_at;
use patchbay_storage::{IdempotentRequest, Repeated};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{ActionError, Services};

/// For how long an answer is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::hours(24);
/// A request that has no answer after this long was cut off: none takes half as long.
const ABANDONED_AFTER: TimeDelta = TimeDelta::seconds(60);

/// A request that brought a key.
#[derive(Debug, Clone, Copy)]
pub struct KeyedRequest<'a> {
    /// The key, as the caller chose it.
    pub key: &'a str,
    /// The method and the route: `POST /api/v1/webhooks/{id}/test`.
    pub route: &'a str,
    /// The path and query as they were called.
    pub target: &'a str,
    /// The body.
    pub body: &'a [u8],
}

/// What a key says about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    /// It is the first one under its key: work on it, then [`keep_answer`] or [`give_back`] under this name.
    First(Uuid),
    /// The first one is still being worked on.
    Running,
    /// The key was used for another request.
    OtherRequest,
    /// The status and the kept bytes of the first answer.
    Answered(u16, Vec<u8>),
}

/// Takes the key for this request, unless it was used. Keys belong to a member: what one was answered, secrets included, is
/// repeated to nobody else.
///
/// # Errors
/// Only the database's own.
pub async fn take_key(
    services: &Services,
    actor: &Actor,
    request: KeyedRequest<'_>,
) -> Result<Once, ActionError> {
    let now = services.now();
    let id = uuid_at(now, &*services.entropy);
    let asked = IdempotentRequest {
        id,
        route: request.route.to_owned(),
        key_hash: hash(&[actor.user_id.to_string().as_bytes(), request.key.as_bytes()]),
        fingerprint: hash(&[request.route.as_bytes(), request.target.as_bytes(), request.body]),
        now,
        abandoned_before: now - ABANDONED_AFTER,
        expires_at: now + KEPT_FOR,
    };
    let organization_id = actor.organization_id;
    let known: Result<Repeated, ActionError> = services
        .storage
        .writer()
        .transact(move |tx| {
            let asked = asked.clone();
            Box::pin(async move { Ok(tx.scope(organization_id).take_idempotency_key(&asked).await?) })
        })
        .await;
    Ok(match known? {
        Repeated::First => Once::First(id),
        Repeated::Running => Once::Running,
        Repeated::OtherRequest => Once::OtherRequest,
        Repeated::Answered { status, answer } => Once::Answered(status, answer),
    })
}

/// Keeps an answer, sealed: it may hold a secret that is shown this once.
///
/// # Errors
/// Only the database's own.
pub async fn keep_answer(
    services: &Services,
    actor: &Actor,
    id: Uuid,
    status: u16,
    answer: Vec<u8>,
) -> Result<(), ActionError> {
    let organization_id = actor.organization_id;
    services
        .storage
        .writer()
        .transact(move |tx| {
            let answer = answer.clone();
            Box::pin(async move { Ok(tx.scope(organization_id).keep_answer(id, status, &answer).await?) })
        })
        .await
}

/// Gives the key back: nothing was done.
///
/// # Errors
/// Only the database's own.
pub async fn give_back(services: &Services, actor: &Actor, id: Uuid) -> Result<(), ActionError> {
    let organization_id = actor.organization_id;
    services
        .storage
        .writer()
        .transact(move |tx| {
            Box::pin(async move { Ok(tx.scope(organization_id).give_back_idempotency_key(id).await?) })
        })
        .await
}

/// SHA-256 of these, each with its length before it, so that no two lists look the same.
fn hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn what_differs_hashes_differently() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_ne!(hash(&[b"ab"]), hash(&[b"ab", b""]));
        assert_eq!(hash(&[b"ab", b"c"]), hash(&[b"ab", b"c"]));
    }
}
