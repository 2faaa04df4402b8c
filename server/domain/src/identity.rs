//! How members prove who they are, and how others become members. Of every token only a hash is kept.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::access::TokenScopes;
use crate::ids::{ApiTokenId, DeliveryId, InvitationId, OrganizationId, SessionId, SignInLinkId, UserId};
use crate::organization::Role;

/// How long a session lasts.
pub const SESSION_LIFETIME: TimeDelta = TimeDelta::days(30);
/// How long a link waits to be used.
pub const LINK_LIFETIME: TimeDelta = TimeDelta::hours(24);
/// How long a link that sets a password waits to be used: it may lie in a mailbox.
pub const RESET_LIFETIME: TimeDelta = TimeDelta::hours(1);
/// How long an invitation waits to be taken up.
pub const INVITATION_LIFETIME: TimeDelta = TimeDelta::days(7);
/// For how long a sign-in by link stands for the password of who forgot it.
pub const FRESH_LINK: TimeDelta = TimeDelta::hours(1);
/// The shortest password, in characters.
pub const MIN_PASSWORD_CHARACTERS: usize = 10;
/// Where the token of a mailed link goes: it is put in as the mail leaves, so that it is stored nowhere.
pub const LINK_PLACEHOLDER: &str = "{{link}}";

/// How somebody signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// By a link that works once.
    Link,
    /// By address and password.
    Password,
}

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Whose.
    pub user_id: UserId,
    /// SHA-256 of the cookie's value, 64 hex characters.
    pub token_hash: String,
    /// How it was signed in.
    pub method: SignInMethod,
    /// What the browser calls itself, at most 300 characters.
    pub user_agent: Option<String>,
    /// Where it signed in from.
    pub address: Option<IpAddr>,
    /// When it was signed in.
    pub created_at: DateTime<Utc>,
    /// When it last was used, to the minute.
    pub last_used_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A script's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Whose.
    pub user_id: UserId,
    /// What it is for, in the owner's words.
    pub name: String,
    /// SHA-256 of the token, 64 hex characters.
    pub token_hash: String,
    /// How it begins, to tell it from others.
    pub hint: String,
    /// What it may be used for.
    pub scopes: TokenScopes,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it last was used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// What a link does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Signs in.
    SignIn,
    /// Sets a new password, and signs in.
    ResetPassword,
}

/// A link that works once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInLink {
    /// Its id.
    pub id: SignInLinkId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Whose.
    pub user_id: UserId,
    /// What it does.
    pub purpose: LinkPurpose,
    /// SHA-256 of its token, 64 hex characters.
    pub token_hash: String,
    /// The mail that carries it, if one does.
    pub delivery_id: Option<DeliveryId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A link by which somebody joins, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Who is invited, lower case.
    pub email: String,
    /// What they will be allowed to do.
    pub role: Role,
    /// SHA-256 of its token, 64 hex characters.
    pub token_hash: String,
    /// Who invites.
    pub invited_by: UserId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}
