//! When an organization works, and when it wants to be left in peace.

use chrono::{DateTime, LocalResult, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// The hours of an organization, in its own zone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// When it works.
    pub working: WorkingHours,
    /// When nothing is sent that can wait; none: there is no such time.
    pub quiet: Option<QuietHours>,
}

/// When an organization works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkingHours {
    /// On which days.
    pub days: Vec<Weekday>,
    /// From when.
    pub from: NaiveTime,
    /// Until when, later on the same day.
    pub to: NaiveTime,
}

/// A time of every day, past midnight where it ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuietHours {
    /// From when; still quiet at that instant.
    pub from: NaiveTime,
    /// Until when; not quiet any more at that instant.
    pub to: NaiveTime,
}

impl Default for WorkingHours {
    /// Monday to Friday, nine to five.
    fn default() -> Self {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        let after_midnight = |hours| NaiveTime::MIN.overflowing_add_signed(TimeDelta::hours(hours)).0;
        Self { days: vec![Mon, Tue, Wed, Thu, Fri], from: after_midnight(9), to: after_midnight(17) }
    }
}

impl QuietHours {
    fn hold_at(self, time: NaiveTime) -> bool {
        match self.from <= self.to {
            true => self.from <= time && time < self.to,
            false => self.from <= time || time < self.to,
        }
    }

    /// When the quiet in which an instant lies is over; none where it lies in none.
    #[must_use]
    pub fn over_at(self, zone: Tz, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let local = at.with_timezone(&zone).naive_local();
        if !self.hold_at(local.time()) {
            return None;
        }
        let days = i64::from(local.time() >= self.to);
        let end = (local.date() + TimeDelta::days(days)).and_time(self.to);
        Some(instant(zone, end, at))
    }
}

impl QuietHours {
    /// When the quiet in which an instant lies began; only for such an instant.
    #[must_use]
    pub(crate) fn began_at(self, zone: Tz, at: DateTime<Utc>) -> DateTime<Utc> {
        let local = at.with_timezone(&zone).naive_local();
        let days = i64::from(local.time() < self.from);
        let beginning = (local.date() - TimeDelta::days(days)).and_time(self.from);
        instant(zone, beginning, DateTime::<Utc>::MIN_UTC)
    }
}

/// The instant of a local time after another one. A local time that clocks jump over is the first one after it; of one that
/// comes twice it is the first that is still to come.
pub(crate) fn instant(zone: Tz, local: NaiveDateTime, after: DateTime<Utc>) -> DateTime<Utc> {
    /// Clocks jump over less than a day.
    const MINUTES_IN_A_DAY: i64 = 24 * 60;
    for minutes in 0..MINUTES_IN_A_DAY {
        let found = match zone.from_local_datetime(&(local + TimeDelta::minutes(minutes))) {
            LocalResult::Single(one) => one.to_utc(),
            LocalResult::Ambiguous(earlier, later) if earlier.to_utc() <= after => later.to_utc(),
            LocalResult::Ambiguous(earlier, _) => earlier.to_utc(),
            LocalResult::None => continue,
        };
        if found > after {
            return found;
        }
    }
    after + TimeDelta::minutes(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(from: &str, to: &str) -> QuietHours {
        QuietHours { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    fn over(quiet: QuietHours, zone: Tz, at: &str) -> Option<String> {
        let over = quiet.over_at(zone, at.parse().unwrap());
        over.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
    }

    #[test]
    fn quiet_past_midnight_ends_the_next_morning() {
        let night = quiet("22:00:00", "07:30:00");
        for (at, expected) in [
            ("2026-03-10T20:59:59.999Z", None),
            ("2026-03-10T21:00:00Z", Some("2026-03-11T06:30:00.000Z")),
            ("2026-03-10T23:30:00Z", Some("2026-03-11T06:30:00.000Z")),
            ("2026-03-11T06:29:59.999Z", Some("2026-03-11T06:30:00.000Z")),
            ("2026-03-11T06:30:00Z", None),
        ] {
            assert_eq!(over(night, Tz::Europe__Berlin, at).as_deref(), expected, "{at}");
        }
    }

    #[test]
    fn quiet_within_a_day_ends_on_it() {
        let noon = quiet("12:00:00", "13:00:00");
        assert_eq!(over(noon, Tz::UTC, "2026-03-10T12:00:00Z").as_deref(), Some("2026-03-10T13:00:00.000Z"));
        assert_eq!(over(noon, Tz::UTC, "2026-03-10T13:00:00Z"), None);
        assert_eq!(over(noon, Tz::UTC, "2026-03-10T03:00:00Z"), None);
    }

    #[test]
    fn clocks_that_change_lose_nothing() {
        // On 29 March 2026 there is no 02:30 in Berlin; on 25 October there are two.
        let night = quiet("22:00:00", "02:30:00");
        let spring = over(night, Tz::Europe__Berlin, "2026-03-29T00:30:00Z");
        assert_eq!(spring.as_deref(), Some("2026-03-29T01:00:00.000Z"));
        let autumn = |at| over(night, Tz::Europe__Berlin, at);
        assert_eq!(autumn("2026-10-25T00:10:00Z").as_deref(), Some("2026-10-25T00:30:00.000Z"));
        assert_eq!(autumn("2026-10-25T01:10:00Z").as_deref(), Some("2026-10-25T01:30:00.000Z"));
    }
}
