//! What makes a webhook a channel.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "channels")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) webhook_id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) channel_type: String,
    pub(crate) token: Uuid,
    pub(crate) secret_key: Vec<u8>,
    pub(crate) previous_secret_key: Option<Vec<u8>>,
    pub(crate) previous_secret_key_expires_at: Option<DateTimeUtc>,
    pub(crate) settings: Vec<u8>,
    pub(crate) target_id: Option<Uuid>,
    pub(crate) outbound_enabled: bool,
    pub(crate) is_primary: bool,
    pub(crate) verified_at: Option<DateTimeUtc>,
    pub(crate) rate_limit_per_minute: i32,
    pub(crate) rate_limit_per_hour: i32,
    pub(crate) overflow: String,
    pub(crate) outbound_error: Option<String>,
    pub(crate) outbound_error_at: Option<DateTimeUtc>,
    pub(crate) inbound_error: Option<String>,
    pub(crate) inbound_error_at: Option<DateTimeUtc>,
    pub(crate) assistant: Json,
    pub(crate) tags: Json,
    pub(crate) metadata: Json,
    pub(crate) messages_received: i32,
    pub(crate) messages_sent: i32,
    pub(crate) tasks_created: i32,
    pub(crate) deliveries_failed: i32,
    pub(crate) last_message_at: Option<DateTimeUtc>,
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
