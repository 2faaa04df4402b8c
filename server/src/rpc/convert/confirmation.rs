//! What waits for a yes or no, as it is shown.

use chrono::{DateTime, Utc};
use patchbay_domain::confirmation::{ConfirmationState, PendingConfirmation};

use super::text;
use crate::rpc::wire::confirmation as wire;

impl wire::Confirmation {
    /// As it stands at `now`.
    pub(in crate::rpc) fn of(asked: PendingConfirmation, now: DateTime<Utc>) -> Self {
        Self {
            status: match asked.state {
                ConfirmationState::Pending if asked.is_expired(now) => wire::ConfirmationStatus::Expired,
                ConfirmationState::Pending => wire::ConfirmationStatus::Pending,
                ConfirmationState::Agreed => wire::ConfirmationStatus::Agreed,
                ConfirmationState::Declined => wire::ConfirmationStatus::Declined,
            },
            id: asked.id.to_string(),
            code: asked.code,
            summary: asked.summary,
            user_id: asked.user_id.to_string(),
            is_own: asked.is_own,
            webhook_id: asked.webhook_id.to_string(),
            conversation_id: asked.conversation_id.to_string(),
            message_id: asked.message_id.to_string(),
            contact_id: asked.contact_id.to_string(),
            task_ids: asked.plan.approve.iter().map(ToString::to_string).collect(),
            created_at: asked.created_at.into(),
            expires_at: asked.expires_at.into(),
            settled_at: asked.settled_at.map(Into::into),
            settled_by: text(asked.settled_by),
            settled_through: text(asked.settled_through),
        }
    }
}
