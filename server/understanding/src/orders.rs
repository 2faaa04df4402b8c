//! Orders joined in one sentence by commas and "and", told apart from what belongs together.

use std::collections::HashSet;

use regex::Regex;

use super::language::Language;
use super::lexicon::{first_word, words};
use super::politeness::strip;

/// How a language joins orders in one sentence.
pub(crate) struct OrderJoints {
    pub(crate) separator: Regex,
    /// What stands before an order without being one: a greeting, a condition, a courtesy.
    pub(crate) opens: Regex,
    pub(crate) plea: Regex,
    /// " but ".
    pub(crate) but: &'static str,
    /// " and ".
    pub(crate) and: &'static str,
    /// Verbs whose list is one order ("buy: milk, eggs").
    pub(crate) gathering: HashSet<&'static str>,
    /// Words that are no object.
    pub(crate) light: HashSet<&'static str>,
    /// Words that make an order of what stands before.
    pub(crate) wanting: HashSet<&'static str>,
    /// Words behind a verb by which it belongs to what came before.
    pub(crate) continuing: HashSet<&'static str>,
    /// Verbs that begin an order of their own only with a thing behind them ("get a refund").
    pub(crate) restarting: HashSet<&'static str>,
    /// Verbs that hand an order on.
    pub(crate) delegating: HashSet<&'static str>,
    /// Verbs that only lead to another.
    pub(crate) going: HashSet<&'static str>,
    /// Verbs that reach somebody.
    pub(crate) reaching: HashSet<&'static str>,
    /// Pronouns of people.
    pub(crate) persons: HashSet<&'static str>,
    /// Words that may follow such a pronoun without an object.
    pub(crate) after_person: HashSet<&'static str>,
}

/// A longer sentence, in bytes, is not cut into orders.
const LONGEST_SENTENCE: usize = 1500;

/// Orders joined in one sentence ("call Bob, email Jane and book the room"); one piece where they belong together.
pub(super) fn split_orders(language: &Language, sentence: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut start = 0;
    // Nobody joins orders over a whole page; whoever writes so has left out the full stops.
    if sentence.len() > LONGEST_SENTENCE {
        return vec![sentence.to_owned()];
    }
    for separator in language.orders.separator.captures_iter(sentence) {
        let Some(whole) = separator.get(0) else { continue };
        if whole.start() <= start {
            continue;
        }
        let word = separator.name("word").map_or(String::new(), |word| word.as_str().to_lowercase());
        let and = language.orders.and.trim();
        let strong = !word.is_empty() && word != and && word != "&";
        // "whether you also offer" goes on, ", also offer" begins something.
        if strong && !word.starts_with(and) && !whole.as_str().trim_start().starts_with([',', ';', '-']) {
            continue;
        }
        if begins_order(
            language,
            &sentence[start..whole.start()],
            &sentence[whole.end()..],
            strong,
            !word.is_empty(),
        ) {
            pieces.push(sentence[start..whole.start()].trim().to_owned());
            start = whole.end();
        }
    }
    pieces.push(sentence[start..].trim().to_owned());
    if pieces.len() == 2 || pieces.len() == 1 {
        enumerated(language, sentence).unwrap_or(pieces)
    } else {
        pieces
    }
}

/// "Proofread the study, fix the captions, and post it": of three or more orders with an object each, every one is an
/// order of its own, also one that speaks of "it".
fn enumerated(language: &Language, sentence: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut commas = 0;
    for separator in language.orders.separator.captures_iter(sentence) {
        let whole = separator.get(0)?;
        let first = first_word(&sentence[whole.end()..]);
        if language.lexicon.is_verb(&first) && whole.start() > start {
            commas += usize::from(whole.as_str().contains(','));
            parts.push(sentence[start..whole.start()].trim().to_owned());
            start = whole.end();
        }
    }
    parts.push(sentence[start..].trim().to_owned());
    let begins = |part: &String| {
        let bare = strip(language, part).text;
        let verb = first_word(&bare);
        let object = words(&bare).get(1).cloned().unwrap_or_default();
        language.lexicon.is_verb(&verb)
            && !object.is_empty()
            && !language.orders.continuing.contains(object.as_str())
            && (language.lexicon.is_determiner(&object)
                || language.lexicon.is_pronoun(&object)
                || !language.lexicon.is_noun_like(&verb))
    };
    (parts.len() >= 3 && commas >= 1 && parts.iter().all(begins)).then_some(parts)
}

