//! How Patchbay keeps its data: on SQLite in one file, or on PostgreSQL. Takes and gives domain types; the only crate
//! that names sea-orm.

mod api_tokens;
mod audit;
mod channels;
mod consents;
mod contacts;
mod conversations;
mod credentials;
mod database;
mod deliveries;
mod entities;
mod error;
mod events;
mod hot;
mod invitations;
mod jobs;
mod listen;
mod members;
mod messages;
mod numbers;
mod organizations;
mod outgoing_messages;
mod paging;
mod quotas;
mod raw_bodies;
mod reviews;
mod scope;
mod search;
mod sessions;
mod sign_in_links;
mod signals;
mod storage;
mod tasks;
mod vault;
mod verifications;
mod words;
mod writer;

#[cfg(test)]
mod tests;

pub use api_tokens::ApiTokenFilter;
pub use audit::AuditFilter;
pub use channels::{ChannelFilter, KnownChannel};
pub use contacts::ContactFilter;
pub use conversations::ConversationFilter;
pub use credentials::KnownActor;
pub use database::DatabaseSettings;
pub use deliveries::DeliveryFilter;
pub use error::StorageError;
pub use hot::{Receipt, Receive};
pub use messages::{MessageFilter, Understood};
pub use numbers::Numbered;
pub use scope::Scope;
pub use signals::Signals;
pub use storage::{Health, Storage};
pub use tasks::TaskFilter;
pub use vault::Vault;
pub use writer::{Tx, WorkError, Writer};
