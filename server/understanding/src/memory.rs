//! What is remembered of the sender, asked for and forgotten by text: "what do you know about me", "forget that I prefer
//! calls". Each is a sentence of its own; the rest of the message is read like any other.

use std::sync::LazyLock;

use patchbay_domain::assistant::{Fact, FactKind, TurnRequest};
use regex::Regex;

use super::language::{self, Language};
use super::lexicon::{stem, words};
use super::matching::telling_words;
use super::pattern;
use super::phrases::filled;

/// How a language asks for it, and what is said in it. Braces: `{what}` what was forgotten, `{n}` how many more there are.
pub(crate) struct MemoryWords {
    /// A whole sentence that asks what is known.
    pub(crate) recall: Regex,
    /// A whole sentence that has everything forgotten.
    pub(crate) forget_all: Regex,
    /// A whole sentence that has something forgotten (`what`), and can mean nothing else.
    pub(crate) forget: Regex,
    /// One that may mean a task as well: only what is remembered is forgotten by it.
    pub(crate) forget_thing: Regex,
    /// What says in `what` that a name is meant.
    pub(crate) name: Regex,
    /// The same for working hours.
    pub(crate) hours: Regex,
    /// What begins `what` where an order is taken back ("that I asked …"): that is about a task.
    pub(crate) order: Regex,
    /// A whole sentence that has something about its sender remembered (`fact`).
    pub(crate) keep: Regex,
    /// What says in `fact` that it is to be done rather than kept in mind.
    pub(crate) errand: Regex,
    pub(crate) kept: &'static str,
    pub(crate) name_label: &'static str,
    pub(crate) known: &'static str,
    pub(crate) more: &'static str,
    pub(crate) nothing_known: &'static str,
    pub(crate) forgotten: &'static str,
    pub(crate) forgotten_all: &'static str,
    pub(crate) not_known: &'static str,
}

/// As many facts as an answer lists.
const MOST_LISTED: usize = 20;

static SENTENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^.!?\n]+[.!?]*"));

/// What a message asks of the memory.
#[derive(Clone, Default)]
pub(super) struct Remembered {
    /// Whether it asks what is known.
    pub(super) asked: bool,
    /// What is to be forgotten, as the request has it.
    pub(super) forget: Vec<Fact>,
    /// What is to be remembered, as it was told to be.
    pub(super) facts: Vec<Fact>,
    /// What is answered.
    pub(super) lines: Vec<String>,
    /// The language it was asked in.
    pub(super) language: Option<&'static Language>,
}

impl Remembered {
    /// Whether there is nothing of the kind.
    pub(super) fn is_nothing(&self) -> bool {
        self.lines.is_empty()
    }
}

/// Reads the sentences about the memory, and leaves the others.
pub(super) fn take(own: &str, request: &TurnRequest) -> (Remembered, String) {
    let (mut found, mut rest) = (Remembered::default(), String::with_capacity(own.len()));
    let mut end = 0;
    for sentence in SENTENCE.find_iter(own) {
        rest.push_str(&own[end..sentence.start()]);
        end = sentence.end();
        if !found.reads(sentence.as_str().trim(), request) {
            rest.push_str(sentence.as_str());
        }
    }
    rest.push_str(&own[end..]);
    match found.is_nothing() {
        true => (found, own.to_owned()),
        false => (found, rest.trim().to_owned()),
    }
}

impl Remembered {
    fn reads(&mut self, sentence: &str, request: &TurnRequest) -> bool {
        // Longer ones tell something else.
        if sentence.chars().count() > 200 {
            return false;
        }
        let read = language::all().into_iter().find(|language| self.reads_in(language, sentence, request));
        self.language = self.language.or(read);
        read.is_some()
    }

