//! Who and what a message names: people, companies, projects.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::language::Language;
use super::pattern;

/// How a language names people and projects.
pub(crate) struct NameWords {
    /// Capitalised words that are neither people nor companies.
    pub(crate) not_names: HashSet<&'static str>,
    /// Names in lower case, where the verb says that somebody is meant ("call acme about the invoice").
    pub(crate) reached: Regex,
    pub(crate) family: Regex,
    pub(crate) common: HashSet<&'static str>,
    /// What names a project.
    pub(crate) projects: Vec<Regex>,
    /// Whether every noun has a capital, so that a capital says nothing.
    pub(crate) nouns_have_capitals: bool,
}

/// As many of a kind as one message may name.
const MOST: usize = 20;

/// One capitalised word of a name, with what may tie it to the next.
const NAME_WORD: &str = r"(?:Mr|Mrs|Ms|Dr|Prof|St)\.|\p{Lu}[\p{L}\p{N}'&.-]*[\p{L}\p{N}&]|\p{Lu}\.?";

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Miss)\.?\s+)?(?:{NAME_WORD})(?:(?:\s+(?:de|van|von|der|da|di|la|&)){{0,2}}[ ](?:{NAME_WORD}))*"
    ))
});

/// The projects of a text, in its order.
pub(super) fn projects(language: &Language, text: &str) -> Vec<String> {
    const NO_PROJECT: &[&str] = &[
        "new", "whole", "current", "next", "last", "entire", "same", "other", "first", "this", "that", "the",
        "main", "big", "my", "our", "your", "a", "old", "latest", "said", "update", "manager", "plan",
    ];
    let mut found: Vec<(usize, String)> = Vec::new();
    for regex in &language.names.projects {
        for name in regex.captures_iter(text).filter_map(|captures| captures.name("name")) {
            let lower = name.as_str().to_lowercase();
            let words: Vec<&str> = name.as_str().split_whitespace().collect();
            let leading =
                words.first().is_some_and(|word| language.lexicon.is_never_verb(&word.to_lowercase()));
            let empty = NO_PROJECT.contains(&lower.as_str()) || language.lexicon.is_never_verb(&lower);
            if !empty && (!leading || words.len() == 1) {
                let known = found.iter().any(|(_, known)| known.eq_ignore_ascii_case(name.as_str()));
                if !known {
                    found.push((name.start(), name.as_str().to_owned()));
                }
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, name)| name).take(MOST).collect()
}

/// The people and companies of a text, in its order.
pub(super) fn people(
    language: &Language,
    text: &str,
    projects: &[String],
    sender: Option<&str>,
) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let names = if language.names.nouns_have_capitals { "" } else { text };
    for name in NAME.find_iter(names) {
        let glued = text[..name.start()]
            .ends_with(|before: char| before.is_alphanumeric() || matches!(before, '#' | '/' | '.'));
        if !glued {
            names_within(language, text, name.start(), name.as_str(), &mut found);
        }
    }
    for regex in [&language.names.reached, &language.names.family] {
        found.extend(regex.captures_iter(text).filter_map(|captures| captures.name("name")).filter_map(
            |name| {
                let family = matches!(name.as_str().to_lowercase().as_str(), "mom" | "mum" | "dad");
                (family || is_plain_name(language, name.as_str()))
                    .then(|| (name.start(), name.as_str().to_owned()))
            },
        ));
    }
    found.sort_by_key(|(at, _)| *at);
    let mut names: Vec<String> = Vec::new();
    for (_, name) in found {
        let known = names.iter().any(|known| known.eq_ignore_ascii_case(&name));
        let project = projects.iter().any(|project| project.eq_ignore_ascii_case(&name));
        let own = sender.is_some_and(|sender| sender.eq_ignore_ascii_case(&name));
        if !known && !project && !own && names.len() < MOST {
            names.push(name);
        }
    }
    names
}

