//! The quota as plainly as it can be said: every slot ever given, and every interval looked at.

use super::{HOUR, MINUTE, Quota};

/// What the model says of a request; microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Admitted(i64),
    PutOff(i64),
    Refused { retry_at: i64 },
}

#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) slots: Vec<i64>,
    latest: i64,
}

impl Model {
    pub(super) fn spend(&mut self, quota: Quota, now: i64, defer: bool) -> Verdict {
        let now = now.max(self.latest);
        let earliest = self.slots.iter().copied().fold(now, i64::max);
        // Room only ever comes when a slot leaves a window.
        let mut candidates: Vec<i64> =
            self.slots.iter().flat_map(|slot| [slot + MINUTE, slot + HOUR]).chain([earliest]).collect();
        candidates.retain(|candidate| *candidate >= earliest);
        candidates.sort_unstable();
        let slot = candidates.into_iter().find(|candidate| self.fits(quota, *candidate)).unwrap();
        if slot > now && !defer {
            return Verdict::Refused { retry_at: slot };
        }
        self.latest = now;
        self.slots.push(slot);
        if slot > now { Verdict::PutOff(slot) } else { Verdict::Admitted(slot) }
    }

    /// Whether every interval that would hold the candidate holds no more than its quota.
    pub(super) fn fits(&self, quota: Quota, candidate: i64) -> bool {
        let with: Vec<i64> = self.slots.iter().copied().chain([candidate]).collect();
        [(MINUTE, quota.per_minute), (HOUR, quota.per_hour)].into_iter().all(|(length, allowed)| {
            let begins = with.iter().filter(|begin| (**begin..*begin + length).contains(&candidate));
            begins.into_iter().all(|begin| fullest(&with, *begin, length) <= allowed as usize)
        })
    }
}

/// How many slots the half-open interval from `begin` holds. The fullest ones begin at a slot.
pub(super) fn fullest(slots: &[i64], begin: i64, length: i64) -> usize {
    slots.iter().filter(|slot| (begin..begin + length).contains(slot)).count()
}
