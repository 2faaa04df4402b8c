//! Browsers that are signed in.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

use super::value::Timestamp;

/// How somebody signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// By a link that works once.
    Link,
    /// By address and password.
    Password,
}

/// A browser that is signed in.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The id.
    pub id: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// How it was signed in.
    pub method: SignInMethod,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// Where it signed in from.
    pub address: Option<String>,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it last asked for something, to the minute.
    pub last_used_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Which of one's own sessions to list, the newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct SessionList {
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// How many sessions were ended.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionsEnded {
    /// How many.
    pub ended: u32,
}
