//! Tasks.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) number: i32,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) priority: String,
    pub(crate) status: String,
    pub(crate) deadline: Option<DateTimeUtc>,
    pub(crate) needs_approval: bool,
    pub(crate) result: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) source_webhook_id: Option<Uuid>,
    pub(crate) source_message_id: Option<Uuid>,
    pub(crate) conversation_id: Option<Uuid>,
    pub(crate) contact_id: Option<Uuid>,
    pub(crate) search_text: Option<String>,
    pub(crate) created_by: Option<Uuid>,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) updated_at: DateTimeUtc,
    pub(crate) completed_at: Option<DateTimeUtc>,
    pub(crate) assignee: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
