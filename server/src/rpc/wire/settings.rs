//! What holds for the whole organization.

use serde::Deserialize;
use specta::Type;
use validator::Validate;

use super::checks::{iana_zone, not_blank};

/// Changes to the organization; what is missing stays.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct SettingsUpdate {
    /// What it is called, 1 to 100 characters.
    #[specta(optional)]
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    pub name: Option<String>,
    /// The IANA time zone in which dates are read where nobody nearer has one.
    #[specta(optional)]
    #[validate(custom(function = iana_zone))]
    pub time_zone: Option<String>,
}
