//! An organization's hours.

use chrono::{NaiveTime, Weekday};
use patchbay_domain::hours::{QuietHours, WorkingHours};

use crate::rpc::wire::settings as wire;

impl From<WorkingHours> for wire::WorkingHours {
    fn from(hours: WorkingHours) -> Self {
        let days = DAYS.iter().filter(|(_, day)| hours.days.contains(day)).map(|(day, _)| *day).collect();
        Self { days, from: text(hours.from), to: text(hours.to) }
    }
}

impl From<wire::WorkingHours> for WorkingHours {
    fn from(hours: wire::WorkingHours) -> Self {
        let days = DAYS.iter().filter(|(day, _)| hours.days.contains(day)).map(|(_, day)| *day).collect();
        Self { days, from: time(&hours.from), to: time(&hours.to) }
    }
}

impl From<QuietHours> for wire::QuietHours {
    fn from(hours: QuietHours) -> Self {
        Self { from: text(hours.from), to: text(hours.to) }
    }
}

impl From<wire::QuietHours> for QuietHours {
    fn from(hours: wire::QuietHours) -> Self {
        Self { from: time(&hours.from), to: time(&hours.to) }
    }
}

fn text(time: NaiveTime) -> String {
    time.format(wire::TIME_OF_DAY).to_string()
}

/// A time that was held to its form when it came in.
fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, wire::TIME_OF_DAY).unwrap_or_default()
}

/// The days in the order of the week, on the wire and in the domain.
const DAYS: [(wire::DayOfWeek, Weekday); 7] = [
    (wire::DayOfWeek::Monday, Weekday::Mon),
    (wire::DayOfWeek::Tuesday, Weekday::Tue),
    (wire::DayOfWeek::Wednesday, Weekday::Wed),
    (wire::DayOfWeek::Thursday, Weekday::Thu),
    (wire::DayOfWeek::Friday, Weekday::Fri),
    (wire::DayOfWeek::Saturday, Weekday::Sat),
    (wire::DayOfWeek::Sunday, Weekday::Sun),
];
