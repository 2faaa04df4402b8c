//! Days by name: "tomorrow", "next Tuesday", "Friday week", "the weekend".

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Reader;
use super::moment::{Moment, Part};
use super::numbers::{is_ambiguous, weekday};

impl Reader<'_> {
    /// A day at a place; `led` says whether a preposition stands before it, which settles doubtful words.
    pub(super) fn day(&self, index: usize, led: bool) -> Option<(Moment, usize)> {
        self.named_day(index)
            .or_else(|| self.calendar_day(index, led))
            .or_else(|| self.weekday_phrase(index, led))
            .or_else(|| self.period(index))
    }

    fn named_day(&self, index: usize) -> Option<(Moment, usize)> {
        let tokens = &self.tokens;
        let today = self.today();
        let start = if tokens.is(index, &["later"]) { index + 1 } else { index };
        let on = |days: u64, part: Option<Part>, end: usize| {
            let date = today.checked_add_days(Days::new(days))?;
            Some((Moment { date: Some(date), part, ..Moment::default() }, end))
        };
        let the_day = if tokens.is(start, &["the"]) { start + 1 } else { start };
        if tokens.are(the_day, &["day", "after", "tomorrow"]) {
            return on(2, None, the_day + 3);
        }
        if tokens.are(the_day, &["day", "before", "yesterday"]) {
            return Some((past(today.checked_sub_days(Days::new(2))?), the_day + 3));
        }
        match tokens.word(start) {
            "today" | "tdy" => on(0, None, start + 1),
            "tonight" | "tonite" => on(0, Some(Part::Night), start + 1),
            "tomorrow" | "tmrw" | "tmr" | "tomorow" | "tommorow" | "tommorrow" | "tmw" | "tomo" => {
                on(1, None, start + 1)
            }
            "yesterday" => Some((past(today.pred_opt()?), start + 1)),
            "this" => {
                let (part, end) = self.day_part(start + 1)?;
                on(0, Some(part), end)
            }
            "last" if tokens.is(start + 1, &["night"]) => Some((past(today.pred_opt()?), start + 2)),
            _ => None,
        }
    }

    fn weekday_phrase(&self, index: usize, led: bool) -> Option<(Moment, usize)> {
        let tokens = &self.tokens;
        if tokens.are(index, &["next", "week"]) {
            let after = if tokens.is(index + 2, &["on"]) { index + 3 } else { index + 2 };
            if let Some(day) = weekday(tokens.word(after)) {
                return Some((self.in_week(day, 7)?, after + 1));
            }
        }
        let (modifier, start) = self.modifier(index);
        let word = tokens.word(start);
        let day = weekday(word)?;
        let capital = tokens.get(start).is_some_and(|token| token.capital);
        let article = start > 0 && tokens.is(start - 1, &["the"]);
        let timed = self.day_part(start + 1).is_some() || self.clock(start + 1, false).is_some();
        if is_ambiguous(word) && !(capital || timed || modifier.is_some() || led && !article) {
            return None;
        }
        let mut end = start + 1;
        // "Friday, March 13" and "Friday the 13th": the date says which.
        if modifier.is_none() {
            let next = if tokens.is(end, &[",", "the"]) { end + 1 } else { end };
            if let Some((moment, after)) = self.calendar_day(next, tokens.is(end, &["the"])) {
                return Some((moment, after));
            }
        }
        let date = self.nearest(day, modifier)?;
        if modifier == Some("last") {
            return Some((past(date), end));
        }
        let mut date = date;
        if tokens.are(end, &["after", "next"]) || (tokens.is(end, &["week"]) && modifier.is_none()) {
            date = date.checked_add_days(Days::new(7))?;
            end += if tokens.is(end, &["week"]) { 1 } else { 2 };
        } else if let Some(after) = self.next_week_suffix(end) {
            return Some((self.in_week(day, 7)?, after));
        }
        Some((Moment { date: Some(date), ..Moment::default() }, end))
    }

    /// "Friday next week", "Friday of next week".
    fn next_week_suffix(&self, index: usize) -> Option<usize> {
        let start = if self.tokens.is(index, &["of", "in"]) { index + 1 } else { index };
        self.tokens.are(start, &["next", "week"]).then_some(start + 2)
    }

    fn modifier(&self, index: usize) -> (Option<&'static str>, usize) {
        let start = if self.tokens.is(index, &["the"]) { index + 1 } else { index };
        match self.tokens.word(start) {
            "this" if self.tokens.is(start + 1, &["coming"]) => (Some("coming"), start + 2),
            "this" => (Some("this"), start + 1),
            "next" => (Some("next"), start + 1),
            "coming" | "upcoming" => (Some("coming"), start + 1),
            "following" => (Some("coming"), start + 1),
            "last" | "past" => (Some("last"), start + 1),
            _ => (None, start),
        }
    }

    /// Which of the weekdays of that name is meant. "Next" is the one of next week; a bare name is the one to come, and
    /// not today, since people say "today" for that.
    fn nearest(&self, day: Weekday, modifier: Option<&str>) -> Option<NaiveDate> {
        let today = self.today();
        let ahead = u64::from((7 + day.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7);
        match modifier {
            Some("next") => self.in_week(day, 7)?.date,
            Some("last") => today.checked_sub_days(Days::new(if ahead == 0 { 7 } else { 7 - ahead })),
            Some("this") => today.checked_add_days(Days::new(ahead)),
            _ => today.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead })),
        }
    }

    /// A weekday of this week (0) or of next week (7).
    fn in_week(&self, day: Weekday, weeks_days: u64) -> Option<Moment> {
        let monday = self.monday()?;
        let date = monday.checked_add_days(Days::new(u64::from(day.num_days_from_monday()) + weeks_days))?;
        Some(Moment { date: Some(date), ..Moment::default() })
    }

    /// The Monday of the present week.
    pub(super) fn monday(&self) -> Option<NaiveDate> {
        let today = self.today();
        today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))
    }
}

/// A day behind us.
pub(super) fn past(date: NaiveDate) -> Moment {
    Moment { date: Some(date), past: true, ..Moment::default() }
}
