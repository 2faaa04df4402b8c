//! The courtesies around an order: "Hi, could you please … ?" is the same order as what stands inside.

use std::collections::HashSet;

use regex::Regex;

use super::language::Language;
use super::lexicon::first_word;
use super::phrases::filled;
use super::small_talk::plain_answer;

/// What stands around an order and is no part of it.
pub(crate) struct Courtesies {
    /// Words that carry nothing, wherever a sentence begins.
    pub(crate) filler: Regex,
    /// The one of them that asks ("please").
    pub(crate) please: Regex,
    pub(crate) greeting: Regex,
    pub(crate) greeted: Regex,
    /// "Kim, could you …"; days of the week and words that open a sentence are not names.
    pub(crate) vocative: Regex,
    /// What says that the rest is wanted.
    pub(crate) request: Regex,
    pub(crate) gerund: Regex,
    pub(crate) reminder: Regex,
    pub(crate) list_addition: Regex,
    /// "I need the report", "we want a new logo".
    pub(crate) need: Regex,
    pub(crate) trailing: Regex,
    pub(crate) project_label: Regex,
    /// Words of a remark about an order that is written elsewhere.
    pub(crate) remark_words: HashSet<&'static str>,
    /// How a sentence says by when something named before is wanted ("we need it", "it has to be done").
    pub(crate) wanted: Regex,
    /// How something begins that somebody is to be told: its dates are news, not deadlines.
    pub(crate) reported: Regex,
    pub(crate) then: Regex,
    /// How an order begins that comes on top of another ("also").
    pub(crate) adds: Regex,
    /// How a plan of the sender's own begins ("we want to").
    pub(crate) own_plan: Regex,
    /// How what would be best begins, which orders nothing more ("ideally we'd launch in July").
    pub(crate) ideal: Regex,
    /// How a wish of one's own begins ("I'd like to").
    pub(crate) wish: Regex,
    /// Verbs that say of what is wanted only that it is wanted ("have it live").
    pub(crate) holding: HashSet<&'static str>,
    /// Words with which a remark is about all tasks before it.
    pub(crate) plural_words: HashSet<&'static str>,
    /// A line that takes leave: what follows is a signature.
    pub(crate) sign_off: Regex,
    /// How "I need the report" is put as an order: `{what}` for what is needed.
    pub(crate) needed: &'static str,
    /// Words with which what is needed is an order already ("help with …").
    pub(crate) needs_verb: &'static str,
    /// How a reminder without a verb is called: `{what}`.
    pub(crate) reminder_title: &'static str,
    /// Words that begin a request to somebody who is addressed by name.
    pub(crate) addressing: HashSet<&'static str>,
    /// The link behind a reminder that is followed by a verb.
    pub(crate) reminder_to: &'static str,
}

/// An order without its courtesies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bare {
    /// What is left.
    pub(super) text: String,
    /// Whether the courtesies said that something is wanted, so that an unknown verb is an order too.
    pub(super) asked: bool,
    /// Whether it asks to be reminded.
    pub(super) reminder: bool,
    /// Whether it says itself that it comes on top of what stands before ("also").
    pub(super) adds: bool,
}

/// Leaves out the greeting at the start.
pub(super) fn without_greeting<'t>(language: &Language, text: &'t str) -> &'t str {
    if let Some(captures) = language.courtesies.greeted.captures(text)
        && let Some(rest) = captures.name("rest")
    {
        return rest.as_str();
    }
    if let Some(captures) = language.courtesies.vocative.captures(text)
        && let (Some(name), Some(rest)) = (captures.name("name"), captures.name("rest"))
    {
        let lower = name.as_str().to_lowercase();
        let starts = language.courtesies.addressing.contains(first_word(rest.as_str()).as_str());
        let answer = plain_answer(language, &lower).is_some();
        if !answer
            && !language.lexicon.is_verb(&lower)
            && !language.lexicon.is_never_verb(&lower)
            && (starts || language.lexicon.is_verb(&first_word(rest.as_str())))
        {
            return rest.as_str();
        }
    }
    let Some(captures) = language.courtesies.greeting.captures(text) else { return text };
    let Some(whole) = captures.get(0) else { return text };
    let named = captures.name("rest").map_or("", |name| name.as_str()).trim();
    // "Hello Bob," is a greeting, "Morning meeting with Bob" is not.
    let short = named.split_whitespace().count() <= 3
        && !named.split_whitespace().any(|word| language.lexicon.is_verb(&word.to_lowercase()));
    let ends = captures.name("end").is_some_and(|end| !end.as_str().is_empty());
    if short && (ends || named.is_empty()) { &text[whole.end()..] } else { text }
}

