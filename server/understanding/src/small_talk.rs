//! What needs no task and often no answer: greetings, thanks, farewells, a plain yes or no, and the words that mobile
//! networks keep for themselves.

use std::collections::HashSet;

use regex::Regex;

use super::intent::Purpose;
use super::language::Language;
use super::lexicon::words;

/// The small talk of a language.
pub(crate) struct SmallTalk {
    pub(crate) thanks: Regex,
    pub(crate) greeting: Regex,
    pub(crate) yes: HashSet<&'static str>,
    pub(crate) no: HashSet<&'static str>,
    pub(crate) small: HashSet<&'static str>,
    /// Turns of phrase with something of their own inside.
    pub(crate) turns: Regex,
    pub(crate) opening: Regex,
    /// A choice that settles something ("let's go with option B").
    pub(crate) decision: Regex,
    /// Words of filler between known phrases.
    pub(crate) filler: HashSet<&'static str>,
    /// What asks how this works.
    pub(crate) help: HashSet<&'static str>,
    /// Words by which a few words behind a yes or a no only repeat it, and first words by which they do not.
    pub(crate) repeats: (HashSet<&'static str>, HashSet<&'static str>),
}

/// What kind of small talk it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It thanks.
    Thanks,
    /// It greets.
    Greeting,
    /// It needs no answer.
    Other,
}

/// Which kind of small talk a message is.
pub(super) fn kind(language: &Language, text: &str) -> Kind {
    if language.small_talk.thanks.is_match(text) {
        Kind::Thanks
    } else if language.small_talk.greeting.is_match(text) {
        Kind::Greeting
    } else {
        Kind::Other
    }
}

/// A word that a provider acts on itself (opting out and in): it is recorded and never answered.
pub(super) fn is_opt_out_word(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "stop",
        "stopall",
        "stop all",
        "unsubscribe",
        "cancel",
        "end",
        "quit",
        "revoke",
        "optout",
        "opt out",
        "opt-out",
        "start",
        "unstop",
    ];
    WORDS.contains(&text.trim().trim_end_matches(['.', '!']).to_lowercase().as_str())
}

/// Whether the sender wants to know how this works.
pub(super) fn is_help_word(language: &Language, text: &str) -> bool {
    let text = text.trim().trim_matches(['.', '!', '?', '\u{bf}', '\u{a1}', ' ']).to_lowercase();
    language.small_talk.help.contains(text.as_str())
}

/// The code of what a yes or a no settles ("Y 4821").
pub(super) fn code(text: &str) -> Option<String> {
    let code = text.split_whitespace().nth(1)?.trim_matches(|sign: char| !sign.is_alphanumeric());
    is_code(code).then(|| code.to_owned())
}

fn is_code(word: &str) -> bool {
    (3..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// "Y 4821": an answer and the code of what it settles.
fn coded_answer(language: &Language, sentence: &str) -> Option<Purpose> {
    let words = words(sentence);
    let [answer, code] = &words[..] else { return None };
    if !is_code(code) {
        return None;
    }
    let has = |set: &HashSet<&'static str>| set.contains(answer.as_str());
    if has(&language.small_talk.yes) || matches!(answer.as_str(), "y" | "yes") {
        return Some(Purpose::Yes);
    }
    (has(&language.small_talk.no) || matches!(answer.as_str(), "n" | "no")).then_some(Purpose::No)
}

/// Reads a sentence that is nothing but small talk or a plain answer.
pub(super) fn read(language: &Language, sentence: &str) -> Option<Purpose> {
    let words = words(sentence);
    if words.is_empty() {
        return Some(signs(sentence));
    }
    let joined = words.join(" ");
    if let Some(answer) = coded_answer(language, sentence) {
        return Some(answer);
    }
    if let Some(purpose) = covered(language, &words) {
        return Some(purpose);
    }
    if joined.len() < 80 && !sentence.contains('?') && language.small_talk.decision.is_match(sentence.trim())
    {
        return Some(Purpose::Yes);
    }
    if let Some(answer) = explained_answer(language, sentence) {
        return Some(answer);
    }
    let plain = super::politeness::without_greeting(language, sentence.trim())
        .trim()
        .trim_end_matches(['.', '!', '?', ' ']);
    let spoken = plain.trim_start_matches(|character: char| !character.is_alphanumeric());
    let spoken = without_opening(language, spoken);
    (language.small_talk.turns.is_match(spoken)
        || joined.len() < 120 && language.small_talk.turns.is_match(&joined))
    .then_some(Purpose::SmallTalk)
}

/// A yes or a no and nothing else, in a sentence whose date was taken out.
pub(super) fn plain_answer(language: &Language, text: &str) -> Option<Purpose> {
    covered(language, &words(text)).filter(|purpose| matches!(purpose, Purpose::Yes | Purpose::No))
}

/// "Nope, leave it as it is": an answer, and a few words that only repeat it.
fn explained_answer(language: &Language, sentence: &str) -> Option<Purpose> {
    let (first, rest) = sentence.split_once([',', '.', '!']).or_else(|| sentence.split_once(' '))?;
    let answer = plain_answer(language, first)?;
    let rest = words(rest);
    let points_back = rest.iter().any(|word| language.small_talk.repeats.0.contains(word.as_str()));
    let counted = rest.first().is_some_and(|word| language.small_talk.repeats.1.contains(word.as_str()));
    (points_back && !counted && rest.len() <= 6 && !sentence.contains('?')).then_some(answer)
}

fn without_opening<'t>(language: &Language, text: &'t str) -> &'t str {
    language.small_talk.opening.find(text).map_or(text, |found| &text[found.end()..])
}

/// A message of signs alone: a thumb is an answer, other pictures are small talk.
fn signs(sentence: &str) -> Purpose {
    if sentence.contains(['\u{1f44d}', '\u{1f44c}', '\u{2705}', '\u{1f197}', '\u{2714}', '\u{1f64c}']) {
        Purpose::Yes
    } else if sentence.contains(['\u{1f44e}', '\u{274c}', '\u{1f645}']) {
        Purpose::No
    } else {
        Purpose::SmallTalk
    }
}

/// Reads a sentence made of nothing but known phrases.
fn covered(language: &Language, words: &[String]) -> Option<Purpose> {
    const LONGEST: usize = 5;
    if words.len() > 14 {
        return None;
    }
    let mut answer = None;
    let mut place = 0;
    while place < words.len() {
        let found = (1..=LONGEST.min(words.len() - place)).rev().find_map(|length| {
            let phrase = words[place..place + length].join(" ");
            let phrase = phrase.as_str();
            let kind = if language.small_talk.yes.contains(phrase) {
                Some(Purpose::Yes)
            } else if language.small_talk.no.contains(phrase) {
                Some(Purpose::No)
            } else {
                (language.small_talk.small.contains(phrase) || language.small_talk.filler.contains(phrase))
                    .then_some(Purpose::SmallTalk)
            };
            kind.map(|kind| (kind, length))
        });
        let (kind, length) = found?;
        if answer.is_none() && kind != Purpose::SmallTalk {
            answer = Some(kind);
        }
        place += length;
    }
    let only_filler = words.iter().all(|word| language.small_talk.filler.contains(word.as_str()));
    if only_filler { None } else { Some(answer.unwrap_or(Purpose::SmallTalk)) }
}
