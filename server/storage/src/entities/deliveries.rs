//! What leaves.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "deliveries")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) target_id: Option<Uuid>,
    pub(crate) webhook_id: Uuid,
    pub(crate) event_id: Uuid,
    pub(crate) wire_id: Option<Uuid>,
    pub(crate) event_type: String,
    pub(crate) message_id: Option<Uuid>,
    pub(crate) conversation_id: Option<Uuid>,
    pub(crate) recipient: Option<String>,
    pub(crate) kind: String,
    pub(crate) format: String,
    pub(crate) lane: Option<String>,
    pub(crate) state: String,
    pub(crate) body: String,
    pub(crate) attempt_count: i32,
    pub(crate) attempts_in_run: i32,
    pub(crate) next_attempt_at: Option<DateTimeUtc>,
    pub(crate) last_error: Option<String>,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) finished_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
