//! The sliding log: its edges one by one, and against a model that looks at every interval.

mod model;
mod properties;

use super::*;
use crate::webhook::Overflow::{Defer, Reject};

const CHANNEL: Quota = Quota { per_minute: 30, per_hour: 200 };

/// So many microseconds after the start of the test.
fn at(micros: i64) -> DateTime<Utc> {
    "2026-03-10T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::microseconds(micros)
}

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

fn is_now(admission: Admission) -> bool {
    matches!(admission, Admission::Now(_))
}

fn retry_at(admission: Admission) -> Option<(Window, DateTime<Utc>)> {
    match admission {
        Admission::Refused { window, retry_at, .. } => Some((window, retry_at)),
        _ => None,
    }
}

#[test]
fn the_31st_of_a_minute_is_refused_until_the_first_leaves_it() {
    let mut log = SlidingLog::default();
    for number in 0..30 {
        assert!(is_now(log.spend(CHANNEL, at(number * SECOND), Reject)), "request {number}");
    }
    let full = log.clone();
    for early in [29 * SECOND, 59 * SECOND, MINUTE - 1] {
        let refusal = log.spend(CHANNEL, at(early), Reject);
        assert_eq!(retry_at(refusal), Some((Window::Minute, at(MINUTE))));
    }
    assert_eq!(log, full, "what is refused leaves no trace");
    assert!(is_now(log.spend(CHANNEL, at(MINUTE), Reject)), "exactly a minute after the first");
    assert_eq!(retry_at(log.spend(CHANNEL, at(MINUTE), Reject)), Some((Window::Minute, at(MINUTE + SECOND))));
}

#[test]
fn the_201st_of_an_hour_is_refused_though_the_minute_has_room() {
    let mut log = SlidingLog::default();
    for number in 0..200 {
        assert!(is_now(log.spend(CHANNEL, at(number * 10 * SECOND), Reject)), "request {number}");
    }
    let Admission::Refused { window, retry_at, standing } = log.spend(CHANNEL, at(HOUR - 1), Reject) else {
        panic!("the hour is full");
    };
    assert_eq!((window, retry_at), (Window::Hour, at(HOUR)));
    assert_eq!((standing.hour_remaining, standing.hour_reset_at), (0, at(HOUR)));
    assert_eq!((standing.minute_remaining, standing.minute_reset_at), (30, at(HOUR - 1)));
    assert!(is_now(log.spend(CHANNEL, at(HOUR), Reject)));
}

#[test]
fn a_standing_says_what_is_left_and_when_it_is_more() {
    let mut log = SlidingLog::default();
    log.spend(CHANNEL, at(0), Reject);
    let Admission::Now(standing) = log.spend(CHANNEL, at(5 * SECOND), Reject) else {
        panic!("there is room")
    };
    assert_eq!(
        standing,
        Standing {
            quota: CHANNEL,
            minute_remaining: 28,
            minute_reset_at: at(MINUTE),
            hour_remaining: 198,
            hour_reset_at: at(HOUR),
        }
    );
}

#[test]
fn what_is_put_off_comes_one_after_the_other_at_the_allowed_rate() {
    let quota = Quota { per_minute: 2, per_hour: 5 };
    let mut log = SlidingLog::default();
    let slots: Vec<i64> = (0..8)
        .map(|_| match log.spend(quota, at(0), Defer) {
            Admission::Now(_) => 0,
            Admission::At(slot, standing) => {
                assert_eq!(standing.minute_remaining, 0);
                (slot - at(0)).num_minutes()
            }
            refused @ Admission::Refused { .. } => panic!("{refused:?}"),
        })
        .collect();
    assert_eq!(slots, [0, 0, 1, 1, 2, 60, 60, 61]);
    // Nobody overtakes those who wait.
    assert_eq!(retry_at(log.spend(quota, at(30 * MINUTE), Reject)), Some((Window::Minute, at(61 * MINUTE))));
}

#[test]
fn nobody_overtakes_those_who_wait_even_where_a_raised_quota_has_room() {
    let mut log = SlidingLog::default();
    let narrow = Quota { per_minute: 1, per_hour: 10 };
    log.spend(narrow, at(0), Defer);
    assert!(matches!(log.spend(narrow, at(0), Defer), Admission::At(slot, _) if slot == at(MINUTE)));
    assert_eq!(retry_at(log.spend(CHANNEL, at(SECOND), Reject)), Some((Window::Minute, at(MINUTE))));
    assert!(matches!(log.spend(CHANNEL, at(SECOND), Defer), Admission::At(slot, _) if slot == at(MINUTE)));
    assert!(is_now(log.spend(CHANNEL, at(MINUTE), Reject)));
}

