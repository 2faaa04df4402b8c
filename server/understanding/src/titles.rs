//! The title of a task: what is to be done, without dates, urgency and courtesies.

use std::ops::Range;
use std::sync::LazyLock;

use patchbay_domain::task::MAX_TITLE_CHARACTERS;
use regex::Regex;

use super::language::Language;
use super::pattern;
use super::phrases::filled;

static HASHTAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\s)#\p{L}[\p{L}\p{N}_-]*\s*$"));
static SPACES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+"));
static LOOSE_SIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+([,.;:!?)])"));
static DOUBLE_SIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"([,;])(?:\s*[,;])+|\(\s*\)"));
static EMPTY_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\s,;:.!?\x{2026}-]+$"));
static EMPTY_START: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\s,;:.!?)*>\x{2026}-]+"));

/// The text without some of its parts.
pub(super) fn without(text: &str, spans: &[Range<usize>]) -> String {
    let mut sorted: Vec<&Range<usize>> = spans.iter().collect();
    sorted.sort_by_key(|span| span.start);
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    for span in sorted {
        if span.start < at {
            at = at.max(span.end);
            continue;
        }
        left.push_str(&text[at..span.start]);
        left.push(' ');
        at = span.end;
    }
    left.push_str(&text[at.min(text.len())..]);
    tidy(&left)
}

/// The text with its spaces and signs put right where something was taken out.
fn tidy(text: &str) -> String {
    let text = SPACES.replace_all(text, " ");
    let text = LOOSE_SIGN.replace_all(&text, "$1");
    let text = DOUBLE_SIGN.replace_all(&text, "$1");
    let text = text.trim();
    let started = EMPTY_START.find(text).map_or(text, |found| &text[found.end()..]);
    started.to_owned()
}

/// A title from what is left of an order, and whether it had to be cut.
pub(super) fn title(language: &Language, order: &str, reminder: bool) -> (String, bool) {
    let mut text = tidy(order);
    text = language.courtesies.project_label.replace(&text, "").into_owned();
    // Trailing courtesies pile up, but not for ever.
    for _ in 0..8 {
        let before = text.len();
        text = HASHTAG.replace(&text, "").into_owned();
        text = language.courtesies.trailing.replace(&text, "").into_owned();
        let closes_bracket = text.ends_with(')') && text.contains('(');
        if !closes_bracket {
            text = EMPTY_END.replace(&text, "").into_owned();
        }
        if text.len() == before {
            break;
        }
    }
    let text = if reminder {
        filled(language.courtesies.reminder_title, &[("what", &text)])
    } else {
        capitalised(&text)
    };
    shortened(&text)
}

/// With a capital at its start, unless it is written in a way of its own ("iPhone").
fn capitalised(text: &str) -> String {
    let first_word = text.split_whitespace().next().unwrap_or_default();
    if first_word.chars().skip(1).any(char::is_uppercase)
        || first_word.contains(['@', '/'])
        || first_word.contains("..")
    {
        return text.to_owned();
    }
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// At most as long as a title may be, cut between words.
pub(super) fn shortened(text: &str) -> (String, bool) {
    if text.chars().count() <= MAX_TITLE_CHARACTERS {
        return (text.to_owned(), false);
    }
    let cut: String = text.chars().take(MAX_TITLE_CHARACTERS).collect();
    let next_is_space = text.chars().nth(MAX_TITLE_CHARACTERS).is_some_and(char::is_whitespace);
    let kept = match cut.rfind(char::is_whitespace) {
        Some(space) if !next_is_space && space > 0 => &cut[..space],
        _ => cut.as_str(),
    };
    (kept.trim_end_matches([' ', ',', ';', ':', '-']).to_owned(), true)
}

#[cfg(test)]
mod tests {
    use super::{shortened, title, without};
    use crate::language::ENGLISH;

    #[test]
    fn titles_say_only_what_is_to_be_done() {
        for (order, expected) in [
            ("call Acme about the invoice, please. Thanks!", "Call Acme about the invoice"),
            ("update the footer #website", "Update the footer"),
            ("project Atlas: draft the agenda", "Draft the agenda"),
            ("send the files ( )", "Send the files"),
            ("iPhone repair", "iPhone repair"),
            ("pay rent by", "Pay rent"),
        ] {
            assert_eq!(title(&ENGLISH, order, false).0, expected);
        }
        assert_eq!(title(&ENGLISH, "the dentist", true).0, "Reminder: the dentist");
        let tomorrow = 9..17;
        assert_eq!(
            without("Call Bob tomorrow, about it", std::slice::from_ref(&tomorrow)),
            "Call Bob, about it"
        );
    }

    #[test]
    fn long_titles_are_cut_between_words() {
        let (text, cut) = shortened(&"word ".repeat(60));
        assert!(cut && text.chars().count() <= 200 && text.ends_with("word"));
        assert_eq!(shortened(&"x".repeat(300)).0.chars().count(), 200);
    }
}
