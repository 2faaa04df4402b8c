//! What waits for a member's yes or no.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::value::Timestamp;

/// Where a confirmation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmationStatus {
    /// It waits.
    Pending,
    /// It was agreed to, and done.
    Agreed,
    /// It was declined, and left.
    Declined,
    /// Nobody settled it in time; nothing was done.
    Expired,
}

/// Something that waits for a member's yes or no, or did.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Confirmation {
    /// The id.
    pub id: String,
    /// Where it stands.
    pub status: ConfirmationStatus,
    /// What settles it by text or mail, once: `Y 4821` or `N 4821`.
    pub code: String,
    /// What would happen, in one line.
    pub summary: String,
    /// The member who is asked; an admin may settle it as well.
    pub user_id: String,
    /// Whether that member asked for it themselves; otherwise it was somebody who may not have it done.
    pub is_own: bool,
    /// The webhook of the message.
    pub webhook_id: String,
    /// The conversation of the message.
    pub conversation_id: String,
    /// The message that asked for it.
    pub message_id: String,
    /// Who wrote the message.
    pub contact_id: String,
    /// The tasks that are there already and need this approval.
    pub task_ids: Vec<String>,
    /// When it was asked.
    pub created_at: Timestamp,
    /// Until when it can be settled.
    pub expires_at: Timestamp,
    /// When it was settled.
    pub settled_at: Option<Timestamp>,
    /// The member who settled it.
    pub settled_by: Option<String>,
    /// The webhook by which they did; null: in the dashboard or by the API.
    pub settled_through: Option<String>,
}

/// Which confirmations to list, newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmationList {
    /// Only those that wait (true).
    #[specta(optional)]
    pub waiting: Option<bool>,
    /// Only those of this conversation.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub conversation_id: Option<String>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// How many wait.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmationCount {
    /// All that wait.
    pub waiting: u32,
}

/// A yes or no.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmationSettle {
    /// The confirmation.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// Whether it is a yes.
    pub agree: bool,
}

/// A yes or no, where the address says to what.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfirmationAnswer {
    /// Whether it is a yes.
    pub agree: bool,
}
