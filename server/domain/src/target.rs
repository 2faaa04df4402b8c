//! Targets: addresses that deliveries go to, each with its breaker and what is known of it.

use chrono::{DateTime, Utc};

use crate::breaker::Breaker;
use crate::delivery::{Attempt, AttemptOutcome, DeliveryState};
use crate::ids::{OrganizationId, TargetId, WebhookId};

/// What is at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// An HTTP endpoint: a subscription's, or a custom channel's outbound URL.
    Webhook,
    /// Phones, by Twilio.
    Sms,
    /// Mailboxes, by a mail server.
    Email,
}

impl TargetKind {
    /// Whether a failure says something about the address as a whole: one number that does not exist says nothing
    /// about the next one.
    #[must_use]
    pub const fn has_breaker(self) -> bool {
        matches!(self, Self::Webhook)
    }
}

/// What was counted of the tries at an address; kept with every try.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TargetStats {
    /// Deliveries that arrived.
    pub delivered: u64,
    /// Deliveries that were given up.
    pub failed: u64,
    /// Tries that arrived.
    pub attempts_succeeded: u64,
    /// Tries that did not.
    pub attempts_failed: u64,
    /// The time of all tries that got an answer, in milliseconds.
    pub duration_total_ms: u64,
    /// How long tries took.
    pub durations: Durations,
    /// When something was last sent.
    pub last_triggered_at: Option<DateTime<Utc>>,
    /// When something last arrived.
    pub last_success_at: Option<DateTime<Utc>>,
    /// Why the last failed try failed.
    pub last_error: Option<String>,
    /// When that was.
    pub last_error_at: Option<DateTime<Utc>>,
    /// The status of the last answer.
    pub last_status: Option<u16>,
}

impl TargetStats {
    /// The share of tries that arrived, 0 to 1; none where there was none.
    #[must_use]
    pub fn success_rate(&self) -> Option<f64> {
        let tries = self.attempts_succeeded + self.attempts_failed;
        (tries > 0).then(|| to_f64(self.attempts_succeeded) / to_f64(tries))
    }

    /// The average duration of a try, in milliseconds; none where there was none.
    #[must_use]
    pub fn average_duration_ms(&self) -> Option<f64> {
        let tries = self.durations.count();
        (tries > 0).then(|| to_f64(self.duration_total_ms) / to_f64(tries))
    }

    /// Counts a try that was noted at `now`; how long one took that was cut short nobody knows.
    pub fn count_try(&mut self, attempt: &Attempt, now: DateTime<Utc>) {
        if attempt.outcome == AttemptOutcome::Success {
            self.attempts_succeeded += 1;
            self.last_success_at = Some(now);
        } else {
            self.attempts_failed += 1;
        }
        self.last_triggered_at = Some(attempt.started_at);
        self.last_status = attempt.status.or(self.last_status);
        if attempt.duration_ms > 0 || attempt.status.is_some() {
            self.count_duration(attempt.duration_ms);
        }
    }

    /// Counts what a try left its delivery as.
    pub fn count_state(&mut self, state: DeliveryState, error: Option<&str>, now: DateTime<Utc>) {
        if state != DeliveryState::Success {
            self.last_error = error.map(str::to_owned);
            self.last_error_at = Some(now);
        }
        match state {
            DeliveryState::Success => self.delivered += 1,
            DeliveryState::Failed => self.failed += 1,
            _ => {}
        }
    }

    /// Counts a try of this length.
    pub fn count_duration(&mut self, milliseconds: u32) {
        self.duration_total_ms += u64::from(milliseconds);
        self.durations.add(milliseconds);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts and milliseconds far below 2^53")]
const fn to_f64(number: u64) -> f64 {
    number as f64
}

/// Upper edges of the buckets of durations, in milliseconds; what is longer than the last one falls into one more.
const EDGES: [u32; 19] =
    [1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 350, 600, 1000, 2000, 5000, 10_000, 20_000];

/// A histogram of durations: enough to name a percentile to the bucket, without looking at the tries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Durations {
    counts: [u64; EDGES.len() + 1],
}

impl Durations {
    /// Counts one.
    pub fn add(&mut self, milliseconds: u32) {
        let place = EDGES.iter().position(|edge| milliseconds <= *edge).unwrap_or(EDGES.len());
        self.counts[place] += 1;
    }

    /// How many were counted.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The upper edge of the bucket in which this share of the durations lies, in milliseconds; past the last edge,
    /// 30 s, which is the longest a try may take. None where nothing was counted.
    #[must_use]
    pub fn percentile(&self, percent: u64) -> Option<u32> {
        let wanted = (self.count() * percent).div_ceil(100).max(1);
        let mut seen = 0;
        for (place, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted {
                return Some(EDGES.get(place).copied().unwrap_or(30_000));
            }
        }
        None
    }

    /// As it is stored: counts between commas.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.counts.map(|count| count.to_string()).join(",")
    }

    /// What [`Durations::to_text`] wrote; what is missing or no number counts nothing.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut durations = Self::default();
        for (count, part) in durations.counts.iter_mut().zip(text.split(',')) {
            *count = part.parse().unwrap_or(0);
        }
        durations
    }
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its id.
    pub id: TargetId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// The webhook that points at it.
    pub webhook_id: WebhookId,
    /// What is there.
    pub kind: TargetKind,
    /// Whether it takes anything.
    pub breaker: Breaker,
    /// What was counted.
    pub stats: TargetStats,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_named_to_the_bucket() {
        let mut durations = Durations::default();
        assert_eq!(durations.percentile(95), None);
        for _ in 0..95 {
            durations.add(4);
        }
        for _ in 0..5 {
            durations.add(25_000);
        }
        assert_eq!((durations.percentile(50), durations.percentile(95)), (Some(5), Some(5)));
        assert_eq!(durations.percentile(96), Some(30_000));
        assert_eq!(Durations::from_text(&durations.to_text()), durations);
        assert_eq!(Durations::from_text("").count(), 0);
    }
}
