//! Days that have a name of their own: "Christmas", "New Year's Eve", "Thanksgiving", "Easter".

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Reader;
use super::calendar::of_same_month;

/// How a holiday falls.
#[derive(Clone, Copy)]
enum Falls {
    /// On a day of a month.
    On(u32, u32),
    /// On the n-th weekday of a month, and so many days later.
    Nth(u32, Weekday, u32, u64),
    /// On its last weekday of that name.
    Last(u32, Weekday),
    /// So many days from Easter Sunday.
    Easter(i64),
}

/// The longer names first. The tokens have lost their "'s".
const HOLIDAYS: &[(&[&str], Falls)] = &[
    (&["christmas", "eve"], Falls::On(12, 24)),
    (&["christmas", "day"], Falls::On(12, 25)),
    (&["christmas"], Falls::On(12, 25)),
    (&["xmas", "eve"], Falls::On(12, 24)),
    (&["xmas"], Falls::On(12, 25)),
    (&["boxing", "day"], Falls::On(12, 26)),
    (&["new", "year", "eve"], Falls::On(12, 31)),
    (&["new", "years", "eve"], Falls::On(12, 31)),
    (&["nye"], Falls::On(12, 31)),
    (&["new", "year", "day"], Falls::On(1, 1)),
    (&["new", "year"], Falls::On(1, 1)),
    (&["new", "years"], Falls::On(1, 1)),
    (&["valentine", "day"], Falls::On(2, 14)),
    (&["valentines", "day"], Falls::On(2, 14)),
    (&["valentines"], Falls::On(2, 14)),
    (&["halloween"], Falls::On(10, 31)),
    (&["independence", "day"], Falls::On(7, 4)),
    (&["juneteenth"], Falls::On(6, 19)),
    (&["black", "friday"], Falls::Nth(11, Weekday::Thu, 4, 1)),
    (&["cyber", "monday"], Falls::Nth(11, Weekday::Thu, 4, 4)),
    (&["thanksgiving"], Falls::Nth(11, Weekday::Thu, 4, 0)),
    (&["labor", "day"], Falls::Nth(9, Weekday::Mon, 1, 0)),
    (&["labour", "day"], Falls::Nth(9, Weekday::Mon, 1, 0)),
    (&["mother", "day"], Falls::Nth(5, Weekday::Sun, 2, 0)),
    (&["mothers", "day"], Falls::Nth(5, Weekday::Sun, 2, 0)),
    (&["memorial", "day"], Falls::Last(5, Weekday::Mon)),
    (&["good", "friday"], Falls::Easter(-2)),
    (&["easter", "monday"], Falls::Easter(1)),
    (&["easter", "sunday"], Falls::Easter(0)),
    (&["easter"], Falls::Easter(0)),
];

impl Reader<'_> {
    /// The next holiday of the name at a place. Without "by" or the like before it, and a full stop behind it, the name
    /// belongs to something else ("the Christmas party").
    pub(super) fn holiday(&self, index: usize, led: bool) -> Option<(NaiveDate, usize)> {
        let (name, falls) = HOLIDAYS.iter().find(|(name, _)| self.tokens.are(index, name))?;
        let end = index + name.len();
        if !led || !self.ends_phrase(end) {
            return None;
        }
        let today = self.today();
        let date =
            (0..2).filter_map(|years| falls.in_year(today.year() + years)).find(|date| *date >= today)?;
        Some((date, end))
    }
}

impl Falls {
    fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::On(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Self::Nth(month, day, nth, later) => {
                of_same_month(NaiveDate::from_ymd_opt(year, month, 1)?, day, nth)?
                    .checked_add_days(Days::new(later))
            }
            Self::Last(month, day) => {
                let first = NaiveDate::from_ymd_opt(year, month, 1)?;
                (4..=5).rev().find_map(|nth| of_same_month(first, day, nth))
            }
            Self::Easter(later) => easter(year)?.checked_add_signed(chrono::Duration::days(later)),
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous computus.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let correction = (8 * century + 13) / 25;
    let moon = (19 * golden + century - century / 4 - correction + 15) % 30;
    let shift = (golden + 11 * moon) / 319;
    let weekday = (2 * (century % 4) + 2 * (rest / 4) - rest % 4 - moon + shift + 32) % 7;
    let month = (moon - shift + weekday + 90) / 25;
    let day = (moon - shift + weekday + month + 19) % 32;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::easter;

    #[test]
    fn easter_falls_where_the_church_says() {
        for (year, date) in [
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter(year).unwrap().to_string(), date);
        }
    }
}
