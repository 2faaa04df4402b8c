//! How Patchbay keeps its data: on SQLite in one file, or on PostgreSQL. Takes and gives domain types; the only crate
//! that names sea-orm.

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
mod jobs;
mod listen;
mod messages;
mod numbers;
mod organizations;
mod outgoing_messages;
mod paging;
mod quotas;
mod raw_bodies;
mod receive;
mod reviews;
mod scope;
mod signals;
mod storage;
mod tasks;
mod vault;
mod verifications;
mod words;
mod writer;

#[cfg(test)]
mod tests;

pub use channels::ChannelFilter;
pub use conversations::ConversationFilter;
pub use credentials::{ApiToken, Credentials};
pub use database::DatabaseSettings;
pub use deliveries::DeliveryFilter;
pub use error::StorageError;
pub use messages::{MessageFilter, Understood};
pub use numbers::Numbered;
pub use receive::{Receipt, Receive};
pub use scope::Scope;
pub use signals::Signals;
pub use storage::{Health, Storage};
pub use tasks::TaskFilter;
pub use vault::Vault;
pub use writer::{Tx, WorkError, Writer};
