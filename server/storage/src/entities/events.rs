//! What happened.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) event_type: String,
    pub(crate) version: i32,
    pub(crate) webhook_id: Option<Uuid>,
    pub(crate) conversation_id: Option<Uuid>,
    pub(crate) labels: Option<Json>,
    pub(crate) ordering_key: Option<String>,
    pub(crate) data: Json,
    pub(crate) replay_of: Option<Uuid>,
    pub(crate) replay_count: i32,
    pub(crate) wire_id: Option<Uuid>,
    pub(crate) occurred_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
