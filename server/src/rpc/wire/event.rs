//! Events and their types.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::value::{Json, Timestamp};

/// Something that happened.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// The id.
    pub id: String,
    /// What kind.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The version of its type that `data` follows.
    pub version: u32,
    /// The webhook it happened on.
    pub webhook_id: Option<String>,
    /// The conversation it happened in.
    pub conversation_id: Option<String>,
    /// The labels it is routed by.
    pub channels: Vec<String>,
    /// What it is kept in order by.
    pub key: Option<String>,
    /// The particulars.
    pub data: Json,
    /// The event that this one repeats.
    pub replay_of: Option<String>,
    /// Which repetition it is; 0 for an original.
    pub replay_count: u32,
    /// When it happened.
    pub occurred_at: Timestamp,
}

/// Which events to list, newest first.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct EventList {
    /// Only those of this type.
    #[serde(rename = "type")]
    #[specta(optional)]
    #[validate(length(min = 1, max = 128))]
    pub event_type: Option<String>,
    /// Only those that happened on this webhook.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub webhook_id: Option<String>,
    /// Only those that happened at this instant or after it.
    #[specta(optional)]
    pub since: Option<Timestamp>,
    /// Only those that happened before this instant.
    #[specta(optional)]
    pub until: Option<Timestamp>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// Something that happened elsewhere.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventPublish {
    /// A registered type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The version of the type; the newest if not given.
    #[specta(optional)]
    pub version: Option<u32>,
    /// The particulars, as the type's schema has them, at most 255 KiB.
    pub data: Json,
    /// When it happened; now if not given.
    #[specta(optional)]
    pub occurred_at: Option<Timestamp>,
    /// Labels that subscriptions can choose by, up to 20.
    #[specta(optional)]
    pub channels: Option<Vec<String>>,
    /// What it is kept in order by, for subscriptions that want that.
    #[specta(optional)]
    pub key: Option<String>,
}

/// Many things that happened, taken all or none.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventPublishMany {
    /// 1 to 100.
    pub events: Vec<EventPublish>,
}

/// What was taken.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventsPublished {
    /// The events, in the order in which they came.
    pub events: Vec<Event>,
}

/// An event that is told once more.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventReplay {
    /// The event.
    #[schema(ignore)]
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// Other data; as it was if not given.
    #[specta(optional)]
    pub data: Option<Json>,
    /// Whether receivers get it under the `webhook-id` they know; those that look for repetitions pass it over then.
    #[specta(optional)]
    pub preserve_id: Option<bool>,
}

/// A type of event, in one version.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventType {
    /// Its name.
    pub name: String,
    /// Which version, from 1.
    pub version: u32,
    /// The group it is shown in.
    pub group: String,
    /// What it says.
    pub description: String,
    /// The JSON Schema of its data.
    pub schema: Json,
    /// Data as it might be.
    pub sample: Json,
    /// Whether Patchbay brings it along.
    pub is_built_in: bool,
    /// Other names it can be subscribed to by.
    pub aliases: Vec<String>,
    /// Whether nothing of it is taken any more.
    pub is_archived: bool,
}

/// Which types to list.
#[derive(Debug, Clone, Default, Deserialize, Type, ToSchema, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct EventTypeList {
    /// Archived ones too; false if not given.
    #[specta(optional)]
    pub include_archived: Option<bool>,
}

/// The types there are, the newest version of each.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventTypes {
    /// By name.
    pub items: Vec<EventType>,
}

/// One type with every version.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventTypeDetail {
    /// The newest version.
    #[serde(flatten)]
    pub event_type: EventType,
    /// Every version, the newest first.
    pub versions: Vec<EventType>,
}

/// A type by its name.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct EventTypeByName {
    /// Its name.
    #[validate(length(min = 1, max = 128))]
    pub name: String,
}

/// A new type, or the next version of one.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventTypeRegister {
    /// Its name: parts of letters, digits and underscores, joined by dots.
    #[validate(length(min = 1, max = 128))]
    pub name: String,
    /// What it says, up to 1000 characters.
    #[specta(optional)]
    #[validate(length(max = 1000))]
    pub description: Option<String>,
    /// The group it is shown in; the first part of its name if not given.
    #[specta(optional)]
    #[validate(length(max = 100))]
    pub group: Option<String>,
    /// The JSON Schema of its data. It must accept what the version before accepted.
    pub schema: Json,
    /// Data as it might be; must fit the schema.
    pub sample: Json,
}