    fn reads_in(&mut self, language: &'static Language, sentence: &str, request: &TurnRequest) -> bool {
        let words = &language.memory;
        if let Some(fact) = told(language, sentence) {
            self.facts.push(fact);
            if !self.lines.iter().any(|line| line == words.kept) {
                self.lines.push(words.kept.to_owned());
            }
            return true;
        }
        if words.recall.is_match(sentence) {
            self.asked = true;
            self.lines.push(list(words, &request.facts));
            return true;
        }
        if words.forget_all.is_match(sentence) {
            self.forget = request.facts.clone();
            let said = if request.facts.is_empty() { words.nothing_known } else { words.forgotten_all };
            self.lines.push(said.to_owned());
            return true;
        }
        let (captures, must_be) = match words.forget.captures(sentence) {
            Some(captures) => (captures, true),
            None => match words.forget_thing.captures(sentence) {
                Some(captures) => (captures, false),
                None => return false,
            },
        };
        let what = captures.name("what").or_else(|| captures.name("about")).map_or("", |what| what.as_str());
        let meant = meant(language, what, &request.facts);
        if meant.is_empty() && (!must_be || words.order.is_match(what)) {
            return false;
        }
        self.lines.push(match meant.is_empty() {
            true => words.not_known.to_owned(),
            false => {
                let told: Vec<&str> = meant.iter().map(|fact| fact.text.as_str()).collect();
                filled(words.forgotten, &[("what", &told.join("; "))])
            }
        });
        self.forget.extend(meant);
        true
    }
}

/// What a sentence is there to have remembered, and nothing else.
fn told(language: &Language, sentence: &str) -> Option<Fact> {
    let words = &language.memory;
    let fact = |kind, text: &str| Fact { kind, text: text.trim().to_owned() };
    if let Some(kept) = words.keep.captures(sentence).and_then(|captures| captures.name("fact")) {
        return (!words.errand.is_match(kept.as_str())).then(|| fact(FactKind::Note, kept.as_str()));
    }
    let tone = language.facts.tone.captures(sentence)?;
    let (found, words) = (tone.get(0)?, sentence.trim_end_matches(['.', '!', ' ']));
    let is_all = found.start() == 0 && found.end() >= words.len();
    is_all.then(|| fact(FactKind::Tone, &tone["fact"]))
}

/// The facts that these words mean: those that share most of them, at least every other.
fn meant(language: &Language, what: &str, facts: &[Fact]) -> Vec<Fact> {
    let memory = &language.memory;
    let of_kind = |kind| facts.iter().filter(|fact| fact.kind == kind).cloned().collect::<Vec<_>>();
    if memory.name.is_match(what) {
        return of_kind(FactKind::Name);
    }
    let wanted = telling(language, what);
    if memory.hours.is_match(what) && wanted.len() <= 2 {
        return of_kind(FactKind::WorkingHours);
    }
    let shared = |fact: &Fact| {
        let said = telling(language, &fact.text);
        wanted.iter().filter(|word| said.iter().any(|other| alike(word, other))).count()
    };
    let best = facts.iter().map(shared).max().unwrap_or(0);
    if best == 0 || best * 2 < wanted.len() {
        return Vec::new();
    }
    facts.iter().filter(|fact| shared(fact) == best).cloned().collect()
}

fn telling(language: &Language, text: &str) -> Vec<String> {
    let longer = |word: &String| word.chars().count() > 2 || word.bytes().all(|byte| byte.is_ascii_digit());
    let found: Vec<String> = telling_words(language, text).into_iter().filter(longer).collect();
    match found.is_empty() {
        true => words(text).iter().map(|word| stem(word)).collect(),
        false => found,
    }
}

fn alike(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    one == other || shared >= 5
}

fn list(words: &MemoryWords, facts: &[Fact]) -> String {
    if facts.is_empty() {
        return words.nothing_known.to_owned();
    }
    // The latest count most.
    let shown = facts.iter().rev().take(MOST_LISTED).map(|fact| format!("- {}", line(words, fact)));
    let mut lines: Vec<String> = std::iter::once(words.known.to_owned()).chain(shown).collect();
    if facts.len() > MOST_LISTED {
        lines.push(filled(words.more, &[("n", &(facts.len() - MOST_LISTED).to_string())]));
    }
    lines.join("\n")
}

fn line(words: &MemoryWords, fact: &Fact) -> String {
    match fact.kind {
        FactKind::Name => format!("{}: {}", words.name_label, fact.text),
        _ => fact.text.clone(),
    }
}

#[cfg(test)]
mod tests;
