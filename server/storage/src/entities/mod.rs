//! The tables as sea-orm sees them. Private: what leaves this crate are domain types.

pub(crate) mod api_tokens;
pub(crate) mod audit_entries;
pub(crate) mod channels;
pub(crate) mod consents;
pub(crate) mod contact_identifiers;
pub(crate) mod contacts;
pub(crate) mod conversations;
pub(crate) mod deliveries;
pub(crate) mod delivery_attempts;
pub(crate) mod deployment;
pub(crate) mod events;
pub(crate) mod invitations;
pub(crate) mod jobs;
pub(crate) mod messages;
pub(crate) mod organizations;
pub(crate) mod quota_logs;
pub(crate) mod raw_bodies;
pub(crate) mod sessions;
pub(crate) mod sign_in_links;
pub(crate) mod targets;
pub(crate) mod tasks;
pub(crate) mod users;
pub(crate) mod verifications;
pub(crate) mod webhooks;
