//! What holds for the whole organization.

use std::collections::HashSet;

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};
use specta::Type;
use validator::{Validate, ValidationError};

use super::checks::{iana_zone, not_blank};
use super::value::clearable;
use crate::rpc::kit::{invalid, invalid_at};

/// Changes to the organization; what is missing stays.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct SettingsUpdate {
    /// What it is called, 1 to 100 characters.
    #[specta(optional)]
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    pub name: Option<String>,
    /// The IANA time zone in which dates are read where nobody nearer has one.
    #[specta(optional)]
    #[validate(custom(function = iana_zone))]
    pub time_zone: Option<String>,
    /// When it works.
    #[specta(optional)]
    #[validate(custom(function = possible_working_hours))]
    pub working_hours: Option<WorkingHours>,
    /// When nothing is sent that can wait; null: there is no such time.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(custom(function = possible_quiet_hours))]
    pub quiet_hours: Option<Option<QuietHours>>,
    /// What its assistant is told in its own words, up to 2,000 characters; null: nothing. Models on servers read them, the
    /// built-in assistant does not.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(custom(function = short_instructions))]
    pub instructions: Option<Option<String>>,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DayOfWeek {
    /// The first of the week here.
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The last.
    Sunday,
}

/// When an organization works, in its zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WorkingHours {
    /// On which days, one at least, each once.
    pub days: Vec<DayOfWeek>,
    /// From when, `HH:MM`.
    pub from: String,
    /// Until when, `HH:MM`, later on the same day.
    pub to: String,
}

/// A time of every day in the organization's zone, past midnight where it ends before it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuietHours {
    /// From when, `HH:MM`.
    pub from: String,
    /// Until when, `HH:MM`, another time than it begins.
    pub to: String,
}

/// The longest instructions, in characters.
const MAX_INSTRUCTIONS_CHARACTERS: usize = 2_000;

/// The form of a time of day.
pub(in crate::rpc) const TIME_OF_DAY: &str = "%H:%M";

fn short_instructions(words: &str) -> Result<(), ValidationError> {
    if words.trim().chars().count() <= MAX_INSTRUCTIONS_CHARACTERS {
        return Ok(());
    }
    Err(invalid(format!("must be at most {MAX_INSTRUCTIONS_CHARACTERS} characters")))
}

fn possible_working_hours(hours: &WorkingHours) -> Result<(), ValidationError> {
    let different: HashSet<_> = hours.days.iter().collect();
    if hours.days.is_empty() || different.len() < hours.days.len() {
        return Err(invalid_at(".days", "must name one day or more, each once"));
    }
    times_of_day(&hours.from, &hours.to)?;
    // Of one length, so the texts are in the order of the times.
    if hours.from < hours.to { Ok(()) } else { Err(invalid_at(".to", "must be later than it begins")) }
}

fn possible_quiet_hours(hours: &QuietHours) -> Result<(), ValidationError> {
    times_of_day(&hours.from, &hours.to)?;
    if hours.from != hours.to {
        Ok(())
    } else {
        Err(invalid_at(".to", "must be another time than it begins"))
    }
}

fn times_of_day(from: &str, to: &str) -> Result<(), ValidationError> {
    for (place, text) in [(".from", from), (".to", to)] {
        match NaiveTime::parse_from_str(text, TIME_OF_DAY) {
            // Other ways to write it would come back in another form.
            Ok(time) if time.format(TIME_OF_DAY).to_string() == text => {}
            _ => return Err(invalid_at(place, "must be a time of day, such as 08:30")),
        }
    }
    Ok(())
}
