//! Who is signed in, and what they are invited to.

use patchbay_domain::access::{TokenScope, TokenScopes};
use patchbay_domain::ids::SessionId;
use patchbay_domain::organization::{Organization, Role, User};

use super::{same_variants, text};
use crate::actions::read_invitation::Invited;
use crate::rpc::wire::auth as wire;

same_variants!(Role => wire::Role { Owner, Admin, Member });
same_variants!(wire::Role => Role { Owner, Admin, Member });
same_variants!(TokenScope => wire::TokenScope { Read, Write, Secrets, Admin });
same_variants!(wire::TokenScope => TokenScope { Read, Write, Secrets, Admin });

/// What the caller may be used for, and the session it is, if it is one.
pub(in crate::rpc) struct Shown {
    pub(in crate::rpc) scopes: TokenScopes,
    pub(in crate::rpc) session: Option<SessionId>,
}

impl Shown {
    /// Of a session that has just begun.
    pub(in crate::rpc) fn of_new_session(session: SessionId) -> Self {
        Self { scopes: TokenScopes::all(), session: Some(session) }
    }
}

/// A member with the hash of their password, and their organization.
pub(in crate::rpc) fn me(
    (user, password_hash): (User, Option<String>),
    organization: Organization,
    shown: Shown,
) -> wire::Me {
    wire::Me {
        user: wire::User {
            id: user.id.to_string(),
            email: user.email,
            name: user.name,
            role: user.role.into(),
            time_zone: user.time_zone.map(|zone| zone.name().to_owned()),
        },
        organization: organization.into(),
        scopes: shown.scopes.iter().map(Into::into).collect(),
        has_password: password_hash.is_some(),
        session_id: text(shown.session),
    }
}

impl From<Organization> for wire::Organization {
    fn from(organization: Organization) -> Self {
        Self {
            id: organization.id.to_string(),
            name: organization.name,
            time_zone: organization.time_zone.name().to_owned(),
            working_hours: organization.hours.working.into(),
            quiet_hours: organization.hours.quiet.map(Into::into),
            instructions: organization.instructions,
        }
    }
}

impl From<Invited> for wire::InvitationPreview {
    fn from(invited: Invited) -> Self {
        Self {
            organization_name: invited.organization.name,
            email: invited.invitation.email,
            role: invited.invitation.role.into(),
            invited_by: invited.invited_by,
            expires_at: invited.invitation.expires_at.into(),
        }
    }
}
