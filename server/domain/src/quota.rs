//! Quotas of a channel (C17 to C21): an exact sliding log, so that no interval of a minute or an hour ever holds more
//! than its quota.

mod sliding_log;

#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};

use crate::webhook::Channel;

pub use sliding_log::{DamagedLog, SlidingLog};

/// No channel allows more requests an hour (FR-04).
pub const MOST_PER_HOUR: u32 = 1_000;

/// What a channel allows; 0 counts as 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Requests in any minute.
    pub per_minute: u32,
    /// Requests in any hour.
    pub per_hour: u32,
}

impl Quota {
    /// That of a channel.
    #[must_use]
    pub const fn of(channel: &Channel) -> Self {
        Self { per_minute: channel.rate_limit_per_minute, per_hour: channel.rate_limit_per_hour }
    }
}

/// A stretch of time with a quota of its own. Half-open: a request at `t` counts until just before `t` and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// 60 s.
    Minute,
    /// 3600 s.
    Hour,
}

impl Window {
    /// How long it is.
    #[must_use]
    pub const fn length(self) -> TimeDelta {
        match self {
            Self::Minute => TimeDelta::minutes(1),
            Self::Hour => TimeDelta::hours(1),
        }
    }
}

/// What stands after a request, for its answer's headers (C21). Requests that were put off count as used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its quota.
    pub quota: Quota,
    /// What is left of the minute.
    pub minute_remaining: u32,
    /// When the minute has more left than now; now, where all of it is left.
    pub minute_reset_at: DateTime<Utc>,
    /// What is left of the hour.
    pub hour_remaining: u32,
    /// When the hour has more left than now; now, where all of it is left.
    pub hour_reset_at: DateTime<Utc>,
}

/// What the quota says of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It counts, now.
    Now(Standing),
    /// It counts at that later instant, the first that the quota allows.
    At(DateTime<Utc>, Standing),
    /// It is refused and counts not at all.
    Refused {
        /// What is used up; where both are, the one that lasts longer.
        window: Window,
        /// From when on one would be admitted.
        retry_at: DateTime<Utc>,
        /// Where it stands.
        standing: Standing,
    },
}
