//! Orders joined in one sentence by commas and "and", told apart from what belongs together.

use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::{begins_another, first_word, is_determiner, is_noun_like, is_pronoun, is_verb, words};
use super::pattern;
use super::politeness::strip;

static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\s*(?:,|;|\s-)?\s+(?P<word>and also|and then|also|plus|then|and|&)\s+(?:to\s+)?|\s*[,;]\s+|\s+-\s+",
    )
});

/// A longer sentence, in bytes, is not cut into orders.
const LONGEST_SENTENCE: usize = 1500;

/// Orders joined in one sentence ("call Bob, email Jane and book the room"); one piece where they belong together.
pub(super) fn split_orders(sentence: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut start = 0;
    // Nobody joins orders over a whole page; whoever writes so has left out the full stops.
    if sentence.len() > LONGEST_SENTENCE {
        return vec![sentence.to_owned()];
    }
    for separator in SEPARATOR.captures_iter(sentence) {
        let Some(whole) = separator.get(0) else { continue };
        if whole.start() <= start {
            continue;
        }
        let word = separator.name("word").map_or(String::new(), |word| word.as_str().to_lowercase());
        let strong = !matches!(word.as_str(), "" | "and" | "&");
        // "whether you also offer" goes on, ", also offer" begins something.
        if strong && !word.starts_with("and") && !whole.as_str().trim_start().starts_with([',', ';', '-']) {
            continue;
        }
        if begins_order(&sentence[start..whole.start()], &sentence[whole.end()..], strong) {
            pieces.push(sentence[start..whole.start()].trim().to_owned());
            start = whole.end();
        }
    }
    pieces.push(sentence[start..].trim().to_owned());
    pieces
}

fn begins_order(before: &str, after: &str, strong: bool) -> bool {
    let mut following = after.split_whitespace();
    let first = first_word(following.next().unwrap_or_default());
    let second_raw = following.next().unwrap_or_default();
    let second = first_word(second_raw);
    if begins_plea(after) && words(before).len() >= 2 && !OPENS.is_match(before) {
        return true;
    }
    if !is_verb(&first) || second.is_empty() {
        return false;
    }
    let earlier = words(before);
    let objectless = earlier.len() < 2
        || earlier.iter().all(|word| is_verb(word) || matches!(word.as_str(), "and" | "please"));
    if objectless || !earlier.iter().any(|word| is_verb(word) || matches!(word.as_str(), "need" | "to")) {
        return false;
    }
    if strong {
        return true;
    }
    if !begins_another(&first)
        || is_continued(&second, following.next())
        || matches!(second.as_str(), "and" | "or" | "to" | "on" | "about")
    {
        return false;
    }
    // "ask Jane to call Bob and email Alice" is one order, to Jane.
    let delegates =
        earlier.iter().position(|word| matches!(word.as_str(), "ask" | "tell" | "remind" | "get" | "have"));
    let delegated = delegates.is_some_and(|place| {
        let to_me = earlier.get(place + 1).is_some_and(|word| word == "me");
        !to_me && earlier[place..].iter().any(|word| word == "to")
    });
    let goes = earlier.first().is_some_and(|word| matches!(word.as_str(), "go" | "come" | "try"));
    if delegated || goes {
        return false;
    }
    let named =
        second_raw.chars().next().is_some_and(|letter| letter.is_uppercase() || letter.is_ascii_digit());
    let reaches_out = |word: &str| {
        matches!(word, "call" | "email" | "text" | "ring" | "phone" | "message" | "ping" | "book")
    };
    let same_kind = reaches_out(&first) && earlier.iter().any(|word| reaches_out(word));
    !is_noun_like(&first) || named || is_determiner(&second) || same_kind
}

/// What stands before an order without being one: a greeting, a condition, a courtesy.
static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:(?:and|so|but|also|ok|okay|yes|no)\s+)?(?:if|when|whenever|once|as soon as|after|before|until|unless|while|since|because|as|hi|hello|hey|dear|thanks|thank|sorry|good)\b",
    )
});

/// Whether a part of a sentence asks for something by itself ("…, can you fix it?").
fn begins_plea(text: &str) -> bool {
    static PLEA: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:so|and|but)\s+)?(?:(?:please|pls|plz|kindly)\s+\S|(?:can|could|would|will) (?:you|someone|somebody|anyone|we)\b|(?:(?:i|we) )?need(?: (?:the|a|an|to|you|my|our|new|final|it)\b| \p{L}+ \p{L}+)|(?:i|we) (?:want|would like)|someone (?:needs|has) to|make sure|don't forget)",
        )
    });
    PLEA.is_match(text)
}

/// "send it to Jane" belongs to what came before; "give her access" does not.
fn is_continued(object: &str, next: Option<&str>) -> bool {
    let person = matches!(object, "him" | "her" | "them");
    let next = next.map(first_word).unwrap_or_default();
    let alone = next.is_empty()
        || matches!(next.as_str(), "to" | "about" | "by" | "on" | "at" | "for" | "with" | "and" | "that");
    is_pronoun(object) && (!person || alone)
}

/// An order over a list, which goes on in each of its items.
pub(super) struct HeadingOrder {
    /// The order as far as it goes.
    pub(super) order: String,
    /// Whether the items are one order together ("buy") rather than one each ("call").
    pub(super) gathers: bool,
}

/// Reads the line over a list as the beginning of an order, where the item does not begin one itself.
pub(super) fn heading_order(heading: &str, item: &str) -> Option<HeadingOrder> {
    let bare = strip(heading).text;
    let order = bare.trim_end_matches([':', ' ']);
    let verb = first_word(order);
    if !is_verb(&verb) || words(order).len() > 4 || is_verb(&first_word(item)) {
        return None;
    }
    let gathers =
        matches!(verb.as_str(), "buy" | "order" | "get" | "purchase" | "pick" | "bring" | "pack" | "grab");
    Some(HeadingOrder { order: order.to_owned(), gathers })
}

#[cfg(test)]
mod tests {
    use super::split_orders;

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
            assert_eq!(split_orders(sentence).len(), pieces, "{sentence}: {:?}", split_orders(sentence));
        }
    }
}
