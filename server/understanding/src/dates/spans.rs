//! Distances from now: "in 3 hours", "in two weeks", "within the hour", "a week from Friday", "two days ago".

use chrono::{Datelike, Days, Duration, Months, NaiveDate, Weekday};

use super::Reader;
use super::moment::Moment;
use super::numbers::cardinal;

/// A unit people count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    WorkingDay,
    Week,
    Fortnight,
    Month,
    Year,
}

impl Reader<'_> {
    /// A distance from now at a place.
    pub(super) fn span(&self, index: usize) -> Option<(Moment, usize)> {
        let tokens = &self.tokens;
        let within = tokens.is(index, &["in", "within", "over"]);
        if !within {
            return self.counted_from(index);
        }
        let mut start = index + 1;
        if tokens.is(start, &["about", "around", "roughly", "approximately"]) {
            start += 1;
        }
        if tokens.is(start, &["the"]) && tokens.is(start + 1, &["next", "coming"]) {
            start += 2;
        } else if tokens.are(index, &["within", "the", "hour"]) {
            return Some((Moment { after: Some(Duration::hours(1)), ..Moment::default() }, index + 3));
        } else if tokens.are(index, &["within", "the", "day"]) {
            return Some((Moment { date: Some(self.today()), ..Moment::default() }, index + 3));
        }
        let (moment, end) = self.amount(start, self.today(), 1)?;
        // "in 2 weeks' time", "in two hours time"
        let end = if tokens.is(end, &["'"]) { end + 1 } else { end };
        let end = if tokens.is(end, &["time"]) { end + 1 } else { end };
        let end = if tokens.are(end, &["from", "now"]) { end + 2 } else { end };
        Some((moment, if tokens.are(end, &["or", "so"]) { end + 2 } else { end }))
    }

    /// "two weeks from now", "a week on Friday", "3 days ago".
    fn counted_from(&self, index: usize) -> Option<(Moment, usize)> {
        let (_, end) = self.amount(index, self.today(), 1)?;
        match self.tokens.word(end) {
            "ago" => {
                let (moment, _) = self.amount(index, self.today(), -1)?;
                Some((Moment { past: true, ..moment }, end + 1))
            }
            // "two days before Christmas"
            "before" => {
                let (day, next) = self.day(end + 1, true).filter(|(day, _)| !day.past)?;
                let (moment, _) = self.amount(index, day.date?, -1)?;
                moment.date.is_some().then_some((moment, next))
            }
            "from" | "on" | "after" => {
                if self.tokens.is(end + 1, &["now"]) {
                    let (moment, _) = self.amount(index, self.today(), 1)?;
                    return Some((moment, end + 2));
                }
                let (day, next) = self.day(end + 1, true).filter(|(day, _)| !day.past)?;
                let (moment, _) = self.amount(index, day.date?, 1)?;
                moment.date.is_some().then_some((moment, next))
            }
            _ => None,
        }
    }

    /// A number of units, counted from a day; minutes and hours are counted from now.
    fn amount(&self, index: usize, from: NaiveDate, sign: i64) -> Option<(Moment, usize)> {
        let tokens = &self.tokens;
        if tokens.is(index, &["half"]) {
            let unit = if tokens.is(index + 1, &["a", "an"]) { index + 2 } else { index + 1 };
            let hour = tokens.is(unit, &["hour", "hr"]);
            return hour.then(|| {
                (Moment { after: Some(Duration::minutes(30 * sign)), ..Moment::default() }, unit + 1)
            });
        }
        let (count, next) = self.count(index)?;
        let mut minutes = 0;
        // "one and a half hours", "1.5 hours"
        let halved = if tokens.are(next, &["and", "a", "half"]) { Some(next + 3) } else { None }
            .or_else(|| (tokens.glue(next, ".") && tokens.word(next + 1) == "5").then_some(next + 2));
        let next = match halved {
            Some(after) if matches!(self.unit(after)?.0, Unit::Hour) => {
                minutes = 30;
                after
            }
            Some(_) => return None,
            None => next,
        };
        let (unit, mut end) = self.unit(next)?;
        if tokens.are(end, &["and", "a", "half"]) && unit == Unit::Hour {
            minutes = 30;
            end += 3;
        }
        let moment = match unit {
            Unit::Minute => {
                Moment { after: Some(Duration::minutes(i64::from(count) * sign)), ..Moment::default() }
            }
            Unit::Hour => {
                let total = i64::from(count) * 60 + minutes;
                Moment { after: Some(Duration::minutes(total * sign)), ..Moment::default() }
            }
            _ => Moment { date: Some(shifted(from, unit, count, sign)?), ..Moment::default() },
        };
        Some((moment, end))
    }

    fn count(&self, index: usize) -> Option<(u32, usize)> {
        let tokens = &self.tokens;
        if let Some(number) = tokens.digits(index) {
            return (number <= 1000).then_some((number, index + 1));
        }
        match tokens.word(index) {
            "a" if tokens.is(index + 1, &["couple"]) => {
                Some((2, index + if tokens.is(index + 2, &["of"]) { 3 } else { 2 }))
            }
            "a" if tokens.is(index + 1, &["few"]) => Some((3, index + 2)),
            "a" | "an" => Some((1, index + 1)),
            "couple" => Some((2, index + if tokens.is(index + 1, &["of"]) { 2 } else { 1 })),
            "few" | "several" => Some((3, index + 1)),
            word => cardinal(word).map(|number| (number, index + 1)),
        }
    }

    fn unit(&self, index: usize) -> Option<(Unit, usize)> {
        let glued = self.tokens.touches_previous(index);
        let unit = match self.tokens.word(index) {
            "minute" | "minutes" | "min" | "mins" => Unit::Minute,
            "hour" | "hours" | "hr" | "hrs" => Unit::Hour,
            "day" | "days" => Unit::Day,
            "week" | "weeks" | "wk" | "wks" => Unit::Week,
            "month" | "months" | "mo" => Unit::Month,
            "year" | "years" => Unit::Year,
            "h" if glued => Unit::Hour,
            "d" if glued => Unit::Day,
            "w" if glued => Unit::Week,
            "business" | "working" | "work" if self.tokens.is(index + 1, &["day", "days"]) => {
                return Some((Unit::WorkingDay, index + 2));
            }
            "fortnight" | "fortnights" => Unit::Fortnight,
            _ => return None,
        };
        Some((unit, index + 1))
    }

    /// The present day where the message was written.
    pub(super) fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }
}

fn shifted(from: NaiveDate, unit: Unit, count: u32, sign: i64) -> Option<NaiveDate> {
    let days = |days: u64| {
        if sign < 0 { from.checked_sub_days(Days::new(days)) } else { from.checked_add_days(Days::new(days)) }
    };
    let months = |months: u32| {
        if sign < 0 {
            from.checked_sub_months(Months::new(months))
        } else {
            from.checked_add_months(Months::new(months))
        }
    };
    match unit {
        Unit::Day => days(u64::from(count)),
        Unit::Week => days(u64::from(count) * 7),
        Unit::Fortnight => days(u64::from(count) * 14),
        Unit::Month => months(count),
        Unit::Year => months(count * 12),
        Unit::WorkingDay => working_days_after(from, count),
        Unit::Minute | Unit::Hour => None,
    }
}

fn working_days_after(from: NaiveDate, count: u32) -> Option<NaiveDate> {
    let mut day = from;
    let mut left = count;
    while left > 0 {
        day = day.succ_opt()?;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    Some(day)
}