/// Whether a word behind "please" is what is asked for.
fn may_be_verb(language: &Language, word: &str) -> bool {
    let shaped = !language.intent.ly_endings.iter().any(|ending| word.ends_with(ending));
    !word.is_empty()
        && shaped
        && !language.lexicon.is_never_verb(word)
        && word.chars().all(char::is_alphabetic)
}

/// Takes the courtesies off an order.
pub(super) fn strip(language: &Language, text: &str) -> Bare {
    let mut rest = without_greeting(language, text.trim()).trim().to_owned();
    let adds = language.courtesies.adds.is_match(&rest);
    let mut asked = false;
    let mut reminder = false;
    // Courtesies pile up ("hey, could you maybe please …"), but not for ever.
    for _ in 0..12 {
        if let Some(found) = language.courtesies.filler.find(&rest).filter(|found| !found.is_empty()) {
            let please = language.courtesies.please.is_match(found.as_str());
            rest = rest[found.end()..].trim_start().to_owned();
            asked |= please && may_be_verb(language, &first_word(&rest));
            continue;
        }
        if let Some(captures) = language.courtesies.gerund.captures(&rest)
            && let Some(verb) = captures.name("verb")
            && let Some(base) = language.lexicon.base_of_gerund(&verb.as_str().to_lowercase())
        {
            rest = format!("{base}{}", &rest[verb.end()..]);
            asked = true;
            continue;
        }
        if let Some(found) = language.courtesies.reminder.captures(&rest) {
            let link = found.name("link").map_or("", |link| link.as_str().trim());
            let end = found.get(0).map_or(0, |whole| whole.end());
            let after = rest[end..].trim_start().to_owned();
            reminder =
                !(link == language.courtesies.reminder_to || language.lexicon.is_verb(&first_word(&after)));
            asked = true;
            rest = after;
            continue;
        }
        if let Some(found) = language.courtesies.request.find(&rest) {
            asked = true;
            rest = rest[found.end()..].trim_start().to_owned();
            continue;
        }
        break;
    }
    if let Some(what) =
        language.courtesies.list_addition.captures(&rest).and_then(|captures| captures.name("what"))
    {
        return Bare { text: what.as_str().to_owned(), asked: true, reminder, adds };
    }
    if let Some(what) = language
        .courtesies
        .need
        .captures(&rest)
        .and_then(|captures| captures.name("what").or_else(|| captures.name("needed")))
    {
        let verb = language.courtesies.needs_verb;
        let is_order = !verb.is_empty() && what.as_str().to_lowercase().starts_with(verb);
        let words = what.as_str();
        let text =
            if is_order { words.to_owned() } else { filled(language.courtesies.needed, &[("what", words)]) };
        return Bare { text, asked: true, reminder, adds };
    }
    Bare { text: rest, asked, reminder, adds }
}

#[cfg(test)]
mod tests {
    use super::strip;
    use crate::language::ENGLISH;

    #[test]
    fn courtesies_come_off() {
        for (text, expected, asked) in [
            ("Hey, can you please call Acme", "call Acme", true),
            ("Hi Jane could you send it", "send it", true),
            ("Would you mind emailing Sara", "email Sara", true),
            ("I was wondering if you could book a room", "book a room", true),
            ("don't forget to pay rent", "pay rent", true),
            ("remind me to call mom", "call mom", true),
            ("add milk to my list", "milk", true),
            ("I need the report", "Get the report", true),
            ("create a new task: water plants", "water plants", true),
            ("call Acme", "call Acme", false),
            ("Morning meeting with Bob", "Morning meeting with Bob", false),
        ] {
            let bare = strip(&ENGLISH, text);
            assert_eq!((bare.text.as_str(), bare.asked), (expected, asked), "{text}");
        }
    }
}
