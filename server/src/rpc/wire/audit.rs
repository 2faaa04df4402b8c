//! The audit trail: who changed or revealed what.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

use super::checks::audit_action;
use super::value::{Json, Timestamp};

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A member, in the dashboard or by a token.
    User,
    /// The assistant.
    Assistant,
    /// Patchbay itself: a start, a command, a schedule.
    System,
}

/// One thing that was done. No secret is in it but masked.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// The id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: ActorKind,
    /// Which member, if it was one.
    pub user_id: Option<String>,
    /// What they are called.
    pub user_name: Option<String>,
    /// With which API token, if it was one.
    pub api_token_id: Option<String>,
    /// What was done: `webhook.updated`, `member.invited`.
    pub action: String,
    /// The id of what it was done to.
    pub subject: String,
    /// From where.
    pub address: Option<String>,
    /// In which request, as in its `x-request-id` header and the log.
    pub request_id: Option<String>,
    /// How it was.
    pub before: Option<Json>,
    /// How it is.
    pub after: Option<Json>,
}

/// Which entries to list, the newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct AuditList {
    /// Only what this member did.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub user_id: Option<String>,
    /// Only this action, such as `webhook.deleted`, or all of a noun: `webhook.*`.
    #[specta(optional)]
    #[validate(custom(function = audit_action))]
    pub action: Option<String>,
    /// Only what was done to the thing of this id.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub subject: Option<String>,
    /// Not before this time.
    #[specta(optional)]
    pub since: Option<Timestamp>,
    /// Before this time.
    #[specta(optional)]
    pub until: Option<Timestamp>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}
