//! Who does something.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::access::{Access, Denied, TokenScopes};
use crate::ids::{ApiTokenId, OrganizationId, SessionId, UserId};
use crate::organization::Role;

/// How the actor proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// A browser's session cookie.
    Session(SessionId),
    /// An API token.
    ApiToken(ApiTokenId),
}

/// An authenticated member: every procedure acts in their name and inside their organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The tenant they act in.
    pub organization_id: OrganizationId,
    /// Who they are.
    pub user_id: UserId,
    /// What they may do.
    pub role: Role,
    /// How they proved it.
    pub credential: Credential,
    /// What their token may be used for; a session may be used for everything.
    pub scopes: TokenScopes,
    /// Where they call from, as far as the proxies in front tell; for the audit trail.
    pub address: Option<IpAddr>,
    /// The request in which they act; for the audit trail.
    pub request_id: Option<String>,
}

impl Actor {
    /// Whether they may do what asks for this.
    ///
    /// # Errors
    /// [`Denied`], in words for them.
    pub fn check(&self, access: Access) -> Result<(), Denied> {
        let Access::Member { role, scope } = access else { return Ok(()) };
        if !self.scopes.has(scope) {
            return Err(Denied::Scope(scope));
        }
        self.check_role(role)
    }

    /// Whether they have at least this role.
    ///
    /// # Errors
    /// [`Denied::Role`].
    pub fn check_role(&self, needed: Role) -> Result<(), Denied> {
        if self.role.includes(needed) { Ok(()) } else { Err(Denied::Role { needed, has: self.role }) }
    }

    /// Whether they may change a channel of this owner: their own, or as an admin any.
    ///
    /// # Errors
    /// [`Denied::Channel`].
    pub fn check_channel(&self, owner: UserId) -> Result<(), Denied> {
        if self.user_id == owner || self.role.includes(Role::Admin) { Ok(()) } else { Err(Denied::Channel) }
    }
}

/// Who is named in the audit trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A member, in the dashboard or by a token.
    User,
    /// The assistant.
    Assistant,
    /// Patchbay itself: a start, a schedule.
    System,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::access::TokenScope;

    fn actor(role: Role, scopes: Vec<TokenScope>) -> Actor {
        Actor {
            organization_id: Uuid::from_u128(1).into(),
            user_id: Uuid::from_u128(2).into(),
            role,
            credential: Credential::ApiToken(Uuid::from_u128(3).into()),
            scopes: TokenScopes::of(scopes),
            address: None,
            request_id: None,
        }
    }

    #[test]
    fn both_the_role_and_the_scope_are_needed() {
        let access = Access::Member { role: Role::Admin, scope: TokenScope::Admin };
        assert_eq!(actor(Role::Admin, vec![TokenScope::Admin]).check(access), Ok(()));
        let scope = actor(Role::Owner, vec![TokenScope::Write]).check(access);
        assert_eq!(scope, Err(Denied::Scope(TokenScope::Admin)));
        let role = actor(Role::Member, vec![TokenScope::Admin]).check(access);
        assert_eq!(role, Err(Denied::Role { needed: Role::Admin, has: Role::Member }));
        assert_eq!(actor(Role::Member, Vec::new()).check(Access::Public), Ok(()));
    }

    #[test]
    fn a_channel_is_its_owners_and_every_admins() {
        let (mine, other) = (Uuid::from_u128(2).into(), Uuid::from_u128(9).into());
        assert_eq!(actor(Role::Member, Vec::new()).check_channel(mine), Ok(()));
        assert_eq!(actor(Role::Member, Vec::new()).check_channel(other), Err(Denied::Channel));
        assert_eq!(actor(Role::Admin, Vec::new()).check_channel(other), Ok(()));
    }
}
