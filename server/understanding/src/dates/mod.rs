//! English dates and times in running text.
//!
//! Our own small grammar, because no kept crate reads these phrases. Tried on twenty of them: `interim` (the successor of
//! `chrono-english`) reads nine, and only where the whole string is a date; it knows no "by", "in two weeks", "noon",
//! "end of month", "tonight" or "Friday morning". `human-date-parser` and `fuzzydate` read fewer; `event_parser` finds
//! phrases inside a sentence but counts from the machine's clock and misses "in two weeks" and "3:30pm"; `two_timer`
//! prefers the past. None knows a time zone's clock changes.
//!
//! The conventions: a date without a time means 17:00, the end of the working day; "next Tuesday" is the one of next week;
//! a bare weekday is the next to come, never today; one to six without "am" or "pm" are in the afternoon; a day and month
//! that have passed are next year's; "3/4" is the 4th of March where the zone is American, the 3rd of April elsewhere.

mod calendar;
mod days;
mod holidays;
mod leads;
mod moment;
mod numbers;
mod periods;
mod spans;
mod times;
mod tokens;
mod words;
mod zones;

#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::{DateTime, Datelike as _, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::Due;

pub(crate) use self::words::DateWords;

use self::moment::{Moment, Part, resolve};
use self::tokens::{Kind, Tokens};
use super::language::Language;

/// How a date is tied to its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    /// By nothing.
    None,
    /// "on", "at", "in", "this".
    On,
    /// "by", "before", "until", "due".
    By,
    /// "for".
    For,
    /// "to": where something is moved.
    To,
    /// "from", "since", "after", "of": where something begins, which is no deadline.
    From,
}

/// A date found in a text.
#[derive(Debug, Clone)]
pub(crate) struct FoundDate {
    /// Where it stands, in bytes, with the words that tie it to its sentence ("by Friday").
    pub(crate) range: Range<usize>,
    /// Where its own words stand ("Friday").
    pub(crate) words: Range<usize>,
    /// What ties it to its sentence.
    pub(crate) lead: Lead,
    /// The instant.
    pub(crate) at: DateTime<Utc>,
    /// Whether a time of day was said.
    pub(crate) timed: bool,
    /// Whether the time of day was said to the minute.
    pub(crate) clocked: bool,
    /// Whether a day was said.
    pub(crate) dated: bool,
    /// Whether it lies behind us.
    pub(crate) past: bool,
    /// Whether it only names a thing ("Monday's meeting", "the 3pm call").
    pub(crate) attributive: bool,
}

impl FoundDate {
    /// As what a task is due, for a reader in this zone.
    pub(crate) fn due(&self, zone: Tz) -> Due {
        due_at(self.at, self.clocked, zone)
    }

    /// Whether something could be due then.
    pub(crate) fn is_deadline(&self) -> bool {
        !self.past
            && self.lead != Lead::From
            && (!self.attributive || matches!(self.lead, Lead::By | Lead::For))
    }
}

/// An instant as what a task is due; `clocked` says whether its time of day was said.
pub(crate) fn due_at(at: DateTime<Utc>, clocked: bool, zone: Tz) -> Due {
    let local = at.with_timezone(&zone).naive_local();
    Due { date: local.date(), time: clocked.then(|| local.time()), at }
}

/// All dates of a text, in its order.
pub(crate) fn find(language: &Language, text: &str, now: DateTime<Tz>) -> Vec<FoundDate> {
    let words = &language.dates;
    let day_first = words.day_first.unwrap_or_else(|| writes_day_first(now.timezone()));
    let english = words.day_first.is_none();
    let reader = Reader { tokens: words.rewritten(Tokens::of(text)), now, day_first, english, text };
    let mut found = Vec::new();
    let mut index = 0;
    while index < reader.tokens.len() {
        match reader.phrase(index) {
            Some((date, end)) => {
                found.push(date);
                index = end.max(index + 1);
            }
            None => index += 1,
        }
    }
    found
}

/// Whether people of a zone write the day before the month in "3/4".
fn writes_day_first(zone: Tz) -> bool {
    const MONTH_FIRST: [&str; 7] = ["America/", "US/", "Canada/", "Etc/", "Pacific/Honolulu", "UTC", "EST"];
    const EXCEPTIONS: [&str; 5] = [
        "America/Sao_Paulo",
        "America/Argentina",
        "America/Mexico_City",
        "America/Bogota",
        "America/Santiago",
    ];
    let name = zone.name();
    !MONTH_FIRST.iter().any(|start| name.starts_with(start))
        || EXCEPTIONS.iter().any(|start| name.starts_with(start))
}

/// Reads the grammar off the tokens of one text.
struct Reader<'t> {
    tokens: Tokens,
    now: DateTime<Tz>,
    day_first: bool,
    /// Whether the text is English, where short names of zones are no other words.
    english: bool,
    text: &'t str,
}

