//! The limits of one address, and which addresses are forgotten when there are too many.

use proptest::prelude::*;

use super::*;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

fn at(micros: i64) -> DateTime<Utc> {
    "2026-03-10T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + chrono::TimeDelta::microseconds(micros)
}

/// The address of this number.
fn address(number: u32) -> IpAddr {
    IpAddr::from(number.to_be_bytes())
}

fn one() -> IpAddr {
    address(1)
}

fn limits(most: usize) -> AddressLimits {
    AddressLimits { enabled: true, sources: Mutex::new(Sources::new(most)) }
}

fn fail(limits: &AddressLimits, address: IpAddr, times: usize, micros: i64) {
    for _ in 0..times {
        limits.failed(address, at(micros)).unwrap();
    }
}

#[test]
fn the_61st_failure_of_a_minute_is_not_even_tried() {
    let limits = limits(10);
    for second in 0..60 {
        assert_eq!(limits.may_try(one(), at(second / 2 * SECOND)), Ok(()));
        limits.failed(one(), at(second / 2 * SECOND)).unwrap();
    }
    let wait = Wait { until: at(MINUTE) };
    assert_eq!(limits.may_try(one(), at(30 * SECOND)), Err(wait));
    assert_eq!(limits.may_try(one(), at(MINUTE - 1)), Err(wait));
    assert_eq!(limits.failed(one(), at(MINUTE - 1)), Err(wait), "tried at the same time as the last");
    assert_eq!(limits.may_try(one(), at(MINUTE)), Ok(()), "the failures of the first second have left");
    assert_eq!(limits.may_try(address(2), at(30 * SECOND)), Ok(()), "another address");
    assert_eq!(limits.request(one(), at(30 * SECOND)), Ok(()), "its requests are counted apart");
}

#[test]
fn successes_never_count_as_failures() {
    let limits = limits(10);
    for _ in 0..1_000 {
        assert_eq!(limits.may_try(one(), at(0)), Ok(()));
    }
    fail(&limits, one(), 59, 0);
    assert_eq!(limits.may_try(one(), at(0)), Ok(()));
}

#[test]
fn the_12001st_request_of_a_minute_is_refused() {
    let limits = limits(10);
    for request in 0..12_000 {
        assert_eq!(limits.request(one(), at(request * 1_000)), Ok(()));
    }
    let wait = Wait { until: at(61 * SECOND) };
    assert_eq!(limits.request(one(), at(12 * SECOND)), Err(wait));
    assert_eq!(limits.request(one(), at(61 * SECOND - 1)), Err(wait));
    // The first second is over: its thousand, and no more.
    for _ in 0..1_000 {
        assert_eq!(limits.request(one(), at(61 * SECOND)), Ok(()));
    }
    assert_eq!(limits.request(one(), at(61 * SECOND)), Err(Wait { until: at(62 * SECOND) }));
}

#[test]
fn an_ipv6_address_counts_with_its_network_and_a_mapped_one_as_ipv4() {
    let limits = limits(10);
    let parse = |text: &str| text.parse::<IpAddr>().unwrap();
    fail(&limits, parse("2001:db8:1:2::1"), 60, 0);
    assert!(limits.may_try(parse("2001:db8:1:2:ffff::9"), at(0)).is_err());
    assert!(limits.may_try(parse("2001:db8:1:3::1"), at(0)).is_ok());
    fail(&limits, parse("::ffff:192.0.2.1"), 60, 0);
    assert!(limits.may_try(parse("192.0.2.1"), at(0)).is_err());
    assert!(limits.may_try(parse("192.0.2.2"), at(0)).is_ok());
}

#[test]
fn loopback_is_limited_like_any_other() {
    let limits = limits(10);
    fail(&limits, IpAddr::from([127, 0, 0, 1]), 60, 0);
    assert!(limits.may_try(IpAddr::from([127, 0, 0, 1]), at(0)).is_err());
}

#[test]
fn switched_off_nothing_is_limited_or_remembered() {
    let limits = AddressLimits::new(false);
    for _ in 0..12_100 {
        limits.request(one(), at(0)).unwrap();
        limits.failed(one(), at(0)).unwrap();
    }
    assert_eq!(limits.may_try(one(), at(0)), Ok(()));
    assert_eq!(limits.lock().len(), 0);
}

#[test]
fn there_are_never_more_addresses_than_there_is_room_for() {
    let limits = limits(50);
    for number in 0..1_000 {
        limits.request(address(number), at(0)).unwrap();
        assert!(limits.lock().len() <= 50);
    }
}

#[test]
fn what_is_idle_goes_as_others_come() {
    let limits = limits(1_000);
    for number in 0..500 {
        limits.request(address(number), at(0)).unwrap();
    }
    for number in 1_000..1_250 {
        limits.request(address(number), at(2 * MINUTE)).unwrap();
    }
    // Two steps of the hand at every newcomer: 250 newcomers look at the 500.
    let left = limits.lock().len();
    assert!(left < 350, "{left} are remembered");
}

#[test]
fn those_who_have_to_wait_are_forgotten_last() {
    let limits = limits(40);
    for number in 0..39 {
        fail(&limits, address(number), 60, 0);
    }
    for number in 100..1_000 {
        limits.request(address(number), at(SECOND)).unwrap();
    }
    for number in 0..39 {
        assert!(limits.may_try(address(number), at(SECOND)).is_err(), "address {number}");
    }
    // Where all of them wait, one has to go.
    fail(&limits, address(50), 60, 2 * SECOND);
    fail(&limits, address(51), 60, 2 * SECOND);
    assert!(limits.may_try(address(51), at(2 * SECOND)).is_err());
    assert_eq!(limits.lock().len(), 40);
}

#[test]
fn failures_are_forgotten_after_requests() {
    let limits = limits(20);
    fail(&limits, one(), 59, 0);
    for number in 100..1_000 {
        limits.request(address(number), at(SECOND)).unwrap();
    }
    fail(&limits, one(), 1, SECOND);
    assert!(limits.may_try(one(), at(SECOND)).is_err(), "the 59 were still known");
}

#[test]
fn a_clock_that_was_ahead_and_is_set_right_blocks_nobody() {
    let limits = limits(10);
    fail(&limits, one(), 60, 60 * MINUTE);
    for _ in 0..12_000 {
        limits.request(one(), at(60 * MINUTE)).unwrap();
    }
    assert_eq!(limits.may_try(one(), at(0)), Ok(()));
    assert_eq!(limits.request(one(), at(0)), Ok(()));
}

proptest! {
    #[test]
    fn no_minute_holds_more_than_60_failures_and_none_is_refused_without_need(
        steps in prop::collection::vec(
            prop_oneof![6 => Just(0), 3 => 0..2 * SECOND, 1 => Just(MINUTE - SECOND), 1 => Just(MINUTE)], 1..400,
        ),
    ) {
        let (limits, mut now, mut counted) = (limits(10), 0, Vec::new());
        for step in steps {
            now += step;
            let within = counted.iter().filter(|failure| **failure > now - MINUTE).count();
            let allowed = limits.may_try(one(), at(now)).is_ok();
            prop_assert_eq!(allowed, within < 60);
            prop_assert_eq!(limits.failed(one(), at(now)).is_ok(), allowed);
            if allowed {
                counted.push(now);
            }
        }
    }
}
