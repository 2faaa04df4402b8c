//! An owner or admin takes an invitation back: its link works no more.

use patchbay_domain::access::Denied;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::ids::InvitationId;
use patchbay_domain::organization::Role;

use super::announce::change;
use super::invite_member::invitation_data;
use super::{ActionError, Missing, Services};

/// Takes an invitation back.
///
/// # Errors
/// [`ActionError::NotFound`] for one that is unknown, taken up or over; [`ActionError::Forbidden`] for one to a role that
/// the one who asks may not give.
pub async fn revoke_invitation(
    services: &Services,
    actor: &Actor,
    id: InvitationId,
) -> Result<(), ActionError> {
    let (organization_id, now, has) = (actor.organization_id, services.now(), actor.role);
    let audit = AuditEntry::by(actor, "member.invitation_revoked", id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let invitation = scope.invitation(id, now).await?;
                let invitation = invitation.ok_or(ActionError::NotFound(Missing::Invitation))?;
                if !has.manages(invitation.role) {
                    return Err(Denied::Role { needed: Role::Owner, has }.into());
                }
                scope.end_invitation(id, now).await?;
                scope.record(&audit.change(Some(invitation_data(&invitation)), None)).await?;
                tx.changed(change(organization_id, ChangeKind::Member, id.uuid(), None, None));
                Ok(())
            })
        })
        .await
}
