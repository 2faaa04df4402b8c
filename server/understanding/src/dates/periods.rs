//! Weeks, months, quarters and years as dates: "end of the month", "next week", "EOW", "the weekend", "mid March".

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::Reader;
use super::days::past;
use super::moment::Moment;
use super::numbers::month;

/// Where in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    Middle,
    End,
}

/// Which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    This,
    Next,
    AfterNext,
    Last,
}

impl Reader<'_> {
    /// A period at a place; a deadline in it is its last working day, unless an edge is named.
    pub(super) fn period(&self, index: usize) -> Option<(Moment, usize)> {
        if let Some(found) = self.shorthand(index) {
            return Some(found);
        }
        let (edge, next) = self.edge(index);
        let (which, start) = self.which(next);
        let tokens = &self.tokens;
        if let Some(number) =
            month(tokens.word(start)).filter(|_| edge.is_some() || tokens.is(next, &["this"]))
        {
            let first = self.coming_month(number)?;
            return Some((day_of(month_edge(first, edge.unwrap_or(Edge::End))?), start + 1));
        }
        if let Some((first, end)) = self.quarter(start).filter(|_| edge.is_some()) {
            let last = first.checked_add_months(Months::new(2))?;
            let date = match edge {
                Some(Edge::Start) => first,
                Some(Edge::Middle) => first.checked_add_months(Months::new(1))?.with_day(15)?,
                _ => month_edge(last, Edge::End)?,
            };
            return Some((day_of(date), end));
        }
        // "the week" alone names no day: it takes an edge, or a "this" or a "next".
        if edge.is_none() && (which.is_none() || tokens.is(next, &["the"]) && which == Some(Which::This)) {
            return self.bare_weekend(index);
        }
        let which = which.unwrap_or(Which::This);
        let (which, mut end) = match tokens.are(start + 1, &["after", "next"]) {
            true => (Which::AfterNext, start + 3),
            false => (which, start + 1),
        };
        if tokens.is(start, &["business", "working", "work"]) && tokens.is(start + 1, &["week"]) {
            end = start + 2;
        }
        let kind = if end == start + 2 { "week" } else { tokens.word(start) };
        let date = match kind {
            "week" => self.week_edge(which, edge)?,
            "weekend" => self.weekend(which)?,
            "month" => month_edge(self.month_from(which)?, edge.unwrap_or(Edge::End))?,
            "quarter" => self.quarter_end(which)?,
            "year" => self.year_edge(which, edge.unwrap_or(Edge::End))?,
            _ => return None,
        };
        Some((if which == Which::Last { past(date) } else { day_of(date) }, end))
    }

    fn shorthand(&self, index: usize) -> Option<(Moment, usize)> {
        let tokens = &self.tokens;
        let date = match tokens.word(index) {
            "eow" => self.week_edge(Which::This, None)?,
            "eom" => month_edge(self.month_from(Which::This)?, Edge::End)?,
            "eoq" => self.quarter_end(Which::This)?,
            "eoy" => self.year_edge(Which::This, Edge::End)?,
            "month" | "year" | "quarter" | "week" => {
                let end = if tokens.is(index + 1, &["-"]) { index + 2 } else { index + 1 };
                if !tokens.is(end, &["end"]) {
                    return None;
                }
                let date = match tokens.word(index) {
                    "month" => month_edge(self.month_from(Which::This)?, Edge::End)?,
                    "year" => self.year_edge(Which::This, Edge::End)?,
                    "week" => self.week_edge(Which::This, None)?,
                    _ => self.quarter_end(Which::This)?,
                };
                return Some((day_of(date), end + 1));
            }
            _ => return None,
        };
        Some((day_of(date), index + 1))
    }

    fn edge(&self, index: usize) -> (Option<Edge>, usize) {
        let tokens = &self.tokens;
        let start = if tokens.is(index, &["the"]) { index + 1 } else { index };
        let (edge, next) = match tokens.word(start) {
            "end" | "close" => (Edge::End, start + 1),
            "beginning" | "start" => (Edge::Start, start + 1),
            "early" => return (Some(Edge::Start), start + 1),
            "late" | "later" => return (Some(Edge::End), start + 1),
            "mid" => {
                return (
                    Some(Edge::Middle),
                    if tokens.is(start + 1, &["-"]) { start + 2 } else { start + 1 },
                );
            }
            "middle" => (Edge::Middle, start + 1),
            _ => return (None, index),
        };
        if tokens.is(next, &["of"]) { (Some(edge), next + 1) } else { (None, index) }
    }

    fn which(&self, index: usize) -> (Option<Which>, usize) {
        let start = if self.tokens.is(index, &["the"]) { index + 1 } else { index };
        match self.tokens.word(start) {
            "this" => (Some(Which::This), start + 1),
            "next" | "coming" | "following" => (Some(Which::Next), start + 1),
            "last" | "previous" | "past" => (Some(Which::Last), start + 1),
            _ if self.tokens.are(start + 1, &["after", "next"]) => (Some(Which::AfterNext), start),
            _ if start > index => (Some(Which::This), start),
            _ => (None, start),
        }
    }

    fn bare_weekend(&self, index: usize) -> Option<(Moment, usize)> {
        let start = if self.tokens.is(index, &["the"]) { index + 1 } else { return None };
        let weekend = self.tokens.is(start, &["weekend"]);
        weekend.then(|| self.weekend(Which::This)).flatten().map(|date| (day_of(date), start + 1))
    }

    fn week_edge(&self, which: Which, edge: Option<Edge>) -> Option<NaiveDate> {
        let day = match edge {
            Some(Edge::Start) => Weekday::Mon,
            Some(Edge::Middle) => Weekday::Wed,
            _ => Weekday::Fri,
        };
        let monday = self.monday()?;
        let shifted = match which {
            Which::Last => monday.checked_sub_days(Days::new(7))?,
            other => monday.checked_add_days(Days::new(7 * weeks(other)))?,
        };
        let date = shifted.checked_add_days(Days::new(u64::from(day.num_days_from_monday())))?;
        // On a Saturday "this week" can only mean what is left of it.
        if which == Which::This && date < self.today() {
            return shifted.checked_add_days(Days::new(6));
        }
        Some(date)
    }

    fn weekend(&self, which: Which) -> Option<NaiveDate> {
        let saturday = self.monday()?.checked_add_days(Days::new(5))?;
        let date = match which {
            Which::Last => saturday.checked_sub_days(Days::new(7))?,
            other => saturday.checked_add_days(Days::new(7 * weeks(other)))?,
        };
        Some(if which == Which::This && date < self.today() { self.today() } else { date })
    }

    fn month_from(&self, which: Which) -> Option<NaiveDate> {
        let first = self.today().with_day(1)?;
        match which {
            Which::This => Some(first),
            Which::Next => first.checked_add_months(Months::new(1)),
            Which::AfterNext => first.checked_add_months(Months::new(2)),
            Which::Last => first.checked_sub_months(Months::new(1)),
        }
    }

    /// The first day of the quarter named at a place ("Q2"): this year's, unless it is over.
    fn quarter(&self, index: usize) -> Option<(NaiveDate, usize)> {
        let number = self.tokens.digits(index + 1).filter(|number| (1..=4).contains(number))?;
        if self.tokens.word(index) != "q" || !self.tokens.touches_previous(index + 1) {
            return None;
        }
        let first = number * 3 - 2;
        let year = self.today().year() + i32::from(first + 2 < self.today().month());
        Some((NaiveDate::from_ymd_opt(year, first, 1)?, index + 2))
    }

    /// "By Q2", "in Q2": its last day. "The Q2 report" is a report.
    pub(super) fn quarter_alone(&self, index: usize, led: bool) -> Option<(NaiveDate, usize)> {
        let (first, end) = self.quarter(index).filter(|(_, end)| led && self.ends_phrase(*end))?;
        Some((month_edge(first.checked_add_months(Months::new(2))?, Edge::End)?, end))
    }

    fn quarter_end(&self, which: Which) -> Option<NaiveDate> {
        let today = self.today();
        let first = NaiveDate::from_ymd_opt(today.year(), today.month0() / 3 * 3 + 1, 1)?;
        let shifted = match which {
            Which::Last => first.checked_sub_months(Months::new(3))?,
            other => first.checked_add_months(Months::new(u32::try_from(weeks(other)).ok()? * 3))?,
        };
        month_edge(shifted.checked_add_months(Months::new(2))?, Edge::End)
    }

    fn year_edge(&self, which: Which, edge: Edge) -> Option<NaiveDate> {
        let year = self.today().year()
            + match which {
                Which::Last => -1,
                Which::This => 0,
                Which::Next => 1,
                Which::AfterNext => 2,
            };
        match edge {
            Edge::Start => NaiveDate::from_ymd_opt(year, 1, 1),
            Edge::Middle => NaiveDate::from_ymd_opt(year, 6, 30),
            Edge::End => NaiveDate::from_ymd_opt(year, 12, 31),
        }
    }

    /// The first day of the month of that number: this year's, unless it is over.
    pub(super) fn coming_month(&self, number: u32) -> Option<NaiveDate> {
        let today = self.today();
        let year = if number < today.month() { today.year() + 1 } else { today.year() };
        NaiveDate::from_ymd_opt(year, number, 1)
    }
}

const fn weeks(which: Which) -> u64 {
    match which {
        Which::This | Which::Last => 0,
        Which::Next => 1,
        Which::AfterNext => 2,
    }
}

fn month_edge(first: NaiveDate, edge: Edge) -> Option<NaiveDate> {
    match edge {
        Edge::Start => Some(first),
        Edge::Middle => first.with_day(15),
        Edge::End => first.checked_add_months(Months::new(1))?.pred_opt(),
    }
}

fn day_of(date: NaiveDate) -> Moment {
    Moment { date: Some(date), ..Moment::default() }
}
