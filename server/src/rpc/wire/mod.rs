//! The types on the wire between the server and its clients.
//!
//! camelCase fields, ids as strings, times as ISO 8601 UTC with milliseconds. What comes in derives `Deserialize`
//! and `Validate`, what goes out `Serialize`; both derive specta's `Type`, and their comments reach the bindings. What the
//! REST API shares derives utoipa's `ToSchema` too.
//! Two types of one name clash in the bindings, whatever module they are in.

pub mod api_token;
pub mod assistant;
pub mod audit;
pub mod auth;
pub mod change;
pub mod checks;
pub mod confirmation;
pub mod contact;
pub mod conversation;
pub mod delivery;
pub mod event;
pub mod fact;
pub mod member;
pub mod message;
pub mod page;
pub mod provider_config;
pub mod recovery;
pub mod rest;
pub mod session;
pub mod settings;
pub mod story;
pub mod subscription;
pub mod subscription_input;
pub mod task;
pub mod turn;
pub mod understanding;
pub mod value;
pub mod webhook;
mod webhook_input;

#[cfg(test)]
mod tests;
