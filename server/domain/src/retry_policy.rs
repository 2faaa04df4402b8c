//! When the next try is due (C9): every policy is an explicit list of delays, since the documents promise exact ones.
//! The first try is made at once; the list's length is the number of further ones.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::entropy::{Entropy, random_bytes};

/// The longest a receiver's `Retry-After` can put a try off.
pub const LONGEST_HINT: Duration = Duration::from_secs(24 * 60 * 60);

/// The longest delay of a list of one's own, in seconds: a day.
pub const LONGEST_DELAY_SECONDS: u32 = 86_400;

/// Delays that a list of one's own may hold.
pub const MAX_DELAYS: usize = 20;

/// A named list of delays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryPolicy {
    /// 002's five seconds, then 001's minutes and hours: ten tries in about two and a half hours. The default.
    #[default]
    Blend,
    /// 002 FR-15: five further tries.
    Prd07,
    /// 001: five tries in all.
    Prd029,
    /// 004: four delays, of which three are used unless more are asked for.
    Crm,
    /// 003: doubling up to 30 s, with jitter.
    Queue,
    /// Standard Webhooks: up to 24 h between tries.
    Durable,
}

impl RetryPolicy {
    /// Every policy, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Blend, Self::Prd07, Self::Prd029, Self::Crm, Self::Queue, Self::Durable];

    /// The delays before the second try, the third and so on, in seconds.
    #[must_use]
    pub const fn delays(self) -> &'static [u32] {
        match self {
            Self::Blend => &[1, 2, 4, 8, 16, 60, 300, 1800, 7200],
            Self::Prd07 => &[1, 2, 4, 8, 16],
            Self::Prd029 => &[60, 300, 1800, 7200],
            Self::Crm => &[1, 2, 4, 8],
            Self::Queue => &[1, 2, 4, 8, 16, 30],
            Self::Durable => &[5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400],
        }
    }

    /// How many of them are used where nobody says (004: `retry_count`, 3).
    const fn retry_count(self) -> usize {
        match self {
            Self::Crm => 3,
            _ => self.delays().len(),
        }
    }

    /// Whether an answer that says the request is wrong (4xx, 3xx) is tried again (C10). 002, whose policy the default
    /// begins with, does not.
    #[must_use]
    pub const fn retries_refusals(self) -> bool {
        matches!(self, Self::Prd029 | Self::Crm | Self::Durable)
    }
}

/// When the tries of one target are due.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetrySchedule {
    /// The list by name; of one's own where `delays` says so.
    pub policy: RetryPolicy,
    /// A list of one's own, in seconds, instead of the named one's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delays: Option<Vec<u32>>,
    /// How many of the delays are used; none: all of them, three of `crm`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_count: Option<u32>,
}

impl RetrySchedule {
    /// The schedule of this name.
    #[must_use]
    pub const fn named(policy: RetryPolicy) -> Self {
        Self { policy, delays: None, retry_count: None }
    }

    /// The delays before the second try, the third and so on, in seconds.
    #[must_use]
    pub fn delays(&self) -> &[u32] {
        let (all, usual) = match &self.delays {
            Some(delays) => (delays.as_slice(), delays.len()),
            None => (self.policy.delays(), self.policy.retry_count()),
        };
        let used = self.retry_count.map_or(usual, |count| usize::try_from(count).unwrap_or(usize::MAX));
        &all[..used.min(all.len())]
    }

    /// See [`RetryPolicy::retries_refusals`]; a list of one's own tries whatever failed.
    #[must_use]
    pub const fn retries_refusals(&self) -> bool {
        self.delays.is_some() || self.policy.retries_refusals()
    }

    /// The delay with its share of chance, for the one policy that has one: up to a fifth longer, never shorter.
    #[must_use]
    pub fn with_jitter(&self, delay: Duration, entropy: &dyn Entropy) -> Duration {
        if self.policy != RetryPolicy::Queue || self.delays.is_some() {
            return delay;
        }
        let [share] = random_bytes::<1>(entropy);
        delay + delay / 5 * u32::from(share) / u32::from(u8::MAX)
    }

    /// How long to wait after `attempts_made` tries, from 1; nothing when that was the last one. A receiver that asked
    /// for more time (`hint`) gets it, up to 24 h.
    #[must_use]
    pub fn next_delay(&self, attempts_made: u32, hint: Option<Duration>) -> Option<Duration> {
        let Some(place) = attempts_made.checked_sub(1) else { return Some(Duration::ZERO) };
        let step = self.delays().get(usize::try_from(place).ok()?)?;
        let asked = hint.unwrap_or_default().min(LONGEST_HINT);
        Some(Duration::from_secs(u64::from(*step)).max(asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte it gives is the same.
    struct Always(u8);

    impl Entropy for Always {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0);
        }
    }

    fn all_delays(schedule: &RetrySchedule) -> Vec<u64> {
        (1..).map_while(|made| schedule.next_delay(made, None)).map(|delay| delay.as_secs()).collect()
    }

    #[test]
    fn the_delays_are_those_of_the_documents() {
        for (policy, expected) in [
            (RetryPolicy::Blend, [1, 2, 4, 8, 16, 60, 300, 1800, 7200].as_slice()),
            (RetryPolicy::Prd07, &[1, 2, 4, 8, 16]),
            (RetryPolicy::Prd029, &[60, 300, 1800, 7200]),
            (RetryPolicy::Crm, &[1, 2, 4]),
            (RetryPolicy::Queue, &[1, 2, 4, 8, 16, 30]),
            (RetryPolicy::Durable, &[5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]),
        ] {
            assert_eq!(all_delays(&RetrySchedule::named(policy)), expected, "{policy:?}");
        }
        let blend = RetrySchedule::default();
        assert_eq!(blend.next_delay(0, None), Some(Duration::ZERO), "the first try is made at once");
        assert_eq!(blend.next_delay(u32::MAX, None), None);
    }

    #[test]
    fn a_list_may_be_cut_or_of_ones_own() {
        let crm =
            |count| RetrySchedule { retry_count: Some(count), ..RetrySchedule::named(RetryPolicy::Crm) };
        assert_eq!(all_delays(&crm(4)), [1, 2, 4, 8]);
        assert_eq!(all_delays(&crm(9)), [1, 2, 4, 8]);
        assert_eq!(all_delays(&crm(0)), [] as [u64; 0]);
        let own = RetrySchedule { delays: Some(vec![7, 7]), ..RetrySchedule::default() };
        assert_eq!(all_delays(&own), [7, 7]);
        assert!(own.retries_refusals());
    }

    #[test]
    fn a_receiver_may_ask_for_more_time_but_not_for_less_or_for_ever() {
        let blend = RetrySchedule::default();
        let delay = |hint| blend.next_delay(6, Some(Duration::from_secs(hint)));
        assert_eq!(delay(5), Some(Duration::from_secs(60)));
        assert_eq!(delay(90), Some(Duration::from_secs(90)));
        assert_eq!(delay(u64::MAX), Some(LONGEST_HINT));
        assert_eq!(blend.next_delay(10, Some(Duration::from_secs(1))), None, "no further try for it");
    }

    #[test]
    fn jitter_only_ever_adds() {
        let (delay, queue) = (Duration::from_secs(30), RetrySchedule::named(RetryPolicy::Queue));
        assert_eq!(queue.with_jitter(delay, &Always(0)), delay);
        assert_eq!(queue.with_jitter(delay, &Always(255)), Duration::from_secs(36));
        let exact = RetrySchedule::default();
        assert_eq!(exact.with_jitter(delay, &Always(255)), delay, "exact numbers were promised");
    }
}
