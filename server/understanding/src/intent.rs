//! What a single sentence is for.

use std::sync::LazyLock;

use regex::Regex;

use super::assignees;
use super::language::Language;
use super::lexicon::{first_word, words};
use super::pattern;
use super::politeness::{Bare, strip, without_greeting};
use super::small_talk;

/// What a sentence is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    /// An order, without its courtesies.
    Order(Bare),
    /// Something is told that is to be acted on: it is broken, somebody wants something.
    Trouble(Bare),
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
fn condition_end(language: &Language, text: &str) -> Option<usize> {
    let found = language.intent.condition.captures(text)?;
    // "If she calls tell her …" goes on with its order, and has no comma to end at.
    let end = found.name("order").map(|order| order.start()).or(found.get(0).map(|whole| whole.end()));
    end.filter(|end| language.lexicon.is_verb(&first_word(&text[*end..])))
}

/// Says what a sentence is for. `undated` is the sentence without its dates and words of urgency; `due` says whether it
/// names a time to come; `item` whether it stands in a list.
pub(super) fn purpose(language: &Language, sentence: &str, undated: &str, due: bool, item: bool) -> Purpose {
    if let Some(talk) = small_talk::read(language, sentence) {
        return talk;
    }
    // "Thursday at 2 works for me"
    if let Some(answer) = small_talk::plain_answer(language, undated) {
        return answer;
    }
    let plain = without_filler(language, without_greeting(language, sentence.trim()));
    if let Some(order) =
        to_be_done(language, without_filler(language, without_greeting(language, undated.trim())))
    {
        return Purpose::Order(Bare { text: order, asked: true, reminder: false, adds: false });
    }
    let asks = plain.trim_end_matches(['"', ')', ' ']).ends_with('?');
    if is_question(language, plain, asks) {
        return Purpose::Question;
    }
    let order = without_filler(language, without_greeting(language, undated.trim())).trim();
    if let Some(what) = negated(language, order) {
        return Purpose::Negated(what);
    }
    if let Some(thing) = dated_thing(language, sentence, order, due) {
        return Purpose::Order(Bare { text: thing, asked: true, reminder: false, adds: false });
    }
    let mut bare = strip(language, undated);
    bare.asked |= language.intent.plea.is_match(plain);
    if let Some(what) = negated(language, &bare.text) {
        return Purpose::Negated(what);
    }
    // "Anything urgent today?" asks, though it names a day.
    let trouble = language.intent.problem.is_match(undated) || language.urgency.outage.is_match(sentence);
    let verb = language.lexicon.is_verb(&first_word(&bare.text));
    if asks && !item && !bare.asked && !bare.reminder && !verb && !trouble {
        return Purpose::Question;
    }
    if is_order(language, &bare, undated, due, item) {
        let told = !bare.asked && !bare.reminder && is_trouble(language, &bare, undated);
        return if told { Purpose::Trouble(bare) } else { Purpose::Order(bare) };
    }
    let asked_last = language.intent.trailing_question.is_match(plain);
    if asks || asked_last { Purpose::Question } else { Purpose::Statement }
}

/// Whether it is the trouble alone that makes an order of a sentence.
fn is_trouble(language: &Language, bare: &Bare, undated: &str) -> bool {
    let after_label = label_end(language, &bare.text).map_or(bare.text.as_str(), |end| &bare.text[end..]);
    let first = first_word(after_label);
    let begins = language.lexicon.is_verb(&first)
        && !(language.lexicon.is_noun_like(&first) && is_told(language, after_label));
    !begins && language.intent.problem.is_match(undated) && !language.intent.works.is_match(undated)
}

/// "Could the heating be serviced?" as "get the heating serviced".
fn to_be_done(language: &Language, text: &str) -> Option<String> {
    let found = language.intent.passive.captures(text)?;
    Some(format!("Get {} {}", found.name("what")?.as_str(), found.name("done")?.as_str()))
}

/// "The deadline for the application is", "the report is" due then: what the date is for.
fn dated_thing(language: &Language, sentence: &str, undated: &str, due: bool) -> Option<String> {
    let found = language.intent.deadline.captures(undated).or_else(|| {
        let says_due = language.intent.due_word.is_match(sentence);
        if says_due { language.intent.due.captures(undated) } else { None }
    })?;
    let what = strip(language, found.name("what")?.as_str()).text;
    let pronoun = language.lexicon.is_pronoun(&what.to_lowercase());
    (due && !pronoun).then_some(what)
}

fn without_filler<'t>(language: &Language, text: &'t str) -> &'t str {
    language.intent.filler.find(text).map_or(text, |found| &text[found.end()..])
}

