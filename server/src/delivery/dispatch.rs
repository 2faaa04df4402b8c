//! Room for deliveries: how many are under way in this process and to which address, and who begins with one as soon as it
//! is committed. What finds no room waits in the queue, and what comes after it for the same address waits behind it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use patchbay_domain::delivery::Delivery;
use patchbay_domain::ids::{TargetId, WorkerId};
use patchbay_domain::job::LeasedJob;
use patchbay_domain::subscription::Subscription;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Deliveries that are tried at the same time.
pub const ROOM: usize = 256;

/// Of these, how many at most to one address while there is room for others.
pub const PER_TARGET: u32 = 64;

/// A delivery of which everything is known that its try needs.
pub struct Handed {
    /// The job, which is this process's own.
    pub job: LeasedJob,
    /// The delivery, as it is stored.
    pub delivery: Delivery,
    /// Where it goes.
    pub subscription: Arc<Subscription>,
    /// Its place among those under way.
    pub place: Place,
}

/// Begins with what is handed over; returns at once.
type Begin = Arc<dyn Fn(Handed) + Send + Sync>;

/// A place among the deliveries under way; free again where it is dropped.
pub struct Place {
    _permit: OwnedSemaphorePermit,
    _one: OneUnderWay,
}

/// One for the whole process.
pub struct Dispatch {
    room: Arc<Semaphore>,
    under_way: UnderWay,
    /// Addresses that more may wait for than had room.
    backlog: Mutex<HashSet<TargetId>>,
    /// Who tries deliveries here; none: nobody does, or not any more.
    worker: Mutex<Option<(WorkerId, Begin)>>,
}

impl Default for Dispatch {
    fn default() -> Self {
        Self {
            room: Arc::new(Semaphore::new(ROOM)),
            under_way: UnderWay::default(),
            backlog: Mutex::default(),
            worker: Mutex::default(),
        }
    }
}

impl Dispatch {
    /// From now on this worker begins with what is handed over.
    pub fn open(&self, worker_id: WorkerId, begin: impl Fn(Handed) + Send + Sync + 'static) {
        *lock(&self.worker) = Some((worker_id, Arc::new(begin)));
    }

    /// Nothing more is handed over.
    pub fn close(&self) {
        *lock(&self.worker) = None;
    }

    /// A place for a delivery that is about to be stored, with who will try it and how it is handed over once it is. None:
    /// it is to be stored for whoever has room.
    pub fn reserve(&self, target: TargetId) -> Option<(WorkerId, Place, Begin)> {
        let (worker_id, begin) = lock(&self.worker).clone()?;
        let place = if lock(&self.backlog).contains(&target) { None } else { self.place(Some(target)) };
        if place.is_none() {
            lock(&self.backlog).insert(target);
        }
        place.map(|place| (worker_id, place, begin))
    }

    fn place(&self, target: Option<TargetId>) -> Option<Place> {
        let (busy, of_target) = self.under_way.count(target);
        if of_target >= share(busy + 1) {
            return None;
        }
        let permit = Arc::clone(&self.room).try_acquire_owned().ok()?;
        Some(Place { _permit: permit, _one: self.under_way.begin(target) })
    }

    /// A place for one that was leased because there was room.
    pub async fn begin(&self, target: Option<TargetId>) -> Option<Place> {
        let permit = Arc::clone(&self.room).acquire_owned().await.ok()?;
        Some(Place { _permit: permit, _one: self.under_way.begin(target) })
    }

    /// How many more may be under way.
    pub fn free(&self) -> u32 {
        u32::try_from(self.room.available_permits()).unwrap_or(u32::MAX)
    }

    /// How many are under way, by address.
    pub fn under_way(&self) -> HashMap<Option<TargetId>, u32> {
        lock(&self.under_way.0).clone()
    }

    /// Whether more may wait than had room.
    pub fn has_backlog(&self) -> bool {
        !lock(&self.backlog).is_empty()
    }

    /// Addresses of which everything that waited was found, or of which more is left.
    pub fn looked(&self, emptied: &[TargetId], left: &[TargetId]) {
        let mut backlog = lock(&self.backlog);
        for target in emptied {
            backlog.remove(target);
        }
        backlog.extend(left);
    }

    /// Nothing waits but for these.
    pub fn looked_at_all(&self, left: &[TargetId]) {
        let mut backlog = lock(&self.backlog);
        backlog.clear();
        backlog.extend(left);
    }
}

/// How many deliveries one address may have under way where so many addresses have some: with many each has less, but
/// always one.
pub fn share(addresses: u32) -> u32 {
    let whole = u32::try_from(ROOM).unwrap_or(u32::MAX);
    PER_TARGET.min((whole / addresses.max(1)).max(1).saturating_mul(2))
}

/// How many deliveries are under way to each address.
#[derive(Debug, Clone, Default)]
struct UnderWay(Arc<Mutex<HashMap<Option<TargetId>, u32>>>);

impl UnderWay {
    fn begin(&self, target: Option<TargetId>) -> OneUnderWay {
        *lock(&self.0).entry(target).or_default() += 1;
        OneUnderWay { all: self.clone(), target }
    }

    /// How many other addresses have some, and how many this one has.
    fn count(&self, target: Option<TargetId>) -> (u32, u32) {
        let all = lock(&self.0);
        let others = all.len() - usize::from(all.contains_key(&target));
        (u32::try_from(others).unwrap_or(u32::MAX), all.get(&target).copied().unwrap_or(0))
    }
}

struct OneUnderWay {
    all: UnderWay,
    target: Option<TargetId>,
}

impl Drop for OneUnderWay {
    fn drop(&mut self) {
        let mut all = lock(&self.all.0);
        if let Some(count) = all.get_mut(&self.target) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                all.remove(&self.target);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn target(number: u128) -> TargetId {
        TargetId::from(Uuid::from_u128(number))
    }

    #[test]
    fn nobody_tries_before_it_opens_and_after_it_closes() {
        let dispatch = Dispatch::default();
        assert!(dispatch.reserve(target(1)).is_none());
        assert!(!dispatch.has_backlog(), "others may have room");
        dispatch.open(Uuid::from_u128(9).into(), |_| {});
        assert!(dispatch.reserve(target(1)).is_some());
        dispatch.close();
        assert!(dispatch.reserve(target(1)).is_none());
    }

    #[test]
    fn what_finds_no_room_is_not_overtaken() {
        let dispatch = Dispatch::default();
        dispatch.open(Uuid::from_u128(9).into(), |_| {});
        let mut places: Vec<_> = (0..PER_TARGET).map(|_| dispatch.reserve(target(1)).unwrap()).collect();
        assert!(dispatch.reserve(target(1)).is_none(), "an address has its share");
        assert!(dispatch.reserve(target(2)).is_some(), "others have theirs");
        places.pop();
        assert!(dispatch.reserve(target(1)).is_none(), "what waits comes first");
        dispatch.looked(&[target(1)], &[]);
        assert!(dispatch.reserve(target(1)).is_some());
        drop(places);
        assert_eq!(dispatch.free(), u32::try_from(ROOM).unwrap());
        assert!(dispatch.under_way().is_empty());
    }

    #[test]
    fn with_many_addresses_each_has_less() {
        assert_eq!((share(1), share(8), share(16), share(256), share(10_000)), (64, 64, 32, 2, 2));
    }
}
