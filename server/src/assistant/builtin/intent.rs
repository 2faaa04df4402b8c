//! What a single sentence is for.

use std::sync::LazyLock;

use regex::Regex;

use super::intent_patterns::{
    AUXILIARY, CONDITION, FINITE, INDIRECT, MAY_I_HAVE, NEGATION, NO_ORDER, NOT_NEGATED, PLEA, PROBLEM,
    RATHER, TELL_ME, WH_QUESTION, WORKS,
};
use super::lexicon::{first_word, is_determiner, is_never_verb, is_noun_like, is_verb, words};
use super::pattern;
use super::politeness::{Bare, strip, without_greeting};
use super::small_talk;

/// What a sentence is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    /// An order, without its courtesies.
    Order(Bare),
    /// Something is asked.
    Question,
    /// A yes.
    Yes,
    /// A no.
    No,
    /// Something is not to be done: what.
    Negated(String),
    /// Greetings, thanks and the like.
    SmallTalk,
    /// Something is told.
    Statement,
}

/// Where the condition before an order ends ("If she calls, tell her …").
fn condition_end(text: &str) -> Option<usize> {
    CONDITION.find(text).map(|found| found.end()).filter(|end| is_verb(&first_word(&text[*end..])))
}

/// Says what a sentence is for. `undated` is the sentence without its dates and words of urgency; `due` says whether it
/// names a time to come; `item` whether it stands in a list.
pub(super) fn purpose(sentence: &str, undated: &str, due: bool, item: bool) -> Purpose {
    if let Some(talk) = small_talk::read(sentence) {
        return talk;
    }
    // "Thursday at 2 works for me"
    if let Some(answer) = small_talk::plain_answer(undated) {
        return answer;
    }
    let plain = without_filler(without_greeting(sentence.trim()));
    if let Some(order) = to_be_done(without_filler(without_greeting(undated.trim()))) {
        return Purpose::Order(Bare { text: order, asked: true, reminder: false });
    }
    let asks = plain.trim_end_matches(['"', ')', ' ']).ends_with('?');
    if is_question(plain, asks) {
        return Purpose::Question;
    }
    let order = without_filler(without_greeting(undated.trim())).trim();
    if let Some(what) = negated(order) {
        return Purpose::Negated(what);
    }
    if let Some(thing) = dated_thing(sentence, order, due) {
        return Purpose::Order(Bare { text: thing, asked: true, reminder: false });
    }
    let bare = strip(undated);
    if let Some(what) = negated(&bare.text) {
        return Purpose::Negated(what);
    }
    if is_order(&bare, undated, due, item) {
        return Purpose::Order(bare);
    }
    if asks { Purpose::Question } else { Purpose::Statement }
}

/// "Could the heating be serviced?" as "get the heating serviced".
fn to_be_done(text: &str) -> Option<String> {
    static PASSIVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:can|could|would) (?P<what>(?:the|my|our|this|that|these|those|all|your|a|an) .{1,60}?) (?:please |also )?be (?P<done>\p{L}+(?:ed|en|ne|nt|lt|ught|ut|ade|old|et)\b.*)$",
        )
    });
    let found = PASSIVE.captures(text)?;
    Some(format!("Get {} {}", found.name("what")?.as_str(), found.name("done")?.as_str()))
}

/// "The deadline for the application is", "the report is" due then: what the date is for.
fn dated_thing(sentence: &str, undated: &str, due: bool) -> Option<String> {
    static DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:deadline|due date|closing date|submission date|cut-?off)(?: date)? (?:for|of|on|to) (?P<what>.{3,120}?) (?:is|will be|has been set to|'s)\W*$",
        )
    });
    static DUE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?P<what>[^,]{3,120}?)\s+(?:is|are|will be|was)\W*$"));
    let found = DEADLINE.captures(undated).or_else(|| {
        let says_due = sentence.to_lowercase().contains(" due");
        if says_due { DUE.captures(undated) } else { None }
    })?;
    let what = found.name("what")?.as_str().to_owned();
    let pronoun = super::lexicon::is_pronoun(&what.to_lowercase());
    (due && !pronoun).then_some(what)
}

fn without_filler(text: &str) -> &str {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:so|and|also|ok|okay|hey|well|oh|btw|by the way|actually|but|please|pls|just|thanks|yes|quick question|sorry|hmm|um)\b[\s,:;.!-]*)+",
        )
    });
    OPENING.find(text).map_or(text, |found| &text[found.end()..])
}

