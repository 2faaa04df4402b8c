//! How a delivery moves from state to state (C24): the one place that says which change is allowed. Whatever is not
//! final has either a job that will try it or a closed door (`held`) that a job will open.

use chrono::{DateTime, Utc};

use super::DeliveryState;

/// Where a delivery stands and what was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub state: DeliveryState,
    /// Tries made.
    pub attempt_count: u32,
    /// Tries since it was last started by hand: what the retry policy counts.
    pub attempts_in_run: u32,
    /// When the next try is due.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it came to an end.
    pub finished_at: Option<DateTime<Utc>>,
}

/// What a try came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It arrived.
    Arrived,
    /// It did not; another try is due.
    TryAgain {
        /// When.
        at: DateTime<Utc>,
        /// Why it did not arrive.
        error: String,
    },
    /// It did not, and no further try will be made.
    GivenUp {
        /// Why.
        error: String,
    },
    /// It must not be sent.
    NotWanted {
        /// Why.
        error: String,
    },
}

/// The change is not allowed from where the delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a delivery that is {0:?} cannot do that")]
pub struct NotAllowed(pub DeliveryState);

impl Progress {
    /// A new one, due at `now`.
    #[must_use]
    pub const fn due(now: DateTime<Utc>) -> Self {
        Self {
            state: DeliveryState::Pending,
            attempt_count: 0,
            attempts_in_run: 0,
            next_attempt_at: Some(now),
            last_error: None,
            finished_at: None,
        }
    }

    /// A new one whose address takes nothing at present.
    #[must_use]
    pub fn held(now: DateTime<Utc>) -> Self {
        Self { state: DeliveryState::Held, next_attempt_at: None, ..Self::due(now) }
    }

    /// A new one that is at its end: in the inbox, or not to be sent because of `reason`.
    #[must_use]
    pub fn ended(state: DeliveryState, reason: Option<String>, now: DateTime<Utc>) -> Self {
        let due = Self::due(now);
        Self { state, next_attempt_at: None, last_error: reason, finished_at: Some(now), ..due }
    }

    /// A try was made that nobody knows the end of; where the delivery stands does not change.
    pub const fn count_unknown(&mut self) {
        self.attempt_count = self.attempt_count.saturating_add(1);
    }

    /// Whether a try may be made.
    #[must_use]
    pub const fn may_be_tried(&self) -> bool {
        matches!(self.state, DeliveryState::Pending | DeliveryState::Delivering | DeliveryState::Retrying)
    }

    /// A try was judged at `now`; `sent` says whether anything was sent at all.
    ///
    /// # Errors
    /// It was not to be tried.
    pub fn judge(&mut self, verdict: Verdict, sent: bool, now: DateTime<Utc>) -> Result<(), NotAllowed> {
        if !self.may_be_tried() {
            return Err(NotAllowed(self.state));
        }
        if sent {
            self.attempt_count = self.attempt_count.saturating_add(1);
            self.attempts_in_run = self.attempts_in_run.saturating_add(1);
        }
        let (state, next, error) = match verdict {
            Verdict::Arrived => (DeliveryState::Success, None, None),
            Verdict::TryAgain { at, error } => (DeliveryState::Retrying, Some(at), Some(error)),
            Verdict::GivenUp { error } => (DeliveryState::Failed, None, Some(error)),
            Verdict::NotWanted { error } => (DeliveryState::Cancelled, None, Some(error)),
        };
        (self.state, self.next_attempt_at, self.last_error) = (state, next, error);
        self.finished_at = state.is_final().then_some(now);
        Ok(())
    }

    /// Its address takes nothing at present: it waits without a job.
    ///
    /// # Errors
    /// It is at its end, or held already.
    pub const fn hold(&mut self) -> Result<(), NotAllowed> {
        if !self.may_be_tried() {
            return Err(NotAllowed(self.state));
        }
        self.state = DeliveryState::Held;
        self.next_attempt_at = None;
        Ok(())
    }

    /// Its address takes something again: it is due at `now`.
    ///
    /// # Errors
    /// It is not held.
    pub fn release(&mut self, now: DateTime<Utc>) -> Result<(), NotAllowed> {
        if self.state != DeliveryState::Held {
            return Err(NotAllowed(self.state));
        }
        let tried = self.attempts_in_run > 0;
        self.state = if tried { DeliveryState::Retrying } else { DeliveryState::Pending };
        self.next_attempt_at = Some(now);
        Ok(())
    }

    /// Nobody wants it any more.
    ///
    /// # Errors
    /// It is at its end.
    pub fn cancel(&mut self, reason: &str, now: DateTime<Utc>) -> Result<(), NotAllowed> {
        if self.state.is_final() {
            return Err(NotAllowed(self.state));
        }
        self.state = DeliveryState::Cancelled;
        self.next_attempt_at = None;
        self.last_error = Some(reason.to_owned());
        self.finished_at = Some(now);
        Ok(())
    }

    /// A member tries it again: the whole list of delays anew, under the same `webhook-id` (C31).
    ///
    /// # Errors
    /// It is not at an end, or it arrived and `even_if_arrived` does not say that this is wanted.
    pub fn retry(&mut self, even_if_arrived: bool, now: DateTime<Utc>) -> Result<(), NotAllowed> {
        let allowed = match self.state {
            DeliveryState::Failed | DeliveryState::Cancelled => true,
            DeliveryState::Success => even_if_arrived,
            _ => false,
        };
        if !allowed {
            return Err(NotAllowed(self.state));
        }
        self.state = DeliveryState::Pending;
        self.attempts_in_run = 0;
        self.next_attempt_at = Some(now);
        self.finished_at = None;
        Ok(())
    }
}
