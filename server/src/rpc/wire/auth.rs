//! Who is signed in, and how to become it.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

use super::checks::{email_address, iana_zone, not_blank};
use super::settings::{QuietHours, WorkingHours};
use super::value::{Timestamp, clearable};

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Owner,
    /// Everything but the organization itself and its owners and admins.
    Admin,
    /// The daily work.
    Member,
}

/// A person who can sign in.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct User {
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
}

/// The tenant that everything belongs to.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its IANA time zone.
    pub time_zone: String,
    /// When it works.
    pub working_hours: WorkingHours,
    /// When nothing is sent that can wait; null: there is no such time.
    pub quiet_hours: Option<QuietHours>,
    /// What its assistant is told in its own words; null: nothing.
    pub instructions: Option<String>,
}

/// Who is asking.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The person.
    pub user: User,
    /// Their organization.
    pub organization: Organization,
    /// What the caller may be used for: every scope for a session, a token's own for a token.
    pub scopes: Vec<TokenScope>,
    /// Whether they can sign in by password.
    pub has_password: bool,
    /// The session that asks; null for a token.
    pub session_id: Option<String>,
}

/// What an API token may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    /// Reading.
    Read,
    /// The daily work; includes reading.
    Write,
    /// Revealing and replacing secret keys.
    Secrets,
    /// Members, tokens, the organization, the audit trail; each as far as the member's role goes.
    Admin,
}

/// Signing in with the one-time token of a sign-in link.
// Not Debug: it holds a secret.
#[derive(Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    /// The token from the link.
    #[validate(length(min = 1, max = 512))]
    pub token: String,
}

/// Signing in with a password.
// Not Debug: it holds a secret.
#[derive(Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct SignInWithPassword {
    /// The address.
    #[validate(length(min = 1, max = 320))]
    pub email: String,
    /// The password.
    #[validate(length(min = 1, max = 1024))]
    pub password: String,
}

/// Changes to one's own account; what is missing stays, and what can be null is cleared by it.
// Not Debug: it holds a secret.
#[derive(Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ProfileUpdate {
    /// What to be called, 1 to 100 characters.
    #[specta(optional)]
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    pub name: Option<String>,
    /// The address to sign in with; needs `currentPassword` where there is a password.
    #[specta(optional)]
    #[validate(custom(function = email_address))]
    pub email: Option<String>,
    /// The IANA time zone; null: the organization's.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(custom(function = iana_zone))]
    pub time_zone: Option<Option<String>>,
    /// The password there is; needed for another address only.
    #[specta(optional)]
    #[validate(length(min = 1, max = 1024))]
    pub current_password: Option<String>,
}

/// Another password for oneself.
// Not Debug: it holds secrets.
#[derive(Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct PasswordChange {
    /// The one there is; not needed where there is none, or within an hour after signing in by a link.
    #[specta(optional)]
    #[validate(length(min = 1, max = 1024))]
    pub current_password: Option<String>,
    /// The new one, 10 to 1024 characters.
    #[validate(length(min = 10, max = 1024))]
    pub new_password: String,
}

/// Whose password was forgotten.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct PasswordResetRequest {
    /// The address they sign in with.
    #[validate(length(min = 1, max = 320))]
    pub email: String,
}

/// A new password, by the one-time token of a reset link.
// Not Debug: it holds secrets.
#[derive(Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct PasswordReset {
    /// The token from the link.
    #[validate(length(min = 1, max = 512))]
    pub token: String,
    /// The new password, 10 to 1024 characters.
    #[validate(length(min = 10, max = 1024))]
    pub new_password: String,
}

/// The token of an invitation link.
// Not Debug: it holds a secret.
#[derive(Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct InvitationRead {
    /// The token from the link.
    #[validate(length(min = 1, max = 512))]
    pub token: String,
}

/// What an invitation is to.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InvitationPreview {
    /// What the organization is called.
    pub organization_name: String,
    /// The address that will sign in.
    pub email: String,
    /// What the new member may do.
    pub role: Role,
    /// Who invites; null once they are no member any more.
    pub invited_by: Option<String>,
    /// When it no longer counts.
    pub expires_at: Timestamp,
}

/// Joining an organization by an invitation.
// Not Debug: it holds secrets.
#[derive(Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct InvitationAccept {
    /// The token from the link.
    #[validate(length(min = 1, max = 512))]
    pub token: String,
    /// What to be called, 1 to 100 characters.
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    pub name: String,
    /// The password to sign in with, 10 to 1024 characters.
    #[validate(length(min = 10, max = 1024))]
    pub password: String,
}
