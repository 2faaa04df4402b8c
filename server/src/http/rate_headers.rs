//! What an answer says about the quota (C21): `X-RateLimit-*` with a reset in epoch seconds, the `RateLimit` fields of
//! the IETF draft with a reset in seconds from now, and `Retry-After` where a request was refused. All of them speak of
//! one window, the tighter one. Seconds are rounded up, so whoever waits that long has waited long enough.

use chrono::{DateTime, TimeDelta, Utc};
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue};
use patchbay_domain::quota::{Quota, Standing, Window};

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The headers of an answer to a request that counted.
pub(super) fn headers(standing: &Standing, now: DateTime<Utc>) -> HeaderMap {
    let (remaining, reset_at) = match tighter(standing) {
        Window::Minute => (standing.minute_remaining, standing.minute_reset_at),
        Window::Hour => (standing.hour_remaining, standing.hour_reset_at),
    };
    report(standing.quota, tighter(standing), remaining, reset_at, now)
}

/// The headers of a refusal: of the window that is used up, with nothing left until one would be admitted.
pub(super) fn refusal_headers(
    window: Window,
    retry_at: DateTime<Utc>,
    quota: Quota,
    now: DateTime<Utc>,
) -> HeaderMap {
    let mut headers = report(quota, window, 0, retry_at, now);
    headers.insert(RETRY_AFTER, HeaderValue::from(retry_after(retry_at, now)));
    headers
}

/// Whole seconds to wait, at least one.
pub(super) fn retry_after(retry_at: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    whole_seconds(retry_at - now).max(1)
}

/// The window with the fewest left in proportion; among equals the one that lasts longer.
fn tighter(standing: &Standing) -> Window {
    let Standing { quota, minute_remaining, hour_remaining, .. } = *standing;
    // minute_remaining / per_minute against hour_remaining / per_hour
    let minute = u64::from(minute_remaining) * u64::from(quota.per_hour);
    let hour = u64::from(hour_remaining) * u64::from(quota.per_minute);
    match minute.cmp(&hour) {
        std::cmp::Ordering::Less => Window::Minute,
        std::cmp::Ordering::Greater => Window::Hour,
        std::cmp::Ordering::Equal if standing.minute_reset_at > standing.hour_reset_at => Window::Minute,
        std::cmp::Ordering::Equal => Window::Hour,
    }
}

fn report(
    quota: Quota,
    window: Window,
    remaining: u32,
    reset_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> HeaderMap {
    let (name, limit) = match window {
        Window::Minute => ("permin", quota.per_minute),
        Window::Hour => ("perhr", quota.per_hour),
    };
    let reset = whole_seconds(reset_at - DateTime::UNIX_EPOCH);
    let policy = format!(
        "\"permin\";q={};w={},\"perhr\";q={};w={}",
        quota.per_minute,
        Window::Minute.length().num_seconds(),
        quota.per_hour,
        Window::Hour.length().num_seconds()
    );
    let left = format!("\"{name}\";r={remaining};t={}", whole_seconds(reset_at - now));
    let mut headers = HeaderMap::with_capacity(6);
    headers.insert(LIMIT, HeaderValue::from(limit));
    headers.insert(REMAINING, HeaderValue::from(remaining));
    headers.insert(RESET, HeaderValue::from(reset));
    for (name, text) in [(RATE_LIMIT_POLICY, policy), (RATE_LIMIT, left)] {
        // Digits, quotes and semicolons are always a header's value.
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(name, value);
        }
    }
    headers
}

/// A stretch of time in seconds, rounded up; none for one that is over.
fn whole_seconds(stretch: TimeDelta) -> u64 {
    let begun = i64::from(stretch.subsec_nanos() > 0);
    u64::try_from(stretch.num_seconds() + begun).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUOTA: Quota = Quota { per_minute: 30, per_hour: 200 };

    fn now() -> DateTime<Utc> {
        "2026-03-10T12:00:00.250Z".parse().unwrap()
    }

    fn in_milliseconds(milliseconds: i64) -> DateTime<Utc> {
        now() + TimeDelta::milliseconds(milliseconds)
    }

    fn standing(minute: (u32, i64), hour: (u32, i64)) -> Standing {
        Standing {
            quota: QUOTA,
            minute_remaining: minute.0,
            minute_reset_at: in_milliseconds(minute.1),
            hour_remaining: hour.0,
            hour_reset_at: in_milliseconds(hour.1),
        }
    }

    /// Limit, remaining, reset (seconds after noon), the draft's field.
    fn said(headers: &HeaderMap) -> (u32, u32, u64, &str) {
        let text = |name: &str| headers[name].to_str().unwrap();
        let noon = u64::try_from(now().timestamp()).unwrap();
        (
            text("x-ratelimit-limit").parse().unwrap(),
            text("x-ratelimit-remaining").parse().unwrap(),
            text("x-ratelimit-reset").parse::<u64>().unwrap() - noon,
            text("ratelimit"),
        )
    }

    #[test]
    fn they_speak_of_the_window_with_the_fewest_left_in_proportion() {
        let minute = headers(&standing((12, 32_800), (190, 3_000_000)), now());
        assert_eq!(said(&minute), (30, 12, 34, r#""permin";r=12;t=33"#));
        assert_eq!(minute["ratelimit-policy"], r#""permin";q=30;w=60,"perhr";q=200;w=3600"#);
        assert!(!minute.contains_key(RETRY_AFTER));
        let hour = headers(&standing((12, 32_800), (40, 3_000_000)), now());
        assert_eq!(said(&hour), (200, 40, 3_001, r#""perhr";r=40;t=3000"#));
        let both_used_up = headers(&standing((0, 10_000), (0, 500_000)), now());
        assert_eq!(said(&both_used_up), (200, 0, 501, r#""perhr";r=0;t=500"#));
    }

    #[test]
    fn seconds_are_rounded_up_and_never_negative() {
        let whole = headers(&standing((12, 750), (200, 0)), now());
        assert_eq!(said(&whole), (30, 12, 1, r#""permin";r=12;t=1"#));
        let over = headers(&standing((30, -5_000), (200, -10_000)), now());
        assert_eq!(over["ratelimit"], r#""permin";r=30;t=0"#);
    }

    #[test]
    fn a_refusal_says_when_one_would_be_admitted() {
        let refusal = refusal_headers(Window::Minute, in_milliseconds(32_001), QUOTA, now());
        assert_eq!(said(&refusal), (30, 0, 33, r#""permin";r=0;t=33"#));
        assert_eq!(refusal["retry-after"], "33");
        let hour = refusal_headers(Window::Hour, in_milliseconds(1), QUOTA, now());
        assert_eq!(said(&hour), (200, 0, 1, r#""perhr";r=0;t=1"#));
        assert_eq!(hour["retry-after"], "1");
        assert_eq!(refusal_headers(Window::Hour, now(), QUOTA, now())["retry-after"], "1", "at least one");
    }
}