fn is_plain_name(language: &Language, word: &str) -> bool {
    !language.lexicon.is_never_verb(word)
        && !language.lexicon.is_verb(word)
        && !language.names.common.contains(word)
        && !language.names.not_names.contains(word)
}

/// Takes the names out of a run of capitalised words.
fn names_within(language: &Language, text: &str, start: usize, run: &str, found: &mut Vec<(usize, String)>) {
    let mut kept: Vec<&str> = Vec::new();
    let mut kept_at = start;
    let mut at = start;
    let words: Vec<&str> = run.split(' ').collect();
    for (place, word) in words.iter().enumerate() {
        let bare = word.trim_end_matches("'s").trim_end_matches(['.', ',']);
        let lower = bare.to_lowercase();
        let first = place == 0 && begins_sentence(text, start);
        let title = matches!(lower.as_str(), "mr" | "mrs" | "ms" | "dr" | "prof" | "miss");
        // A capital at the start of a sentence says nothing, unless a second one follows it.
        let lonely = first && words.len() == 1;
        let next_is_name = words.get(place + 1).is_some_and(|next| is_name(language, &next.to_lowercase()));
        let is_part = matches!(lower.as_str(), "de" | "van" | "von" | "der" | "da" | "di" | "la" | "&")
            && !kept.is_empty();
        let usable = is_name(language, &lower)
            && !lonely
            && !(first && (language.lexicon.is_verb(&lower) || language.lexicon.is_never_verb(&lower)));
        if usable || (title && next_is_name) || is_part {
            if kept.is_empty() {
                kept_at = at;
            }
            kept.push(if title { word } else { bare });
        } else {
            flush(&mut kept, kept_at, found);
        }
        if word.ends_with("'s") {
            flush(&mut kept, kept_at, found);
        }
        at += word.len() + 1;
    }
    flush(&mut kept, kept_at, found);
}

fn flush(kept: &mut Vec<&str>, at: usize, found: &mut Vec<(usize, String)>) {
    if !kept.is_empty() {
        found.push((at, kept.join(" ")));
        kept.clear();
    }
}

fn is_name(language: &Language, lower: &str) -> bool {
    !language.names.not_names.contains(lower)
        && lower.chars().count() > 1
        && !lower.chars().all(|letter| letter.is_ascii_digit())
        && !(language.lexicon.is_never_verb(lower))
}

fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '"', '(', '*']);
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':', ';', '-', '\u{2022}', ')'])
}

#[cfg(test)]
mod tests {
    use super::{people, projects};
    use crate::language::ENGLISH;

    #[test]
    fn people_and_companies_are_found() {
        for (text, expected) in [
            ("Call Acme tomorrow", vec!["Acme"]),
            ("Email Jane Doe at Globex", vec!["Jane Doe", "Globex"]),
            ("Ask Dr. Smith and O'Brien on Friday", vec!["Dr. Smith", "O'Brien"]),
            ("call acme about the invoice", vec!["acme"]),
            ("call mom", vec!["mom"]),
            ("Please send the NDA to AT&T", vec!["AT&T"]),
            ("Review Jane's draft for Wayne Enterprises", vec!["Jane", "Wayne Enterprises"]),
            ("Buy milk. Then rest.", vec![]),
            ("Send the deck for the Phoenix project to Maria", vec!["Maria"]),
        ] {
            assert_eq!(people(&ENGLISH, text, &projects(&ENGLISH, text), None), expected, "{text}");
        }
    }

    #[test]
    fn projects_are_found() {
        for (text, expected) in [
            ("for the Phoenix project", vec!["Phoenix"]),
            ("Project Atlas: draft the agenda", vec!["Atlas"]),
            ("update the footer #website", vec!["website"]),
            ("the website project is late", vec!["website"]),
            ("the new project", vec![]),
            ("task #12", vec![]),
        ] {
            assert_eq!(projects(&ENGLISH, text), expected, "{text}");
        }
    }
}
