//! Who and what a message names: people, companies, projects.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::{is_never_verb, is_verb, word_set};
use super::pattern;

/// As many of a kind as one message may name.
const MOST: usize = 20;

/// Capitalised words that are neither people nor companies.
static NOT_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar
    apr jun jul aug sep sept oct nov dec today tomorrow tonight christmas easter english german french
    spanish italian berlin london paris internet vat nda ceo cto cfo hr it pr seo crm pdf faq api url ui
    ux qa pto eod eow eom cob asap fyi sms usa uk us eu am pm ok sow rfp po kpi roi csv slack wordpress
    excel word instagram linkedin facebook twitter youtube whatsapp zoom github figma jira task tasks
    project urgent critical important stop help please thanks regards hi hello hey dear re fwd todo
    reminder note action iphone ipad android mac windows i i'm i'll i've i'd q1 q2 q3 q4 est pst gmt utc
    cet yes no mr mrs ms dr prof miss ceo's spring summer autumn winter new york morning afternoon
    evening
        ",
    )
});

/// One capitalised word of a name, with what may tie it to the next.
const NAME_WORD: &str = r"(?:Mr|Mrs|Ms|Dr|Prof|St)\.|\p{Lu}[\p{L}\p{N}'&.-]*[\p{L}\p{N}&]|\p{Lu}\.?";

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Miss)\.?\s+)?(?:{NAME_WORD})(?:(?:\s+(?:de|van|von|der|da|di|la|&)){{0,2}}[ ](?:{NAME_WORD}))*"
    ))
});

/// Names in lower case, where the verb says that somebody is meant ("call acme about the invoice").
static REACHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:call|phone|ring|email|e-mail|text|message|ping|contact|invoice|meet|ask|tell|remind|chase|pay) (?P<name>\p{Ll}[\p{L}'-]{2,20})(?:\s+(?:about|regarding|re|on|at|to|by|and|for|for|tomorrow|today|asap|that|the|a|back|tonight|now)\b|\s*[,.!?]|\s*$)",
    )
});

static FAMILY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:call|phone|ring|text|visit|email|ask|tell|pick up) (?P<name>mom|mum|dad|mother|father|grandma|grandpa|granny)\b",
    )
});

static PROJECTS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?i:\bproject:?)\s+(?P<name>(?:\p{Lu}[\p{L}\p{N}_-]*|\d[\p{L}\p{N}_-]+)(?:\s+\p{Lu}[\p{L}\p{N}_-]*){0,2})",
        r"(?i:\bthe)\s+(?P<name>[\p{L}\p{N}_-]+(?:\s+[\p{Lu}\p{N}][\p{L}\p{N}_-]*){0,2})\s+(?i:projects?)\b",
        r"(?P<name>\p{Lu}[\p{L}\p{N}_-]*(?:\s+\p{Lu}[\p{L}\p{N}_-]*){0,2})\s+(?i:project)\b",
        r"(?:^|[\s(])#(?P<name>\p{L}[\p{L}\p{N}_-]{1,40})",
        r"(?i:\bproject)\s+(?P<name>[\p{Ll}\p{N}_-]{3,30})\s*(?:[:,.!?]|$)",
    ]
    .into_iter()
    .map(pattern)
    .collect()
});

/// The projects of a text, in its order.
pub(super) fn projects(text: &str) -> Vec<String> {
    const NO_PROJECT: &[&str] = &[
        "new", "whole", "current", "next", "last", "entire", "same", "other", "first", "this", "that", "the",
        "main", "big", "my", "our", "your", "a", "old", "latest", "said", "update", "manager", "plan",
    ];
    let mut found: Vec<(usize, String)> = Vec::new();
    for regex in PROJECTS.iter() {
        for name in regex.captures_iter(text).filter_map(|captures| captures.name("name")) {
            let lower = name.as_str().to_lowercase();
            let words: Vec<&str> = name.as_str().split_whitespace().collect();
            let leading = words.first().is_some_and(|word| is_never_verb(&word.to_lowercase()));
            let empty = NO_PROJECT.contains(&lower.as_str()) || is_never_verb(&lower);
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
pub(super) fn people(text: &str, projects: &[String], sender: Option<&str>) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for name in NAME.find_iter(text) {
        let glued = text[..name.start()]
            .ends_with(|before: char| before.is_alphanumeric() || matches!(before, '#' | '/' | '.'));
        if !glued {
            names_within(text, name.start(), name.as_str(), &mut found);
        }
    }
    for regex in [&*REACHED, &*FAMILY] {
        found.extend(regex.captures_iter(text).filter_map(|captures| captures.name("name")).filter_map(
            |name| {
                let family = matches!(name.as_str().to_lowercase().as_str(), "mom" | "mum" | "dad");
                (family || is_plain_name(name.as_str())).then(|| (name.start(), name.as_str().to_owned()))
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

fn is_plain_name(word: &str) -> bool {
    static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        word_set(
            "
        back client clients customer customers everyone people support someone them her him rent bills bill
        taxes invoice invoices deadline meeting plumber dentist doctor bank landlord electrician accountant
        lawyer team suppliers supplier staff tenants attention list message messages templates reminder
        ahead off out around myself yourself boss time office home work school salaries wages questions
            ",
        )
    });
    !is_never_verb(word) && !is_verb(word) && !COMMON.contains(word) && !NOT_NAMES.contains(word)
}

/// Takes the names out of a run of capitalised words.
fn names_within(text: &str, start: usize, run: &str, found: &mut Vec<(usize, String)>) {
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
        let next_is_name = words.get(place + 1).is_some_and(|next| is_name(&next.to_lowercase()));
        let is_part = matches!(lower.as_str(), "de" | "van" | "von" | "der" | "da" | "di" | "la" | "&")
            && !kept.is_empty();
        let usable = is_name(&lower) && !lonely && !(first && (is_verb(&lower) || is_never_verb(&lower)));
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

fn is_name(lower: &str) -> bool {
    !NOT_NAMES.contains(lower)
        && lower.chars().count() > 1
        && !lower.chars().all(|letter| letter.is_ascii_digit())
        && !(is_never_verb(lower))
}

fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '"', '(', '*']);
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':', ';', '-', '\u{2022}', ')'])
}

#[cfg(test)]
mod tests {
    use super::{people, projects};

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
            assert_eq!(people(text, &projects(text), None), expected, "{text}");
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
            assert_eq!(projects(text), expected, "{text}");
        }
    }
}
