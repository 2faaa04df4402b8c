//! A member signs in: by a link that works once, or by address and password.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use chrono::TimeDelta;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::ids::{OrganizationId, SessionId, UserId};
use patchbay_domain::secret::Secret;
use patchbay_storage::Credentials;
use tokio::sync::Semaphore;

use super::authenticate::token_hash;
use super::{ActionError, Services};

/// How long a session lasts.
pub const SESSION_LIFETIME: TimeDelta = TimeDelta::days(30);

/// A new session: whose, and the secret that goes into the cookie.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The tenant.
    pub organization_id: OrganizationId,
    /// Who.
    pub user_id: UserId,
    /// The cookie's value, 64 hex characters.
    pub token: Secret,
}

/// Signs in by the token of a link; the link is used up.
///
/// # Errors
/// [`ActionError::Unauthenticated`] for a token that is unknown, used or over.
pub async fn sign_in_with_link(services: &Services, token: &str) -> Result<SignedIn, ActionError> {
    let (hash, now) = (token_hash(token), services.now());
    let (session, id, credentials) = new_session(services);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (hash, session, mut credentials) = (hash.clone(), session.clone(), credentials.clone());
            Box::pin(async move {
                let Some((organization_id, user_id)) = tx.use_sign_in_link(&hash, now).await? else {
                    return Err(ActionError::Unauthenticated(
                        "this sign-in link was used already or is over; make a new one with \
                         `patchbay sign-in-link --email …`"
                            .to_owned(),
                    ));
                };
                credentials.user_id = user_id;
                tx.scope(organization_id).insert_session(id, &credentials).await?;
                Ok(SignedIn { organization_id, user_id, token: session })
            })
        })
        .await
}

/// Signs in by address and password.
///
/// # Errors
/// [`ActionError::Unauthenticated`] where they do not belong together; it does not say which of them is wrong.
pub async fn sign_in_with_password(
    services: &Services,
    email: &str,
    password: Secret,
) -> Result<SignedIn, ActionError> {
    let found = services.storage.user_by_email(&email.trim().to_lowercase()).await?;
    let (user, hash) = match found {
        Some((user, Some(hash))) => (Some(user), hash),
        // As long as with a member, so that the time tells nobody who is one.
        Some((_, None)) | None => (None, NOBODY.clone()),
    };
    let fits = verify_password(hash, password).await;
    let Some(user) = user.filter(|_| fits) else {
        return Err(ActionError::Unauthenticated(
            "the address and the password do not belong together".to_owned(),
        ));
    };
    let (session, id, mut credentials) = new_session(services);
    credentials.user_id = user.id;
    let organization_id = user.organization_id;
    services
        .storage
        .writer()
        .transact(move |tx| {
            let credentials = credentials.clone();
            Box::pin(async move { tx.scope(organization_id).insert_session(id, &credentials).await })
        })
        .await?;
    Ok(SignedIn { organization_id, user_id: user.id, token: session })
}

fn new_session(services: &Services) -> (Secret, SessionId, Credentials) {
    let token = hex::encode(random_bytes::<32>(&*services.entropy));
    let now = services.now();
    let credentials = Credentials {
        user_id: UserId::from(uuid::Uuid::nil()),
        token_hash: token_hash(&token),
        created_at: now,
        expires_at: now + SESSION_LIFETIME,
    };
    (Secret::new(token), SessionId::new(now, &*services.entropy), credentials)
}

/// A hash that no password has.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_password(&Secret::new("nobody"), [0; 16]));

/// Each check takes 19 MiB and some tens of milliseconds on purpose; more at once than this would be an attack's gain.
static CHECKS: Semaphore = Semaphore::const_new(2);

async fn verify_password(hash: String, password: Secret) -> bool {
    let Ok(_permit) = CHECKS.acquire().await else { return false };
    let check = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.expose().as_bytes(), &hash).is_ok())
    });
    check.await.unwrap_or(false)
}

/// The argon2id hash of a password, in PHC form.
#[must_use]
#[expect(clippy::expect_used, reason = "argon2's own defaults and a salt of 16 bytes are within its limits")]
pub fn hash_password(password: &Secret, salt: [u8; 16]) -> String {
    let salt = SaltString::encode_b64(&salt).expect("16 bytes make a salt");
    let hash = Argon2::default().hash_password(password.expose().as_bytes(), &salt);
    hash.expect("the default parameters are valid").to_string()
}
