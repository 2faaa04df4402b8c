//! A member sets a password, or another one.

use patchbay_domain::actor::{Actor, Credential};
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::identity::{FRESH_LINK, SignInMethod};
use patchbay_domain::secret::Secret;

use super::announce::change;
use super::passwords::{hash_new_password, verify_password};
use super::{ActionError, Missing, Services};

/// Sets a new password and ends every other session. The one there is has to be given, unless there is none or the
/// session was begun by a link within the last hour: who forgot it gets in by `patchbay sign-in-link`.
///
/// # Errors
/// [`ActionError::Invalid`] for a current password that is missing or wrong, or a new one that is too easy;
/// [`ActionError::TooOften`] after too many wrong ones.
pub async fn change_password(
    services: &Services,
    actor: &Actor,
    current: Option<Secret>,
    new: Secret,
) -> Result<(), ActionError> {
    let (organization_id, user_id, now) = (actor.organization_id, actor.user_id, services.now());
    let found = services.storage.scope(organization_id).user_with_password(user_id).await?;
    let (user, hash) = found.ok_or(ActionError::NotFound(Missing::User))?;
    if !began_by_fresh_link(services, actor).await? {
        check_current_password(services, actor, &user.email, hash, current).await?;
    }
    let hash = hash_new_password(services, "newPassword", new, &user.email).await?;
    let keep = match actor.credential {
        Credential::Session(id) => Some(id),
        Credential::ApiToken(_) => None,
    };
    let audit =
        AuditEntry::by(actor, "member.password_changed", user_id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (hash, audit) = (hash.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.set_password(user_id, &hash).await?;
                scope.delete_sessions(user_id, keep).await?;
                scope.end_sign_in_links(user_id, now).await?;
                scope.record(&audit).await?;
                tx.changed(change(organization_id, ChangeKind::Member, user_id.uuid(), None, None));
                Ok(())
            })
        })
        .await
}

/// Whether the session that asks was begun by a link a short while ago.
async fn began_by_fresh_link(services: &Services, actor: &Actor) -> Result<bool, ActionError> {
    let Credential::Session(id) = actor.credential else { return Ok(false) };
    let session = services.storage.scope(actor.organization_id).session(actor.user_id, id).await?;
    let is_fresh = |created_at| services.now() - created_at < FRESH_LINK;
    Ok(session.is_some_and(|one| one.method == SignInMethod::Link && is_fresh(one.created_at)))
}

/// Whether the password that is given is the one there is; true where there is none. Wrong ones count as tries to sign
/// in: whoever holds a stolen session must not guess at leisure.
pub(super) async fn check_current_password(
    services: &Services,
    actor: &Actor,
    email: &str,
    hash: Option<String>,
    given: Option<Secret>,
) -> Result<(), ActionError> {
    let Some(hash) = hash else { return Ok(()) };
    let given = given.ok_or_else(|| ActionError::field("currentPassword", "is required"))?;
    services.limits.tries.sign_in(email, actor.address, services.now())?;
    if !verify_password(Some(hash), given).await {
        return Err(ActionError::field("currentPassword", "is not the present password"));
    }
    services.limits.tries.signed_in(email, actor.address);
    Ok(())
}
