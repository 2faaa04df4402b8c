//! When the next try is due (C9): every policy is an explicit list of delays, since the documents promise exact ones.
//! The first try is made at once; the list's length is the number of further ones.

use std::time::Duration;

use patchbay_domain::entropy::{Entropy, random_bytes};
use serde::{Deserialize, Serialize};

/// The longest a receiver's `Retry-After` can put a try off.
pub const LONGEST_HINT: Duration = Duration::from_secs(24 * 60 * 60);

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
    /// 004: the first three of its four delays.
    Crm,
    /// 003: doubling up to 30 s, with jitter.
    Queue,
    /// Standard Webhooks: up to 24 h between tries.
    Durable,
}

impl RetryPolicy {
    /// The delays before the second try, the third and so on, in seconds.
    #[must_use]
    pub const fn delays(self) -> &'static [u64] {
        match self {
            Self::Blend => &[1, 2, 4, 8, 16, 60, 300, 1800, 7200],
            Self::Prd07 => &[1, 2, 4, 8, 16],
            Self::Prd029 => &[60, 300, 1800, 7200],
            Self::Crm => &[1, 2, 4],
            Self::Queue => &[1, 2, 4, 8, 16, 30],
            Self::Durable => &[5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400],
        }
    }

    /// Whether an answer that says the request is wrong (4xx, 3xx) is tried again (C10). 002, whose policy the default
    /// begins with, does not.
    #[must_use]
    pub const fn retries_refusals(self) -> bool {
        matches!(self, Self::Prd029 | Self::Crm | Self::Durable)
    }

    /// The delay with its share of chance, for the one policy that has one: up to a fifth longer, never shorter.
    #[must_use]
    pub fn with_jitter(self, delay: Duration, entropy: &dyn Entropy) -> Duration {
        if self != Self::Queue {
            return delay;
        }
        let [share] = random_bytes::<1>(entropy);
        delay + delay / 5 * u32::from(share) / u32::from(u8::MAX)
    }
}

/// How long to wait after `attempts_made` tries, from 1; nothing when that was the last one. A receiver that asked for
/// more time (`hint`) gets it, up to 24 h.
#[must_use]
pub fn next_delay(policy: RetryPolicy, attempts_made: u32, hint: Option<Duration>) -> Option<Duration> {
    let Some(place) = attempts_made.checked_sub(1) else { return Some(Duration::ZERO) };
    let step = policy.delays().get(usize::try_from(place).ok()?)?;
    let asked = hint.unwrap_or_default().min(LONGEST_HINT);
    Some(Duration::from_secs(*step).max(asked))
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
            let delays = (1..).map_while(|made| next_delay(policy, made, None));
            assert_eq!(delays.map(|delay| delay.as_secs()).collect::<Vec<_>>(), expected, "{policy:?}");
        }
        assert_eq!(
            next_delay(RetryPolicy::Blend, 0, None),
            Some(Duration::ZERO),
            "the first try is made at once"
        );
        assert_eq!(next_delay(RetryPolicy::Blend, u32::MAX, None), None);
    }

    #[test]
    fn a_receiver_may_ask_for_more_time_but_not_for_less_or_for_ever() {
        let delay = |hint| next_delay(RetryPolicy::Blend, 6, Some(Duration::from_secs(hint)));
        assert_eq!(delay(5), Some(Duration::from_secs(60)));
        assert_eq!(delay(90), Some(Duration::from_secs(90)));
        assert_eq!(delay(u64::MAX), Some(LONGEST_HINT));
        assert_eq!(
            next_delay(RetryPolicy::Blend, 10, Some(Duration::from_secs(1))),
            None,
            "no further try for it"
        );
    }

    #[test]
    fn jitter_only_ever_adds() {
        let delay = Duration::from_secs(30);
        assert_eq!(RetryPolicy::Queue.with_jitter(delay, &Always(0)), delay);
        assert_eq!(RetryPolicy::Queue.with_jitter(delay, &Always(255)), Duration::from_secs(36));
        assert_eq!(RetryPolicy::Blend.with_jitter(delay, &Always(255)), delay, "exact numbers were promised");
    }
}