fn begins_order(language: &Language, before: &str, after: &str, strong: bool, joined_by_and: bool) -> bool {
    let mut following = after.split_whitespace();
    let first = first_word(following.next().unwrap_or_default());
    let second_raw = following.next().unwrap_or_default();
    let second = first_word(second_raw);
    if begins_plea(language, after) && words(before).len() >= 2 && !language.orders.opens.is_match(before) {
        return true;
    }
    // "Acme anrufen und Angebot schicken": each ends with its verb.
    let clause = after.split([',', ';']).next().unwrap_or(after);
    let clause = clause.split(language.orders.and).next().unwrap_or(clause);
    if language.lexicon.ends_with_verb(before)
        && language.lexicon.ends_with_verb(clause)
        && words(clause).len() >= 2
        && !language.orders.continuing.contains(first.as_str())
    {
        return true;
    }
    if !language.lexicon.is_verb(&first) || second.is_empty() {
        return false;
    }
    // "The shop is down, call the host"
    let told = language.intent.problem.is_match(before) || language.urgency.outage.is_match(before);
    if told
        && !joined_by_and
        && language.lexicon.begins_another(&first)
        && !language.lexicon.is_noun_like(&first)
    {
        return true;
    }
    let earlier = words(before);
    // "I told you twice, stop mailing them": what is told, and an order behind it.
    let stated = earlier.first().is_some_and(|word| language.lexicon.is_never_verb(word))
        && language.intent.finite.is_match(before)
        && earlier.len() >= 3
        && !language.orders.opens.is_match(before);
    if stated && !joined_by_and && language.lexicon.is_verb(&first) && !language.lexicon.is_noun_like(&first)
    {
        return true;
    }
    let objectless = earlier.len() < 2
        || earlier
            .iter()
            .all(|word| language.lexicon.is_verb(word) || language.orders.light.contains(word.as_str()));
    if objectless
        || !earlier
            .iter()
            .any(|word| language.lexicon.is_verb(word) || language.orders.wanting.contains(word.as_str()))
    {
        return false;
    }
    if strong {
        return true;
    }
    let restarts =
        language.orders.restarting.contains(first.as_str()) && language.lexicon.is_determiner(&second);
    if !(language.lexicon.begins_another(&first) || restarts)
        || is_continued(language, &second, following.next())
        || language.orders.continuing.contains(second.as_str())
    {
        return false;
    }
    // "ask Jane to call Bob and email Alice" is one order, to Jane.
    let delegates = earlier.iter().position(|word| language.orders.delegating.contains(word.as_str()));
    let delegated = delegates.is_some_and(|place| {
        let to_me = earlier.get(place + 1).is_some_and(|word| word == "me");
        !to_me && earlier[place..].iter().any(|word| word == "to")
    });
    let goes = earlier.first().is_some_and(|word| language.orders.going.contains(word.as_str()));
    if delegated || goes {
        return false;
    }
    let begins = |test: fn(char) -> bool| second_raw.chars().next().is_some_and(test);
    // "budget 800" is no order.
    let counted = begins(|first| first.is_ascii_digit()) && words(clause).len() > 2;
    let named = counted || begins(char::is_uppercase);
    let reaches_out = |word: &str| language.orders.reaching.contains(word);
    let same_kind = reaches_out(&first) && earlier.iter().any(|word| reaches_out(word));
    !language.lexicon.is_noun_like(&first) || named || language.lexicon.is_determiner(&second) || same_kind
}

/// Whether a part of a sentence asks for something by itself ("…, can you fix it?").
fn begins_plea(language: &Language, text: &str) -> bool {
    language.orders.plea.is_match(text)
}

/// "send it to Jane" belongs to what came before; "give her access" does not.
fn is_continued(language: &Language, object: &str, next: Option<&str>) -> bool {
    let person = language.orders.persons.contains(object);
    let next = next.map(first_word).unwrap_or_default();
    let alone = next.is_empty() || language.orders.after_person.contains(next.as_str());
    language.lexicon.is_pronoun(object) && (!person || alone)
}

/// An order over a list, which goes on in each of its items.
pub(super) struct HeadingOrder {
    /// The order as far as it goes.
    pub(super) order: String,
    /// Whether the items are one order together ("buy") rather than one each ("call").
    pub(super) gathers: bool,
}

/// Reads the line over a list as the beginning of an order, where the item does not begin one itself.
pub(super) fn heading_order(language: &Language, heading: &str, item: &str) -> Option<HeadingOrder> {
    let bare = strip(language, heading).text;
    let order = bare.trim_end_matches([':', ' ']);
    let verb = first_word(order);
    if !language.lexicon.is_verb(&verb)
        || words(order).len() > 4
        || language.lexicon.is_verb(&first_word(item))
    {
        return None;
    }
    let gathers = language.orders.gathering.contains(verb.as_str());
    Some(HeadingOrder { order: order.to_owned(), gathers })
}

#[cfg(test)]
mod tests {
    use super::split_orders;
    use crate::language::ENGLISH;

    #[test]
    fn orders_are_cut_apart_but_not_what_belongs_together() {
        for (sentence, pieces) in [
            ("buy milk and eggs", 1),
            ("review and sign the contract", 1),
            ("draft the proposal and send it to Jane", 1),
            ("call Acme and ask about the invoice", 1),
            ("ask Jane to call Bob and email Alice", 1),
            ("update the invoices and email templates", 1),
            ("call Bob and email Jane", 2),
            ("call bob and email jane", 2),
            ("call Bob, email Jane and book the room", 3),
            ("pick up the parcel and also buy stamps", 2),
            ("Print, sign and send the contract", 1),
        ] {
            assert_eq!(
                split_orders(&ENGLISH, sentence).len(),
                pieces,
                "{sentence}: {:?}",
                split_orders(&ENGLISH, sentence)
            );
        }
    }
}
