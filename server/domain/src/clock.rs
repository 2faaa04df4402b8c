//! Time, injected so that schedules can be tested without waiting.

use std::time::Duration;

use chrono::{DateTime, SubsecRound, Utc};
use futures::future::BoxFuture;

/// Tells the time and waits for it.
pub trait Clock: Send + Sync {
    /// Now, cut to microseconds: what PostgreSQL keeps, so a value read back equals the value written.
    fn now(&self) -> DateTime<Utc>;

    /// Returns once [`Clock::now`] is at or past `instant`.
    fn sleep_until(&self, instant: DateTime<Utc>) -> BoxFuture<'static, ()>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask the system")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that may wait for the system's clock"
    )]
    fn sleep_until(&self, instant: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let wait = (instant - self.now()).to_std().unwrap_or(Duration::ZERO);
        Box::pin(tokio::time::sleep(wait))
    }
}

/// A clock that stands still until it is moved: for tests of schedules.
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: tokio::sync::watch::Sender<DateTime<Utc>>,
}

impl ManualClock {
    /// A clock that shows `start`.
    #[must_use]
    pub fn new(start: DateTime<Utc>) -> Self {
        Self { now: tokio::sync::watch::Sender::new(start.trunc_subsecs(6)) }
    }

    /// Moves the clock forward and wakes whoever waits for an instant that has now come.
    pub fn advance(&self, by: Duration) {
        self.now.send_modify(|now| *now += by);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.borrow()
    }

    fn sleep_until(&self, instant: DateTime<Utc>) -> BoxFuture<'static, ()> {
        let mut now = self.now.subscribe();
        Box::pin(async move {
            // An error means that the clock is gone, and with it whoever could wait.
            let _ = now.wait_for(|now| *now >= instant).await;
        })
    }
}
