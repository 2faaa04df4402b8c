//! Whose words a message is made of. What is done about it depends on that, never on what it says about itself.

use serde::{Deserialize, Serialize};

/// How far a sender is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// Nobody knows them.
    #[default]
    Unknown,
    /// A contact that a member entered or approved of.
    Contact,
    /// A member, who proved it on this channel.
    Member,
}

impl Trust {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Contact => "contact",
            Self::Member => "member",
        }
    }
}
