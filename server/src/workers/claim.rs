//! Which deliveries are tried next: fair between addresses, and no faster than an address wants.

use chrono::{DateTime, Utc};
use patchbay_domain::ids::{TargetId, WorkerId};
use patchbay_domain::job::{JobKind, LeasedJob};
use patchbay_storage::{StorageError, Tx, WaitingTarget};

use crate::delivery::dispatch::Snapshot;

/// Addresses that one round looks at.
const TARGETS_A_ROUND: u32 = 200;

/// What a round of claiming came to.
pub(super) struct Claimed {
    pub(super) jobs: Vec<LeasedJob>,
    /// When an address with a limit takes its next request.
    pub(super) next_slot_at: Option<DateTime<Utc>>,
    /// The last address that was looked at, where there may be more.
    pub(super) last: Option<TargetId>,
    /// Addresses that nothing waits for any more.
    pub(super) emptied: Vec<TargetId>,
    /// Addresses that more may wait for.
    pub(super) left: Vec<TargetId>,
    /// Whether every address was looked at.
    pub(super) looked_at_all: bool,
}

/// Claims deliveries for `room` free places.
pub(super) async fn claim_deliveries(
    tx: &Tx,
    worker: WorkerId,
    room: u32,
    under_way: &Snapshot,
    after: Option<TargetId>,
    now: DateTime<Utc>,
) -> Result<Claimed, StorageError> {
    let kind = JobKind::AttemptDelivery;
    let mut waiting = tx.waiting_targets(kind, after, TARGETS_A_ROUND).await?;
    let mut from_the_first = after.is_none();
    if waiting.is_empty() && after.is_some() {
        waiting = tx.waiting_targets(kind, None, TARGETS_A_ROUND).await?;
        from_the_first = true;
    }
    let last = waiting.last().and_then(|one| one.target_id);
    let last = last.filter(|_| waiting.len() as u64 >= u64::from(TARGETS_A_ROUND));
    let looked_at_all = from_the_first && last.is_none();
    let mut claimed = Claimed {
        jobs: Vec::new(),
        next_slot_at: None,
        last,
        emptied: Vec::new(),
        left: waiting
            .iter()
            .filter(|one| one.rate_limit_per_second.is_none())
            .filter_map(|one| one.target_id)
            .collect(),
        looked_at_all,
    };
    let mut limited = Vec::new();
    for (target, wanted) in shares(&waiting, under_way, room) {
        let limit = match target {
            WaitingTarget { target_id: Some(id), rate_limit_per_second: Some(rate), next_slot_at } => {
                let is_later = next_slot_at.filter(|at| *at > now);
                let next = match is_later {
                    Some(_) => None,
                    None => tx.take_slot(id, rate, now).await?,
                };
                // More may wait there: look again as soon as it takes the next one.
                limited.push(next.or(is_later).unwrap_or(now));
                if next.is_none() {
                    continue;
                }
                1
            }
            _ => wanted,
        };
        let jobs = tx.claim_jobs_of_target(worker, kind, target.target_id, limit, now).await?;
        if let Some(id) = target.target_id.filter(|_| u32::try_from(jobs.len()).is_ok_and(|got| got < limit))
        {
            claimed.emptied.push(id);
            claimed.left.retain(|left| *left != id);
        }
        claimed.jobs.extend(jobs);
    }
    claimed.next_slot_at = limited.into_iter().min();
    Ok(claimed)
}

/// How many deliveries to claim for each address: the same for all that wait, first, then what is left in their order. An
/// address has its share at most while others wait.
fn shares(waiting: &[WaitingTarget], under_way: &Snapshot, room: u32) -> Vec<(WaitingTarget, u32)> {
    let addresses = u32::try_from(waiting.len()).unwrap_or(u32::MAX).saturating_add(under_way.addresses());
    let free = |one: &WaitingTarget| {
        let most = under_way.most(one.target_id, addresses);
        most.saturating_sub(under_way.count(one.target_id))
    };
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
    use crate::delivery::dispatch::Dispatch;

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

    /// What each has a share of, where so many are under way.
    async fn counts(waiting: &[WaitingTarget], under_way: &[(u128, u32)], room: u32) -> Vec<u32> {
        let dispatch = Dispatch::default();
        let mut places = Vec::new();
        for (number, count) in under_way {
            for _ in 0..*count {
                places.push(dispatch.begin(target(*number)).await);
            }
        }
        let shares = shares(waiting, &dispatch.under_way(), room);
        let of = |one: &WaitingTarget| shares.iter().find(|(other, _)| other == one).map_or(0, |(_, n)| *n);
        waiting.iter().map(of).collect()
    }

    #[tokio::test]
    async fn one_address_has_its_share_and_no_more() {
        assert_eq!(counts(&waiting(1), &[], 256).await, [64]);
        assert_eq!(counts(&waiting(1), &[(0, 60)], 196).await, [4]);
        assert_eq!(counts(&waiting(1), &[(0, 64)], 192).await, [0]);
    }

    #[tokio::test]
    async fn what_is_free_is_shared_between_those_that_wait() {
        assert_eq!(counts(&waiting(2), &[], 10).await, [5, 5]);
        assert_eq!(counts(&waiting(3), &[(0, 64)], 30).await, [0, 20, 10]);
        assert_eq!(counts(&waiting(3), &[], 2).await, [1, 1, 0]);
    }

    #[tokio::test]
    async fn with_many_addresses_each_has_less() {
        let all = counts(&waiting(200), &[], 256).await;
        assert!(all.iter().all(|share| (1..=2).contains(share)), "{all:?}");
        assert_eq!(all.iter().sum::<u32>(), 256);
    }
}
