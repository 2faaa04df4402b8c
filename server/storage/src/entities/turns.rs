//! How turns were taken.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "turns")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) message_id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) day: String,
    pub(crate) model: String,
    pub(crate) asked_model: Option<String>,
    pub(crate) provider: String,
    pub(crate) fallback_reason: Option<String>,
    pub(crate) prompt_version: Option<String>,
    pub(crate) mode: Option<String>,
    pub(crate) requests: i32,
    pub(crate) input_tokens: Option<i64>,
    pub(crate) output_tokens: Option<i64>,
    pub(crate) is_repaired: bool,
    pub(crate) cost_micros: Option<i64>,
    pub(crate) duration_ms: i64,
    pub(crate) acknowledged_at: Option<DateTimeUtc>,
    pub(crate) taken_at: DateTimeUtc,
    pub(crate) understanding: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
