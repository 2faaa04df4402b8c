//! Somebody joins an organization by an invitation, and is signed in.

use patchbay_domain::audit::AuditEntry;
use patchbay_domain::identity::SignInMethod;
use patchbay_domain::ids::UserId;
use patchbay_domain::organization::User;
use patchbay_domain::request::Visitor;
use patchbay_domain::secret::Secret;
use patchbay_storage::StorageError;

use super::authenticate::token_hash;
use super::begin_session::{NewSession, SignedIn};
use super::create_task::redacted;
use super::passwords::hash_new_password;
use super::update_profile::{taken, user_data};
use super::{ActionError, Missing, Services};

/// Makes a member of whoever holds the link; the link is used up.
///
/// # Errors
/// [`ActionError::NotFound`] for a token that is unknown, used or over; [`ActionError::Invalid`] for a password that is too
/// easy; [`ActionError::Conflict`] where the address signs in elsewhere.
pub async fn accept_invitation(
    services: &Services,
    token: &str,
    name: String,
    password: Secret,
    visitor: &Visitor,
) -> Result<SignedIn, ActionError> {
    let (token, now) = (token_hash(token), services.now());
    let invitation = services.storage.invitation_by_token(&token, now).await?;
    let invitation = invitation.ok_or(ActionError::NotFound(Missing::Invitation))?;
    let hash = hash_new_password(services, "password", password, &invitation.email).await?;
    let user = User {
        id: UserId::new(now, &*services.entropy),
        organization_id: invitation.organization_id,
        email: invitation.email,
        name: redacted(name),
        role: invitation.role,
        time_zone: None,
        last_seen_at: Some(now),
        created_at: now,
    };
    let who = (user.organization_id, user.id);
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let audit = AuditEntry::by_visitor(visitor, who, "member.joined", user.id, clock, entropy)
        .change(None, Some(user_data(&user)));
    // Made after, so that joining stands before signing in.
    let session = NewSession::new(services, SignInMethod::Link, visitor);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (token, hash, user) = (token.clone(), hash.clone(), user.clone());
            let (session, audit) = (session.clone(), audit.clone());
            Box::pin(async move {
                let used = tx.use_invitation(&token, now).await?;
                let invitation = used.ok_or(ActionError::NotFound(Missing::Invitation))?;
                let user = User { role: invitation.role, ..user };
                let scope = tx.scope(user.organization_id);
                scope.insert_user(&user, Some(&hash)).await.map_err(|error| match error {
                    StorageError::Duplicate(_) => taken(&user.email),
                    error => error.into(),
                })?;
                scope.record(&audit).await?;
                Ok(session.store(tx, user.organization_id, user.id).await?)
            })
        })
        .await
}
