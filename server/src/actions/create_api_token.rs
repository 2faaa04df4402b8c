//! A member makes an API token of their own.

use chrono::{DateTime, Utc};
use patchbay_domain::access::{Denied, TokenScope, TokenScopes};
use patchbay_domain::actor::{Actor, Credential};
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::identity::ApiToken;
use patchbay_domain::ids::ApiTokenId;
use patchbay_domain::organization::Role;
use patchbay_domain::secret::Secret;
use serde_json::{Value, json};

use super::announce::{change, timestamp};
use super::authenticate::{API_TOKEN_PREFIX, token_hash};
use super::create_task::redacted;
use super::{ActionError, Services};

/// How much of a token is kept to tell it from others: the prefix and 4 of its 64 digits.
const HINT_CHARACTERS: usize = 7;

/// A token as its owner wants it.
#[derive(Debug, Clone)]
pub struct NewApiToken {
    /// What it is for, 1 to 100 characters.
    pub name: String,
    /// What it may be used for, at least one.
    pub scopes: TokenScopes,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Makes a token; the secret is in the answer, this once.
///
/// # Errors
/// [`ActionError::Forbidden`] for a scope that the one who asks does not have, [`ActionError::Invalid`] for an end that
/// is past, or later than that of the token that asks.
pub async fn create_api_token(
    services: &Services,
    actor: &Actor,
    new: NewApiToken,
) -> Result<(ApiToken, Secret), ActionError> {
    let now = services.now();
    // No token makes one that may do more than itself.
    if let Some(scope) = new.scopes.iter().find(|scope| !actor.scopes.has(*scope)) {
        return Err(Denied::Scope(scope).into());
    }
    if new.scopes.has(TokenScope::Admin) && !actor.role.includes(Role::Admin) {
        return Err(Denied::Role { needed: Role::Admin, has: actor.role }.into());
    }
    if new.expires_at.is_some_and(|end| end <= now) {
        return Err(ActionError::field("expiresAt", "must be in the future"));
    }
    check_end(services, actor, new.expires_at).await?;
    let secret = new_token(services);
    let token = ApiToken {
        id: ApiTokenId::new(now, &*services.entropy),
        organization_id: actor.organization_id,
        user_id: actor.user_id,
        name: redacted(new.name),
        token_hash: token_hash(secret.expose()),
        hint: hint(&secret),
        scopes: new.scopes,
        created_at: now,
        expires_at: new.expires_at,
        last_used_at: None,
        revoked_at: None,
    };
    let audit = AuditEntry::by(actor, "api_token.created", token.id, &*services.clock, &*services.entropy)
        .change(None, Some(token_data(&token)));
    let stored = token.clone();
    let done: Result<(), ActionError> = services
        .storage
        .writer()
        .transact(move |tx| {
            let (token, audit) = (stored.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(token.organization_id);
                scope.insert_api_token(&token).await?;
                scope.record(&audit).await?;
                let (of, user) = (token.organization_id, token.user_id.uuid());
                tx.changed(change(of, ChangeKind::Member, user, None, None));
                Ok(())
            })
        })
        .await;
    done?;
    Ok((token, secret))
}

/// No token makes one that outlives it.
async fn check_end(
    services: &Services,
    actor: &Actor,
    wanted: Option<DateTime<Utc>>,
) -> Result<(), ActionError> {
    let Credential::ApiToken(id) = actor.credential else { return Ok(()) };
    let own = services.storage.scope(actor.organization_id).api_token(id).await?;
    match own.and_then(|own| own.expires_at) {
        Some(end) if wanted.is_none_or(|wanted| wanted > end) => {
            let message = format!("must not be later than {}, when the token that asks ends", timestamp(end));
            Err(ActionError::field("expiresAt", message))
        }
        _ => Ok(()),
    }
}

/// A token that nobody guesses: 256 random bits.
pub(super) fn new_token(services: &Services) -> Secret {
    Secret::new(format!("{API_TOKEN_PREFIX}{}", hex::encode(random_bytes::<32>(&*services.entropy))))
}

/// How a token begins.
pub(super) fn hint(token: &Secret) -> String {
    token.expose().chars().take(HINT_CHARACTERS).collect()
}

/// A token as the audit trail shows it.
pub(super) fn token_data(token: &ApiToken) -> Value {
    json!({
        "name": token.name,
        "hint": token.hint,
        "userId": token.user_id,
        "scopes": token.scopes,
        "expiresAt": token.expires_at.map(timestamp),
    })
}
