//! Threads.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conversations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) number: i32,
    pub(crate) webhook_id: Uuid,
    pub(crate) contact_id: Uuid,
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) sender_identifier: String,
    pub(crate) sender_name: Option<String>,
    pub(crate) context_summary: Option<String>,
    pub(crate) message_count: i32,
    pub(crate) last_message_preview: Option<String>,
    pub(crate) last_message_at: DateTimeUtc,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) dialogue: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
