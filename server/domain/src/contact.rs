//! Whom a message is from, as a channel of that type knows them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::ids::{ContactId, OrganizationId, WebhookId};
use crate::webhook::ChannelType;

/// Somebody who writes, or is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Their id.
    pub id: ContactId,
    /// Their tenant.
    pub organization_id: OrganizationId,
    /// What they are called.
    pub name: Option<String>,
    /// The zone in which dates in their messages are read, where it is known.
    pub time_zone: Option<Tz>,
    /// Whether a member knows them: entered them, or agreed to something they asked for.
    pub is_known: bool,
    /// What they are known by.
    pub identifiers: Vec<ContactIdentifier>,
    /// When they first wrote, or were entered.
    pub created_at: DateTime<Utc>,
    /// When they last were changed.
    pub updated_at: DateTime<Utc>,
}

/// What a contact is known by. A phone number or an address is the same contact on every channel of an organization;
/// a name of the sender's own making means somebody on its own channel only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ContactIdentifier {
    /// A name that a system posts.
    Custom {
        /// The channel it means somebody on.
        channel: WebhookId,
        /// The name.
        name: String,
    },
    /// A phone number.
    Phone(String),
    /// An e-mail address.
    Email(String),
}

impl ContactIdentifier {
    /// What the sender of a message on this channel is known by.
    #[must_use]
    pub fn of(channel_type: ChannelType, channel: WebhookId, sender: &str) -> Self {
        match channel_type {
            ChannelType::CustomWebhook => Self::Custom { channel, name: sender.to_owned() },
            ChannelType::Sms => Self::Phone(sender.to_owned()),
            ChannelType::Email => Self::Email(sender.to_lowercase()),
        }
    }
}
