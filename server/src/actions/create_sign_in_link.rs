//! A link that signs a member in, once.

use chrono::TimeDelta;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::ids::SignInLinkId;
use patchbay_domain::organization::User;
use patchbay_domain::secret::Secret;
use patchbay_storage::{Credentials, StorageError, Tx};

use super::authenticate::token_hash;
use super::{ActionError, Missing, Services};

/// How long a link waits to be used.
const LIFETIME: TimeDelta = TimeDelta::hours(24);

/// A link to be stored, and the secret that goes into its URL.
pub(super) struct NewLink {
    id: SignInLinkId,
    credentials: Credentials,
    token: Secret,
}

impl NewLink {
    pub(super) fn new(services: &Services, user: &User) -> Self {
        let token = hex::encode(random_bytes::<32>(&*services.entropy));
        let now = services.now();
        let credentials = Credentials {
            user_id: user.id,
            token_hash: token_hash(&token),
            created_at: now,
            expires_at: now + LIFETIME,
        };
        Self { id: SignInLinkId::new(now, &*services.entropy), credentials, token: Secret::new(token) }
    }

    pub(super) async fn store(&self, tx: &Tx, user: &User) -> Result<(), StorageError> {
        tx.scope(user.organization_id).insert_sign_in_link(self.id, &self.credentials).await
    }

    /// The link as it is handed out.
    pub(super) fn url(&self, services: &Services) -> String {
        services.url(&format!("app/sign-in?token={}", self.token.expose()))
    }
}

/// Makes a link for the member of this address.
///
/// # Errors
/// [`ActionError::NotFound`] where nobody has it.
pub async fn create_sign_in_link(services: &Services, email: &str) -> Result<String, ActionError> {
    let found = services.storage.user_by_email(&email.to_lowercase()).await?;
    let (user, _) = found.ok_or(ActionError::NotFound(Missing::User))?;
    let link = std::sync::Arc::new(NewLink::new(services, &user));
    let url = link.url(services);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (link, user) = (std::sync::Arc::clone(&link), user.clone());
            Box::pin(async move { link.store(tx, &user).await })
        })
        .await?;
    Ok(url)
}
