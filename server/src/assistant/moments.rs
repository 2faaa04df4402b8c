//! Dates as models write them: RFC 3339, the same without an offset, or a date alone; what is missing is the sender's.

use chrono::{
    DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;
use patchbay_domain::assistant::Due;

/// The hour that a date without a time means, the end of the working day, as the built-in assistant has it.
const END_OF_DAY: u32 = 17;

/// The instant that a text means in this zone; none for what is no date of ours.
pub(super) fn instant(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let at = match DateTime::parse_from_rfc3339(text) {
        Ok(at) => at.to_utc(),
        Err(_) => in_zone(local(text)?, zone)?,
    };
    (2000..2200).contains(&at.year()).then_some(at)
}

/// When a task is due by a text in this zone: the day, and the time where there is one.
pub(super) fn due(text: &str, zone: Tz) -> Option<Due> {
    let at = instant(text, zone)?;
    let local = at.with_timezone(&zone).naive_local();
    Some(Due { date: local.date(), time: day(text.trim()).is_none().then(|| local.time()), at })
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

fn local(text: &str) -> Option<NaiveDateTime> {
    const WITH_TIME: [&str; 4] =
        ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
    let end_of = |date: NaiveDate| NaiveTime::from_hms_opt(END_OF_DAY, 0, 0).map(|time| date.and_time(time));
    let with_time = WITH_TIME.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    with_time.or_else(|| day(text).and_then(end_of))
}

fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.to_utc()),
        // The hour that is left out in spring: the clock has moved on.
        LocalResult::None => zone
            .from_local_datetime(&local.checked_add_signed(TimeDelta::hours(1))?)
            .earliest()
            .map(|at| at.to_utc()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_senders_zone() {
        for (text, expected) in [
            ("2026-03-13T15:00:00+01:00", "2026-03-13T14:00:00Z"),
            ("2026-03-13T14:00:00Z", "2026-03-13T14:00:00Z"),
            ("2026-03-13T15:00:00", "2026-03-13T14:00:00Z"),
            ("2026-07-13T15:00", "2026-07-13T13:00:00Z"),
            ("2026-07-13 15:00", "2026-07-13T13:00:00Z"),
            (" 2026-03-13 ", "2026-03-13T16:00:00Z"),
            // Two o'clock is left out that night, and there twice in autumn.
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
        ] {
            let expected: DateTime<Utc> = expected.parse().unwrap();
            assert_eq!(instant(text, Tz::Europe__Berlin), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "tomorrow",
            "13.03.2026",
            "2026-02-30",
            "0001-01-01",
            "9999-12-31",
            "2026-03-13T25:00:00",
            "12",
        ] {
            assert_eq!(instant(text, Tz::UTC), None, "{text}");
        }
    }
}
