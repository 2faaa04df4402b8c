//! Which task is meant: by its number, by words of its title, or by "that one".

use std::sync::LazyLock;

use patchbay_domain::assistant::{Author, KnownTask, PastMessage};
use regex::Regex;

use super::language::{self, Language};
use super::lexicon::{stem, words};
use super::pattern;

/// What a description of a task leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Match {
    /// One task.
    One(u32),
    /// Several as good as each other.
    Several(Vec<u32>),
    /// None.
    None,
}

static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{1,9}"));

/// What stands for a task's number while the words around it are read.
pub(super) const PLACE: char = '\u{a7}';

/// The task numbers of a sentence, and the sentence with a [`PLACE`] where they stood.
pub(super) fn numbers(language: &Language, sentence: &str) -> Option<(Vec<u32>, String)> {
    let tables = &language.updates;
    if let Some(found) = tables.numbers.find(sentence) {
        // A verb behind the numbers was only looked at.
        let end = last_digit(found.as_str()) + found.start();
        return Some(replaced(sentence, found.start(), end));
    }
    let captures = tables.bare_number.captures(sentence)?;
    let found = captures.name("numbers")?;
    let verb = captures.name("verb").is_some();
    let after = captures.name("after").map_or("", |after| after.as_str()).trim().to_lowercase();
    (verb || tables.after_number.contains(after.as_str()))
        .then(|| replaced(sentence, found.start(), found.end()))
}

fn last_digit(text: &str) -> usize {
    text.char_indices().rev().find(|(_, character)| character.is_ascii_digit()).map_or(0, |(at, _)| at + 1)
}

fn replaced(sentence: &str, start: usize, end: usize) -> (Vec<u32>, String) {
    let list =
        DIGITS.find_iter(&sentence[start..end]).filter_map(|digits| digits.as_str().parse().ok()).collect();
    (list, format!("{}{PLACE}{}", &sentence[..start], &sentence[end..]))
}

/// The words of a description that tell tasks apart, cut to their stems.
pub(super) fn telling_words(language: &Language, description: &str) -> Vec<String> {
    words(description)
        .iter()
        .filter(|word| !language.updates.empty_words.contains(word.as_str()))
        .map(|word| stem(word))
        .collect()
}

fn alike(one: &str, other: &str) -> bool {
    let shared = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one == other || (shared >= 5 && shared + 3 >= one.len().min(other.len()))
}

/// Which of the tasks a description names: all of its telling words stand in the title.
pub(super) fn by_title<'t>(
    language: &Language,
    description: &str,
    tasks: impl Iterator<Item = &'t KnownTask>,
    least: usize,
) -> Match {
    let wanted = telling_words(language, description);
    if wanted.len() < least.max(1) || wanted.len() > 12 {
        return Match::None;
    }
    let fitting: Vec<(usize, u32)> = tasks
        .filter_map(|task| {
            let title = telling_words(language, &task.title);
            let all = wanted.iter().all(|word| title.iter().any(|known| alike(word, known)));
            all.then_some((title.len(), task.number))
        })
        .collect();
    match fitting.as_slice() {
        [] => Match::None,
        [(_, number)] => Match::One(*number),
        several => {
            // A title that says exactly this is meant before one that says more.
            let exact: Vec<u32> = several
                .iter()
                .filter(|(length, _)| *length == wanted.len())
                .map(|(_, number)| *number)
                .collect();
            match exact.as_slice() {
                [number] => Match::One(*number),
                _ => Match::Several(several.iter().map(|(_, number)| *number).collect()),
            }
        }
    }
}

/// Which tasks "that" means: those of the assistant's last answer that named any, in whichever language it was.
pub(super) fn last_named(history: &[PastMessage]) -> Vec<u32> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        let names = language::all().map(|language| language.phrases.task.replace("{n}", r"(?:\d{1,9})"));
        pattern(&format!(r"\b(?:{})\b", names.join("|")))
    });
    // What was said on another channel is nothing that "that" points at.
    let here = history.iter().rev().filter(|message| message.elsewhere.is_none()).take(6);
    let named = here.filter(|message| message.author == Author::Assistant).map(|message| {
        let names = NAMED.find_iter(&message.content);
        names.filter_map(|name| DIGITS.find(name.as_str())?.as_str().parse().ok()).collect::<Vec<u32>>()
    });
    named.into_iter().find(|numbers| !numbers.is_empty()).unwrap_or_default()
}
