//! Who is asking: a session's cookie or an API token, looked up by its hash.

pub mod credentials;

use patchbay_domain::actor::Actor;
use sha2::{Digest, Sha256};

use super::{ActionError, Services};

/// How API tokens begin, so that people and secret scanners know them.
pub const API_TOKEN_PREFIX: &str = "pb_";

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
/// [`ActionError::Unauthenticated`] where nobody is known by it.
pub async fn authenticate(services: &Services, presented: Presented<'_>) -> Result<Actor, ActionError> {
    let (actor, what) = match presented {
        Presented::Session(token) => {
            let actor = services.storage.actor_of_session(&token_hash(token), services.now()).await?;
            (actor, "this session is over; sign in again")
        }
        Presented::ApiToken(token) => {
            let actor = services.storage.actor_of_api_token(&token_hash(token)).await?;
            (actor, "this API token is not known; use one that begins with \"pb_\" and has not been revoked")
        }
    };
    actor.ok_or_else(|| ActionError::Unauthenticated(what.to_owned()))
}

/// What is kept of a token: SHA-256 in hex. Tokens are random and long, so nothing slower is needed.
#[must_use]
pub fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
