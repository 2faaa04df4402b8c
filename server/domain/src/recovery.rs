//! Recoveries: deliveries of a stretch of time that are tried again, many at a time (PE-7).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::delivery::DeliveryState;
use crate::ids::{OrganizationId, RecoveryId, UserId, WebhookId};

/// Which deliveries are tried again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryFilter {
    /// Only those to this webhook's address.
    pub webhook_id: Option<WebhookId>,
    /// Only those of this type of event, as it was delivered.
    pub event_type: Option<String>,
    /// Only those that stand there: failed, cancelled, or arrived and wanted once more.
    pub states: Vec<DeliveryState>,
    /// Only those made at this instant or after it.
    pub since: DateTime<Utc>,
    /// Only those made before this instant.
    pub until: DateTime<Utc>,
}

/// Where a recovery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryState {
    /// Under way.
    Running,
    /// Everything it found is due again.
    Completed,
    /// A member ended it; what was due again stays so.
    Cancelled,
}

/// A recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Its id.
    pub id: RecoveryId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Who asked for it.
    pub created_by: UserId,
    /// Which deliveries.
    pub filter: RecoveryFilter,
    /// Where it stands.
    pub state: RecoveryState,
    /// How many deliveries it found at its beginning.
    pub total: u32,
    /// How many of them are due again.
    pub done: u32,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it came to its end.
    pub finished_at: Option<DateTime<Utc>>,
}
