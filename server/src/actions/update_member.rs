//! An owner or admin gives a member another role.

use patchbay_domain::access::Denied;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::ids::UserId;
use patchbay_domain::organization::{Role, User};

use super::announce::change;
use super::update_profile::user_data;
use super::{ActionError, Missing, Services};

/// Gives a member another role; it counts from their next request on.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown member, [`ActionError::Forbidden`] for a member or role that the one who asks
/// does not manage, [`ActionError::Conflict`] where nobody would be left who owns the organization.
pub async fn update_member(
    services: &Services,
    actor: &Actor,
    id: UserId,
    role: Role,
) -> Result<User, ActionError> {
    let (organization_id, has, now) = (actor.organization_id, actor.role, services.now());
    let audit = AuditEntry::by(actor, "member.role_changed", id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let seen = scope.user(id).await?.ok_or(ActionError::NotFound(Missing::User))?;
                if !has.manages(seen.role) || !has.manages(role) {
                    return Err(Denied::Role { needed: Role::Owner, has }.into());
                }
                if seen.role == role {
                    return Ok(seen);
                }
                let user = User { role, ..seen.clone() };
                scope.update_user(&user).await?;
                // A link for a new password that somebody below made would make them what this member is now, and an
                // invitation outlives nobody's right to give its role.
                scope.end_sign_in_links(id, now).await?;
                let above: Vec<Role> = Role::ALL.into_iter().filter(|other| !role.manages(*other)).collect();
                scope.end_invitations_by(id, &above, now).await?;
                if scope.count_owners().await? == 0 {
                    return Err(last_owner());
                }
                scope.record(&audit.change(Some(user_data(&seen)), Some(user_data(&user)))).await?;
                tx.changed(change(organization_id, ChangeKind::Member, id.uuid(), None, None));
                Ok(user)
            })
        })
        .await
}

/// An organization without an owner could not be managed any more.
pub(super) fn last_owner() -> ActionError {
    ActionError::Conflict("this is the only owner; make another member an owner first".to_owned())
}
