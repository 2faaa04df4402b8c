//! Who does something.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::access::TokenScopes;
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
