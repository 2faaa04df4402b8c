//! The breaker of one address (C42): after enough failures in a row nothing more is sent there but a probe now and
//! then, and what would have been sent is held.

use chrono::{DateTime, TimeDelta, Utc};

/// Failures in a row, over all deliveries of an address, that open its breaker.
pub const FAILURES_TO_OPEN: u32 = 10;

/// After so long without a try nobody can say that an address failed all the time: failing, and the count, begin anew.
pub const FORGOTTEN_AFTER: TimeDelta = TimeDelta::days(2);

/// How long to wait before the first probe, the second and so on, in seconds; the last one repeats.
const PROBE_DELAYS: [i64; 5] = [30, 60, 120, 300, 600];

/// While it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenBreaker {
    /// Since when.
    pub opened_at: DateTime<Utc>,
    /// When the next delivery may be tried.
    pub next_probe_at: DateTime<Utc>,
    /// Probes that failed.
    pub probes: u32,
}

/// What is known of an address's health.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Breaker {
    /// Failures since the last success.
    pub consecutive_failures: u32,
    /// When the first of these happened; of those with less than [`FORGOTTEN_AFTER`] between them.
    pub failing_since: Option<DateTime<Utc>>,
    /// When the last failure happened.
    pub last_failed_at: Option<DateTime<Utc>>,
    /// Nothing is sent but probes.
    pub open: Option<OpenBreaker>,
}

/// What a try changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakerChange {
    /// Nothing.
    None,
    /// It opened, or a probe failed: the next one is due then.
    ProbeAt(DateTime<Utc>),
    /// It closed: what was held may leave.
    Closed,
}

impl Breaker {
    /// Whether nothing is sent but probes.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// A try arrived.
    pub const fn succeeded(&mut self) -> BreakerChange {
        let was_open = self.open.is_some();
        *self = Self { consecutive_failures: 0, failing_since: None, last_failed_at: None, open: None };
        if was_open { BreakerChange::Closed } else { BreakerChange::None }
    }

    /// A try failed at `now`.
    pub fn failed(&mut self, now: DateTime<Utc>) -> BreakerChange {
        let is_long_ago = self.last_failed_at.is_some_and(|last| now - last > FORGOTTEN_AFTER);
        if is_long_ago || self.failing_since.is_none() {
            self.failing_since = Some(now);
        }
        // Of one that is open, the probes go on counting.
        let counted = if is_long_ago && self.open.is_none() { 0 } else { self.consecutive_failures };
        self.consecutive_failures = counted.saturating_add(1);
        self.last_failed_at = Some(now);
        let (opened_at, probes) = match self.open {
            // One that was under way when it opened; the probe is still to come.
            Some(open) if now < open.next_probe_at => return BreakerChange::None,
            Some(open) => (open.opened_at, open.probes + 1),
            None if self.consecutive_failures >= FAILURES_TO_OPEN => (now, 0),
            None => return BreakerChange::None,
        };
        let place = usize::try_from(probes).unwrap_or(usize::MAX).min(PROBE_DELAYS.len() - 1);
        let next_probe_at = now + TimeDelta::seconds(PROBE_DELAYS[place]);
        self.open = Some(OpenBreaker { opened_at, next_probe_at, probes });
        BreakerChange::ProbeAt(next_probe_at)
    }

    /// Whether a failure at `now` would change nothing but the count: it opens nothing, and the address has not failed for
    /// `patience`.
    #[must_use]
    pub fn bears_failure(&self, patience: TimeDelta, now: DateTime<Utc>) -> bool {
        let mut after = *self;
        self.open.is_none()
            && after.failed(now) == BreakerChange::None
            && !after.has_failed_for(patience, now)
    }

    /// Nothing waits that could be the probe: it closes, and the next deliveries show whether the address works. Since
    /// when it fails is not forgotten.
    pub const fn close_unproven(&mut self) {
        self.open = None;
        self.consecutive_failures = 0;
    }

    /// Whether it has failed for at least `patience` at `now`.
    #[must_use]
    pub fn has_failed_for(&self, patience: TimeDelta, now: DateTime<Utc>) -> bool {
        self.failing_since.is_some_and(|since| now - since >= patience)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn ten_failures_in_a_row_open_it_and_probes_come_ever_later() {
        let mut breaker = Breaker::default();
        for second in 0..9 {
            assert_eq!(breaker.failed(at(second)), BreakerChange::None);
        }
        assert_eq!(breaker.succeeded(), BreakerChange::None);
        for second in 0..9 {
            assert_eq!(breaker.failed(at(second)), BreakerChange::None, "a success starts the count anew");
        }
        assert_eq!(breaker.failed(at(9)), BreakerChange::ProbeAt(at(39)));
        assert_eq!(breaker.failed(at(20)), BreakerChange::None, "a try that was under way is no probe");
        let mut probed = 39;
        for delay in [60, 120, 300, 600, 600, 600] {
            assert_eq!(breaker.failed(at(probed)), BreakerChange::ProbeAt(at(probed + delay)));
            probed += delay;
        }
        assert!(breaker.has_failed_for(TimeDelta::seconds(probed), at(probed)));
        assert!(!breaker.has_failed_for(TimeDelta::seconds(probed + 1), at(probed)));
        assert_eq!(breaker.succeeded(), BreakerChange::Closed);
        assert_eq!(breaker, Breaker::default());
    }

    #[test]
    fn a_failure_of_long_ago_is_no_failing_since() {
        let mut breaker = Breaker::default();
        breaker.failed(at(0));
        breaker.failed(at(0) + FORGOTTEN_AFTER);
        assert_eq!(breaker.failing_since, Some(at(0)));
        let later = at(1) + FORGOTTEN_AFTER + FORGOTTEN_AFTER;
        breaker.failed(later);
        assert_eq!((breaker.failing_since, breaker.consecutive_failures), (Some(later), 1));
    }
}
