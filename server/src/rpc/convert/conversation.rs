//! Conversations.

use std::collections::HashMap;

use patchbay_domain::conversation::{
    Conversation, ConversationKind, ConversationStatus, ConversationTransition,
};
use patchbay_domain::ids::UserId;

use super::{same_variants, text};
use crate::rpc::wire::conversation as wire;

same_variants!(ConversationStatus => wire::ConversationStatus { Active, Paused, Resolved, Archived });
same_variants!(wire::ConversationStatus => ConversationStatus { Active, Paused, Resolved, Archived });
same_variants!(ConversationKind => wire::ConversationKind { Human, Bot });

impl wire::ConversationTransition {
    /// A transition, and who did it.
    pub(in crate::rpc) fn of(transition: ConversationTransition, names: &HashMap<UserId, String>) -> Self {
        Self {
            id: transition.id.to_string(),
            at: transition.at.into(),
            from: transition.from.into(),
            to: transition.to.into(),
            reason: transition.reason,
            user_id: text(transition.user_id),
            user_name: transition.user_id.and_then(|id| names.get(&id).cloned()),
        }
    }
}

impl wire::Conversation {
    /// A conversation, what its webhook is called, and whether somebody should look at it.
    pub(in crate::rpc) fn of(conversation: Conversation, webhook_name: String, needs_review: bool) -> Self {
        Self {
            id: conversation.id.to_string(),
            number: conversation.number,
            webhook_id: conversation.webhook_id.to_string(),
            webhook_name,
            status: conversation.status.into(),
            kind: conversation.kind.into(),
            contact_id: conversation.contact_id.to_string(),
            sender_identifier: conversation.sender_identifier,
            sender_name: conversation.sender_name,
            context_summary: conversation.context_summary,
            needs_review,
            message_count: conversation.message_count,
            last_message_preview: conversation.last_message_preview,
            last_message_at: conversation.last_message_at.into(),
            created_at: conversation.created_at.into(),
        }
    }
}