impl Reader<'_> {
    /// A whole date phrase at a place, and the index after it.
    fn phrase(&self, index: usize) -> Option<(FoundDate, usize)> {
        if self.is_counted(index) {
            return None;
        }
        let (lead, bare, start) = self.lead(index);
        let determiner = self.tokens.is(start, &["my", "our", "your", "his", "her", "their", "the"]);
        let (moment, end) = self
            .pieces(start, lead, bare)
            .or_else(|| if determiner { self.pieces(start + 1, lead, bare) } else { None })?;
        let names_thing =
            numbers::weekday(self.tokens.word(start + 1)).is_some() || self.clock(start + 1, false).is_some();
        let own = if determiner && names_thing { start + 1 } else { start };
        // "Before the launch on Wednesday" is by Wednesday.
        let ahead =
            (1..=4).filter_map(|back| index.checked_sub(back)).any(|at| self.tokens.is(at, &["before"]));
        let lead = if lead == Lead::On && ahead { Lead::By } else { lead };
        let (at, timed) = resolve(moment, self.now)?;
        let possessive = self.tokens.get(end - 1).is_some_and(|token| token.possessive);
        let preceded =
            index > 0 && self.tokens.is(index - 1, &["the", "my", "our", "your", "his", "her", "their", "a"]);
        let content =
            self.tokens.get(end).is_some_and(|token| token.kind == Kind::Word) && !self.ends_phrase(end);
        // With an article of its own, "the 15th of March" is still a date; "the Monday meeting" is a meeting.
        let attributive = possessive || (content && (preceded && lead == Lead::None || own > start));
        let range_start = if attributive { own } else { index };
        let first = self.tokens.get(range_start)?.start;
        let words_start = self.tokens.get(own)?.start;
        let last = self.tokens.get(end - 1)?.end;
        let found = FoundDate {
            range: first..last,
            words: words_start..last,
            lead,
            at,
            timed,
            clocked: moment.is_clocked(),
            dated: moment.date.is_some() || moment.after.is_some(),
            past: moment.past || at < self.now.to_utc() - chrono::Duration::minutes(1),
            attributive,
        };
        Some((found, end))
    }

    /// Day and time in either order, with what may stand between them.
    fn pieces(&self, start: usize, lead: Lead, bare_lead: bool) -> Option<(Moment, usize)> {
        let mut moment = Moment::default();
        let mut end = start;
        let mut bare = bare_lead;
        let mut at = start;
        for _ in 0..4 {
            let led = lead != Lead::None || at > start;
            let Some(next) = self.piece(&mut moment, at, led, bare) else { break };
            end = next;
            (at, bare) = self.joiner(end);
        }
        let partial = moment.date.is_none()
            && moment.clock.is_none()
            && moment.after.is_none()
            && moment.part.is_none();
        (!partial).then_some((moment, end))
    }

    fn piece(&self, moment: &mut Moment, at: usize, led: bool, bare: bool) -> Option<usize> {
        let open = moment.date.is_none() && moment.after.is_none();
        if open && let Some((span, next)) = self.span(at) {
            if span.after.is_some() && (moment.clock.is_some() || moment.part.is_some()) {
                return None;
            }
            *moment = Moment { clock: moment.clock, part: moment.part, zone: moment.zone, ..span };
            return Some(next);
        }
        if moment.after.is_some() {
            return None;
        }
        if moment.clock.is_none()
            && let Some((clock, next)) = self.clock(at, bare)
        {
            // "at 15 March" and "by 5 April" begin with a day.
            let day = open && self.calendar_day(at, led).is_some_and(|(_, end)| end > next);
            if !day {
                moment.clock = Some(clock);
                let zone = self.zone(next);
                moment.zone = zone.map(|(zone, _)| zone);
                return Some(zone.map_or(next, |(_, end)| end));
            }
        }
        if open && let Some((day, next)) = self.day(at, led) {
            *moment = Moment { date: day.date, part: moment.part.or(day.part), past: day.past, ..*moment };
            return Some(self.last_of_range(moment, at, next));
        }
        let (part, next) = self.part(at).or_else(|| if open { None } else { self.day_part(at) })?;
        // "First thing in the morning" is still first thing.
        let same =
            moment.part == Some(part) || moment.part == Some(Part::FirstThing) && part == Part::Morning;
        if moment.part.is_none() || same {
            moment.part = moment.part.or(Some(part));
            return Some(next);
        }
        None
    }

    /// "Between Monday and Wednesday", "Mon-Wed", "May 3-5": what is to be done then is due at the end. Where the range ends.
    fn last_of_range(&self, moment: &mut Moment, at: usize, end: usize) -> usize {
        let before = at.checked_sub(1).map_or("", |before| self.tokens.word(before));
        let joined = match self.tokens.word(end) {
            "-" | "through" | "thru" | "until" | "till" | "to" => before != "from",
            "and" => before == "between",
            _ => false,
        };
        let Some(first) = moment.date.filter(|_| joined && moment.part.is_none() && !moment.past) else {
            return end;
        };
        let glued = self.tokens.glue(end, "-");
        let day = self.tokens.digits(end + 1).filter(|_| glued && self.tokens.width(end + 1) <= 2);
        if let Some(last) = day.and_then(|day| first.with_day(day)).filter(|last| *last > first) {
            moment.date = Some(last);
            return end + 2;
        }
        let later = self.day(end + 1, true).filter(|(later, _)| later.date > Some(first) && !later.past);
        match later {
            Some((later, after)) => {
                moment.date = later.date;
                after
            }
            None => end,
        }
    }

    /// What may stand between the day and the time, and whether a bare hour may follow it.
    fn joiner(&self, index: usize) -> (usize, bool) {
        let mut at = index;
        let mut bare = false;
        for _ in 0..3 {
            match self.tokens.word(at) {
                "," | "-" | "on" | "of" | "the" if at + 1 < self.tokens.len() => at += 1,
                "t" if self.tokens.glue(at, "t") => at += 1,
                "at" | "@" | "by" | "around" | "about" | "before" | "from" | "until" | "till" => {
                    bare = true;
                    at += 1;
                }
                _ => break,
            }
        }
        (at, bare)
    }
}
