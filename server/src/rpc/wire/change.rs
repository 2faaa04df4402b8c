//! What `live.changes` tells.

use serde::Serialize;
use specta::Type;

/// The kind of thing that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A message came in, went out or moved on.
    Message,
    /// A conversation began or changed.
    Conversation,
    /// A task was made or changed.
    Task,
    /// A webhook was made, changed or deleted.
    Webhook,
    /// A delivery moved on.
    Delivery,
    /// A contact was made or changed.
    Contact,
    /// A member, an invitation, a session or a token of theirs was made or changed.
    Member,
    /// The organization was changed.
    Organization,
    /// Something waits for a yes or no, or was settled.
    Confirmation,
}

/// That something changed, not how: the client asks again for what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What changed.
    pub kind: ChangeKind,
    /// Its id.
    pub id: String,
    /// The conversation it belongs to.
    pub conversation_id: Option<String>,
    /// The webhook it belongs to.
    pub webhook_id: Option<String>,
}
