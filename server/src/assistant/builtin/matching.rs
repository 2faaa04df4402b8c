//! Which task is meant: by its number, by words of its title, or by "that one".

use std::collections::HashSet;
use std::sync::LazyLock;

use patchbay_domain::assistant::{Author, KnownTask, PastMessage};
use regex::Regex;

use super::lexicon::{stem, word_set, words};
use super::pattern;

/// Words that say nothing of which task is meant.
static EMPTY_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "
    the a an my our your his her their task tasks todo item one to for of about with on at in and or
    from by please pls any more anymore longer now already just yet is are was were be been it that this
    me us you i we thing stuff also all back up out off as so too them actually today thanks ticket
    needed bit called named again do did have has still finally there its
        ",
    )
});

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

static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:the )?(?:tasks?|tickets?|items?|to-?dos?|number|no\.?|nr\.?)\s*#?\s*|#)(\d{1,9})(?:\s*(?:,\s*and|,|and|&|\+)\s*#?\d{1,9}\b(?:\s*$|\s+(?:is|are|as|to|done|complete|until|by)\b|\s*[,.!?;&]|\s+and))*",
    )
});

static BARE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?P<verb>(?:mark|tick off|check off|tick|close off|done with|done|completed?|closed?|finish(?:ed)?|cancel(?:led)?|drop|scrap|delete|remove|re-?open(?:ed)?|move|push|postpone|reschedule|bump|delay|make|set|snooze|defer|extend|prioriti[sz]e|escalate)(?: with| back| off|:)?\s+)?",
        r"(?P<numbers>\d{1,6}(?:\s*(?:,\s*and|,|and|&|\+)\s*\d{1,6})*)(?P<after>\s*$|\s*[.!?,:\x{a4}-]|\s+(?:is|are|was|has|to|until|till|by|and|as|back|please|pls|done|complete|completed|finished|cancelled|closed|for|urgent|high|low|critical|top|can|now|needs|should|from|off|next|on|tomorrow|today|later)\b)",
    ))
});

static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{1,9}"));

/// What stands for a task's number while the words around it are read.
pub(super) const PLACE: char = '\u{a7}';

/// The task numbers of a sentence, and the sentence with a [`PLACE`] where they stood.
pub(super) fn numbers(sentence: &str, tasks: &[KnownTask]) -> Option<(Vec<u32>, String)> {
    if let Some(found) = NUMBERS.find(sentence) {
        // A verb behind the numbers was only looked at.
        let end = last_digit(found.as_str()) + found.start();
        return Some(replaced(sentence, found.start(), end));
    }
    let captures = BARE_NUMBER.captures(sentence)?;
    let found = captures.name("numbers")?;
    let (list, text) = replaced(sentence, found.start(), found.end());
    let known = list.iter().all(|number| tasks.iter().any(|task| task.number == *number));
    let verb = captures.name("verb").is_some();
    let after = captures.name("after").map_or("", |after| after.as_str()).trim().to_lowercase();
    let said = matches!(
        after.as_str(),
        "done" | "complete" | "completed" | "finished" | "cancelled" | "closed" | "is" | "are"
    );
    (known && (verb || said) || verb && after.is_empty()).then_some((list, text))
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
pub(super) fn telling_words(description: &str) -> Vec<String> {
    words(description)
        .iter()
        .filter(|word| !EMPTY_WORDS.contains(word.as_str()))
        .map(|word| stem(word))
        .collect()
}

fn alike(one: &str, other: &str) -> bool {
    let shared = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one == other || (shared >= 5 && shared + 3 >= one.len().min(other.len()))
}

/// Which of the tasks a description names: all of its telling words stand in the title.
pub(super) fn by_title<'t>(
    description: &str,
    tasks: impl Iterator<Item = &'t KnownTask>,
    least: usize,
) -> Match {
    let wanted = telling_words(description);
    if wanted.len() < least.max(1) || wanted.len() > 12 {
        return Match::None;
    }
    let fitting: Vec<(usize, u32)> = tasks
        .filter_map(|task| {
            let title = telling_words(&task.title);
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

/// Which tasks "that" means: those of the assistant's last answer that named any.
pub(super) fn last_named(history: &[PastMessage]) -> Vec<u32> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bTask (\d{1,9})\b"));
    let named =
        history.iter().rev().take(6).filter(|message| message.author == Author::Assistant).map(|message| {
            NAMED
                .captures_iter(&message.content)
                .filter_map(|found| found.get(1)?.as_str().parse().ok())
                .collect::<Vec<u32>>()
        });
    named.into_iter().find(|numbers| !numbers.is_empty()).unwrap_or_default()
}
