//! An owner or admin invites somebody by a link.

use patchbay_domain::access::Denied;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::email::EmailAddress;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::identity::{INVITATION_LIFETIME, Invitation};
use patchbay_domain::ids::InvitationId;
use patchbay_domain::organization::Role;
use serde_json::{Value, json};

use super::announce::{change, timestamp};
use super::authenticate::token_hash;
use super::{ActionError, Services};

/// Invites an address; the link is in the answer, this once. An earlier invitation of the same address ends.
///
/// # Errors
/// [`ActionError::Forbidden`] for a role that the one who asks may not give, or where such an invitation would end; [`ActionError::Conflict`] where the address is
/// a member's already.
pub async fn invite_member(
    services: &Services,
    actor: &Actor,
    email: &EmailAddress,
    role: Role,
) -> Result<(Invitation, String), ActionError> {
    if !actor.role.manages(role) {
        return Err(Denied::Role { needed: Role::Owner, has: actor.role }.into());
    }
    let (now, entropy) = (services.now(), &*services.entropy);
    let token = hex::encode(random_bytes::<32>(entropy));
    let invitation = Invitation {
        id: InvitationId::new(now, entropy),
        organization_id: actor.organization_id,
        email: email.as_str().to_owned(),
        role,
        token_hash: token_hash(&token),
        invited_by: actor.user_id,
        created_at: now,
        expires_at: now + INVITATION_LIFETIME,
    };
    let audit = AuditEntry::by(actor, "member.invited", invitation.id, &*services.clock, entropy)
        .change(None, Some(invitation_data(&invitation)));
    let (stored, has) = (invitation.clone(), actor.role);
    let done: Result<(), ActionError> = services
        .storage
        .writer()
        .transact(move |tx| {
            let (invitation, audit) = (stored.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(invitation.organization_id);
                scope.lock_organization().await?;
                if scope.user_of_email(&invitation.email).await?.is_some() {
                    return Err(ActionError::Conflict(format!(
                        "the address {} is a member's already",
                        invitation.email
                    )));
                }
                // Ending an invitation is taking it back.
                let earlier = scope.invitation_of_email(&invitation.email, now).await?;
                if earlier.is_some_and(|earlier| !has.manages(earlier.role)) {
                    return Err(Denied::Role { needed: Role::Owner, has }.into());
                }
                scope.insert_invitation(&invitation).await?;
                scope.record(&audit).await?;
                let (of, id) = (invitation.organization_id, invitation.id.uuid());
                tx.changed(change(of, ChangeKind::Member, id, None, None));
                Ok(())
            })
        })
        .await;
    done?;
    let url = services.url(&format!("app/accept-invitation?token={token}"));
    Ok((invitation, url))
}

/// An invitation as the audit trail shows it.
pub(super) fn invitation_data(invitation: &Invitation) -> Value {
    json!({
        "email": invitation.email,
        "role": invitation.role,
        "expiresAt": timestamp(invitation.expires_at),
    })
}
