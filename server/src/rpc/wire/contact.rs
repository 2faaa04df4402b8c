//! Contacts: the people and systems that write.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

use super::checks::{iana_zone, not_blank};
use super::value::{Timestamp, clearable};

/// What kind of thing a contact is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ContactIdentifierKind {
    /// A phone number, the same on every SMS channel.
    Phone,
    /// An e-mail address, the same on every e-mail channel.
    Email,
    /// A name that a system posts; it means somebody on its own channel only.
    Custom,
}

/// One thing a contact is known by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ContactIdentifier {
    /// What kind.
    pub kind: ContactIdentifierKind,
    /// The number in E.164 (`+15550100`), the address, or the name; at most 320 characters.
    #[validate(length(min = 1, max = 320), custom(function = not_blank))]
    pub value: String,
    /// The channel that a `custom` name means somebody on; null for the other kinds.
    #[serde(default)]
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub webhook_id: Option<String>,
}

/// Somebody who writes.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// The id.
    pub id: String,
    /// What they are called.
    pub name: Option<String>,
    /// Their IANA time zone, in which dates in their messages are read; null: the member's or organization's.
    pub time_zone: Option<String>,
    /// Whether a member knows them: entered them, or agreed to something they asked for.
    pub is_known: bool,
    /// What they are known by.
    pub identifiers: Vec<ContactIdentifier>,
    /// When they first wrote, or were entered.
    pub created_at: Timestamp,
    /// When they last were changed.
    pub updated_at: Timestamp,
}

/// Which contacts to list, the newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ContactList {
    /// Only those with this in their name or in what they are known by.
    #[specta(optional)]
    #[validate(length(max = 200))]
    pub search: Option<String>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// A new contact.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ContactCreate {
    /// What they are called, 1 to 200 characters.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub name: String,
    /// Their IANA time zone.
    #[specta(optional)]
    #[validate(custom(function = iana_zone))]
    pub time_zone: Option<String>,
    /// What they are known by, at most 20.
    #[specta(optional)]
    #[validate(nested, length(max = 20))]
    pub identifiers: Option<Vec<ContactIdentifier>>,
}

/// Changes to a contact; what is missing stays, and what can be null is cleared by it.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ContactUpdate {
    /// The contact.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// What they are called, 1 to 200 characters.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub name: Option<Option<String>>,
    /// Their IANA time zone.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(custom(function = iana_zone))]
    pub time_zone: Option<Option<String>>,
    /// Whether a member knows them: what they ask for needs approval only where the channel asks for that of all contacts.
    #[specta(optional)]
    pub is_known: Option<bool>,
    /// All they are known by from now on, at most 20.
    #[specta(optional)]
    #[validate(nested, length(max = 20))]
    pub identifiers: Option<Vec<ContactIdentifier>>,
}

/// Which contact is the same as which other one.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ContactMerge {
    /// The one that goes: what they are known by, their conversations and tasks, and what is remembered of them are kept.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// The one that stays and gets all of it.
    #[validate(length(min = 1, max = 64))]
    pub into_id: String,
}
