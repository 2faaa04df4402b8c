//! What changed.

use patchbay_domain::change::{Change, ChangeKind};

use super::{same_variants, text};
use crate::rpc::wire::change as wire;

same_variants!(ChangeKind => wire::ChangeKind {
    Message, Conversation, Task, Webhook, Delivery, Contact, Member, Organization, Confirmation
});

impl From<Change> for wire::Change {
    fn from(change: Change) -> Self {
        Self {
            kind: change.kind.into(),
            id: change.id.to_string(),
            conversation_id: text(change.conversation_id),
            webhook_id: text(change.webhook_id),
        }
    }
}
