//! Room for deliveries: how many are under way in this process and to which address, and who begins with one as soon as it
//! is committed. What finds no room waits in the queue, and what comes after it for the same address waits behind it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use patchbay_domain::delivery::Delivery;
use patchbay_domain::ids::{TargetId, WorkerId};
use patchbay_domain::job::LeasedJob;
use patchbay_domain::subscription::Subscription;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Deliveries that are leased at the same time.
pub const ROOM: usize = 512;

/// Requests to one address at the same time.
pub const REQUESTS_PER_TARGET: usize = 64;

/// How many deliveries to one address are leased at most, where it takes its time.
const PER_TARGET: u32 = 64;

/// The same where it answers quickly: the next ones are at hand while the ones before are recorded.
const PER_QUICK_TARGET: u32 = 256;

/// An address that answers within this is quick.
const QUICK: TimeDelta = TimeDelta::milliseconds(100);

/// How many quick addresses are remembered; past it all are forgotten.
const REMEMBERED: usize = 10_000;

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
    under_way: UnderWay,
    target: Option<TargetId>,
    gate: Arc<Semaphore>,
    request: Option<OwnedSemaphorePermit>,
}

impl Place {
    /// Waits until its address takes one more request.
    pub async fn enter(&mut self) {
        // It is never closed.
        self.request = Arc::clone(&self.gate).acquire_owned().await.ok();
    }

    /// Its address has answered, after so long: the next request may leave while this one is recorded.
    pub fn answered(&mut self, after: TimeDelta) {
        self.request = None;
        self.under_way.answered(self.target, after <= QUICK);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.under_way.end(self.target);
    }
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
        if !self.under_way.takes_more(target) {
            return None;
        }
        let permit = Arc::clone(&self.room).try_acquire_owned().ok()?;
        Some(self.under_way.begin(target, permit))
    }

    /// A place for one that was leased because there was room.
    pub async fn begin(&self, target: Option<TargetId>) -> Option<Place> {
        let permit = Arc::clone(&self.room).acquire_owned().await.ok()?;
        Some(self.under_way.begin(target, permit))
    }

    /// How many more may be under way.
    pub fn free(&self) -> u32 {
        u32::try_from(self.room.available_permits()).unwrap_or(u32::MAX)
    }

    /// What is under way now.
    pub fn under_way(&self) -> Snapshot {
        lock(&self.under_way.0).snapshot()
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

/// How many deliveries are under way to each address.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    counts: HashMap<Option<TargetId>, u32>,
    quick: HashSet<TargetId>,
}

impl Snapshot {
    /// To so many addresses.
    pub fn addresses(&self) -> u32 {
        u32::try_from(self.counts.len()).unwrap_or(u32::MAX)
    }

    /// To this one.
    pub fn count(&self, target: Option<TargetId>) -> u32 {
        self.counts.get(&target).copied().unwrap_or(0)
    }

    /// How many this address may have where so many addresses have some: with many each has less, but always one, and never
    /// one alone all the room.
    pub fn most(&self, target: Option<TargetId>, addresses: u32) -> u32 {
        most(target.is_some_and(|target| self.quick.contains(&target)), addresses)
    }
}

fn most(is_quick: bool, addresses: u32) -> u32 {
    let whole = u32::try_from(ROOM).unwrap_or(u32::MAX);
    let most = if is_quick { PER_QUICK_TARGET } else { PER_TARGET };
    most.min((whole / addresses.saturating_add(1)).max(1))
}

#[derive(Debug, Clone, Default)]
struct UnderWay(Arc<Mutex<Targets>>);

#[derive(Debug, Default)]
struct Targets {
    under_way: HashMap<Option<TargetId>, (u32, Arc<Semaphore>)>,
    quick: HashSet<TargetId>,
}

impl Targets {
    fn snapshot(&self) -> Snapshot {
        let counts = self.under_way.iter().map(|(target, (count, _))| (*target, *count)).collect();
        Snapshot { counts, quick: self.quick.clone() }
    }
}

impl UnderWay {
    fn begin(&self, target: Option<TargetId>, permit: OwnedSemaphorePermit) -> Place {
        let gate = {
            let mut targets = lock(&self.0);
            let gate = || (0, Arc::new(Semaphore::new(REQUESTS_PER_TARGET)));
            let (count, gate) = targets.under_way.entry(target).or_insert_with(gate);
            *count += 1;
            Arc::clone(gate)
        };
        Place { _permit: permit, under_way: self.clone(), target, gate, request: None }
    }

    fn takes_more(&self, target: Option<TargetId>) -> bool {
        let targets = lock(&self.0);
        let count = targets.under_way.get(&target).map(|(count, _)| *count);
        let addresses = targets.under_way.len() + usize::from(count.is_none());
        let is_quick = target.is_some_and(|target| targets.quick.contains(&target));
        count.unwrap_or(0) < most(is_quick, u32::try_from(addresses).unwrap_or(u32::MAX))
    }

    fn end(&self, target: Option<TargetId>) {
        let mut targets = lock(&self.0);
        if let Some((count, _)) = targets.under_way.get_mut(&target) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                targets.under_way.remove(&target);
            }
        }
    }

    fn answered(&self, target: Option<TargetId>, is_quick: bool) {
        let Some(target) = target else { return };
        let quick = &mut lock(&self.0).quick;
        if !is_quick {
            quick.remove(&target);
        } else if !quick.contains(&target) {
            if quick.len() >= REMEMBERED {
                quick.clear();
            }
            quick.insert(target);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
