//! How much a message presses, and how important its tasks are, from its words.

use std::ops::Range;

use chrono::{DateTime, Duration};
use chrono_tz::Tz;
use patchbay_domain::assistant::{Due, Urgency};
use patchbay_domain::task::TaskPriority;
use regex::Regex;

use super::language::Language;

/// The words of a language that say how much something presses.
pub(crate) struct UrgencyWords {
    /// Words that say it can wait. Read before the others, since "not urgent" contains "urgent".
    pub(crate) low: Regex,
    /// What only sounds so ("for anything urgent call Leo").
    pub(crate) neutral: Regex,
    pub(crate) critical: Regex,
    pub(crate) high: Regex,
    /// "It's important" says something of the task; "our important client" says something of the client.
    pub(crate) important: Regex,
    pub(crate) medium: Regex,
    /// Something that earns money or keeps people working has stopped.
    pub(crate) outage: Regex,
    /// Determiners before an adjective that belongs to its noun.
    pub(crate) determiner_before: Regex,
}

/// What the words of a text say about how it presses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pressure {
    /// How much, where anything says so.
    pub(super) urgency: Option<Urgency>,
    /// Where the words stand that say only this, and that a title can do without.
    pub(super) spans: Vec<Range<usize>>,
}

impl Pressure {
    /// The priority that goes with it.
    pub(super) fn priority(&self) -> Option<TaskPriority> {
        self.urgency.map(|urgency| match urgency {
            Urgency::Low => TaskPriority::Low,
            Urgency::Medium => TaskPriority::Medium,
            Urgency::High => TaskPriority::High,
            Urgency::Critical => TaskPriority::Critical,
        })
    }
}

/// What a text says.
pub(super) fn assess(language: &Language, text: &str) -> Pressure {
    let mut pressure = Pressure::default();
    let mut low = false;
    let mut rest = text.to_owned();
    for found in language.urgency.low.find_iter(text) {
        low = true;
        pressure.spans.push(found.range());
        // Same length, so that what is found later stands where it stood.
        rest.replace_range(found.range(), &" ".repeat(found.len()));
    }
    for found in language.urgency.neutral.find_iter(text) {
        rest.replace_range(found.range(), &" ".repeat(found.len()));
    }
    let levels = [
        (&language.urgency.outage, Urgency::Critical, false),
        (&language.urgency.critical, Urgency::Critical, true),
        (&language.urgency.high, Urgency::High, true),
        (&language.urgency.important, Urgency::High, true),
        (&language.urgency.medium, Urgency::Medium, true),
    ];
    for (words, level, removable) in levels {
        let taken: Vec<Range<usize>> = words.find_iter(&rest).map(|found| found.range()).collect();
        for range in taken {
            pressure.urgency = pressure.urgency.max(Some(level));
            if removable && stands_alone(language, &rest, &range) {
                pressure.spans.push(range.clone());
            }
            if removable {
                rest.replace_range(range.clone(), &" ".repeat(range.len()));
            }
        }
    }
    if low && pressure.urgency.is_none_or(|urgency| urgency <= Urgency::Medium) {
        pressure.urgency = Some(Urgency::Low);
    }
    pressure.spans.sort_by_key(|span| span.start);
    pressure
}

/// "Send the urgent invoice" keeps its word, "send the invoice, urgent" does not.
fn stands_alone(language: &Language, text: &str, range: &Range<usize>) -> bool {
    let word_follows =
        text[range.end..].trim_start_matches(' ').chars().next().is_some_and(char::is_alphanumeric);
    !(word_follows && language.urgency.determiner_before.is_match(&text[..range.start]))
}

/// The urgency of a whole message: its words, or a deadline today or within hours.
pub(super) fn of_message(words: Option<Urgency>, deadlines: &[Due], now: DateTime<Tz>) -> Urgency {
    let present = now.to_utc();
    let soon = deadlines.iter().any(|due| {
        due.at > present && (due.at - present <= Duration::hours(4) || due.date == now.date_naive())
    });
    match words {
        Some(urgency) => urgency,
        None if soon => Urgency::High,
        None => Urgency::Medium,
    }
}

#[cfg(test)]
mod tests {
    use patchbay_domain::assistant::Urgency::{self, Critical, High, Low, Medium};

    use super::assess;
    use crate::language::ENGLISH;

    #[test]
    fn words_say_how_much_it_presses() {
        let cases: [(&str, Option<Urgency>); 16] = [
            ("call Bob asap", Some(High)),
            ("URGENT: call Bob", Some(High)),
            ("URGENT!!! call Bob", Some(Critical)),
            ("this is not urgent", Some(Low)),
            ("not very urgent, no rush", Some(Low)),
            ("when you get a chance, call Bob", Some(Low)),
            ("call Bob, low priority", Some(Low)),
            ("the site is down", Some(Critical)),
            ("please call him right away", Some(Critical)),
            ("it's really important", Some(High)),
            ("call our important client", None),
            ("normal priority please", Some(Medium)),
            ("write down the address", None),
            ("top priority: call Bob", Some(Critical)),
            ("high-priority: call Bob", Some(High)),
            ("call Bob", None),
        ];
        for (text, expected) in cases {
            assert_eq!(assess(&ENGLISH, text).urgency, expected, "{text}");
        }
    }
}
