//! An owner or admin removes a member, or a member leaves: their sessions, tokens, links and invitations end at once. Their channels
//! and what they did stay.

use patchbay_domain::access::Denied;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::ids::UserId;
use patchbay_domain::organization::Role;

use super::announce::change;
use super::update_member::last_owner;
use super::update_profile::user_data;
use super::{ActionError, Missing, Services};

/// Removes a member.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown member, [`ActionError::Forbidden`] for one that the one who asks does not
/// manage, [`ActionError::Conflict`] for the only owner.
pub async fn remove_member(services: &Services, actor: &Actor, id: UserId) -> Result<(), ActionError> {
    let (organization_id, now, has) = (actor.organization_id, services.now(), actor.role);
    let is_self = actor.user_id == id;
    let audit = AuditEntry::by(actor, "member.removed", id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                let seen = scope.user(id).await?.ok_or(ActionError::NotFound(Missing::User))?;
                if !is_self && !has.manages(seen.role) {
                    return Err(Denied::Role { needed: Role::Owner, has }.into());
                }
                scope.remove_user(id, now).await?;
                if scope.count_owners().await? == 0 {
                    return Err(last_owner());
                }
                scope.delete_sessions(id, None).await?;
                scope.revoke_api_tokens(id, None, now).await?;
                scope.end_sign_in_links(id, now).await?;
                // Whom they invited could be themselves.
                scope.end_invitations_by(id, &Role::ALL, now).await?;
                scope.record(&audit.change(Some(user_data(&seen)), None)).await?;
                tx.changed(change(organization_id, ChangeKind::Member, id.uuid(), None, None));
                Ok(())
            })
        })
        .await
}