fn is_question(language: &Language, text: &str, asks: bool) -> bool {
    if language.intent.tell_me.is_match(text)
        || language.intent.indirect.is_match(text) && !(language.intent.plea.is_match(text))
    {
        return true;
    }
    if language.intent.rather.is_match(text) {
        return true;
    }
    if language.intent.plea.is_match(text) || language.intent.may_i_have.is_match(text) {
        return false;
    }
    if language.intent.wh_question.is_match(text) {
        // "When you get a chance, call Bob" asks nothing.
        let clause = text.to_lowercase();
        let conditional = language.intent.conditional_starts;
        return asks
            || condition_end(language, text).is_none()
                && !conditional.iter().any(|start| clause.starts_with(start));
    }
    let negated = text.split_whitespace().next().is_some_and(|word| word.ends_with("n't"));
    if asks && negated && language.intent.negated_questions {
        return true;
    }
    language.intent.auxiliary.is_match(text)
        && (asks || {
            let lower = text.to_lowercase();
            !language.intent.no_questions.iter().any(|start| lower.starts_with(start))
        })
}

fn negated(language: &Language, text: &str) -> Option<String> {
    if language.intent.not_negated.is_match(text) {
        return None;
    }
    language
        .intent
        .negation
        .captures(text)
        .and_then(|captures| captures.name("what").or_else(|| captures.name("what2")))
        .map(|what| what.as_str().to_owned())
}

fn is_order(language: &Language, bare: &Bare, undated: &str, due: bool, item: bool) -> bool {
    let after_label = label_end(language, &bare.text).map_or(bare.text.as_str(), |end| &bare.text[end..]);
    let first = first_word(after_label);
    let count = words(&bare.text).len();
    if count == 0 || !bare.text.chars().any(char::is_alphabetic) {
        return false;
    }
    if !item && language.intent.no_order.is_match(&bare.text) {
        return false;
    }
    if condition_end(language, &bare.text).is_some() {
        return true;
    }
    if item || bare.reminder || (bare.asked && !language.intent.no_purpose.contains(first.as_str())) {
        return true;
    }
    // "Name: Alex Reed" and "Survey response: great" are fields of a form.
    let field = after_label.get(first.len()..).is_some_and(|rest| {
        let label = rest.split_once(": ").map(|(label, _)| label);
        rest.starts_with(':') && (!language.lexicon.is_verb(&first) || language.lexicon.is_noun_like(&first))
            || language.lexicon.is_noun_like(&first)
                && label.is_some_and(|label| {
                    label.split_whitespace().count() <= 1
                        && label.chars().all(|letter| letter.is_lowercase() || letter == ' ')
                        && !language.lexicon.is_determiner(label.trim())
                        && !language.lexicon.is_pronoun(label.trim())
                })
    });
    if field && !bare.asked && !item {
        return false;
    }
    // "Jo needs to approve it"
    let (assignee, rest) = assignees::split(language, &bare.text);
    if assignee.is_some() && !language.lexicon.is_verb(&first) && language.lexicon.is_verb(&first_word(&rest))
    {
        return true;
    }
    if language.lexicon.ends_with_verb(&bare.text) && count > 1 {
        return true;
    }
    if language.lexicon.is_verb(&first) && (count > 1 || due) {
        if language.lexicon.is_noun_like(&first) && is_told(language, after_label) {
            return language.intent.problem.is_match(undated) && !language.intent.works.is_match(undated);
        }
        // "Book looks great" and "Call was good" are told, not asked for.
        let second = words(after_label).get(1).cloned().unwrap_or_default();
        return !language.intent.told_seconds.contains(second.as_str());
    }
    if language.intent.problem.is_match(undated) && !language.intent.works.is_match(undated) {
        return true;
    }
    let second = words(after_label).get(1).cloned().unwrap_or_default();
    let object = language.lexicon.is_determiner(&second) || language.intent.objects.contains(second.as_str());
    let verb_like = !language.lexicon.is_never_verb(&first)
        && !language.intent.ly_endings.iter().any(|ending| first.ends_with(ending))
        && first.is_ascii();
    if verb_like && object && count > 2 && !language.intent.finite.is_match(after_label) {
        return true;
    }
    // "Dentist appointment tomorrow at 3" has no verb, but a time to come.
    language.intent.bare_nouns_are_orders
        && due
        && count <= 12
        && !language.intent.finite.is_match(&bare.text)
        && !(first.ends_with("ed") && language.intent.ly_endings.contains(&"ed"))
        && (language.lexicon.is_determiner(&first) || !language.lexicon.is_never_verb(&first))
}

/// "Invoice 2231 still hasn't been paid" tells something, though it begins like an order.
fn is_told(language: &Language, text: &str) -> bool {
    let end = language.intent.clause.find(text).map_or(text.len(), |found| found.start());
    let rest = text[..end].split_once(' ').map_or("", |(_, rest)| rest);
    let object = rest.split_whitespace().next().unwrap_or_default();
    let lower = object.to_lowercase();
    let named = object.starts_with(char::is_uppercase)
        || language.lexicon.is_determiner(&lower)
        || language.lexicon.is_pronoun(&lower);
    !named && language.intent.finite.is_match(&format!(" {rest}"))
}

/// Where a label at the start ends ("Acme: send the invoice").
pub(super) fn label_end(language: &Language, text: &str) -> Option<usize> {
    static LABEL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[\p{L}\p{N}][\p{L}\p{N} &'.-]{0,30}?(?::|\s-)\s+"));
    LABEL
        .find(text)
        .map(|found| found.end())
        .filter(|end| language.lexicon.is_verb(&first_word(&text[*end..])))
}
