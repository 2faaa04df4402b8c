//! Days of the calendar: "2026-03-15", "3/15", "15.3.2026", "15 March", "March 15th", "the 20th", "first Monday of May".

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::super::lexicon::word_set;
use super::Reader;
use super::moment::Moment;
use super::numbers::{is_ambiguous, is_ordinal_ending, month, ordinal, weekday};

/// What may have a number before it without being a day of the month ("on the 2nd floor").
static NUMBERED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "
    floor time edition version draft anniversary birthday century place attempt one item option round
    quarter page point street avenue grade
        ",
    )
});

impl Reader<'_> {
    /// A day of the calendar at a place.
    pub(super) fn calendar_day(&self, index: usize, led: bool) -> Option<(Moment, usize)> {
        let (date, end) = self
            .iso(index)
            .or_else(|| self.with_signs(index))
            .or_else(|| self.month_first(index))
            .or_else(|| self.day_first(index))
            .or_else(|| self.nth_weekday(index))
            .or_else(|| self.month_alone(index, led))
            .or_else(|| self.day_of_month(index, led))
            .or_else(|| self.holiday(index, led))
            .or_else(|| self.quarter_alone(index, led))?;
        Some((Moment { date: Some(date), ..Moment::default() }, end))
    }

    /// "2026-03-15", "2026/3/15".
    fn iso(&self, index: usize) -> Option<(NaiveDate, usize)> {
        let tokens = &self.tokens;
        let sign = tokens.word(index + 1);
        let signs =
            matches!(sign, "-" | "/" | ".") && tokens.glue(index + 1, sign) && tokens.glue(index + 3, sign);
        if tokens.width(index) != 4 || !signs {
            return None;
        }
        let year = i32::try_from(tokens.digits(index)?).ok()?;
        let date = NaiveDate::from_ymd_opt(year, tokens.digits(index + 2)?, tokens.digits(index + 4)?)?;
        Some((date, index + 5))
    }

    /// "3/15", "15/3/26", "15.03.2026".
    fn with_signs(&self, index: usize) -> Option<(NaiveDate, usize)> {
        let tokens = &self.tokens;
        if tokens.width(index) > 2 || tokens.width(index + 2) > 2 || tokens.touches_previous(index) {
            return None;
        }
        let sign = tokens.word(index + 1);
        if !matches!(sign, "/" | "-" | ".") || !tokens.glue(index + 1, sign) {
            return None;
        }
        let (first, second) = (tokens.digits(index)?, tokens.digits(index + 2)?);
        let year = tokens.digits(index + 4).filter(|_| tokens.glue(index + 3, sign));
        let year_digits = tokens.width(index + 4);
        let year = match (year, year_digits) {
            (Some(year), 2) => Some(2000 + year),
            (Some(year), 4) => Some(year),
            (Some(_), _) => return None,
            (None, _) => None,
        };
        // Without a year "3-4" is a range and "2.5" a number; "24/7" and "3/4 of" are no dates either.
        let fraction = tokens.is(index + 3, &["of", "day", "days", "hour", "hours", "cup", "price", "full"]);
        if year.is_none() && (sign != "/" || fraction || (first, second) == (24, 7)) {
            let trailing_dot = sign == "." && tokens.word(index + 3) == "." && first <= 31 && second <= 12;
            if !trailing_dot || tokens.width(index + 4) > 0 {
                return None;
            }
        }
        let day_first = sign == "." || first > 12 || (self.day_first && second <= 12);
        let (day, month) = if day_first { (first, second) } else { (second, first) };
        let date = self.dated(day, month, year)?;
        Some((date, index + if year.is_some() { 5 } else { 3 }))
    }

    /// "March 15th, 2026", "Mar 15".
    fn month_first(&self, index: usize) -> Option<(NaiveDate, usize)> {
        let tokens = &self.tokens;
        let number = month(tokens.word(index))?;
        let start = if tokens.is(index + 1, &[".", "the"]) { index + 2 } else { index + 1 };
        let (day, end) = self.day_number(start)?;
        let clock = self.tokens.glue(start + 1, ":") || self.tokens.is(start + 1, &["am", "pm"]);
        if clock {
            return None;
        }
        let (year, end) = self.year(end);
        Some((self.dated(day, number, year)?, end))
    }

    /// "15 March 2026", "the 15th of March", "first of April".
    fn day_first(&self, index: usize) -> Option<(NaiveDate, usize)> {
        let tokens = &self.tokens;
        let start = if tokens.is(index, &["the"]) { index + 1 } else { index };
        let (day, after) = self.day_number(start)?;
        let of = tokens.is(after, &["of"]);
        let name = if of { after + 1 } else { after };
        let number = month(tokens.word(name))?;
        let plain = !of && after == start + 1 && tokens.get(name).is_some_and(|token| !token.capital);
        if plain && is_ambiguous(tokens.word(name)) && tokens.word(name) == "may" {
            return None;
        }
        let (year, end) = self.year(name + 1);
        Some((self.dated(day, number, year)?, end))
    }

    /// A day of the month as a number, with or without its ending, or as a word.
    fn day_number(&self, index: usize) -> Option<(u32, usize)> {
        if let Some(day) = self.tokens.digits(index).filter(|day| (1..=31).contains(day)) {
            let ending =
                self.tokens.touches_previous(index + 1) && is_ordinal_ending(self.tokens.word(index + 1));
            return (self.tokens.width(index) <= 2).then_some((day, index + if ending { 2 } else { 1 }));
        }
        ordinal(self.tokens.word(index)).map(|day| (day, index + 1))
    }

    fn year(&self, index: usize) -> (Option<u32>, usize) {
        let start = if self.tokens.is(index, &[","]) { index + 1 } else { index };
        match self.tokens.digits(start) {
            Some(year) if (2000..2100).contains(&year) => (Some(year), start + 1),
            _ => (None, index),
        }
    }

    /// "first Monday of April", "last Friday of the month".
    fn nth_weekday(&self, index: usize) -> Option<(NaiveDate, usize)> {
        let tokens = &self.tokens;
        let start = if tokens.is(index, &["the"]) { index + 1 } else { index };
        let last = tokens.is(start, &["last"]);
        let (nth, next) =
            if last { (5, start + 1) } else { self.day_number(start).filter(|(nth, _)| *nth <= 5)? };
        let first_day = tokens.is(next, &["day"]);
        let day = if first_day { None } else { Some(weekday(tokens.word(next))?) };
        if !tokens.is(next + 1, &["of", "in"]) {
            return None;
        }
        let (first, end) = self.month_name(next + 2)?;
        let date = match day {
            None if last => first.checked_add_months(Months::new(1))?.pred_opt()?,
            None => first.with_day(nth)?,
            Some(day) if last => (1..=5).rev().find_map(|n| of_same_month(first, day, n))?,
            Some(day) => of_same_month(first, day, nth)?,
        };
        Some((date, end))
    }

    /// The first day of the month named at a place.
    fn month_name(&self, index: usize) -> Option<(NaiveDate, usize)> {
        let tokens = &self.tokens;
        if let Some(number) = month(tokens.word(index)) {
            return Some((self.coming_month(number)?, index + 1));
        }
        let first = self.today().with_day(1)?;
        if tokens.are(index, &["next", "month"]) {
            return Some((first.checked_add_months(Months::new(1))?, index + 2));
        }
        let this = tokens.are(index, &["the", "month"]) || tokens.are(index, &["this", "month"]);
        this.then_some((first, index + 2))
    }

    /// "in March", "by April 2027": its last day.
    fn month_alone(&self, index: usize, led: bool) -> Option<(NaiveDate, usize)> {
        let capital = self.tokens.get(index).is_some_and(|token| token.capital);
        let number = month(self.tokens.word(index)).filter(|_| led)?;
        if is_ambiguous(self.tokens.word(index)) && !capital {
            return None;
        }
        let (year, end) = self.year(index + 1);
        // "the March rent" is a rent.
        let article =
            index > 0 && self.tokens.is(index - 1, &["the", "my", "our", "your", "a", "this", "last"]);
        if article || !self.ends_phrase(end) {
            return None;
        }
        let first = match year {
            Some(year) => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number, 1)?,
            None => self.coming_month(number)?,
        };
        Some((first.checked_add_months(Months::new(1))?.pred_opt()?, end))
    }

    /// "the 20th", "on 20th", "the 3rd of next month".
    fn day_of_month(&self, index: usize, led: bool) -> Option<(NaiveDate, usize)> {
        let tokens = &self.tokens;
        let article = tokens.is(index, &["the"]);
        let start = if article { index + 1 } else { index };
        let day = tokens.digits(start).filter(|day| (1..=31).contains(day) && tokens.width(start) <= 2)?;
        let ending = tokens.touches_previous(start + 1) && is_ordinal_ending(tokens.word(start + 1));
        let end = start + 2;
        if !ending || NUMBERED.contains(tokens.word(end)) {
            return None;
        }
        if tokens.is(end, &["of"]) {
            let (first, after) = self.month_name(end + 1)?;
            return Some((first.with_day(day)?, after));
        }
        if !(led || article && self.ends_phrase(end)) {
            return None;
        }
        let today = self.today();
        (0..12).find_map(|months| {
            let first = today.with_day(1)?.checked_add_months(Months::new(months))?;
            first.with_day(day).filter(|date| *date >= today).map(|date| (date, end))
        })
    }

    /// A day and month; without a year it is the next one to come.
    fn dated(&self, day: u32, month: u32, year: Option<u32>) -> Option<NaiveDate> {
        if let Some(year) = year {
            return NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
        }
        let today = self.today();
        // The 29th of February comes every four years, or every eight.
        (0..=8)
            .filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day))
            .find(|date| *date >= today)
    }
}

/// The n-th weekday of that name in a month.
pub(super) fn of_same_month(first: NaiveDate, day: chrono::Weekday, nth: u32) -> Option<NaiveDate> {
    let ahead = (7 + day.num_days_from_monday() - first.weekday().num_days_from_monday()) % 7;
    let date = first.checked_add_days(Days::new(u64::from(ahead + 7 * (nth.max(1) - 1))))?;
    (date.month() == first.month()).then_some(date)
}
