//! Why nothing came back. No text here holds a path, a query, credentials or an address behind a name: it is shown to
//! whoever set the URL.

use std::error::Error;
use std::io;

use patchbay_domain::delivery::ErrorClass;

use super::resolver::NameNotFound;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EgressError {
    /// The address may not be reached, or the request is none that can be sent; another try would end the same.
    #[error("{0}")]
    Refused(String),
    /// No connection: nothing was sent.
    #[error("{message}")]
    Connect {
        /// Why, in words.
        message: String,
        /// What it broke off at: the name, the connection or its safety.
        class: ErrorClass,
    },
    /// The time ran out; where something may have been sent, it is unknown whether it arrived.
    #[error("{}", if *.after_sending { "no answer in time" } else { "no connection in time" })]
    Timeout {
        /// Whether the receiver may have got the request.
        after_sending: bool,
    },
    /// The connection was lost after something was sent: it is unknown whether it arrived.
    #[error("{0}")]
    Cut(String),
}

impl EgressError {
    /// Whether the receiver may have got the request all the same.
    #[must_use]
    pub const fn is_outcome_unknown(&self) -> bool {
        matches!(self, Self::Cut(_) | Self::Timeout { after_sending: true })
    }

    /// Where it broke off.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Refused(_) => ErrorClass::RefusedByGuard,
            Self::Connect { class, .. } => *class,
            Self::Timeout { .. } => ErrorClass::Timeout,
            Self::Cut(_) => ErrorClass::Protocol,
        }
    }
}

/// A name that resolved to no address that may be reached. Travels through the HTTP client as a source of its error.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NameRefused(pub(super) String);

/// Why a name has no addresses.
#[derive(Debug)]
pub(super) enum LookupError {
    /// None that may be reached.
    Refused(NameRefused),
    /// None that could be found.
    Failed(std::io::Error),
}

/// Tells what kind of failure it was. `server` is host and port.
pub(super) fn from_client(error: &reqwest::Error, server: &str, sent: bool) -> EgressError {
    let sources = || std::iter::successors(error.source(), |error| (*error).source());
    if let Some(refused) = sources().find_map(|source| source.downcast_ref::<NameRefused>()) {
        return EgressError::Refused(refused.0.clone());
    }
    let may_have_arrived = sent && !error.is_connect();
    if error.is_timeout() {
        return EgressError::Timeout { after_sending: may_have_arrived };
    }
    // The innermost source says what happened ("Connection refused"); the outer ones repeat the URL.
    let cause = sources().last().map_or_else(|| "unknown error".to_owned(), ToString::to_string);
    if error.is_builder() {
        EgressError::Refused(format!("the request to {server} cannot be made: {cause}"))
    } else if may_have_arrived {
        EgressError::Cut(format!("the connection to {server} was lost after sending: {cause}"))
    } else {
        let class = class_of(sources().last(), sources());
        EgressError::Connect { message: format!("no connection to {server}: {cause}"), class }
    }
}

fn class_of<'a>(
    innermost: Option<&'a (dyn Error + 'static)>,
    mut sources: impl Iterator<Item = &'a (dyn Error + 'static)>,
) -> ErrorClass {
    // An I/O error hands its inner error on as a source only where that has sources of its own, and layers of the
    // client put one into another.
    let mut innermost: Option<&(dyn Error + 'static)> = innermost;
    while let Some(error) = innermost {
        // A handshake that just ends is an end of file to tokio-rustls.
        if error.is::<rustls::Error>() || error.to_string() == "tls handshake eof" {
            return ErrorClass::Tls;
        }
        let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        innermost = inside.map(|inside| -> &(dyn Error + 'static) { inside });
    }
    let is_name = sources.any(|error| error.is::<NameNotFound>());
    if is_name { ErrorClass::Dns } else { ErrorClass::Connect }
}
