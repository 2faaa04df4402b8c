//! What an answer, or none, means for a delivery (C10).

use std::time::Duration;

use chrono::{DateTime, Utc};
use patchbay_domain::delivery::{AttemptOutcome, ErrorClass};

use crate::egress::{EgressError, OutboundResponse, retry_after};

/// What is to become of a delivery after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It arrived.
    Delivered,
    /// It is to be tried again as the policy says, but not before the receiver's `Retry-After`.
    Retry {
        /// How long the receiver asked to be left alone.
        after_hint: Option<Duration>,
    },
    /// Another try would end the same.
    GiveUp,
    /// The receiver is gone for good (410): give up, and send it nothing more.
    Gone,
}

/// Judges a try. Only 2xx is success and no redirect is followed. Tried again: no connection, no answer, 408, 425, 429
/// and 5xx; other answers only where the policy says so (`retries_refusals`).
#[must_use]
pub fn classify(
    result: &Result<OutboundResponse, EgressError>,
    retries_refusals: bool,
    now: DateTime<Utc>,
) -> Outcome {
    let response = match result {
        Ok(response) => response,
        Err(EgressError::Refused(_)) => return Outcome::GiveUp,
        Err(_) => return Outcome::Retry { after_hint: None },
    };
    match response.status {
        200..300 => Outcome::Delivered,
        410 => Outcome::Gone,
        408 | 425 | 429 | 500.. => Outcome::Retry { after_hint: retry_after(&response.headers, now) },
        _ if retries_refusals => Outcome::Retry { after_hint: retry_after(&response.headers, now) },
        _ => Outcome::GiveUp,
    }
}

/// How the try is written down: a request that may have arrived although no answer came is of unknown outcome.
#[must_use]
pub fn attempt_outcome(result: &Result<OutboundResponse, EgressError>) -> AttemptOutcome {
    match result {
        Ok(response) if (200..300).contains(&response.status) => AttemptOutcome::Success,
        Err(error) if error.is_outcome_unknown() => AttemptOutcome::Unknown,
        Ok(_) | Err(_) => AttemptOutcome::Failed,
    }
}

/// Where it broke off; nothing where it did not.
#[must_use]
pub fn error_class(result: &Result<OutboundResponse, EgressError>) -> Option<ErrorClass> {
    match result {
        Ok(response) if (200..300).contains(&response.status) => None,
        Ok(_) => Some(ErrorClass::Status),
        Err(error) => Some(error.class()),
    }
}

/// What went wrong, for the one who owns the target; nothing where nothing did.
#[must_use]
pub fn describe(result: &Result<OutboundResponse, EgressError>) -> Option<String> {
    let status = match result {
        Ok(response) => response.status,
        Err(error) => return Some(error.to_string()),
    };
    let reason = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let answered = format!("the receiver answered {status} {}", reason.unwrap_or_default());
    match status {
        200..300 => None,
        300..400 => Some(format!("{}; redirects are not followed", answered.trim_end())),
        _ => Some(answered.trim_end().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::*;

    fn answer(status: u16) -> Result<OutboundResponse, EgressError> {
        Ok(OutboundResponse {
            status,
            headers: HeaderMap::new(),
            body: String::new(),
            body_cut: false,
            address: None,
        })
    }

    fn judged(status: u16, retries_refusals: bool) -> Outcome {
        classify(&answer(status), retries_refusals, DateTime::UNIX_EPOCH)
    }

    const RETRY: Outcome = Outcome::Retry { after_hint: None };

    #[test]
    fn answers_mean_what_the_decisions_say() {
        for status in [200, 201, 202, 204, 299] {
            assert_eq!(judged(status, false), Outcome::Delivered, "{status}");
        }
        for status in [408, 425, 429, 500, 502, 503, 504, 599] {
            assert_eq!(judged(status, false), RETRY, "{status}");
        }
        for status in [101, 300, 301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 409, 413, 422, 451] {
            for strict in [false, false, false] {
                assert_eq!(judged(status, strict), Outcome::GiveUp, "{status}");
            }
            for patient in [true, true, true] {
                assert_eq!(judged(status, patient), RETRY, "{status}");
            }
        }
        for policy in [false, true] {
            assert_eq!(judged(410, policy), Outcome::Gone);
        }
    }

    #[test]
    fn no_answer_is_tried_again_unless_it_was_refused_here() {
        let judged = |error| classify(&Err(error), false, DateTime::UNIX_EPOCH);
        assert_eq!(judged(EgressError::Refused("private".into())), Outcome::GiveUp);
        let cut = EgressError::Cut("reset".into());
        let connect = EgressError::Connect { message: "refused".into(), class: ErrorClass::Connect };
        let late = EgressError::Timeout { after_sending: true };
        for error in
            [cut.clone(), connect.clone(), late.clone(), EgressError::Timeout { after_sending: false }]
        {
            assert_eq!(judged(error), RETRY);
        }
        assert_eq!(attempt_outcome(&Err(cut)), AttemptOutcome::Unknown);
        assert_eq!(attempt_outcome(&Err(late)), AttemptOutcome::Unknown);
        assert_eq!(attempt_outcome(&Err(connect)), AttemptOutcome::Failed);
        assert_eq!(attempt_outcome(&answer(500)), AttemptOutcome::Failed);
        assert_eq!(attempt_outcome(&answer(204)), AttemptOutcome::Success);
    }

    #[test]
    fn a_receiver_says_when_to_come_again() {
        let now = DateTime::UNIX_EPOCH;
        let Ok(mut response) = answer(503) else { unreachable!() };
        response.headers.insert(header::RETRY_AFTER, HeaderValue::from_static("7"));
        let expected = Outcome::Retry { after_hint: Some(Duration::from_secs(7)) };
        assert_eq!(classify(&Ok(response), false, now), expected);
    }

    #[test]
    fn what_went_wrong_is_said() {
        assert_eq!(describe(&answer(204)), None);
        assert_eq!(describe(&answer(503)).as_deref(), Some("the receiver answered 503 Service Unavailable"));
        assert_eq!(describe(&answer(599)).as_deref(), Some("the receiver answered 599"));
        assert_eq!(
            describe(&answer(302)).as_deref(),
            Some("the receiver answered 302 Found; redirects are not followed")
        );
    }
}
