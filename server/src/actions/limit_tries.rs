//! How often somebody may try what could be guessed or abused before they are known: signing in and asking for a reset.
//! Counted for a member's address together with the network address that tries, narrowly, and for the member's address
//! alone, widely: one stranger cannot lock a member out, and many of them together still guess slowly. In memory and
//! bounded; each instance counts for itself.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use patchbay_domain::address_limits::network;
use patchbay_domain::quota::{Admission, Quota, SlidingLog, Window};
use patchbay_domain::webhook::Overflow;

use super::ActionError;

/// Tries to sign in as one member from one network address; a success forgives them.
const SIGN_IN: Quota = Quota { per_minute: 5, per_hour: 20 };
/// Tries to sign in as one member from anywhere.
const SIGN_IN_FROM_ANYWHERE: Quota = Quota { per_minute: 30, per_hour: 200 };
/// Links that set a password, asked for with one address.
const RESET: Quota = Quota { per_minute: 1, per_hour: 5 };
/// Addresses that are remembered.
const MOST_KEYS: usize = 100_000;

/// What was tried within the last hour.
#[derive(Debug)]
pub struct TryLimits {
    enabled: bool,
    logs: Mutex<Logs>,
}

#[derive(Debug, Default)]
struct Logs {
    by_key: HashMap<(What, String), SlidingLog>,
    swept_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum What {
    SignIn,
    Reset,
}

impl TryLimits {
    /// Limits that hold, or none at all (`PATCHBAY_RATE_LIMITS`).
    #[must_use]
    pub fn new(enabled: bool) -> Self {
        Self { enabled, logs: Mutex::default() }
    }

    /// Counts a try to sign in.
    ///
    /// # Errors
    /// [`ActionError::TooOften`].
    pub fn sign_in(&self, email: &str, from: Option<IpAddr>, now: DateTime<Utc>) -> Result<(), ActionError> {
        let reason = "somebody tried to sign in with this address too often";
        self.spend(What::SignIn, &near(email, from), SIGN_IN, now, reason)?;
        self.spend(What::SignIn, email, SIGN_IN_FROM_ANYWHERE, now, reason)
    }

    /// It went well: what was tried before is forgiven.
    pub fn signed_in(&self, email: &str, from: Option<IpAddr>) {
        self.lock().by_key.remove(&(What::SignIn, near(email, from)));
    }

    /// Counts a reset that is asked for.
    ///
    /// # Errors
    /// [`ActionError::TooOften`].
    pub fn reset(&self, email: &str, now: DateTime<Utc>) -> Result<(), ActionError> {
        self.spend(What::Reset, email, RESET, now, "a reset was asked for with this address too often")
    }

    fn spend(
        &self,
        what: What,
        key: &str,
        quota: Quota,
        now: DateTime<Utc>,
        reason: &str,
    ) -> Result<(), ActionError> {
        if !self.enabled {
            return Ok(());
        }
        let mut logs = self.lock();
        logs.make_room(now);
        let log = logs.by_key.entry((what, key.to_owned())).or_default();
        match log.spend(quota, now, Overflow::Reject) {
            Admission::Now(_) | Admission::At(..) => Ok(()),
            Admission::Refused { retry_at, .. } => {
                let after = (retry_at - now).to_std().unwrap_or(Duration::from_secs(1));
                Err(ActionError::TooOften { reason: reason.to_owned(), after })
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Logs> {
        self.logs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A member's address as tried from one network address; of IPv6, from one provider's customer.
fn near(email: &str, from: Option<IpAddr>) -> String {
    match from.map(network) {
        Some(network) => format!("{email} from {network}"),
        None => format!("{email} from somewhere"),
    }
}

impl Logs {
    /// Drops what counts no more, every minute; where there is no room even so, everything: guessing one password is
    /// slow by then, since each of these addresses was a request of its own.
    fn make_room(&mut self, now: DateTime<Utc>) {
        let is_full = self.by_key.len() >= MOST_KEYS;
        if !is_full && (now - self.swept_at).abs() < Window::Minute.length() {
            return;
        }
        self.swept_at = now;
        self.by_key.retain(|_, log| !log.is_idle(now));
        if self.by_key.len() >= MOST_KEYS {
            self.by_key.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

    fn at(second: u64) -> DateTime<Utc> {
        "2026-03-10T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + Duration::from_secs(second)
    }

    fn wait(outcome: Result<(), ActionError>) -> Option<u64> {
        match outcome {
            Err(ActionError::TooOften { after, .. }) => Some(after.as_secs()),
            _ => None,
        }
    }

    #[test]
    fn the_sixth_try_of_a_minute_waits_and_a_success_forgives() {
        let limits = TryLimits::new(true);
        for second in 0..5 {
            assert_eq!(wait(limits.sign_in("ann@example.com", HERE, at(second))), None);
        }
        assert_eq!(wait(limits.sign_in("ann@example.com", HERE, at(5))), Some(55));
        assert_eq!(wait(limits.sign_in("ben@example.com", HERE, at(5))), None, "another address has its own");
        assert_eq!(wait(limits.reset("ann@example.com", at(5))), None, "as has another thing");
        assert_eq!(wait(limits.sign_in("ann@example.com", HERE, at(60))), None);
        limits.signed_in("ann@example.com", HERE);
        for second in 61..66 {
            assert_eq!(wait(limits.sign_in("ann@example.com", HERE, at(second))), None);
        }
    }

    #[test]
    fn the_twenty_first_try_of_an_hour_waits_for_the_hour() {
        let limits = TryLimits::new(true);
        for minute in 0..20 {
            assert_eq!(wait(limits.sign_in("ann@example.com", HERE, at(minute * 61))), None);
        }
        assert_eq!(wait(limits.sign_in("ann@example.com", HERE, at(20 * 61))), Some(3_600 - 20 * 61));
    }

    #[test]
    fn one_stranger_locks_nobody_out_and_many_guess_slowly() {
        let limits = TryLimits::new(true);
        let from = |last: u8| Some(IpAddr::from([192, 0, 2, last]));
        for _ in 0..20 {
            let _ = limits.sign_in("ann@example.com", from(1), at(0));
        }
        assert_eq!(wait(limits.sign_in("ann@example.com", HERE, at(1))), None);
        let admitted = (2..100).filter(|last| limits.sign_in("ann@example.com", from(*last), at(2)).is_ok());
        assert_eq!(admitted.count(), 30 - 5 - 1);
    }

    #[test]
    fn limits_that_are_off_let_everything_pass() {
        let limits = TryLimits::new(false);
        assert!((0..100).all(|_| limits.sign_in("ann@example.com", HERE, at(0)).is_ok()));
    }

    #[test]
    fn there_is_always_room() {
        let limits = TryLimits::new(true);
        for number in 0..=MOST_KEYS {
            assert!(limits.reset(&number.to_string(), at(0)).is_ok());
        }
        assert!(limits.lock().by_key.len() <= MOST_KEYS);
    }
}
