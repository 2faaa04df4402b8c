//! Who is who, and who may do what: tenants, roles, members and how they prove who they are.

mod api_tokens;
mod audit;
mod audit_filters;
mod channel_rights;
mod invitations;
mod limits;
mod live;
mod mailed_resets;
mod members;
mod passwords;
mod profile;
mod ranks;
mod reads;
mod role_changes;
mod role_walk;
mod secrets;
mod sessions;
mod settings;
mod table;
mod tenancy_walk;
mod victim;

/// An id that nothing has.
const UNKNOWN: &str = "01890000-0000-7000-8000-000000000000";
