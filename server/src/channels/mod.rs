//! How people talk to Patchbay. Each channel type is a folder with the same four files:
//!
//! - `settings`: what its owner sets, checked and merged with what is stored; and what an answer may show of it,
//! - `verify`: whether a request comes from where it says,
//! - `parse`: a request becomes a [`patchbay_domain::message::InboundMessage`], card numbers already gone,
//! - `send`: a delivery becomes a request, and its answer an outcome.

pub mod custom;
pub mod email;
mod received;
pub mod settings;
pub mod sms;

pub use crate::delivery::FieldError;
pub use received::{Parsed, RawBody, Refusal, Rejection};

/// What is wrong with a field of `providerConfig`.
fn field_error(field: &str, message: impl Into<String>) -> FieldError {
    FieldError::new(format!("providerConfig.{field}"), message)
}
