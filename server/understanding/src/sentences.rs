//! A text cut into the pieces that can each be one thing: list items, sentences, and orders joined by "and".

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::language::Language;
use super::lexicon::{first_word, word_set};
use super::pattern;

/// A sentence or a list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its text.
    pub(super) text: String,
    /// Whether it is an item of a list.
    pub(super) item: bool,
    /// The line that stands over the list, for an item.
    pub(super) heading: Option<String>,
}

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:[-*+\u{2022}\u{00b7}\u{2023}\u{25e6}\u{25aa}]\s*(?:\[(?P<box>[ xX]?)\]\s*|\s)|\[(?P<bare>[ xX]?)\]\s*|\(?\d{1,2}[.):]\s+|\(?[a-hA-H]\)\s+)(?P<text>.*)$",
    )
});

/// The fields of a form that say something of a task.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[:;,|.-]\s+)(?P<label>(?i:task|to-?do|subject|from|name|e-?mail|phone|message|comments?|notes?|details|description|title|due(?: date)?|deadline|priority|owner|assignee|assigned to)\s*:\s)",
    )
});

static MESSAGE_FIELD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:message|comments?|nachricht|mensaje)\s*:\s"));

static SUBJECT_FIELD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:subject|topic|re|betreff|asunto|sujet)\s*:\s"));

static INLINE_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s,;:])\(?(\d{1,2})[.)]\s+"));

/// Cuts a cleaned text into its segments.
pub(super) fn segments(language: &Language, text: &str) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut heading: Option<String> = None;
    let mut in_list = false;
    for line in lines_of_forms(joined_lines(language, text)) {
        if let Some(items) = inline_list(language, &line) {
            in_list = false;
            found.extend(items);
            continue;
        }
        if let Some(captures) = ITEM.captures(&line) {
            let ticked = ["box", "bare"]
                .iter()
                .any(|name| captures.name(name).is_some_and(|mark| mark.as_str().eq_ignore_ascii_case("x")));
            let item = captures.name("text").map_or("", |item| item.as_str()).trim();
            if !ticked && !item.is_empty() {
                if !in_list {
                    heading = take_heading(&mut found);
                }
                found.push(Segment { text: item.to_owned(), item: true, heading: heading.clone() });
            }
            in_list = true;
            continue;
        }
        in_list = false;
        if line.trim().is_empty() {
            continue;
        }
        found.extend(sentences(language, &line).into_iter().map(|text| Segment {
            text,
            item: false,
            heading: None,
        }));
    }
    found
}

/// The lines, those of forms apart. Where a form has a message, its subject orders nothing.
fn lines_of_forms(lines: Vec<String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.iter().flat_map(|line| fields(line)).collect();
    if lines.iter().any(|line| MESSAGE_FIELD.is_match(line)) {
        lines.retain(|line| !SUBJECT_FIELD.is_match(line));
    }
    lines
}

/// "New row: Task: Send the deck | Due: Friday | Owner: Kim" on one line is a field a line.
fn fields(line: &str) -> Vec<String> {
    let mut cut = Vec::new();
    let mut start = 0;
    for label in FIELD.captures_iter(line).filter_map(|captures| captures.name("label")) {
        let before = line[start..label.start()].trim_end_matches([' ', '|', ',', ';', '-']);
        if before.chars().any(char::is_alphanumeric) {
            cut.push(before.to_owned());
            start = label.start();
        }
    }
    cut.push(line[start..].to_owned());
    cut
}

/// The line over a list is its heading where it ends with a colon.
fn take_heading(found: &mut Vec<Segment>) -> Option<String> {
    let heading = found.pop_if(|last| !last.item && last.text.ends_with(':'))?;
    Some(heading.text)
}

/// Lines, with those put together again that a mail program broke.
fn joined_lines(language: &Language, text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph_open = false;
    for line in text.lines() {
        let trimmed = line.trim();
        let starts_item = ITEM.is_match(line);
        let continues = trimmed.chars().next().is_some_and(char::is_lowercase);
        match lines.last_mut() {
            Some(last)
                if paragraph_open
                    && !trimmed.is_empty()
                    && !starts_item
                    && (continues || is_wrapped(last)) =>
            {
                last.push(' ');
                last.push_str(trimmed);
            }
            _ => lines.push(line.to_owned()),
        }
        paragraph_open = !trimmed.is_empty() && !trimmed.ends_with(['.', '!', '?', ':', ';']);
        // A list item goes on only in lower case; "buy milk" and "call bob" on two lines are two.
        if paragraph_open && continues && !starts_item && trimmed.chars().count() < 40 {
            paragraph_open = !language.lexicon.is_verb(&first_word(trimmed));
        }
    }
    lines
}

fn is_wrapped(line: &str) -> bool {
    (60..=90).contains(&line.chars().count()) && !ITEM.is_match(line)
}

