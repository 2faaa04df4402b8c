//! What waits for the next commit: bounded by permits that units keep until their batch begins.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError, mpsc, oneshot};

use super::group::{Handed, Waiting};
use super::{Door, HotUnit};
use crate::error::StorageError;

/// The most units that one commit holds: enough to share one disk flush widely, few enough to keep its time short.
const BATCH: usize = 256;

/// From so many waiting requests on there is a flood.
const PRESSED: usize = 16;

/// Where units are handed in.
#[derive(Debug, Clone)]
pub(crate) struct Queue {
    /// Where units of either door go; the same where one connection writes all.
    senders: Senders,
    outside: Arc<Semaphore>,
    inside: Arc<Semaphore>,
    room: usize,
    /// Requests that were handed in and are not answered yet.
    in_hand: Arc<AtomicUsize>,
}

#[derive(Debug, Clone)]
struct Senders {
    outside: mpsc::UnboundedSender<Item>,
    inside: mpsc::UnboundedSender<Item>,
}

/// Where they come out.
pub(super) struct Inlet {
    receiver: mpsc::UnboundedReceiver<Item>,
    outside: VecDeque<Box<dyn Waiting>>,
    inside: VecDeque<Box<dyn Waiting>>,
    /// Who waits for the end.
    closing: Option<oneshot::Sender<()>>,
}

enum Item {
    Unit(Box<dyn Waiting>),
    Close(oneshot::Sender<()>),
}

/// A queue with room for so many units from each side, which one writer empties.
pub(super) fn open(room: usize) -> (Queue, Inlet) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let senders = Senders { outside: sender.clone(), inside: sender };
    (Queue::new(senders, room), Inlet::new(receiver))
}

/// The same for two writers, one a door.
pub(super) fn open_both(room: usize) -> (Queue, [Inlet; 2]) {
    let (outside, from_outside) = mpsc::unbounded_channel();
    let (inside, from_inside) = mpsc::unbounded_channel();
    let senders = Senders { outside, inside };
    (Queue::new(senders, room), [from_outside, from_inside].map(Inlet::new))
}

impl Queue {
    fn new(senders: Senders, room: usize) -> Self {
        let room = room.clamp(1, Semaphore::MAX_PERMITS);
        let places = || Arc::new(Semaphore::new(room));
        Self { senders, outside: places(), inside: places(), room, in_hand: Arc::default() }
    }

    /// Hands in what `make` makes, once there is room for it; resolves after its batch is committed.
    pub(crate) async fn hand_in<U: HotUnit>(
        &self,
        make: impl FnOnce() -> Result<U, StorageError>,
    ) -> Result<U::Outcome, StorageError> {
        let place = self.place(U::DOOR).await?;
        let _in_hand = InHand::one(U::DOOR, &self.in_hand);
        let (done, outcome) = oneshot::channel();
        let unit = Box::new(Handed { unit: make()?, done, place });
        self.sender(U::DOOR).send(Item::Unit(unit)).map_err(|_| stopped())?;
        outcome.await.map_err(|_| stopped())?
    }

    const fn sender(&self, door: Door) -> &mpsc::UnboundedSender<Item> {
        match door {
            Door::Outside => &self.senders.outside,
            Door::Inside => &self.senders.inside,
        }
    }

    async fn place(&self, door: Door) -> Result<OwnedSemaphorePermit, StorageError> {
        match door {
            Door::Outside => Arc::clone(&self.outside).try_acquire_owned().map_err(|error| match error {
                TryAcquireError::NoPermits => StorageError::Busy,
                TryAcquireError::Closed => stopped(),
            }),
            Door::Inside => Arc::clone(&self.inside).acquire_owned().await.map_err(|_| stopped()),
        }
    }

    /// Whether units wait for a commit.
    pub(crate) fn is_waiting(&self) -> bool {
        self.outside.available_permits() < self.room || self.inside.available_permits() < self.room
    }

    /// Whether many requests wait for a commit, or for the end of one.
    pub(crate) fn is_pressed(&self) -> bool {
        self.in_hand.load(Ordering::Relaxed) >= PRESSED
    }

    /// Commits what was handed in so far and ends; returns when the connections are closed.
    pub(crate) async fn close(&self) {
        for door in [Door::Outside, Door::Inside] {
            let (done, closed) = oneshot::channel();
            if self.sender(door).send(Item::Close(done)).is_ok() {
                // Closed by another's request is closed.
                let _ = closed.await;
            }
        }
    }
}

/// One request in hand, until it is answered or its caller leaves.
struct InHand(Option<Arc<AtomicUsize>>);

impl InHand {
    fn one(door: Door, count: &Arc<AtomicUsize>) -> Self {
        let count = (door == Door::Outside).then(|| Arc::clone(count));
        if let Some(count) = &count {
            count.fetch_add(1, Ordering::Relaxed);
        }
        Self(count)
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        if let Some(count) = &self.0 {
            count.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl Inlet {
    const fn new(receiver: mpsc::UnboundedReceiver<Item>) -> Self {
        Self { receiver, outside: VecDeque::new(), inside: VecDeque::new(), closing: None }
    }

    /// Waits until something waits; false: this is the end.
    pub(super) async fn wait(&mut self) -> bool {
        if self.outside.is_empty() && self.inside.is_empty() && self.closing.is_none() {
            match self.receiver.recv().await {
                Some(item) => self.sort(item),
                None => return false,
            }
        }
        self.sort_waiting();
        !(self.outside.is_empty() && self.inside.is_empty())
    }

    /// The next batch. Half of it is kept for workers, if there are so many: they never wait behind a flood of requests,
    /// nor the other way round.
    pub(super) fn take(&mut self) -> Vec<Box<dyn Waiting>> {
        self.sort_waiting();
        let inside = self.inside.len().min((BATCH / 2).max(BATCH.saturating_sub(self.outside.len())));
        let outside = self.outside.len().min(BATCH - inside);
        self.inside.drain(..inside).chain(self.outside.drain(..outside)).collect()
    }

    /// Tells who waits for the end that it is there.
    pub(super) fn ended(self) {
        if let Some(done) = self.closing {
            let _ = done.send(());
        }
    }

    fn sort_waiting(&mut self) {
        while let Ok(item) = self.receiver.try_recv() {
            self.sort(item);
        }
    }

    fn sort(&mut self, item: Item) {
        match item {
            Item::Unit(unit) if unit.door() == Door::Outside => self.outside.push_back(unit),
            Item::Unit(unit) => self.inside.push_back(unit),
            Item::Close(done) => {
                self.receiver.close();
                self.closing = Some(done);
            }
        }
    }
}

fn stopped() -> StorageError {
    StorageError::Unavailable("the writer has stopped".into())
}
