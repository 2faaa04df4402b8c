//! The exact sliding log. Every admitted request has a slot: the instant at which it counts. A new slot never lies
//! before the last one, so it fits as soon as the slot that is `quota` places before it has left the window, and no
//! interval of that length ever holds more.

use std::collections::VecDeque;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

use super::{Admission, Quota, Standing, Window};
use crate::webhook::Overflow;

/// The bytes are not those of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quota log is damaged; delete the channel's row in quota_logs and it begins anew")]
pub struct DamagedLog;

/// The requests of one channel that count against its quota.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SlidingLog {
    /// Oldest first; those that were put off may lie ahead. Microseconds.
    slots: VecDeque<DateTime<Utc>>,
    /// The latest "now" at which one was admitted. Instances differ a little in what time it is; the log's never runs
    /// back.
    latest: DateTime<Utc>,
}

impl SlidingLog {
    /// A log of requests that are known to count at these instants.
    #[must_use]
    pub fn from_hits(mut hits: Vec<DateTime<Utc>>) -> Self {
        hits.iter_mut().for_each(|hit| *hit = hit.trunc_subsecs(6));
        hits.sort_unstable();
        Self { slots: hits.into(), latest: DateTime::default() }
    }

    /// Asks for one request at `now`. Both windows have room or nothing is counted; a request that is refused leaves no
    /// trace. With [`Overflow::Defer`] it takes the first instant that has room and comes after every earlier
    /// request's; with [`Overflow::Reject`] it is refused while others wait. Another quota than last time holds from
    /// now on; slots that were given stay.
    pub fn spend(&mut self, quota: Quota, now: DateTime<Utc>, overflow: Overflow) -> Admission {
        if self.latest - now >= Window::Hour.length() {
            // That is no difference between instances: the clock was wrong and was set right.
            *self = Self::default();
        }
        let now = now.trunc_subsecs(6).max(self.latest);
        let minute_free = self.free_at(quota.per_minute, Window::Minute).unwrap_or(now).max(now);
        let hour_free = self.free_at(quota.per_hour, Window::Hour).unwrap_or(now).max(now);
        let slot = self.slots.back().copied().unwrap_or(now).max(minute_free).max(hour_free);
        if slot > now && overflow == Overflow::Reject {
            let window = if hour_free > minute_free { Window::Hour } else { Window::Minute };
            return Admission::Refused { window, retry_at: slot, standing: self.standing(quota, now) };
        }
        self.take(slot, now, quota);
        let standing = self.standing(quota, now);
        if slot > now { Admission::At(slot, standing) } else { Admission::Now(standing) }
    }

    /// Whether nothing counts any more.
    #[must_use]
    pub fn is_idle(&self, now: DateTime<Utc>) -> bool {
        self.slots.back().is_none_or(|last| leaves(*last, Window::Hour) <= now)
    }

    /// The log as it is stored: 8 big-endian bytes an instant, microseconds since 1970; first the latest "now", then
    /// the slots, oldest first. An empty log has no bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        if self.slots.is_empty() {
            return Vec::new();
        }
        let instants = std::iter::once(&self.latest).chain(&self.slots);
        instants.flat_map(|instant| instant.timestamp_micros().to_be_bytes()).collect()
    }

    /// The log of [`SlidingLog::to_bytes`].
    ///
    /// # Errors
    /// [`DamagedLog`] for anything that it did not write.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DamagedLog> {
        let (chunks, []) = bytes.as_chunks::<8>() else { return Err(DamagedLog) };
        let mut instants = chunks
            .iter()
            .map(|chunk| DateTime::from_timestamp_micros(i64::from_be_bytes(*chunk)).ok_or(DamagedLog));
        let Some(latest) = instants.next().transpose()? else { return Ok(Self::default()) };
        let slots = instants.collect::<Result<VecDeque<_>, _>>()?;
        if slots.is_empty() || !slots.iter().is_sorted() {
            return Err(DamagedLog);
        }
        Ok(Self { slots, latest })
    }

    /// From when on a window has room for one more; none: it has had room all the time.
    fn free_at(&self, allowed: u32, window: Window) -> Option<DateTime<Utc>> {
        let place = self.slots.len().checked_sub(places(allowed))?;
        self.slots.get(place).map(|slot| leaves(*slot, window))
    }

    fn take(&mut self, slot: DateTime<Utc>, now: DateTime<Utc>, quota: Quota) {
        self.latest = now;
        self.slots.push_back(slot);
        while self.slots.front().is_some_and(|first| leaves(*first, Window::Hour) <= now) {
            self.slots.pop_front();
        }
        // A long queue of requests that were put off: those that are `per_hour` places or more before this one have left
        // the hour when it comes, and nothing comes earlier, whatever the quota will be.
        while self.slots.len() > places(quota.per_hour) {
            self.slots.pop_front();
        }
    }

    fn standing(&self, quota: Quota, now: DateTime<Utc>) -> Standing {
        let (minute_remaining, minute_reset_at) = self.left(quota.per_minute, Window::Minute, now);
        let (hour_remaining, hour_reset_at) = self.left(quota.per_hour, Window::Hour, now);
        Standing { quota, minute_remaining, minute_reset_at, hour_remaining, hour_reset_at }
    }

    /// What is left of a window, and when it is more.
    fn left(&self, allowed: u32, window: Window, now: DateTime<Utc>) -> (u32, DateTime<Utc>) {
        let gone = self.slots.partition_point(|slot| leaves(*slot, window) <= now);
        let used = (self.slots.len() - gone).min(places(allowed));
        let next = self.slots.len().checked_sub(used).and_then(|place| self.slots.get(place));
        let reset_at = next.map_or(now, |slot| leaves(*slot, window));
        (allowed.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX)), reset_at)
    }
}

/// When a slot counts no more.
fn leaves(slot: DateTime<Utc>, window: Window) -> DateTime<Utc> {
    let length: TimeDelta = window.length();
    slot.checked_add_signed(length).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// A quota as a number of slots: at least one, or nothing would ever have room.
fn places(allowed: u32) -> usize {
    usize::try_from(allowed.max(1)).unwrap_or(usize::MAX)
}
