//! Cheap limits by address, before anything is looked up (C17): requests, and failed authentications. In memory and
//! bounded; an IPv6 address counts with its /64, since that is what one customer of a provider has. Each instance counts
//! for itself.

mod source;
mod sources;

use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use sources::Sources;

/// Requests of one address in a minute.
const REQUESTS_PER_MINUTE: u32 = 12_000;
/// Failed authentications of one address in a minute.
const FAILURES_PER_MINUTE: usize = 60;
/// Addresses that are remembered.
const MOST_ADDRESSES: usize = 100_000;

/// The address has used up what it may; from then on it may again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Until when.
    pub until: DateTime<Utc>,
}

/// What every address has left.
#[derive(Debug)]
pub struct AddressLimits {
    enabled: bool,
    sources: Mutex<Sources>,
}

impl AddressLimits {
    /// Limits that hold, or none at all (`PATCHBAY_RATE_LIMITS`).
    #[must_use]
    pub fn new(enabled: bool) -> Self {
        Self { enabled, sources: Mutex::new(Sources::new(MOST_ADDRESSES)) }
    }

    /// Counts a request; a refused one counts not at all.
    ///
    /// # Errors
    /// [`Wait`] where the address has used up its requests.
    pub fn request(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), Wait> {
        if !self.enabled {
            return Ok(());
        }
        self.lock().of(network(address), now).request(now)
    }

    /// Whether a failure of the address would still be counted.
    #[cfg(test)]
    fn may_try(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), Wait> {
        match self.lock().known(network(address)) {
            Some(source) => source.may_fail(now),
            None => Ok(()),
        }
    }

    /// Counts a failed authentication.
    ///
    /// # Errors
    /// [`Wait`] where the address has used up its failures.
    pub fn failed(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), Wait> {
        if !self.enabled {
            return Ok(());
        }
        self.lock().of(network(address), now).fail(now)
    }

    fn lock(&self) -> MutexGuard<'_, Sources> {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What counts as one address: of IPv6 the /64, since that is what one customer of a provider has.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [first, second, third, fourth, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(first, second, third, fourth, 0, 0, 0, 0))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests;
