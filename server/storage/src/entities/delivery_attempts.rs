//! Tries of deliveries.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery_attempts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) delivery_id: Uuid,
    pub(crate) number: i32,
    pub(crate) outcome: String,
    pub(crate) status: Option<i16>,
    pub(crate) request_headers: Option<Json>,
    pub(crate) remote_address: Option<String>,
    pub(crate) response_headers: Json,
    pub(crate) response_body: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) error_class: Option<String>,
    pub(crate) duration_ms: i32,
    pub(crate) started_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
