//! Recoveries as they are shown.

use patchbay_domain::recovery::{Recovery, RecoveryState};

use super::{same_variants, text};
use crate::rpc::wire::recovery as wire;

same_variants!(RecoveryState => wire::RecoveryStatus { Running, Completed, Cancelled });

impl From<Recovery> for wire::Recovery {
    fn from(recovery: Recovery) -> Self {
        Self {
            id: recovery.id.to_string(),
            status: recovery.state.into(),
            webhook_id: text(recovery.filter.webhook_id),
            event_type: recovery.filter.event_type,
            statuses: recovery.filter.states.into_iter().map(Into::into).collect(),
            since: recovery.filter.since.into(),
            until: recovery.filter.until.into(),
            total: recovery.total,
            done: recovery.done,
            created_at: recovery.created_at.into(),
            finished_at: recovery.finished_at.map(Into::into),
        }
    }
}
