//! Addresses that deliveries go to.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "targets")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) webhook_id: Uuid,
    pub(crate) kind: String,
    pub(crate) consecutive_failures: i32,
    pub(crate) failing_since: Option<DateTimeUtc>,
    pub(crate) opened_at: Option<DateTimeUtc>,
    pub(crate) next_probe_at: Option<DateTimeUtc>,
    pub(crate) probes: i32,
    pub(crate) rate_limit_per_second: Option<i32>,
    pub(crate) next_slot_at: Option<DateTimeUtc>,
    pub(crate) delivered: i64,
    pub(crate) failed: i64,
    pub(crate) attempts_succeeded: i64,
    pub(crate) attempts_failed: i64,
    pub(crate) duration_total_ms: i64,
    pub(crate) durations: String,
    pub(crate) last_triggered_at: Option<DateTimeUtc>,
    pub(crate) last_success_at: Option<DateTimeUtc>,
    pub(crate) last_error: Option<String>,
    pub(crate) last_error_at: Option<DateTimeUtc>,
    pub(crate) last_status: Option<i16>,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
