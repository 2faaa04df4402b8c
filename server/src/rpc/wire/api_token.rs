//! API tokens: scripts' keys.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

use super::auth::TokenScope;
use super::checks::{not_blank, some_scopes};
use super::value::Timestamp;

/// A script's key; it acts in its member's name, as far as their role and its scopes go.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApiToken {
    /// The id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// How it begins, to tell it from others; empty where that was not kept.
    pub hint: String,
    /// What it may be used for.
    pub scopes: Vec<TokenScope>,
    /// Whose it is.
    pub user_id: String,
    /// What they are called.
    pub user_name: String,
    /// When it last was used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Which tokens to list, the newest first: a member's own, for owners and admins everybody's.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ApiTokenList {
    /// Only those of this member.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub user_id: Option<String>,
    /// Those that are revoked or over too; false if not given.
    #[specta(optional)]
    pub include_revoked: Option<bool>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// A new token of one's own.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ApiTokenCreate {
    /// What it is for, 1 to 100 characters.
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    pub name: String,
    /// What it may be used for, at least one.
    #[validate(custom(function = some_scopes))]
    pub scopes: Vec<TokenScope>,
    /// When it ends by itself; never if not given.
    #[specta(optional)]
    pub expires_at: Option<Timestamp>,
}

/// A new token, with the secret that is shown this once.
// Not Debug: it holds a secret.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApiTokenCreated {
    /// The token as lists show it.
    pub api_token: ApiToken,
    /// The secret, `pb_` and 64 hexadecimal digits.
    pub token: String,
}
