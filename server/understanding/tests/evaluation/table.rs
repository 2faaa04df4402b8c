//! The score as a table.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::corpus::Case;
use crate::score::Score;

const FIELDS: [&str; 7] = ["intent", "urgency", "tasks", "due", "title", "assignee", "language"];
const INTENTS: [&str; 5] = ["task", "question", "update", "confirmation", "other"];

/// Puts a score into words.
pub(crate) fn print(name: &str, cases: &[Case], score: &Score) -> String {
    let mut text = format!("\n{name}: {} messages\n\n{:<10}", cases.len(), "");
    let languages: BTreeSet<&String> = score.fields.keys().map(|(language, _)| language).collect();
    for field in FIELDS {
        write!(text, "{field:>16}").unwrap();
    }
    for language in languages {
        write!(text, "\n{language:<10}").unwrap();
        for field in FIELDS {
            let cell = score.fields.get(&(language.clone(), field)).map_or_else(
                || "-".to_owned(),
                |(good, all)| {
                    format!(
                        "{good}/{all} {:.0} %",
                        100.0 * f64::from(u32::try_from(*good).unwrap())
                            / f64::from(u32::try_from(*all).unwrap())
                    )
                },
            );
            write!(text, "{cell:>16}").unwrap();
        }
    }
    write!(text, "\n\nexpected \\ found").unwrap();
    for intent in INTENTS {
        write!(text, "{intent:>14}").unwrap();
    }
    for expected in INTENTS {
        write!(text, "\n{expected:<16}").unwrap();
        for found in INTENTS {
            let count = score.confusion.get(&(expected.to_owned(), found.to_owned())).copied().unwrap_or(0);
            write!(text, "{count:>14}").unwrap();
        }
    }
    let injections = cases.iter().filter(|case| case.is_injection).count();
    let each = score.took.as_secs_f64() * 1000.0 / f64::from(u32::try_from(cases.len().max(1)).unwrap());
    write!(text, "\n\ninjections obeyed: {} of {injections}; {each:.2} ms a message\n", score.obeyed.len())
        .unwrap();
    if !score.wrong.is_empty() {
        write!(text, "\n{}", score.wrong).unwrap();
    }
    text
}
