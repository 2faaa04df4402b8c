//! What a date phrase says, piece by piece, and the instant it comes to.

use chrono::{
    DateTime, Days, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc,
};
use chrono_tz::Tz;

/// The hour that a date without a time means: the end of the working day.
const END_OF_DAY: u32 = 17;

/// A time of day as written: whether "3" is at night or in the afternoon may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    /// The hour, 0 to 24.
    pub(super) hour: u32,
    /// The minute.
    pub(super) minute: u32,
    /// Whether the half of the day was said.
    pub(super) certain: bool,
}

impl Clock {
    /// A time that leaves nothing open.
    pub(super) const fn certain(hour: u32, minute: u32) -> Self {
        Self { hour, minute, certain: true }
    }
}

/// A part of the day; people who say no hour mean its usual one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// From nine.
    Morning,
    /// Around three.
    Afternoon,
    /// Six o'clock.
    Evening,
    /// Eight o'clock.
    Night,
    /// The start of the working day.
    FirstThing,
    /// Its end.
    EndOfDay,
}

impl Part {
    const fn hour(self) -> u32 {
        match self {
            Self::Morning | Self::FirstThing => 9,
            Self::Afternoon => 15,
            Self::Evening => 18,
            Self::Night => 20,
            Self::EndOfDay => END_OF_DAY,
        }
    }
}

/// The pieces of a date phrase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Moment {
    /// The day.
    pub(super) date: Option<NaiveDate>,
    /// The time of day.
    pub(super) clock: Option<Clock>,
    /// The part of the day.
    pub(super) part: Option<Part>,
    /// So long after the message, to the minute.
    pub(super) after: Option<Duration>,
    /// The zone that the time of day is of, where another than the sender's was said.
    pub(super) zone: Option<Tz>,
    /// Whether it lies behind us by its own words ("last Friday", "two days ago").
    pub(super) past: bool,
}

impl Moment {
    /// Whether a time of day was said that is one: "EOD" and "first thing" are the ends of the working day, "Friday morning"
    /// leaves the hour open.
    pub(super) fn is_clocked(self) -> bool {
        self.clock.is_some()
            || self.after.is_some()
            || matches!(self.part, Some(Part::FirstThing | Part::EndOfDay))
    }
}

/// The instant, and whether the words named a time of day.
pub(super) fn resolve(moment: Moment, now: DateTime<Tz>) -> Option<(DateTime<Utc>, bool)> {
    if let Some(after) = moment.after {
        return now.checked_add_signed(after).map(|at| (at.to_utc(), true));
    }
    let now = moment.zone.map_or(now, |zone| now.with_timezone(&zone));
    let local_now = now.naive_local();
    let (date, time) = match (moment.date, moment.clock) {
        (Some(date), Some(clock)) => with_clock(date, clock, moment.part, local_now),
        (Some(date), None) => (date, default_time(date, moment.part, local_now)?),
        (None, Some(clock)) => next_clock(clock, moment.part, local_now)?,
        (None, None) => next_part(moment.part?, local_now)?,
    };
    let timed = moment.clock.is_some() || moment.part.is_some();
    local_instant(date.and_time(time), now.timezone()).map(|at| (at, timed))
}

/// The usual reading of an hour without "am" or "pm": one to six are in the afternoon.
fn hour_of(clock: Clock, part: Option<Part>) -> u32 {
    if clock.certain || clock.hour > 12 {
        return clock.hour;
    }
    match part {
        Some(Part::Morning | Part::FirstThing) => clock.hour % 24,
        Some(Part::Night) if clock.hour == 12 => 24,
        Some(_) if clock.hour < 12 => clock.hour + 12,
        None if (1..=6).contains(&clock.hour) => clock.hour + 12,
        _ => clock.hour,
    }
}

fn with_clock(
    date: NaiveDate,
    clock: Clock,
    part: Option<Part>,
    now: NaiveDateTime,
) -> (NaiveDate, NaiveTime) {
    let hour = hour_of(clock, part);
    let (date, time) = at_hour(date, hour, clock.minute);
    // "today at 9", said at noon, is tonight.
    if !clock.certain && hour < 12 && part.is_none() && date == now.date() && date.and_time(time) < now {
        return at_hour(date, hour + 12, clock.minute);
    }
    (date, time)
}

fn at_hour(date: NaiveDate, hour: u32, minute: u32) -> (NaiveDate, NaiveTime) {
    let day = if hour >= 24 { date.checked_add_days(Days::new(1)).unwrap_or(date) } else { date };
    (day, NaiveTime::from_hms_opt(hour % 24, minute, 0).unwrap_or(NaiveTime::MIN))
}

/// The time of a day that was named without one; today's, where it has passed, moves towards midnight.
fn default_time(date: NaiveDate, part: Option<Part>, now: NaiveDateTime) -> Option<NaiveTime> {
    let usual = NaiveTime::from_hms_opt(part.map_or(END_OF_DAY, Part::hour), 0, 0)?;
    let end = NaiveTime::from_hms_opt(END_OF_DAY, 0, 0)?;
    if date != now.date() || usual > now.time() {
        return Some(usual);
    }
    if end > now.time() { Some(end) } else { NaiveTime::from_hms_opt(23, 59, 0) }
}

fn next_clock(clock: Clock, part: Option<Part>, now: NaiveDateTime) -> Option<(NaiveDate, NaiveTime)> {
    let (date, time) = at_hour(now.date(), hour_of(clock, part), clock.minute);
    if date.and_time(time) > now {
        Some((date, time))
    } else {
        Some((date.checked_add_days(Days::new(1))?, time))
    }
}

fn next_part(part: Part, now: NaiveDateTime) -> Option<(NaiveDate, NaiveTime)> {
    let usual = NaiveTime::from_hms_opt(part.hour(), 0, 0)?;
    if usual > now.time() {
        return Some((now.date(), usual));
    }
    match part {
        Part::Morning | Part::FirstThing => Some((now.date().checked_add_days(Days::new(1))?, usual)),
        _ => Some((now.date(), default_time(now.date(), Some(part), now)?)),
    }
}

/// A local time as an instant: in the hour that a clock change leaves out it moves forward by as much, in the hour that
/// comes twice it is the first.
fn local_instant(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.to_utc()),
        LocalResult::None => {
            // Whole days have been left out at the date line, hence the number of steps.
            let before = (1..=104_i32).find_map(|step| {
                let earlier = local.checked_sub_signed(Duration::minutes(15).checked_mul(step)?)?;
                zone.from_local_datetime(&earlier).latest()
            })?;
            let instant = local.checked_sub_offset(before.offset().fix())?;
            Some(instant.and_utc())
        }
    }
}
