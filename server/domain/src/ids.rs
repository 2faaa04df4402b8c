//! Typed ids. Every row's primary key is a UUIDv7 (decision `docs/decisions/0003-ids.md`); the type says of what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entropy::Entropy;

/// The text is not an id of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id: expected a UUID")]
pub struct InvalidId;

/// A UUIDv7 of the given instant: sortable to a quarter of a microsecond (RFC 9562 section 6.2, method 3), unguessable in
/// its other 62 bits.
#[must_use]
pub fn uuid_at(now: DateTime<Utc>, entropy: &dyn Entropy) -> Uuid {
    let mut random = [0_u8; 10];
    entropy.fill(&mut random);
    let nanoseconds = u64::from(now.timestamp_subsec_nanos() % 1_000_000);
    // The fraction of the millisecond in 12 bits, where otherwise chance would stand.
    let fraction = u16::try_from(nanoseconds * 4096 / 1_000_000).unwrap_or(0);
    random[..2].copy_from_slice(&fraction.to_be_bytes());
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id of this instant.
            #[must_use]
            pub fn new(now: DateTime<Utc>, entropy: &dyn Entropy) -> Self {
                Self(uuid_at(now, entropy))
            }

            /// The bare UUID, for storage.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }
    )+};
}

typed_ids! {
    /// The tenant: everything belongs to one.
    OrganizationId;
    /// A person who signs in.
    UserId;
    /// A browser's signed-in session.
    SessionId;
    /// A script's key.
    ApiTokenId;
    /// A link that signs in once.
    SignInLinkId;
    /// A link by which somebody joins.
    InvitationId;
    /// A channel, a trigger or a subscription: one id space.
    WebhookId;
    /// A person or system that writes through a channel.
    ContactId;
    /// A thread between one contact and the assistant on one channel.
    ConversationId;
    /// One message, inbound or outbound.
    MessageId;
    /// Something to be done.
    TaskId;
    /// Something that happened.
    EventId;
    /// An address that deliveries go to.
    TargetId;
    /// One thing to be delivered to one target.
    DeliveryId;
    /// One try of a delivery.
    AttemptId;
    /// Something that waits for a member's yes or no.
    ConfirmationId;
    /// A code that proves a channel, or what somebody is known by.
    VerificationId;
    /// Something that is remembered of a contact.
    FactId;
    /// One unit of later work.
    JobId;
    /// An event type of an organization's own, in one version.
    EventTypeId;
    /// A recovery: many deliveries that are tried again.
    RecoveryId;
    /// What a member said that a message should have been understood as.
    CorrectionId;
    /// One line of the audit trail.
    AuditEntryId;
    /// One boot of one worker process; fences what an earlier boot leased.
    WorkerId;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;

    #[test]
    fn ids_are_in_the_order_of_their_microseconds() {
        let at = |micros: i64| DateTime::from_timestamp_micros(1_768_122_000_000_000 + micros).unwrap();
        let ids: Vec<Uuid> = (0..3_000).map(|micros| uuid_at(at(micros), &SystemEntropy)).collect();
        assert!(ids.is_sorted(), "a later id is greater");
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        assert_ne!(uuid_at(at(0), &SystemEntropy), uuid_at(at(0), &SystemEntropy));
    }
}