#[test]
fn another_quota_holds_at_once() {
    let mut log = SlidingLog::default();
    for second in 0..20 {
        assert!(is_now(log.spend(CHANNEL, at(second * SECOND), Reject)));
    }
    let lower = Quota { per_minute: 5, per_hour: 200 };
    let Admission::Refused { retry_at: until, standing, .. } = log.spend(lower, at(20 * SECOND), Reject)
    else {
        panic!("20 of 5 are used");
    };
    // Of the 20, the fifth last has to leave.
    assert_eq!(until, at(MINUTE + 15 * SECOND));
    assert_eq!((standing.minute_remaining, standing.minute_reset_at), (0, until));
    assert!(is_now(log.spend(CHANNEL, at(20 * SECOND), Reject)), "raised again");
}

#[test]
fn a_clock_that_is_a_little_behind_neither_gains_nor_loses_anything() {
    let quota = Quota { per_minute: 2, per_hour: 10 };
    let mut log = SlidingLog::default();
    assert!(is_now(log.spend(quota, at(SECOND), Reject)));
    assert!(is_now(log.spend(quota, at(0), Reject)), "another instance, a second behind");
    assert_eq!(retry_at(log.spend(quota, at(MINUTE), Reject)), Some((Window::Minute, at(MINUTE + SECOND))));
}

#[test]
fn a_clock_that_was_far_ahead_and_is_set_right_blocks_nobody() {
    let quota = Quota { per_minute: 1, per_hour: 1 };
    let mut log = SlidingLog::default();
    assert!(is_now(log.spend(quota, at(24 * HOUR), Reject)));
    assert!(is_now(log.spend(quota, at(0), Reject)));
    assert!(!is_now(log.spend(quota, at(SECOND), Reject)));
}

#[test]
fn a_quota_of_nothing_counts_as_one() {
    let mut log = SlidingLog::default();
    let nothing = Quota { per_minute: 0, per_hour: 0 };
    assert!(is_now(log.spend(nothing, at(0), Reject)));
    assert_eq!(retry_at(log.spend(nothing, at(SECOND), Reject)), Some((Window::Hour, at(HOUR))));
}

#[test]
fn a_long_queue_needs_no_more_room_than_an_hour() {
    let quota = Quota { per_minute: 100, per_hour: 1_000 };
    let mut log = SlidingLog::default();
    for number in 0..3_500_i64 {
        let expected = at(number / 1_000 * HOUR + number % 1_000 / 100 * MINUTE);
        match log.spend(quota, at(0), Defer) {
            Admission::Now(_) => assert_eq!(expected, at(0)),
            Admission::At(slot, _) => assert_eq!(slot, expected, "request {number}"),
            refused @ Admission::Refused { .. } => panic!("{refused:?}"),
        }
    }
    assert_eq!(log.to_bytes().len(), 8 * (1 + 1_000));
}

#[test]
fn a_log_is_idle_an_hour_after_its_last() {
    let mut log = SlidingLog::default();
    assert!(log.is_idle(at(0)));
    log.spend(CHANNEL, at(0), Reject);
    assert!(!log.is_idle(at(HOUR - 1)));
    assert!(log.is_idle(at(HOUR)));
}

#[test]
fn known_hits_count_in_whatever_order_they_are_given() {
    let quota = Quota { per_minute: 3, per_hour: 10 };
    let mut log = SlidingLog::from_hits(vec![at(2 * SECOND), at(0), at(SECOND)]);
    assert_eq!(retry_at(log.spend(quota, at(3 * SECOND), Reject)), Some((Window::Minute, at(MINUTE))));
}

#[test]
fn damaged_bytes_are_no_log() {
    let mut log = SlidingLog::from_hits(vec![at(0), at(SECOND)]);
    log.spend(CHANNEL, at(2 * SECOND), Reject);
    let bytes = log.to_bytes();
    assert_eq!(bytes.len(), 8 * 4);
    assert_eq!(SlidingLog::from_bytes(&bytes), Ok(log));
    assert_eq!(SlidingLog::from_bytes(&[]), Ok(SlidingLog::default()));
    let backwards = [&bytes[..8], &bytes[16..24], &bytes[8..16]].concat();
    let far = [&bytes[..], &i64::MAX.to_be_bytes()].concat();
    for damaged in [&bytes[..31], &bytes[..8], &[0], &backwards, &far] {
        assert_eq!(SlidingLog::from_bytes(damaged), Err(DamagedLog), "{damaged:?}");
    }
}

#[test]
fn instants_are_kept_to_the_microsecond() {
    let mut log = SlidingLog::default();
    log.spend(CHANNEL, at(1) + TimeDelta::nanoseconds(999), Reject);
    assert_eq!(SlidingLog::from_bytes(&log.to_bytes()), Ok(log));
}
