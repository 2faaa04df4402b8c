//! What a model may have remembered and forgotten of a sender: what their own words say, and what it was shown.

use patchbay_domain::assistant::{Fact, TurnRequest};
use patchbay_domain::fact::MAX_FACT_CHARACTERS;
use patchbay_understanding::linking::own_words;

use super::line;

/// The most that one message tells.
const MAX_FACTS: usize = 5;

/// How many letters of a word have to agree: it may stand there in another form.
const STEM: usize = 4;

/// The facts that stand in the sender's own words. Who sends on what somebody else wrote tells nothing of themselves.
pub(super) fn facts(facts: &[Fact], request: &TurnRequest) -> Vec<Fact> {
    if request.is_forwarded {
        return Vec::new();
    }
    let own = words(&own_words(request));
    let told = facts.iter().filter_map(|fact| {
        let text = line(&fact.text, MAX_FACT_CHARACTERS);
        let of_fact = words(&text);
        let said = of_fact.iter().filter(|word| own.iter().any(|other| alike(word, other))).count();
        (!of_fact.is_empty() && said * 2 >= of_fact.len()).then_some(Fact { kind: fact.kind, text })
    });
    told.take(MAX_FACTS).collect()
}

/// The facts that were shown and are to be forgotten; what was not shown is nobody's to forget.
pub(super) fn forget(texts: &[String], request: &TurnRequest) -> Vec<Fact> {
    if request.is_forwarded {
        return Vec::new();
    }
    let is_meant = |fact: &&Fact| {
        texts.iter().any(|text| fact.says_the_same_as(&Fact { kind: fact.kind, text: text.clone() }))
    };
    request.facts.iter().filter(is_meant).cloned().collect()
}

/// The words of a text that say something.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let telling =
        words.filter(|word| word.chars().count() > 2 || word.chars().any(|one| one.is_ascii_digit()));
    telling.map(str::to_lowercase).collect()
}

fn alike(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    one == other || shared >= STEM
}
