//! How a try went, whatever it was sent by.

use chrono::{DateTime, Utc};
use patchbay_domain::delivery::{Attempt, AttemptOutcome, ErrorClass};
use patchbay_domain::ids::{AttemptId, DeliveryId};

use super::outcome::Outcome;

/// How a try went, ready to be written down: no card numbers, no NUL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// What is to become of the delivery.
    pub outcome: Outcome,
    /// How the try is written down.
    pub attempt_outcome: AttemptOutcome,
    /// The status, where there was an answer: HTTP's, or SMTP's for mail.
    pub status: Option<u16>,
    /// The request's headers worth showing, secrets masked.
    pub request_headers: Vec<(String, String)>,
    /// The address that answered, with its port.
    pub remote_address: Option<String>,
    /// The answer's headers worth showing: at most 30, each value at most 1 KiB.
    pub response_headers: Vec<(String, String)>,
    /// The answer, at most 16 KiB.
    pub response_body: Option<String>,
    /// What went wrong, in words.
    pub error: Option<String>,
    /// Where it broke off.
    pub error_class: Option<ErrorClass>,
    /// The provider's id of what it took, where it gives one.
    pub provider_id: Option<String>,
    /// Whether the provider says that the recipient wants nothing any more.
    pub recipient_opted_out: bool,
    /// When the try began.
    pub started_at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub duration_ms: u32,
}

impl Sent {
    /// The try as it is written down: the `number`th of this delivery.
    #[must_use]
    pub fn attempt(self, id: AttemptId, delivery_id: DeliveryId, number: u32) -> Attempt {
        Attempt {
            id,
            delivery_id,
            number,
            outcome: self.attempt_outcome,
            status: self.status,
            request_headers: self.request_headers,
            remote_address: self.remote_address,
            response_headers: self.response_headers,
            response_body: self.response_body,
            error: self.error,
            error_class: self.error_class,
            duration_ms: self.duration_ms,
            started_at: self.started_at,
        }
    }
}
