//! Who is to do a task: "ask Maria to send it", "have Tom call", "@dana please fix it", "assign it to Lee".

use regex::Regex;

use super::language::Language;
use super::lexicon::first_word;

/// How a language says who is to do something. Each pattern has a group `name`.
pub(crate) struct AssigneePatterns {
    /// At the start of an order, which goes on behind it: "ask Maria to", "have Tom", "@dana please".
    pub(crate) opening: Vec<Regex>,
    /// Anywhere in an order: "assigned to Lee", "(Lee)". It is taken out of the title.
    pub(crate) aside: Vec<Regex>,
    /// "Assign the audit to Ben", with a group `what` besides.
    pub(crate) handing: Regex,
    /// A remark of its own: "Lee can take it", "assign it to Lee".
    pub(crate) remark: Regex,
    /// What stands over a list of who does what.
    pub(crate) headings: Regex,
    /// Words that are no names where a name is looked for.
    pub(crate) not_names: std::collections::HashSet<&'static str>,
}

/// Who is to do an order, and the order without that.
pub(super) fn split(language: &Language, order: &str) -> (Option<String>, String) {
    let patterns = &language.assignees;
    if let Some(found) = patterns.handing.captures(order)
        && let (Some(what), Some(name)) = (found.name("what"), found.name("name"))
        && is_name(language, name.as_str())
        && !language.lexicon.is_pronoun(&first_word(what.as_str()))
    {
        return (Some(written(name.as_str())), what.as_str().to_owned());
    }
    for opening in &patterns.opening {
        let Some(found) = opening.captures(order) else { continue };
        let (Some(whole), Some(name)) = (found.get(0), found.name("name")) else { continue };
        let rest = order[whole.end()..].trim();
        if is_name(language, name.as_str()) && rest.split_whitespace().count() >= 1 {
            return (Some(written(name.as_str())), rest.to_owned());
        }
    }
    for aside in &patterns.aside {
        let Some(found) = aside.captures(order) else { continue };
        let (Some(whole), Some(name)) = (found.get(0), found.name("name")) else { continue };
        if is_name(language, name.as_str()) {
            let rest = format!("{} {}", &order[..whole.start()], &order[whole.end()..]);
            return (Some(written(name.as_str())), rest.trim().to_owned());
        }
    }
    (None, order.to_owned())
}

/// Who takes the order before, in a sentence that says only this.
pub(super) fn remark(language: &Language, sentence: &str) -> Option<String> {
    let found = language.assignees.remark.captures(sentence)?;
    let name = found.name("name").or_else(|| found.name("name2"))?.as_str();
    is_name(language, name).then(|| written(name))
}

pub(super) fn is_name(language: &Language, name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let first = first.trim_start_matches('@');
    !language.assignees.not_names.contains(first)
        && !language.lexicon.is_never_verb(first)
        && !language.lexicon.is_determiner(first)
        && !language.names.common.contains(first)
}

/// A name as people write it: "@dana" and "maria" with a capital.
pub(super) fn written(name: &str) -> String {
    let bare = name.trim().trim_start_matches('@');
    let mut characters = bare.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
