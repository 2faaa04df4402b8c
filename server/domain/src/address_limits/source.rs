//! What counts against one address. Failures are exact, one instant each. Requests are counted by the second: a second
//! counts until it has left the minute whole, so no minute ever holds more than it may, and one a second longer than a
//! minute may be held to it, too.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

use super::{FAILURES_PER_MINUTE, REQUESTS_PER_MINUTE, Wait};

const MINUTE: TimeDelta = TimeDelta::minutes(1);
/// How long a second's requests count, in seconds from its beginning.
const REQUESTS_COUNT_FOR: i64 = 61;

/// What counts against one address.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// Seconds since 1970 and the requests in them, oldest first.
    requests: VecDeque<(i64, u32)>,
    /// Oldest first.
    failures: VecDeque<DateTime<Utc>>,
}

impl Source {
    pub(super) fn request(&mut self, now: DateTime<Utc>) -> Result<(), Wait> {
        self.forget(now);
        if let Some(wait) = self.used_up_requests() {
            return Err(wait);
        }
        let second = now.timestamp();
        match self.requests.back_mut() {
            // A clock that was set back a little goes on counting where it was.
            Some((last, count)) if *last >= second => *count += 1,
            _ => self.requests.push_back((second, 1)),
        }
        Ok(())
    }

    pub(super) fn may_fail(&mut self, now: DateTime<Utc>) -> Result<(), Wait> {
        self.forget(now);
        self.used_up_failures().map_or(Ok(()), Err)
    }

    pub(super) fn fail(&mut self, now: DateTime<Utc>) -> Result<(), Wait> {
        self.may_fail(now)?;
        let last = self.failures.back().copied().unwrap_or(now);
        self.failures.push_back(now.max(last));
        Ok(())
    }

    /// Drops what counts no more, or what lies in a future that a wrong clock showed.
    pub(super) fn forget(&mut self, now: DateTime<Utc>) {
        let second = now.timestamp();
        if self.requests.back().is_some_and(|(last, _)| *last > second + REQUESTS_COUNT_FOR) {
            self.requests.clear();
        }
        if self.failures.back().is_some_and(|last| *last - now > MINUTE) {
            self.failures.clear();
        }
        while self.requests.front().is_some_and(|(first, _)| *first + REQUESTS_COUNT_FOR <= second) {
            self.requests.pop_front();
        }
        while self.failures.front().is_some_and(|first| now - *first >= MINUTE) {
            self.failures.pop_front();
        }
    }

    /// Whether nothing counts, of what was not forgotten.
    pub(super) fn is_idle(&self) -> bool {
        self.requests.is_empty() && self.failures.is_empty()
    }

    /// Whether the address has to wait.
    pub(super) fn is_limited(&self) -> bool {
        self.used_up_failures().is_some() || self.used_up_requests().is_some()
    }

    /// How much would be forgotten with it: failures weigh more.
    pub(super) fn weight(&self) -> (usize, u32) {
        (self.failures.len(), self.request_count())
    }

    fn used_up_requests(&self) -> Option<Wait> {
        let (first, _) = self.requests.front()?;
        let until = DateTime::from_timestamp(first + REQUESTS_COUNT_FOR, 0)?;
        (self.request_count() >= REQUESTS_PER_MINUTE).then_some(Wait { until })
    }

    fn used_up_failures(&self) -> Option<Wait> {
        let first = self.failures.front()?;
        (self.failures.len() >= FAILURES_PER_MINUTE).then(|| Wait { until: *first + MINUTE })
    }

    fn request_count(&self) -> u32 {
        self.requests.iter().map(|(_, count)| count).sum()
    }
}
