//! The only way out. Every outbound request goes through [`EgressClient`], which reaches public addresses only, unless
//! `PATCHBAY_EGRESS_ALLOW` names others, and never says in an error what a URL keeps secret.

mod address;
mod body;
mod client;
mod error;
mod guard;
mod resolver;
mod retry_after;
mod smtp;

#[cfg(test)]
pub(crate) mod tests;

pub use client::{DEFAULT_TIMEOUT, EgressClient, EgressSetupError, OutboundRequest, OutboundResponse};
pub use error::EgressError;
pub use guard::{EgressGuard, InvalidAllowList};
pub use resolver::{HostResolver, SystemResolver};
pub use retry_after::retry_after;
pub use smtp::{Phase, SmtpAnswer, SmtpError, SmtpErrorKind, SmtpServer, TlsProblem};
