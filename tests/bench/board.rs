//! Which events were begun when, and which of them arrived. One thread publishes and receives, so nothing is locked.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;

/// Events that may be under way while publishing as fast as they arrive.
const WINDOW: usize = 256;

/// One event.
struct Event {
    begun: Instant,
    acknowledged: Option<Instant>,
    took: Option<Duration>,
    is_in_window: bool,
}

/// Every event of one measurement, by the number that is in its payload.
pub(crate) struct Board {
    events: RefCell<Vec<Event>>,
    arrived: Cell<usize>,
    last_arrival: Cell<Instant>,
    window: Semaphore,
    /// One instant by both clocks.
    clocks: (Instant, DateTime<Utc>),
}

impl Board {
    /// Nothing was begun yet.
    pub(crate) fn new() -> Self {
        Self {
            events: RefCell::default(),
            arrived: Cell::new(0),
            last_arrival: Cell::new(Instant::now()),
            window: Semaphore::new(WINDOW),
            clocks: (Instant::now(), Utc::now()),
        }
    }

    /// The publishing of an event begins; its number.
    pub(crate) fn begin(&self) -> usize {
        self.add(false)
    }

    /// The same, once fewer are under way than may be; nothing after [`Board::close`].
    pub(crate) async fn begin_in_window(&self) -> Option<usize> {
        self.window.acquire().await.ok()?.forget();
        Some(self.add(true))
    }

    /// No more is begun in the window.
    pub(crate) fn close(&self) {
        self.window.close();
    }

    fn add(&self, is_in_window: bool) -> usize {
        let mut events = self.events.borrow_mut();
        events.push(Event { begun: Instant::now(), acknowledged: None, took: None, is_in_window });
        events.len() - 1
    }

    /// What was sent was answered: it is taken.
    pub(crate) fn acknowledge(&self, number: usize) {
        if let Some(event) = self.events.borrow_mut().get_mut(number) {
            event.acknowledged = Some(Instant::now());
        }
    }

    /// An event arrived. Some may do so twice, of which the first time counts.
    pub(crate) fn arrive(&self, number: usize) {
        let now = Instant::now();
        let mut events = self.events.borrow_mut();
        let Some(event) = events.get_mut(number).filter(|event| event.took.is_none()) else { return };
        event.took = Some(now - event.begun);
        self.arrived.set(self.arrived.get() + 1);
        self.last_arrival.set(now);
        if event.is_in_window {
            self.window.add_permits(1);
        }
    }

    /// How many were begun.
    pub(crate) fn begun(&self) -> usize {
        self.events.borrow().len()
    }

    /// How many of them arrived.
    pub(crate) fn arrived(&self) -> usize {
        self.arrived.get()
    }

    /// When the last one arrived.
    pub(crate) fn last_arrival(&self) -> Instant {
        self.last_arrival.get()
    }

    /// Waits until everything that was begun has arrived; how many did not within the patience, which begins anew with
    /// each arrival.
    pub(crate) async fn all_arrived(&self, patience: Duration) -> usize {
        let asked_at = Instant::now();
        while self.arrived() < self.begun() && self.last_arrival().max(asked_at).elapsed() < patience {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        self.begun() - self.arrived()
    }

    /// How long the events from this number on took from the beginning of their publishing to their arrival, in
    /// milliseconds; what did not arrive counts as long as it is under way.
    pub(crate) fn took(&self, from: usize) -> Vec<f64> {
        let events = self.events.borrow();
        let took = |event: &Event| event.took.unwrap_or_else(|| event.begun.elapsed()).as_secs_f64() * 1000.0;
        events[from..].iter().map(took).collect()
    }

    /// How long it took from sending those from this number on to their acknowledgement, in milliseconds.
    pub(crate) fn took_to_acknowledge(&self, from: usize) -> Vec<f64> {
        let events = self.events.borrow();
        let took = |event: &Event| Some((event.acknowledged? - event.begun).as_secs_f64() * 1000.0);
        events[from..].iter().filter_map(took).collect()
    }

    /// How long it took from the acknowledgement of those from this number on to what arrived of them, in milliseconds. It
    /// may arrive before this program has read the acknowledgement, which is no time then.
    pub(crate) fn took_since_acknowledged(&self, from: usize) -> Vec<f64> {
        let events = self.events.borrow();
        let took = |event: &Event| {
            let arrived = event.begun + event.took.unwrap_or_else(|| event.begun.elapsed());
            Some(arrived.saturating_duration_since(event.acknowledged?).as_secs_f64() * 1000.0)
        };
        events[from..].iter().filter_map(took).collect()
    }

    /// When one was acknowledged, by the clock that the server stamps with.
    pub(crate) fn acknowledged_at(&self, number: usize) -> Option<DateTime<Utc>> {
        let acknowledged = self.events.borrow().get(number)?.acknowledged?;
        Some(self.clocks.1 + (acknowledged - self.clocks.0))
    }
}
