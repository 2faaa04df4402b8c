//! What waits for a member's yes or no, and what did.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "confirmations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) code: String,
    pub(crate) user_id: Uuid,
    pub(crate) webhook_id: Uuid,
    pub(crate) conversation_id: Uuid,
    pub(crate) message_id: Uuid,
    pub(crate) contact_id: Uuid,
    pub(crate) is_own: bool,
    pub(crate) summary: String,
    pub(crate) plan: Json,
    pub(crate) state: String,
    pub(crate) wrong_codes: i32,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) expires_at: DateTimeUtc,
    pub(crate) settled_at: Option<DateTimeUtc>,
    pub(crate) settled_by: Option<Uuid>,
    pub(crate) settled_through: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
