//! Members of the organization, and those who are invited.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

use super::auth::Role;
use super::checks::email_address;
use super::value::Timestamp;

/// A member of the organization.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The id.
    pub id: String,
    /// The address they sign in with.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their IANA time zone; null: the organization's.
    pub time_zone: Option<String>,
    /// When a browser or token of theirs last asked for something, to the minute.
    pub last_seen_at: Option<Timestamp>,
    /// When they joined.
    pub created_at: Timestamp,
}

/// Which members or invitations to list, the newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct MemberList {
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// Another role for a member.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct MemberUpdate {
    /// The member.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// What they may do from now on.
    pub role: Role,
}

/// Somebody who is to join.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct MemberInvite {
    /// The address they will sign in with.
    #[validate(custom(function = email_address))]
    pub email: String,
    /// What they may do; member if not given.
    #[specta(optional)]
    pub role: Option<Role>,
}

/// An invitation that nobody took up yet.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The id.
    pub id: String,
    /// Who is invited.
    pub email: String,
    /// What they will be allowed to do.
    pub role: Role,
    /// Who invites; null once they are no member any more.
    pub invited_by: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it no longer counts.
    pub expires_at: Timestamp,
}

/// An invitation, with the link that is shown this once.
// Not Debug: it holds a secret.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InvitationCreated {
    /// The invitation itself.
    pub invitation: Invitation,
    /// The link to hand over; it works once.
    pub invitation_url: String,
}

/// A link that sets a new password, to be handed over; shown this once.
// Not Debug: it holds a secret.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PasswordResetLink {
    /// The link; it works once.
    pub reset_url: String,
    /// When it no longer counts.
    pub expires_at: Timestamp,
}
