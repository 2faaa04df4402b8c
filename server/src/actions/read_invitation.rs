//! Somebody looks at what they are invited to, before they accept.

use patchbay_domain::identity::Invitation;
use patchbay_domain::organization::Organization;

use super::authenticate::token_hash;
use super::{ActionError, Missing, Services};

/// What an invitation is to.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The invitation.
    pub invitation: Invitation,
    /// The organization.
    pub organization: Organization,
    /// What the one who invites is called, while they are a member.
    pub invited_by: Option<String>,
}

/// Reads the invitation of a link.
///
/// # Errors
/// [`ActionError::NotFound`] for a token that is unknown, used or over.
pub async fn read_invitation(services: &Services, token: &str) -> Result<Invited, ActionError> {
    let gone = || ActionError::NotFound(Missing::Invitation);
    let found = services.storage.invitation_by_token(&token_hash(token), services.now()).await?;
    let invitation = found.ok_or_else(gone)?;
    let scope = services.storage.scope(invitation.organization_id);
    let organization = scope.organization().await?.ok_or_else(gone)?;
    let invited_by = scope.user(invitation.invited_by).await?.map(|user| user.name);
    Ok(Invited { invitation, organization, invited_by })
}
