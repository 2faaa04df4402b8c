//! Which deliveries are tried next: fair between addresses, and no faster than an address wants.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{TargetId, WorkerId};
use patchbay_domain::job::{JobKind, LeasedJob};
use patchbay_storage::{StorageError, Tx, WaitingTarget};

/// Deliveries that are tried at the same time.
pub(super) const ROOM: usize = 256;

/// Of these, how many at most to one address while there is room for others.
const PER_TARGET: u32 = 64;

/// Addresses that one round looks at.
const TARGETS_A_ROUND: u32 = 200;

/// How many deliveries are under way to each address.
#[derive(Debug, Clone, Default)]
pub(super) struct UnderWay(Arc<Mutex<HashMap<Option<TargetId>, u32>>>);

impl UnderWay {
    /// Counts one until what is given back is dropped.
    pub(super) fn begin(&self, target: Option<TargetId>) -> OneUnderWay {
        *self.lock().entry(target).or_default() += 1;
        OneUnderWay { all: self.clone(), target }
    }

    fn snapshot(&self) -> HashMap<Option<TargetId>, u32> {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Option<TargetId>, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One delivery that is under way.
pub(super) struct OneUnderWay {
    all: UnderWay,
    target: Option<TargetId>,
}

impl Drop for OneUnderWay {
    fn drop(&mut self) {
        let mut all = self.all.lock();
        if let Some(count) = all.get_mut(&self.target) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                all.remove(&self.target);
            }
        }
    }
}

/// What a round of claiming came to.
pub(super) struct Claimed {
    pub(super) jobs: Vec<LeasedJob>,
    /// When an address with a limit takes its next request.
    pub(super) next_slot_at: Option<DateTime<Utc>>,
    /// The last address that was looked at, where there may be more.
    pub(super) last: Option<TargetId>,
}

/// Claims deliveries for `room` free places.
pub(super) async fn claim_deliveries(
    tx: &Tx,
    worker: WorkerId,
    room: u32,
    under_way: &UnderWay,
    after: Option<TargetId>,
    now: DateTime<Utc>,
) -> Result<Claimed, StorageError> {
    let kind = JobKind::AttemptDelivery;
    let mut waiting = tx.waiting_targets(kind, after, TARGETS_A_ROUND).await?;
    if waiting.is_empty() && after.is_some() {
        waiting = tx.waiting_targets(kind, None, TARGETS_A_ROUND).await?;
    }
    let last = waiting.last().and_then(|one| one.target_id);
    let last = last.filter(|_| waiting.len() as u64 >= u64::from(TARGETS_A_ROUND));
    let mut claimed = Claimed { jobs: Vec::new(), next_slot_at: None, last };
    let mut limited = Vec::new();
    for (target, wanted) in shares(&waiting, &under_way.snapshot(), room) {
        let limit = match target {
            WaitingTarget { target_id: Some(id), rate_limit_per_second: Some(rate), next_slot_at } => {
                if next_slot_at.is_some_and(|at| at > now) || !tx.take_slot(id, rate, now).await? {
                    limited.push(next_slot_at.unwrap_or(now));
                    continue;
                }
                1
            }
            _ => wanted,
        };
        let jobs = tx.claim_jobs_of_target(worker, kind, target.target_id, limit, now).await?;
        if target.rate_limit_per_second.is_some() {
            // More may wait there: look again as soon as it takes the next one.
            limited.push(
                now + chrono::TimeDelta::microseconds(
                    1_050_000 / i64::from(target.rate_limit_per_second.unwrap_or(1).max(1)),
                ),
            );
        }
        claimed.jobs.extend(jobs);
    }
    claimed.next_slot_at = limited.into_iter().min();
    Ok(claimed)
}

/// How many deliveries to claim for each address: the same for all that wait, first, then what is left in their order. An
/// address has its share at most while others wait.
fn shares(
    waiting: &[WaitingTarget],
    under_way: &HashMap<Option<TargetId>, u32>,
    room: u32,
) -> Vec<(WaitingTarget, u32)> {
    let busy = u32::try_from(under_way.len()).unwrap_or(u32::MAX);
    let addresses = u32::try_from(waiting.len()).unwrap_or(u32::MAX).saturating_add(busy).max(1);
    let whole = u32::try_from(ROOM).unwrap_or(u32::MAX);
    // With many addresses at work each has less, but always one.
    let most = PER_TARGET.min((whole / addresses).max(1).saturating_mul(2));
    let free = |one: &WaitingTarget| most.saturating_sub(*under_way.get(&one.target_id).unwrap_or(&0));
    let each = (room / u32::try_from(waiting.len()).unwrap_or(u32::MAX).max(1)).max(1);
    let mut left = room;
    let mut shares: Vec<(WaitingTarget, u32)> = Vec::with_capacity(waiting.len());
    for one in waiting {
        let share = free(one).min(each).min(left);
        left -= share;
        shares.push((*one, share));
    }
    for (one, share) in &mut shares {
        let more = (free(one) - *share).min(left);
        left -= more;
        *share += more;
    }
    shares.retain(|(_, share)| *share > 0);
    shares
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn target(number: u128) -> Option<TargetId> {
        Some(TargetId::from(Uuid::from_u128(number)))
    }

    fn waiting(count: u128) -> Vec<WaitingTarget> {
        let one = |number| WaitingTarget {
            target_id: target(number),
            rate_limit_per_second: None,
            next_slot_at: None,
        };
        (0..count).map(one).collect()
    }

    fn counts(waiting: &[WaitingTarget], under_way: &[(u128, u32)], room: u32) -> Vec<u32> {
        let under_way = under_way.iter().map(|(number, count)| (target(*number), *count)).collect();
        let shares = shares(waiting, &under_way, room);
        let of = |one: &WaitingTarget| shares.iter().find(|(other, _)| other == one).map_or(0, |(_, n)| *n);
        waiting.iter().map(of).collect()
    }

    #[test]
    fn one_address_has_its_share_and_no_more() {
        assert_eq!(counts(&waiting(1), &[], 256), [64]);
        assert_eq!(counts(&waiting(1), &[(0, 60)], 196), [4]);
        assert_eq!(counts(&waiting(1), &[(0, 64)], 192), [0]);
    }

    #[test]
    fn what_is_free_is_shared_between_those_that_wait() {
        assert_eq!(counts(&waiting(2), &[], 10), [5, 5]);
        assert_eq!(counts(&waiting(3), &[(0, 64)], 30), [0, 20, 10]);
        assert_eq!(counts(&waiting(3), &[], 2), [1, 1, 0]);
    }

    #[test]
    fn with_many_addresses_each_has_less() {
        let all = counts(&waiting(200), &[], 256);
        assert!(all.iter().all(|share| (1..=2).contains(share)), "{all:?}");
        assert_eq!(all.iter().sum::<u32>(), 256);
    }
}
