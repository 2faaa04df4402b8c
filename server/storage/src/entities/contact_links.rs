//! Codes that join what contacts are known by, without the codes.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_links")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) contact_id: Uuid,
    pub(crate) conversation_id: Uuid,
    pub(crate) kind: String,
    pub(crate) value: String,
    pub(crate) webhook_id: Uuid,
    pub(crate) code_hash: String,
    pub(crate) tries: i32,
    pub(crate) delivery_id: Uuid,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) expires_at: DateTimeUtc,
    pub(crate) used_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
