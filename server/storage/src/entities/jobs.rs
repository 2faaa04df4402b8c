//! The queue.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Option<Uuid>,
    pub(crate) kind: String,
    pub(crate) work: Json,
    pub(crate) lane: Option<String>,
    pub(crate) target_id: Option<Uuid>,
    pub(crate) priority: i16,
    pub(crate) state: String,
    pub(crate) run_at: DateTimeUtc,
    pub(crate) attempt: i32,
    pub(crate) failures: i32,
    pub(crate) worker_id: Option<Uuid>,
    pub(crate) lease_until: Option<DateTimeUtc>,
    pub(crate) last_error: Option<String>,
    pub(crate) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
