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
mod tests {
    use chrono::DateTime;
    use chrono_tz::Tz;
    use patchbay_domain::assistant::KnownTask;

    use super::*;
    use crate::{request, take_turn};

    fn turn(text: &str, facts: &[(FactKind, &str)]) -> patchbay_domain::assistant::TurnResult {
        let mut request = request(text.to_owned(), DateTime::UNIX_EPOCH, Tz::UTC);
        request.facts =
            facts.iter().map(|(kind, text)| Fact { kind: *kind, text: (*text).to_owned() }).collect();
        take_turn(&request)
    }

    fn said(turn: &patchbay_domain::assistant::TurnResult) -> String {
        let tasks: &[KnownTask] = &[];
        crate::render_reply(turn.language, &turn.reply, tasks, Tz::UTC, DateTime::UNIX_EPOCH)
    }

    const FACTS: [(FactKind, &str); 4] = [
        (FactKind::Name, "Rosa"),
        (FactKind::Preference, "I prefer email over calls"),
        (FactKind::WorkingHours, "I work from 9 to 5"),
        (FactKind::Note, "the Acme invoices go to Bob"),
    ];

    #[test]
    fn what_is_known_is_told_in_the_language_of_the_question() {
        for (question, begins) in [
            ("What do you know about me?", "This is what I remember of you:"),
            ("Hi, what do you remember about me", "This is what I remember of you:"),
            ("can you tell me what you know about me?", "This is what I remember of you:"),
            ("Was weißt du über mich?", "Das habe ich mir von Ihnen gemerkt:"),
            ("Was wissen Sie über mich?", "Das habe ich mir von Ihnen gemerkt:"),
            ("¿Qué sabes de mí?", "Esto es lo que recuerdo de usted:"),
            ("Que sais-tu de moi ?", "Voici ce que je retiens de vous :"),
            ("Qu'est-ce que vous savez sur moi ?", "Voici ce que je retiens de vous :"),
        ] {
            let turn = turn(question, &FACTS);
            let said = said(&turn);
            assert!(
                said.starts_with(begins) && said.contains("\n- I work from 9 to 5"),
                "{question}: {said}"
            );
            assert!(turn.tasks.is_empty() && turn.forget.is_empty(), "{question}");
        }
        assert!(said(&turn("What do you know about me?", &[])).starts_with("I remember nothing"));
    }

    #[test]
    fn what_is_named_is_forgotten_and_nothing_else() {
        for (order, gone) in [
            ("Forget that I prefer email", &FACTS[1..2]),
            ("please forget my name.", &FACTS[..1]),
            ("Forget my working hours", &FACTS[2..3]),
            ("forget that the Acme invoices go to Bob", &FACTS[3..]),
            ("Forget everything you know about me", &FACTS[..]),
            ("Forget everything about me!", &FACTS[..]),
            ("Vergiss alles über mich", &FACTS[..]),
            ("Vergiss bitte meinen Namen", &FACTS[..1]),
            ("Olvida mi nombre", &FACTS[..1]),
            ("Olvida todo sobre mí", &FACTS[..]),
            ("Oublie mon nom", &FACTS[..1]),
            ("Oubliez tout ce que vous savez sur moi", &FACTS[..]),
            ("Forget that I have a dog", &[]),
        ] {
            let turn = turn(order, &FACTS);
            let forgotten: Vec<_> = turn.forget.iter().map(|fact| fact.text.as_str()).collect();
            let expected: Vec<_> = gone.iter().map(|(_, text)| *text).collect();
            assert_eq!(forgotten, expected, "{order}");
            assert!(turn.tasks.is_empty() && turn.facts.is_empty(), "{order}: {turn:?}");
            assert!(!said(&turn).is_empty(), "{order}");
        }
    }

    #[test]
    fn the_rest_of_the_message_is_read_as_ever() {
        let turn = turn("Forget my name. Please call Bob tomorrow.", &FACTS);
        assert_eq!((turn.tasks.len(), turn.forget.len()), (1, 1));
        assert!(said(&turn).contains("Rosa"), "{}", said(&turn));
    }

    #[test]
    fn an_order_that_is_taken_back_is_about_a_task() {
        for text in ["Forget it", "Forget my dentist appointment", "Forget about the invoice"] {
            assert!(turn(text, &FACTS).forget.is_empty(), "{text}");
        }
    }
}
