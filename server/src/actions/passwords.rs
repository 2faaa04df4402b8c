//! Passwords: their argon2id hashes, and what is asked of new ones.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::identity::MIN_PASSWORD_CHARACTERS;
use patchbay_domain::secret::Secret;
use tokio::sync::Semaphore;

use super::{ActionError, Services};

/// A hash that no password has.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_password(&Secret::new("nobody"), [0; 16]));

/// Each takes 19 MiB and some tens of milliseconds on purpose; more at once than this would be an attack's gain.
static AT_A_TIME: Semaphore = Semaphore::const_new(2);

/// Whether a password has this hash. Without a hash it takes as long and is none, so that the time tells nobody who is a
/// member.
pub(super) async fn verify_password(hash: Option<String>, password: Secret) -> bool {
    let is_there = hash.is_some();
    let Ok(_permit) = AT_A_TIME.acquire().await else { return false };
    let check = tokio::task::spawn_blocking(move || {
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.expose().as_bytes(), &hash).is_ok())
    });
    check.await.unwrap_or(false) && is_there
}

/// The hash of a password that somebody chose, off the way of everything else. `field`: where it was given.
///
/// # Errors
/// [`ActionError::Invalid`] for one that is too easy to guess.
pub(super) async fn hash_new_password(
    services: &Services,
    field: &str,
    password: Secret,
    email: &str,
) -> Result<String, ActionError> {
    let characters = password.expose().chars().count();
    if characters < MIN_PASSWORD_CHARACTERS {
        let message = format!("must be at least {MIN_PASSWORD_CHARACTERS} characters");
        return Err(ActionError::field(field, message));
    }
    let one = password.expose().chars().next();
    if password.expose().chars().all(|each| Some(each) == one)
        || password.expose().eq_ignore_ascii_case(email)
    {
        return Err(ActionError::field(field, "must not be the address or one character over and over"));
    }
    let salt = random_bytes::<16>(&*services.entropy);
    let Ok(_permit) = AT_A_TIME.acquire().await else {
        return Err(ActionError::Unavailable(std::time::Duration::from_secs(1)));
    };
    let hash = tokio::task::spawn_blocking(move || hash_password(&password, salt)).await;
    hash.map_err(|_| ActionError::Unavailable(std::time::Duration::from_secs(1)))
}

/// The argon2id hash of a password, in PHC form.
#[must_use]
#[expect(clippy::expect_used, reason = "argon2's own defaults and a salt of 16 bytes are within its limits")]
pub(super) fn hash_password(password: &Secret, salt: [u8; 16]) -> String {
    let salt = SaltString::encode_b64(&salt).expect("16 bytes make a salt");
    let hash = Argon2::default().hash_password(password.expose().as_bytes(), &salt);
    hash.expect("the default parameters are valid").to_string()
}
