//! Times of day: "3pm", "15:00", "half past four", "noon", "first thing", "end of day".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::lexicon::word_set;
use super::Reader;
use super::moment::{Clock, Part};
use super::numbers::cardinal;

/// Words that may follow a bare hour; any other word makes it a count ("at 3 locations").
static FOLLOWERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "
     . , ! ? ; ) on tomorrow today tonight this next with about for to and please pls thanks sharp
    regarding re at in if so or ish latest but via works suits is would monday tuesday wednesday
    thursday friday saturday sunday
        ",
    )
});

impl Reader<'_> {
    /// A time of day at a place; `bare` says whether "at" or the like stands before it, so that "3" will do.
    pub(super) fn clock(&self, index: usize, bare: bool) -> Option<(Clock, usize)> {
        self.spoken(index, bare).or_else(|| self.written(index, bare))
    }

    fn spoken(&self, index: usize, bare: bool) -> Option<(Clock, usize)> {
        match self.tokens.word(index) {
            "noon" | "midday" | "lunchtime" => return Some((Clock::certain(12, 0), index + 1)),
            "midnight" => return Some((Clock::certain(24, 0), index + 1)),
            "lunch" if bare => return Some((Clock::certain(12, 0), index + 1)),
            _ => {}
        }
        let (minutes, next) = self.minutes_word(index)?;
        let (past, next) = match self.tokens.word(next) {
            "past" | "after" => (true, next + 1),
            // "11 to 1pm" is a range, "eleven to one" and "10 minutes to 1" are times.
            "to" if self.tokens.width(next - 1) == 0 => (false, next + 1),
            // British "half four".
            _ if minutes == 30 && self.tokens.is(index, &["half"]) => (true, next),
            _ => return None,
        };
        let hour = self.hour_number(next).filter(|hour| (1..=12).contains(hour))?;
        let (certain, hour, end) = self.with_meridiem(hour, next + 1);
        if past {
            return Some((Clock { hour, minute: minutes, certain }, end));
        }
        let hour = if hour == 0 { 23 } else { hour - 1 };
        let hour = if hour == 0 && !certain { 12 } else { hour };
        Some((Clock { hour, minute: 60 - minutes, certain }, end))
    }

    /// "half", "quarter", "a quarter", "ten", "20 minutes".
    fn minutes_word(&self, index: usize) -> Option<(u32, usize)> {
        let start = if self.tokens.is(index, &["a"]) { index + 1 } else { index };
        let minutes = match self.tokens.word(start) {
            "half" => 30,
            "quarter" => 15,
            word => self
                .tokens
                .digits(start)
                .or_else(|| cardinal(word))
                .filter(|minutes| (1..60).contains(minutes))?,
        };
        let next = start + 1;
        Some((minutes, if self.tokens.is(next, &["minutes", "minute", "mins"]) { next + 1 } else { next }))
    }

    fn hour_number(&self, index: usize) -> Option<u32> {
        self.tokens.digits(index).or_else(|| cardinal(self.tokens.word(index)))
    }

    fn written(&self, index: usize, bare: bool) -> Option<(Clock, usize)> {
        let number = self.hour_number(index)?;
        let in_digits = self.tokens.width(index) > 0;
        if in_digits && bare && self.tokens.width(index) == 4 && self.military(index, number) {
            let hours = self.tokens.is(index + 1, &["hours", "hrs", "h"]);
            return Some((Clock::certain(number / 100, number % 100), index + if hours { 2 } else { 1 }));
        }
        if number > 24 || self.tokens.width(index) > 2 {
            return None;
        }
        if in_digits && let Some(minute) = self.minutes_after(index) {
            let (certain, hour, end) = self.with_meridiem(number, index + 3);
            let colon = self.tokens.word(index + 1) == ":";
            if hour > 23 || (!colon && !certain && !bare) {
                return None;
            }
            if self.between(index)
                && self.tokens.is(end, &["and"])
                && let Some(last) = self.written(end + 1, true)
            {
                return Some(last);
            }
            // "15:00" and "08:15" are of the 24-hour clock, "3:30" may be either.
            let certain = certain || number > 12 || number == 0 || self.tokens.word(index).starts_with('0');
            return Some((Clock { hour, minute, certain }, self.range_end(end)));
        }
        if self.tokens.is(index + 1, &["o'clock", "oclock"]) {
            let (certain, hour, end) = self.with_meridiem(number, index + 2);
            return Some((Clock { hour, minute: 0, certain }, end));
        }
        let (certain, hour, end) = self.with_meridiem(number, index + 1);
        if certain {
            return (number <= 12).then(|| (Clock { hour, minute: 0, certain }, self.range_end(end)));
        }
        self.hour_of_range(index, number).or_else(|| {
            let about = self.tokens.is(index + 1, &["ish"]) && self.tokens.touches_previous(index + 1);
            if about && (1..=24).contains(&number) {
                return Some((Clock { hour: number, minute: 0, certain: number > 12 }, index + 2));
            }
            let follower = FOLLOWERS.contains(self.tokens.word(index + 1)) || index + 1 >= self.tokens.len();
            let shifted = (bare && number > 0 && follower).then_some(number)?;
            Some((Clock { hour: shifted, minute: 0, certain: shifted > 12 }, index + 1))
        })
    }

    /// "Between 2 and 4pm" leaves until four; "2-4pm" begins at two.
    fn between(&self, index: usize) -> bool {
        index > 0 && self.tokens.is(index - 1, &["between"])
    }

    fn military(&self, index: usize, number: u32) -> bool {
        let valid = number / 100 < 24 && number % 100 < 60 && number.is_multiple_of(5);
        // A year looks the same; only the words around it tell.
        let year = (1900..2100).contains(&number) && !self.tokens.is(index + 1, &["hours", "hrs", "h"]);
        valid && !year
    }

    /// The minutes of "3:30" or "3.30".
    fn minutes_after(&self, index: usize) -> Option<u32> {
        let sign = self.tokens.glue(index + 1, ":") || self.tokens.glue(index + 1, ".");
        let minute = self.tokens.digits(index + 2).filter(|minute| *minute < 60)?;
        let further = self.tokens.glue(index + 3, ".") && self.tokens.width(index + 4) > 0;
        (sign && self.tokens.width(index + 2) == 2 && !further).then_some(minute)
    }

    /// Whether a half of the day was said, the hour on the 24-hour clock, and where it ends.
    fn with_meridiem(&self, hour: u32, index: usize) -> (bool, u32, usize) {
        let (afternoon, end) = match self.tokens.word(index) {
            "am" => (false, index + 1),
            "pm" => (true, index + 1),
            "a" if self.tokens.touches_previous(index) && self.tokens.word(index + 1) != "." => {
                (false, index + 1)
            }
            "p" if self.tokens.touches_previous(index) && self.tokens.word(index + 1) != "." => {
                (true, index + 1)
            }
            "a" if self.tokens.are(index, &["a", ".", "m"]) => (false, index + 3),
            "p" if self.tokens.are(index, &["p", ".", "m"]) => (true, index + 3),
            _ => return (false, hour, index),
        };
        let dotted = end == index + 3 && self.tokens.word(end) == "." && self.tokens.touches_previous(end);
        let end = if dotted { end + 1 } else { end };
        let hour = match (hour, afternoon) {
            (12, false) => 0,
            (1..=11, true) => hour + 12,
            _ => hour,
        };
        (true, hour, end)
    }

    /// The start of "2-4pm" takes its half of the day from the end.
    fn hour_of_range(&self, index: usize, number: u32) -> Option<(Clock, usize)> {
        if !self.tokens.is(index + 1, &["-", "to", "and", "until"]) {
            return None;
        }
        let last = self.hour_number(index + 2).filter(|last| (1..=12).contains(last))?;
        let minutes = self.minutes_after(index + 2).map_or(0, |_| 2);
        let (certain, end_hour, end) = self.with_meridiem(last, index + 3 + minutes);
        if !certain || !(1..=12).contains(&number) {
            return None;
        }
        if self.between(index) {
            let minute = self.minutes_after(index + 2).unwrap_or(0);
            return Some((Clock::certain(end_hour, minute), end));
        }
        let same_half = if end_hour >= 12 { number % 12 + 12 } else { number % 12 };
        let hour = if same_half <= end_hour { same_half } else { number };
        Some((Clock::certain(hour, 0), end))
    }

    /// Where a range that began with a full time ends ("2pm - 4pm", "10:00-11:30").
    fn range_end(&self, index: usize) -> usize {
        if !self.tokens.is(index, &["-", "to", "until"]) {
            return index;
        }
        let next = index + 1;
        let Some(hour) = self.tokens.digits(next).filter(|hour| *hour <= 24) else { return index };
        let after_minutes = if self.minutes_after(next).is_some() { next + 3 } else { next + 1 };
        let (certain, _, end) = self.with_meridiem(hour, after_minutes);
        if certain || after_minutes > next + 1 { end } else { index }
    }

    /// A part of the day that needs no day beside it.
    pub(super) fn part(&self, index: usize) -> Option<(Part, usize)> {
        let tokens = &self.tokens;
        match tokens.word(index) {
            "eod" | "cob" | "eob" | "cop" => Some((Part::EndOfDay, index + 1)),
            "first" if tokens.is(index + 1, &["thing"]) => {
                let end = index + 2;
                let morning = tokens.are(end, &["in", "the", "morning"]);
                Some((Part::FirstThing, if morning { end + 3 } else { end }))
            }
            "end" | "close" => {
                let start = if tokens.is(index + 1, &["of"]) { index + 2 } else { return None };
                let start = if tokens.is(start, &["the", "my", "our", "your"]) { start + 1 } else { start };
                let kind = tokens.is(start, &["business", "working", "work", "play"]);
                let day = start + usize::from(kind);
                if tokens.is(day, &["day"]) {
                    return Some((Part::EndOfDay, day + 1));
                }
                kind.then_some((Part::EndOfDay, start + 1))
            }
            "in" if tokens.is(index + 1, &["the"]) => self.day_part(index + 2),
            _ => None,
        }
    }

    /// A part of the day that stands beside a day ("Friday morning").
    pub(super) fn day_part(&self, index: usize) -> Option<(Part, usize)> {
        let part = match self.tokens.word(index) {
            "morning" | "am" => Part::Morning,
            "afternoon" | "pm" => Part::Afternoon,
            "evening" | "eve" => Part::Evening,
            "night" => Part::Night,
            _ => return None,
        };
        Some((part, index + 1))
    }
}
