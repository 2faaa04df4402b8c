//! The words the rules rest on: verbs that begin a task, words that never do, and how verbs change their form.

use std::collections::HashSet;

use regex::Regex;

/// The words that the rules of a language rest on.
pub(crate) struct Lexicon {
    /// Verbs that begin a task and are hardly ever anything else.
    pub(crate) verbs: HashSet<&'static str>,
    /// Words that are verbs at the start of an order and nouns elsewhere.
    pub(crate) noun_like: HashSet<&'static str>,
    /// Verbs after "and" that belong to what came before rather than begin a task of their own.
    pub(crate) continuing: HashSet<&'static str>,
    /// Words that begin no order.
    pub(crate) never_verbs: HashSet<&'static str>,
    /// Words that point at somebody's thing or at one thing among others.
    pub(crate) determiners: HashSet<&'static str>,
    /// Words that stand for something named before.
    pub(crate) pronouns: HashSet<&'static str>,
    /// Verbs that end an order ("Acme anrufen"), in languages that put them there.
    pub(crate) final_verbs: HashSet<&'static str>,
    /// The ending of such verbs, and words by which a sentence that ends so is told rather than ordered.
    pub(crate) final_ending: Option<(Regex, Regex)>,
}

impl Lexicon {
    /// Whether an order may begin with this word (in lower case).
    pub(crate) fn is_verb(&self, word: &str) -> bool {
        let base = word.strip_prefix("re-").unwrap_or(word);
        self.verbs.contains(base) || self.noun_like.contains(base)
    }

    /// Whether the word is a verb that could as well be a noun.
    pub(crate) fn is_noun_like(&self, word: &str) -> bool {
        self.noun_like.contains(word)
    }

    /// Whether a word after a comma or an "and" begins a task of its own.
    pub(crate) fn begins_another(&self, word: &str) -> bool {
        self.is_verb(word) && !self.continuing.contains(word)
    }

    /// Whether no order begins with this word.
    pub(crate) fn is_never_verb(&self, word: &str) -> bool {
        self.never_verbs.contains(word)
    }

    /// Whether the word points at somebody's thing or at one thing among others.
    pub(crate) fn is_determiner(&self, word: &str) -> bool {
        self.determiners.contains(word)
    }

    /// Whether the word stands for something named before.
    pub(crate) fn is_pronoun(&self, word: &str) -> bool {
        self.pronouns.contains(word)
    }

    /// Whether a text ends with a verb that ends orders ("die Rechnung schicken").
    pub(crate) fn ends_with_verb(&self, text: &str) -> bool {
        let known = !self.final_verbs.is_empty()
            && words(text).last().is_some_and(|word| self.final_verbs.contains(word.as_str()));
        known
            || self
                .final_ending
                .as_ref()
                .is_some_and(|(ending, told)| ending.is_match(text) && !told.is_match(text))
    }

    /// "calling" as "call", where that is a known verb.
    pub(crate) fn base_of_gerund(&self, word: &str) -> Option<String> {
        let stem = word.strip_suffix("ing").filter(|stem| stem.len() >= 2)?;
        let silent = format!("{stem}e");
        let mut letters = stem.chars().rev();
        let single = match (letters.next(), letters.next()) {
            (Some(last), Some(before)) if last == before => Some(&stem[..stem.len() - last.len_utf8()]),
            _ => None,
        };
        // "telling" is of "tell", "getting" of "get", "writing" of "write".
        [Some(stem), single, Some(silent.as_str())]
            .into_iter()
            .flatten()
            .find(|form| self.is_verb(form))
            .map(str::to_owned)
    }
}

/// The words of a list.
pub(crate) fn word_set(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

/// The phrases of a list, which stand between bars or on lines of their own.
pub(crate) fn phrases(list: &'static str) -> HashSet<&'static str> {
    list.split(['|', '\n']).map(str::trim).filter(|phrase| !phrase.is_empty()).collect()
}

/// A word cut down to what its forms share, so that "called" finds "call" and "flights" finds "flight".
pub(crate) fn stem(word: &str) -> String {
    const IRREGULAR: &[(&str, &str)] = &[
        ("sent", "send"),
        ("paid", "pay"),
        ("bought", "buy"),
        ("wrote", "write"),
        ("written", "write"),
        ("met", "meet"),
        ("made", "make"),
        ("told", "tell"),
        ("spoke", "speak"),
        ("spoken", "speak"),
        ("rang", "ring"),
        ("got", "get"),
        ("took", "take"),
        ("found", "find"),
        ("built", "build"),
        ("did", "do"),
        ("gave", "give"),
        ("brought", "bring"),
        ("sold", "sell"),
        ("ran", "run"),
        ("chose", "choose"),
        ("held", "hold"),
        ("led", "lead"),
        ("put", "put"),
    ];
    let word = word.strip_suffix("'s").unwrap_or(word);
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return (*base).to_owned();
    }
    let cut = ["ing", "ed", "es", "s", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word);
    let mut shorter = cut.chars();
    let last = shorter.next_back();
    let doubled =
        last.is_some() && shorter.clone().next_back() == last && !matches!(last, Some('l' | 's' | 'e'));
    if doubled && cut.len() < word.len() { shorter.as_str().to_owned() } else { cut.to_owned() }
}

/// The words of a text in lower case, without signs.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !(character.is_alphanumeric() || character == '\'' || character == '-'))
        .map(|word| word.trim_matches(['\'', '-']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The first word of a text in lower case, without signs.
pub(crate) fn first_word(text: &str) -> String {
    words(text.split_whitespace().next().unwrap_or_default()).into_iter().next().unwrap_or_default()
}
