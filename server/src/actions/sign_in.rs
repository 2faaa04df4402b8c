//! A member signs in: by a link that works once, or by address and password.

use patchbay_domain::identity::{LinkPurpose, SignInMethod};
use patchbay_domain::request::Visitor;
use patchbay_domain::secret::Secret;

use super::authenticate::token_hash;
use super::begin_session::NewSession;
use super::passwords::verify_password;
use super::{ActionError, Services};

pub use super::begin_session::SignedIn;

/// Signs in by the token of a link; the link is used up.
///
/// # Errors
/// [`ActionError::Unauthenticated`] for a token that is unknown, used or over.
pub async fn sign_in_with_link(
    services: &Services,
    token: &str,
    visitor: &Visitor,
) -> Result<SignedIn, ActionError> {
    let (hash, now) = (token_hash(token), services.now());
    let session = NewSession::new(services, SignInMethod::Link, visitor);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (hash, session) = (hash.clone(), session.clone());
            Box::pin(async move {
                let used = tx.use_sign_in_link(LinkPurpose::SignIn, &hash, now).await?;
                let (organization_id, user_id) = used.ok_or_else(link_is_over)?;
                if tx.scope(organization_id).user(user_id).await?.is_none() {
                    return Err(link_is_over());
                }
                Ok(session.store(tx, organization_id, user_id).await?)
            })
        })
        .await
}

fn link_is_over() -> ActionError {
    ActionError::Unauthenticated(
        "this sign-in link was used already or is over; make a new one with `patchbay sign-in-link --email …`"
            .to_owned(),
    )
}

/// Signs in by address and password.
///
/// # Errors
/// [`ActionError::Unauthenticated`] where they do not belong together; it does not say which of them is wrong.
/// [`ActionError::TooOften`] after too many tries with one address.
pub async fn sign_in_with_password(
    services: &Services,
    email: &str,
    password: Secret,
    visitor: &Visitor,
) -> Result<SignedIn, ActionError> {
    let email = email.trim().to_lowercase();
    services.limits.tries.sign_in(&email, visitor.address, services.now())?;
    let (user, hash) = match services.storage.user_by_email(&email).await? {
        Some((user, hash)) => (Some(user), hash),
        None => (None, None),
    };
    let fits = verify_password(hash, password).await;
    let Some(user) = user.filter(|_| fits) else {
        return Err(ActionError::Unauthenticated(
            "the address and the password do not belong together".to_owned(),
        ));
    };
    services.limits.tries.signed_in(&email, visitor.address);
    let session = NewSession::new(services, SignInMethod::Password, visitor);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let session = session.clone();
            Box::pin(async move { Ok(session.store(tx, user.organization_id, user.id).await?) })
        })
        .await
}
