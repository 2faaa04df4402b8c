//! From a message as sent to the text worth reading: one kind of line end and quote, nothing invisible, without
//! signatures and quoted answers.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{language, pattern};

/// More than this of a message is kept with the task but not read.
const MAX_READ_CHARACTERS: usize = 16_000;

static DEVICE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:sent (?:from|via|with) (?:my |mail for |the )?\S.*|get outlook for \w+.*|von meinem \S+ gesendet.*|gesendet von mein.*|envoy\x{e9} de(?:puis)? mon .*|enviado desde mi .*)$",
    )
});

/// Words with a blank behind every letter, which are written so only to be overlooked.
static SPACED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:\p{L} ){4,}\p{L}\b"));

static QUOTE_START: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:(?:on .{5,120} wrote|am .{5,120} schrieb.{0,80}|le .{5,120} a \x{e9}crit|el .{5,120} escribi\x{f3})\s?:\s*|-{2,}\s*original message\s*-{2,}.*|_{8,}\s*|from: .+@.+)$",
    )
});

static NAME_LINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*-?\s*\p{Lu}[\p{L}.'-]*(?:\s+\p{Lu}[\p{L}.'-]*){0,3}\s*$"));

/// The text of a message that is worth reading.
pub(super) fn clean(content: &str) -> String {
    let text = normalise(content);
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        let bare = line.trim_end();
        let read_something = lines.iter().any(|kept| !kept.trim().is_empty());
        if bare == "--" || bare == "---" || line == "-- " || QUOTE_START.is_match(bare) {
            if read_something {
                break;
            }
            continue;
        }
        if DEVICE_LINE.is_match(bare) || bare.trim_start().starts_with('>') {
            continue;
        }
        lines.push(line);
    }
    cut_signature(&mut lines);
    lines.join("\n").trim().to_owned()
}

/// Lines of one writer, up to the signature.
pub(super) fn without_signature(lines: &[&str]) -> String {
    let own = lines.iter().take_while(|line| !matches!(line.trim_end(), "--" | "---"));
    let mut own: Vec<&str> = own.filter(|line| !DEVICE_LINE.is_match(line)).copied().collect();
    cut_signature(&mut own);
    own.join("\n").trim().to_owned()
}

/// Leaves out a sign-off and the few short lines after it, where something stands before it.
fn cut_signature(lines: &mut Vec<&str>) {
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let sign_off = lines.iter().enumerate().skip(first + 1).find(|(place, line)| {
        let after = &lines[place + 1..];
        signs_off(line)
            && after.iter().filter(|line| !line.trim().is_empty()).count() <= 8
            && looks_signed(after)
    });
    if let Some((place, _)) = sign_off {
        lines.truncate(place);
    }
}

/// Whether a line is a sign-off ("Kind regards,") in any of the languages.
fn signs_off(line: &str) -> bool {
    line.len() < 80 && language::all().iter().any(|language| language.courtesies.sign_off.is_match(line))
}

/// Whether the lines after a sign-off are a signature: nothing, or a name first.
fn looks_signed(after: &[&str]) -> bool {
    after
        .iter()
        .map(|line| line.trim())
        .find(|line| !line.is_empty())
        .is_none_or(|line| NAME_LINE.is_match(line))
}

/// The text with one kind of line end and quote, nothing invisible, and no longer than is read.
pub(super) fn normalise(content: &str) -> String {
    let mut text = String::with_capacity(content.len().min(MAX_READ_CHARACTERS * 2));
    let mut previous = ' ';
    let mut characters = content.chars().take(MAX_READ_CHARACTERS).peekable();
    while let Some(character) = characters.next() {
        let kept = match character {
            '\r' => {
                if characters.peek() == Some(&'\n') {
                    continue;
                }
                '\n'
            }
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
            '\u{2013}' | '\u{2014}' | '\u{2212}' | '\u{2011}' => '-',
            '\u{2028}' | '\u{2029}' => '\n',
            // Zero-width joiners hold emoji together; between letters they only hide words.
            '\u{200d}' if !previous.is_alphanumeric() && !previous.is_whitespace() => character,
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {
                continue;
            }
            '\n' => '\n',
            other if other.is_whitespace() || other.is_control() => ' ',
            other => other,
        };
        previous = kept;
        text.push(kept);
    }
    if SPACED.is_match(&text) {
        return SPACED.replace_all(&text, |found: &Captures<'_>| found[0].replace(' ', "")).into_owned();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn signatures_quotes_and_invisible_characters_go() {
        for (content, expected) in [
            ("Call Bob\r\n-- \r\nJohn\r\n+1 555", "Call Bob"),
            ("Call Bob\n\nSent from my iPhone", "Call Bob"),
            ("Call Bob\n\nKind regards,\nJohn Smith\nCEO", "Call Bob"),
            ("Yes\n\nOn Mon, 9 Mar 2026 at 10:00, Jane <j@x.org> wrote:\n> Shall we?", "Yes"),
            ("Ca\u{200b}ll\u{feff} Bob\u{2019}s team", "Call Bob's team"),
            ("Thanks\nPlease call Bob", "Thanks\nPlease call Bob"),
            ("> quoted\nCall Bob", "Call Bob"),
            (" \u{200b}\r\n ", ""),
        ] {
            assert_eq!(clean(content), expected, "{content:?}");
        }
    }
}
