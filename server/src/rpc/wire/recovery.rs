//! Recoveries: many deliveries that are tried again.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::delivery::DeliveryStatus;
use super::value::Timestamp;

/// Which deliveries are tried again.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecoveryStart {
    /// Only those to this webhook's address: its id, or its number as text.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub webhook_id: Option<String>,
    /// Only those of this type of event.
    #[specta(optional)]
    #[validate(length(min = 1, max = 128))]
    pub event_type: Option<String>,
    /// Where they stand: failed, cancelled, success; failed alone if not given.
    #[specta(optional)]
    #[validate(length(min = 1, max = 3))]
    pub statuses: Option<Vec<DeliveryStatus>>,
    /// Only those made at this instant or after it.
    pub since: Timestamp,
    /// Only those made before this instant; now if not given.
    #[specta(optional)]
    pub until: Option<Timestamp>,
}

/// How many deliveries a recovery would try again.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryPreview {
    /// How many.
    pub deliveries: u32,
}

/// Where a recovery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryStatus {
    /// Under way.
    Running,
    /// Everything it found is due again.
    Completed,
    /// A member ended it.
    Cancelled,
}

/// Deliveries that are tried again.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Recovery {
    /// The id.
    pub id: String,
    /// Where it stands.
    pub status: RecoveryStatus,
    /// The webhook it is for; null: all.
    pub webhook_id: Option<String>,
    /// The type of event it is for; null: all.
    pub event_type: Option<String>,
    /// Where the deliveries stood.
    pub statuses: Vec<DeliveryStatus>,
    /// Those made at this instant or after it.
    pub since: Timestamp,
    /// Those made before this instant.
    pub until: Timestamp,
    /// How many deliveries it found at its beginning.
    pub total: u32,
    /// How many of them are due again.
    pub done: u32,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it came to its end.
    pub finished_at: Option<Timestamp>,
}

/// Which recoveries to list, newest first.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryList {
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}
