//! What is remembered of contacts.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::Validate;

use super::checks::not_blank;
use super::value::Timestamp;

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// What they are called; there is one at most.
    Name,
    /// What they like and do not like.
    Preference,
    /// When they work.
    WorkingHours,
    /// What they are working on.
    Project,
    /// How they want to be spoken to.
    Tone,
    /// What they asked to be remembered, and anything else.
    Note,
}

/// Where a fact came from.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FactSource {
    /// The message that said it.
    pub message_id: String,
    /// The conversation it stands in.
    pub conversation_id: Option<String>,
    /// The channel it came by.
    pub webhook_id: String,
}

/// Something that is remembered of a contact.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// The id.
    pub id: String,
    /// Of whom.
    pub contact_id: String,
    /// What it is about.
    pub kind: FactKind,
    /// What is remembered, 1 to 200 characters.
    pub text: String,
    /// Where it came from; null where a member entered it.
    pub source: Option<FactSource>,
    /// The member who entered it; null where a message said it.
    pub created_by: Option<String>,
    /// When it was remembered.
    pub created_at: Timestamp,
    /// When it last was changed.
    pub updated_at: Timestamp,
}

/// Of whom to list what is remembered, the newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct FactList {
    /// The contact.
    #[validate(length(min = 1, max = 64))]
    pub contact_id: String,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// Something to remember of a contact. What is remembered already is not remembered twice, and another name takes the place of
/// the one before.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct FactCreate {
    /// The contact.
    #[validate(length(min = 1, max = 64))]
    pub contact_id: String,
    /// What it is about.
    pub kind: FactKind,
    /// What to remember, 1 to 200 characters.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub text: String,
    /// The message of the contact that said it, if one did.
    #[specta(optional)]
    #[validate(length(min = 1, max = 64))]
    pub source_message_id: Option<String>,
}

/// Changes to a fact; what is missing stays.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct FactUpdate {
    /// The fact.
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// What it is about.
    #[specta(optional)]
    pub kind: Option<FactKind>,
    /// What to remember, 1 to 200 characters.
    #[specta(optional)]
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub text: Option<String>,
}
