//! The one id space of channels, triggers and subscriptions.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhooks")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) number: i32,
    pub(crate) owner_id: Uuid,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) is_active: bool,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) updated_at: DateTimeUtc,
    pub(crate) deleted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl Related<super::channels::Entity> for Entity {
    fn to() -> RelationDef {
        super::channels::Relation::Webhook.def().rev()
    }
}

impl Related<super::subscriptions::Entity> for Entity {
    fn to() -> RelationDef {
        super::subscriptions::Relation::Webhook.def().rev()
    }
}

impl ActiveModelBehavior for ActiveModel {}
