//! Messages, both ways.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) webhook_id: Uuid,
    pub(crate) conversation_id: Option<Uuid>,
    pub(crate) contact_id: Option<Uuid>,
    pub(crate) direction: String,
    pub(crate) author: String,
    pub(crate) author_user_id: Option<Uuid>,
    pub(crate) content: String,
    pub(crate) message_type: String,
    pub(crate) sender_identifier: String,
    pub(crate) sender_name: Option<String>,
    pub(crate) status: String,
    pub(crate) external_id: Option<String>,
    pub(crate) in_reply_to: Option<Uuid>,
    pub(crate) intent: Option<String>,
    pub(crate) urgency: Option<String>,
    pub(crate) entities: Option<Json>,
    pub(crate) attachments: Json,
    pub(crate) metadata: Json,
    pub(crate) structured: Option<Json>,
    pub(crate) repeat_key: Option<String>,
    pub(crate) unanswered: Option<String>,
    pub(crate) review: Option<String>,
    pub(crate) reviewed_at: Option<DateTimeUtc>,
    pub(crate) email: Option<Json>,
    pub(crate) deferred_until: Option<DateTimeUtc>,
    pub(crate) error: Option<String>,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) finished_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
