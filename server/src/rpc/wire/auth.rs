//! Who is signed in, and how to become it.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Owner,
    /// Everything but what concerns the organization as such.
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
}

/// Who is asking.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The person.
    pub user: User,
    /// Their organization.
    pub organization: Organization,
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
