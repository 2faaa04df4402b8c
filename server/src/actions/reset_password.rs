//! A member sets a new password by the link of a reset, and is signed in.

use patchbay_domain::audit::AuditEntry;
use patchbay_domain::identity::{LinkPurpose, SignInMethod};
use patchbay_domain::ids::{OrganizationId, UserId};
use patchbay_domain::request::Visitor;
use patchbay_domain::secret::Secret;
use uuid::Uuid;

use super::authenticate::token_hash;
use super::begin_session::{NewSession, SignedIn};
use super::passwords::hash_new_password;
use super::{ActionError, Services};

/// Sets the password, ends every session there was, and signs in. The link is used up.
///
/// # Errors
/// [`ActionError::Unauthenticated`] for a token that is unknown, used or over; [`ActionError::Invalid`] for a password
/// that is too easy, which leaves the link as it is.
pub async fn reset_password(
    services: &Services,
    token: &str,
    password: Secret,
    visitor: &Visitor,
) -> Result<SignedIn, ActionError> {
    let (token, now) = (token_hash(token), services.now());
    let hash = hash_new_password(services, "newPassword", password, "").await?;
    let session = NewSession::new(services, SignInMethod::Link, visitor);
    let nobody = (OrganizationId::from(Uuid::nil()), UserId::from(Uuid::nil()));
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let audit = AuditEntry::by_visitor(visitor, nobody, "member.password_reset", nobody.1, clock, entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (token, hash) = (token.clone(), hash.clone());
            let (session, audit) = (session.clone(), audit.clone());
            Box::pin(async move {
                let used = tx.use_sign_in_link(LinkPurpose::ResetPassword, &token, now).await?;
                let (organization_id, user_id) = used.ok_or_else(link_is_over)?;
                let scope = tx.scope(organization_id);
                if scope.user(user_id).await?.is_none() {
                    return Err(link_is_over());
                }
                scope.set_password(user_id, &hash).await?;
                scope.delete_sessions(user_id, None).await?;
                scope.end_sign_in_links(user_id, now).await?;
                let subject = user_id.to_string();
                let audit = AuditEntry { organization_id, user_id: Some(user_id), subject, ..audit };
                scope.record(&audit).await?;
                Ok(session.store(tx, organization_id, user_id).await?)
            })
        })
        .await
}

fn link_is_over() -> ActionError {
    ActionError::Unauthenticated("this link was used already or is over; ask for another one".to_owned())
}
