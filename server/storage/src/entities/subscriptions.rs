//! What makes a webhook a subscription.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subscriptions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) webhook_id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) target_id: Uuid,
    pub(crate) settings: Vec<u8>,
    pub(crate) secret_key: Vec<u8>,
    pub(crate) previous_secret_key: Option<Vec<u8>>,
    pub(crate) previous_secret_key_expires_at: Option<DateTimeUtc>,
    pub(crate) description: String,
    pub(crate) events: Json,
    pub(crate) pinned_versions: Json,
    pub(crate) labels: Json,
    pub(crate) format: String,
    pub(crate) timeout_seconds: i32,
    pub(crate) retry: Json,
    pub(crate) rate_limit_per_second: Option<i32>,
    pub(crate) ordering: String,
    pub(crate) metadata: Json,
    pub(crate) disabled_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(
        belongs_to = "super::webhooks::Entity",
        from = "Column::WebhookId",
        to = "super::webhooks::Column::Id"
    )]
    Webhook,
}

impl Related<super::webhooks::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Webhook.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
