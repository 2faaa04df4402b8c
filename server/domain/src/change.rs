//! What changed, for whoever is looking: a hint to read again, never the data itself.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{ConversationId, OrganizationId, WebhookId};

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A message arrived, left or changed its state.
    Message,
    /// A conversation began or changed.
    Conversation,
    /// A task was made or changed.
    Task,
    /// A channel was made or changed.
    Webhook,
    /// A delivery was tried.
    Delivery,
    /// A contact was made or changed.
    Contact,
    /// A member, an invitation, a session or a token of theirs was made or changed.
    Member,
    /// Something waits for a yes or no, or was settled.
    Confirmation,
    /// The organization was changed.
    Organization,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Whose.
    pub organization_id: OrganizationId,
    /// What kind.
    pub kind: ChangeKind,
    /// Which one.
    pub id: Uuid,
    /// The conversation it belongs to.
    pub conversation_id: Option<ConversationId>,
    /// The webhook it belongs to.
    pub webhook_id: Option<WebhookId>,
}