/// "1) call Bob 2) email Jane" on one line.
fn inline_list(language: &Language, line: &str) -> Option<Vec<Segment>> {
    let numbered: Vec<(usize, usize)> = INLINE_NUMBER
        .captures_iter(line)
        .filter_map(|captures| Some((captures.get(0)?, captures.get(1)?.as_str().parse::<usize>().ok()?)))
        .enumerate()
        .take_while(|(place, (_, number))| *number == place + 1)
        .map(|(_, (whole, _))| (whole.start(), whole.end()))
        .collect();
    if numbered.len() < 2 {
        return None;
    }
    let before = line[..numbered[0].0].trim().to_owned();
    let heading = before.ends_with(':').then(|| before.clone());
    let mut items = Vec::new();
    if heading.is_none() && !before.is_empty() {
        items.extend(sentences(language, &before).into_iter().map(|text| Segment {
            text,
            item: false,
            heading: None,
        }));
    }
    for (place, (_, start)) in numbered.iter().enumerate() {
        let end = numbered.get(place + 1).map_or(line.len(), |next| next.0);
        let text = line[*start..end].trim().trim_end_matches([',', ';']).to_owned();
        if !text.is_empty() {
            items.push(Segment { text, item: true, heading: heading.clone() });
        }
    }
    Some(items)
}

/// Sentences of a line. A full stop ends one unless it belongs to a short form, an initial or a number.
fn sentences(language: &Language, line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = line.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if !matches!(character, '.' | '!' | '?' | ';' | '|' | '\u{3002}' | '\u{061f}') {
            continue;
        }
        let next = characters.peek().map(|(_, next)| *next);
        let over = next.is_none_or(char::is_whitespace);
        if over && !(character == '.' && is_short_form(language, &line[start..at], &line[at + 1..])) {
            push_trimmed(&mut found, &line[start..at + character.len_utf8()]);
            start = at + character.len_utf8();
        }
    }
    push_trimmed(&mut found, &line[start..]);
    found
}

fn push_trimmed(found: &mut Vec<String>, text: &str) {
    let text = text.trim();
    if text.chars().any(char::is_alphanumeric) {
        found.push(text.to_owned());
    } else if let Some(last) = found.last_mut() {
        last.push_str(text);
    } else if !text.is_empty() {
        found.push(text.to_owned());
    }
}

fn is_short_form(language: &Language, before: &str, after: &str) -> bool {
    static SHORT: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        word_set(
            "
        mr mrs ms dr prof st inc ltd corp co no e.g i.e eg ie etc vs approx dept jan feb mar apr jun jul aug
        sep sept oct nov dec tel ext incl min max fig sr jr
            ",
        )
    });
    let last = before
        .rsplit(|character: char| character.is_whitespace() || character == '(')
        .next()
        .unwrap_or_default();
    let lower = last.to_lowercase();
    let next_is_lower =
        after.trim_start().chars().next().is_some_and(|next| next.is_lowercase() || next.is_ascii_digit());
    // "am 31.3. senden", "am 3. März"
    let number = last.ends_with(|digit: char| digit.is_ascii_digit());
    let next_word = first_word(after);
    if number
        && last.len() <= 5
        && (next_is_lower || language.dates.is_month(&next_word))
        && !next_word.is_empty()
    {
        return language.dates.day_first == Some(true);
    }
    match lower.as_str() {
        "a.m" | "p.m" | "etc" | "inc" | "ltd" | "corp" | "co" | "no" | "st" => next_is_lower,
        _ if last.chars().count() == 1 && last.chars().all(char::is_uppercase) => true,
        _ => SHORT.contains(lower.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::segments;
    use crate::language::ENGLISH;

    fn texts(text: &str) -> Vec<String> {
        segments(&ENGLISH, text).into_iter().map(|segment| segment.text).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(
            texts("Call Dr. Smith at 3 p.m. tomorrow. Thanks!"),
            ["Call Dr. Smith at 3 p.m. tomorrow.", "Thanks!"]
        );
        assert_eq!(texts("Pay $15.30 to Acme Inc. by Friday"), ["Pay $15.30 to Acme Inc. by Friday"]);
        assert_eq!(texts("Could you please call\nacme tomorrow?"), ["Could you please call acme tomorrow?"]);
        assert_eq!(texts("call bob\nemail jane"), ["call bob", "email jane"]);
    }

    #[test]
    fn lists_keep_their_heading() {
        let found = segments(&ENGLISH, "Please:\n- call Bob\n* [x] done\n2. email Jane");
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|segment| segment.item && segment.heading.as_deref() == Some("Please:")));
        assert_eq!(texts("todo: 1) call Bob 2) email Jane"), ["call Bob", "email Jane"]);
    }
}
