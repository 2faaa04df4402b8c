//! A link that signs a member in, once.

use std::sync::Arc;

use patchbay_domain::actor::ActorKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::identity::{LINK_LIFETIME, LinkPurpose, SignInLink};
use patchbay_domain::ids::SignInLinkId;
use patchbay_domain::organization::User;
use patchbay_domain::secret::Secret;
use patchbay_storage::{StorageError, Tx};

use super::authenticate::token_hash;
use super::{ActionError, Missing, Services};

/// A link to be stored, and the secret that goes into its URL.
pub(super) struct NewLink {
    pub(super) link: SignInLink,
    token: Secret,
}

impl NewLink {
    pub(super) fn new(services: &Services, user: &User, purpose: LinkPurpose) -> Self {
        let token = hex::encode(random_bytes::<32>(&*services.entropy));
        let now = services.now();
        let link = SignInLink {
            id: SignInLinkId::new(now, &*services.entropy),
            organization_id: user.organization_id,
            user_id: user.id,
            purpose,
            token_hash: token_hash(&token),
            delivery_id: None,
            created_at: now,
            expires_at: now + LINK_LIFETIME,
        };
        Self { link, token: Secret::new(token) }
    }

    pub(super) async fn store(&self, tx: &Tx) -> Result<(), StorageError> {
        tx.scope(self.link.organization_id).insert_sign_in_link(&self.link).await
    }

    /// The link as it is handed out.
    pub(super) fn url(&self, services: &Services) -> String {
        link_url(services, self.link.purpose, self.token.expose())
    }
}

/// Where a link of this purpose leads.
pub(super) fn link_url(services: &Services, purpose: LinkPurpose, token: &str) -> String {
    let page = match purpose {
        LinkPurpose::SignIn => "sign-in",
        LinkPurpose::ResetPassword => "reset-password",
    };
    services.url(&format!("app/{page}?token={token}"))
}

/// Makes a link for the member of this address.
///
/// # Errors
/// [`ActionError::NotFound`] where nobody has it.
pub async fn create_sign_in_link(services: &Services, email: &str) -> Result<String, ActionError> {
    let found = services.storage.user_by_email(&email.to_lowercase()).await?;
    let (user, _) = found.ok_or(ActionError::NotFound(Missing::User))?;
    let link = Arc::new(NewLink::new(services, &user, LinkPurpose::SignIn));
    let url = link.url(services);
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let action = "member.sign_in_link_created";
    let of = user.organization_id;
    let audit = AuditEntry::of(ActorKind::System, None, of, action, user.id, clock, entropy);
    let stored: Result<(), StorageError> = services
        .storage
        .writer()
        .transact(move |tx| {
            let (link, audit) = (Arc::clone(&link), audit.clone());
            Box::pin(async move {
                link.store(tx).await?;
                tx.scope(of).record(&audit).await
            })
        })
        .await;
    stored?;
    Ok(url)
}
