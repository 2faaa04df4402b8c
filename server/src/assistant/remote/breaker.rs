//! The breaker of a model server, in memory: while it fails again and again nobody waits for it, and one turn now and then
//! tries whether it works. Each process finds out for itself.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use patchbay_domain::breaker::Breaker;

#[derive(Debug, Default)]
struct State {
    breaker: Breaker,
    /// Whether a turn is trying while it is open.
    is_probed: bool,
}

/// The breaker of a model server.
#[derive(Debug, Default)]
pub(super) struct ServerBreaker(Mutex<State>);

impl ServerBreaker {
    /// Leave to ask the server; none while it is left alone.
    pub(super) fn enter(&self, now: DateTime<Utc>) -> Option<Pass<'_>> {
        let mut state = self.lock();
        let is_probe = match state.breaker.open {
            None => false,
            Some(open) if now >= open.next_probe_at && !state.is_probed => true,
            Some(_) => return None,
        };
        state.is_probed |= is_probe;
        Some(Pass { breaker: self, is_probe })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leave to ask; says afterwards how it went. Dropped without a word it says nothing.
pub(super) struct Pass<'a> {
    breaker: &'a ServerBreaker,
    is_probe: bool,
}

impl Pass<'_> {
    /// The server works.
    pub(super) fn succeeded(self) {
        self.breaker.lock().breaker.succeeded();
    }

    /// It does not.
    pub(super) fn failed(self, now: DateTime<Utc>) {
        let mut state = self.breaker.lock();
        let was_open = state.breaker.is_open();
        state.breaker.failed(now);
        if state.breaker.is_open() && !was_open {
            tracing::warn!(
                "the model server failed again and again: the built-in assistant answers until it works"
            );
        }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.is_probe {
            self.breaker.lock().is_probed = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use patchbay_domain::breaker::FAILURES_TO_OPEN;

    use super::*;

    #[test]
    fn after_many_failures_one_turn_at_a_time_tries() {
        let breaker = ServerBreaker::default();
        let mut now = DateTime::UNIX_EPOCH;
        for _ in 0..FAILURES_TO_OPEN {
            breaker.enter(now).unwrap().failed(now);
        }
        assert!(breaker.enter(now).is_none());
        now += TimeDelta::seconds(30);
        let probe = breaker.enter(now).unwrap();
        assert!(breaker.enter(now).is_none(), "one is trying");
        probe.failed(now);
        assert!(breaker.enter(now).is_none());
        now += TimeDelta::seconds(60);
        drop(breaker.enter(now).unwrap());
        breaker.enter(now).unwrap().succeeded();
        assert!(breaker.enter(now).is_some() && breaker.enter(now).is_some());
    }
}
