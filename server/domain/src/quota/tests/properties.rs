//! Random requests, at random steps of time, under random quotas.

use proptest::prelude::*;

use super::model::{Model, Verdict, fullest};
use super::*;

#[derive(Debug, Clone, Copy)]
struct Request {
    step: i64,
    defer: bool,
}

/// Mostly small steps, some that end exactly on a window's edge, some backwards.
fn steps() -> impl Strategy<Value = i64> {
    prop_oneof![
        3 => Just(0),
        3 => 0..3 * SECOND,
        2 => 0..MINUTE,
        2 => Just(MINUTE),
        1 => Just(MINUTE - 1),
        1 => Just(HOUR),
        1 => 0..HOUR,
        2 => -2 * SECOND..0,
    ]
}

fn request() -> impl Strategy<Value = Request> {
    (steps(), any::<bool>()).prop_map(|(step, defer)| Request { step, defer })
}

fn requests() -> impl Strategy<Value = Vec<Request>> {
    prop::collection::vec(request(), 1..40)
}

fn quotas() -> impl Strategy<Value = Quota> {
    (1_u32..5, 1_u32..12).prop_map(|(per_minute, per_hour)| Quota { per_minute, per_hour })
}

fn verdict(admission: Admission, now: i64) -> Verdict {
    let micros = |instant: DateTime<Utc>| (instant - at(0)).num_microseconds().unwrap();
    match admission {
        Admission::Now(_) => Verdict::Admitted(now),
        Admission::At(slot, _) => Verdict::PutOff(micros(slot)),
        Admission::Refused { retry_at, .. } => Verdict::Refused { retry_at: micros(retry_at) },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn no_interval_ever_holds_more_and_nothing_is_refused_or_put_off_without_need(
        requests in requests(), quota in quotas(), overflow in prop::option::of(any::<bool>()),
    ) {
        let (mut log, mut model, mut now, mut latest) = (SlidingLog::default(), Model::default(), 0, 0);
        for request in requests {
            now = (now + request.step).max(0);
            let defer = overflow.unwrap_or(request.defer);
            let expected = model.spend(quota, now, defer);
            let admission = log.spend(quota, at(now), if defer { Defer } else { Reject });
            prop_assert_eq!(verdict(admission, now.max(latest)), expected);
            if !matches!(expected, Verdict::Refused { .. }) {
                latest = now.max(latest);
            }
            // Stored and read back between any two requests, it is the same log.
            let read_back = SlidingLog::from_bytes(&log.to_bytes()).unwrap();
            prop_assert_eq!(&read_back, &log);
            log = read_back;
        }
        prop_assert!(model.slots.is_sorted(), "first come, first served");
        for slot in &model.slots {
            prop_assert!(fullest(&model.slots, *slot, MINUTE) <= quota.per_minute as usize);
            prop_assert!(fullest(&model.slots, *slot, HOUR) <= quota.per_hour as usize);
        }
    }

    #[test]
    fn another_quota_at_every_request_holds_from_that_request_on(
        requests in prop::collection::vec((request(), quotas()), 1..40),
    ) {
        let (mut log, mut model, mut now, mut latest) = (SlidingLog::default(), Model::default(), 0, 0);
        for (request, quota) in requests {
            now = (now + request.step).max(0);
            let expected = model.spend(quota, now, request.defer);
            let admission = log.spend(quota, at(now), if request.defer { Defer } else { Reject });
            prop_assert_eq!(verdict(admission, now.max(latest)), expected);
            if !matches!(expected, Verdict::Refused { .. }) {
                latest = now.max(latest);
            }
        }
    }

    #[test]
    fn what_is_said_to_be_left_is_left_and_comes_when_it_is_said(
        requests in requests(), quota in quotas(),
    ) {
        let (mut log, mut now) = (SlidingLog::default(), 0);
        for request in requests {
            now = (now + request.step.max(0)).max(0);
            match log.spend(quota, at(now), Reject) {
                Admission::Now(standing) => {
                    let left = standing.minute_remaining.min(standing.hour_remaining);
                    let mut tried = log.clone();
                    for _ in 0..left {
                        prop_assert!(is_now(tried.spend(quota, at(now), Reject)));
                    }
                    prop_assert!(!is_now(tried.spend(quota, at(now), Reject)));
                }
                Admission::Refused { window, retry_at, standing } => {
                    let (remaining, reset_at) = match window {
                        Window::Minute => (standing.minute_remaining, standing.minute_reset_at),
                        Window::Hour => (standing.hour_remaining, standing.hour_reset_at),
                    };
                    prop_assert_eq!((remaining, reset_at), (0, retry_at));
                    let mut early = log.clone();
                    prop_assert!(!is_now(early.spend(quota, retry_at - TimeDelta::microseconds(1), Reject)));
                    prop_assert!(is_now(log.clone().spend(quota, retry_at, Reject)));
                }
                put_off @ Admission::At(..) => prop_assert!(false, "{put_off:?}"),
            }
        }
    }

    #[test]
    fn any_bytes_are_a_log_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(mut log) = SlidingLog::from_bytes(&bytes) {
            prop_assert_eq!(log.to_bytes(), bytes);
            log.spend(CHANNEL, at(0), Defer);
        }
    }
}