fn is_question(text: &str, asks: bool) -> bool {
    if TELL_ME.is_match(text) || INDIRECT.is_match(text) && !(PLEA.is_match(text)) {
        return true;
    }
    if RATHER.is_match(text) {
        return true;
    }
    if PLEA.is_match(text) || MAY_I_HAVE.is_match(text) {
        return false;
    }
    if WH_QUESTION.is_match(text) {
        // "When you get a chance, call Bob" asks nothing.
        let clause = text.to_lowercase();
        let conditional = [
            "when you",
            "when we",
            "when u",
            "whenever",
            "when the",
            "when i",
            "what a ",
            "how nice",
            "how great",
        ];
        return asks
            || condition_end(text).is_none() && !conditional.iter().any(|start| clause.starts_with(start));
    }
    if asks && text.split_whitespace().next().is_some_and(|word| word.ends_with("n't")) {
        return true;
    }
    AUXILIARY.is_match(text)
        && (asks
            || !text.to_lowercase().starts_with("do the")
                && !text.to_lowercase().starts_with("have the")
                && !text.to_lowercase().starts_with("do my")
                && !text.to_lowercase().starts_with("do our"))
}

fn negated(text: &str) -> Option<String> {
    if NOT_NEGATED.is_match(text) {
        return None;
    }
    NEGATION.captures(text).and_then(|captures| captures.name("what")).map(|what| what.as_str().to_owned())
}

fn is_order(bare: &Bare, undated: &str, due: bool, item: bool) -> bool {
    let after_label = label_end(&bare.text).map_or(bare.text.as_str(), |end| &bare.text[end..]);
    let first = first_word(after_label);
    let count = words(&bare.text).len();
    if count == 0 || !bare.text.chars().any(char::is_alphabetic) {
        return false;
    }
    if NO_ORDER.is_match(&bare.text) {
        return false;
    }
    if condition_end(&bare.text).is_some() {
        return true;
    }
    if item || bare.reminder || (bare.asked && !matches!(first.as_str(), "be" | "like" | "know" | "think")) {
        return true;
    }
    if is_verb(&first) && (count > 1 || due) {
        if is_noun_like(&first) && is_told(after_label) {
            return PROBLEM.is_match(undated) && !WORKS.is_match(undated);
        }
        // "Book looks great" and "Call was good" are told, not asked for.
        let second = words(after_label).get(1).cloned().unwrap_or_default();
        return !matches!(
            second.as_str(),
            "was" | "is" | "looks" | "went" | "are" | "were" | "has" | "seems" | "sounds"
        );
    }
    if PROBLEM.is_match(undated) && !WORKS.is_match(undated) {
        return true;
    }
    let second = words(after_label).get(1).cloned().unwrap_or_default();
    let object = is_determiner(&second)
        || matches!(second.as_str(), "me" | "him" | "them" | "us" | "up" | "out" | "down");
    let verb_like =
        !is_never_verb(&first) && !first.ends_with("ly") && !first.ends_with("ing") && first.is_ascii();
    if verb_like && object && count > 2 && !FINITE.is_match(after_label) {
        return true;
    }
    // "Dentist appointment tomorrow at 3" has no verb, but a time to come.
    due && count <= 12 && !FINITE.is_match(&bare.text) && (is_determiner(&first) || !is_never_verb(&first))
}

/// "Invoice 2231 still hasn't been paid" tells something, though it begins like an order.
fn is_told(text: &str) -> bool {
    static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[,;:]|\s-\s|\b(?:that|if|because|so|when|who|which|whether|and|but|what|how|why|where|about|until|once|after|before|as)\b",
        )
    });
    let end = CLAUSE.find(text).map_or(text.len(), |found| found.start());
    let rest = text[..end].split_once(' ').map_or("", |(_, rest)| rest);
    let object = rest.split_whitespace().next().unwrap_or_default();
    let named = object.starts_with(char::is_uppercase) || is_determiner(&object.to_lowercase());
    !named && FINITE.is_match(rest)
}

/// Where a label at the start ends ("Acme: send the invoice").
pub(super) fn label_end(text: &str) -> Option<usize> {
    static LABEL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[\p{L}\p{N}][\p{L}\p{N} &'.-]{0,30}?(?::|\s-)\s+"));
    LABEL.find(text).map(|found| found.end()).filter(|end| is_verb(&first_word(&text[*end..])))
}
