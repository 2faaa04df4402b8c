//! Lists, which come in pages, and inputs that are only an id.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::ToSchema;
use validator::Validate;

/// How many items a page has when the caller does not say.
pub const DEFAULT_LIMIT: u32 = 50;

/// One page of a list.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The items, in the order of the list.
    pub items: Vec<T>,
    /// What to ask for as `cursor` to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// An input that names one thing.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ById {
    /// The id.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
}

/// What was deleted.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    /// The id of what is gone.
    pub id: String,
}
