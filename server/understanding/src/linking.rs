//! What somebody else is known by: "this is also ann@acme.com", the code that proves it, and what is said about both. Only
//! whole messages count, in any of the languages: what stands in the middle of a text is told, not asked for.

use std::sync::LazyLock;

use patchbay_domain::assistant::{Intent, ReplyPart, SpokenLanguage, TurnRequest, TurnResult};
use regex::Regex;

use super::language::{self, tables};
use super::phrases::filled;
use super::{nothing, pattern, text_of};

/// How a language asks for it, and what is said in it. Braces: `{to}` the number or address, `{code}` the code, `{who}` who
/// asked, `{organization}` whose assistant it is, `{n}` a number.
pub(crate) struct LinkWords {
    /// The whole message, with the groups `phone` and `email`.
    pub(crate) command: Regex,
    pub(crate) code_sent: &'static str,
    pub(crate) cannot: &'static str,
    pub(crate) not_an_address: &'static str,
    pub(crate) already: &'static str,
    pub(crate) too_soon: &'static str,
    pub(crate) too_many: &'static str,
    pub(crate) linked: &'static str,
    pub(crate) wrong_one_left: &'static str,
    pub(crate) wrong: &'static str,
    pub(crate) late: &'static str,
    pub(crate) used_up: &'static str,
    pub(crate) letter: &'static str,
}

/// A number or address as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A phone number.
    Phone(String),
    /// An e-mail address.
    Email(String),
}

/// What is answered to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkAnswer {
    /// A code is on its way.
    CodeSent {
        /// Where to.
        to: String,
        /// For how long it counts.
        minutes: i64,
    },
    /// No code can be sent there.
    Cannot {
        /// Where to.
        to: String,
    },
    /// It is no number with its country code, and no address.
    NotAnAddress,
    /// They are known by it.
    Already {
        /// By what.
        to: String,
    },
    /// A code was sent less than a minute ago.
    TooSoon,
    /// There were too many today.
    TooMany,
    /// It is theirs from now on.
    Linked {
        /// What is.
        to: String,
    },
    /// The code is wrong.
    Wrong {
        /// How many tries are left.
        left: u32,
    },
    /// The code no longer counts.
    Late {
        /// For how long it counted.
        minutes: i64,
    },
    /// The code was tried too often.
    UsedUp,
}

/// A number or an address at the end of a command.
pub(crate) const TARGET: &str = r#"[:\s]*["'<(]?(?:(?P<email>[^\s<>@,;:"'()]+@[^\s<>@,;"'()]+\.\p{L}{2,})|(?P<phone>\+?\(?\d[\d ()./\u{a0}-]{5,20}\d))[">')]?"#;

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:hi|hello|hey|ok|okay|sure|the|my|here|is|it's|its|it|here's|this|code|pin|hallo|der|mein|lautet|ist|hier|el|mi|código|codigo|es|hola|este|le|mon|voici|c'est|est|bonjour)[\s,:.!]+)*(?P<one>\d{3})[\s-]?(?P<two>\d{3})[\s.!]*(?:thanks|thank you|thx|danke|gracias|merci)?[\s.!]*$",
    )
});

/// What a message holds that its sender wrote, without greeting lines, signatures, quotes and what was sent on.
#[must_use]
pub fn own_words(request: &TurnRequest) -> String {
    text_of(request).own
}

/// The number or address that a text says is its sender's, too.
#[must_use]
pub fn wanted(own: &str) -> Option<(SpokenLanguage, Address)> {
    let own = own.trim();
    // It is short, or it is more than this.
    if own.is_empty() || own.chars().count() > 200 {
        return None;
    }
    language::all().into_iter().find_map(|language| {
        let captures = language.linking.command.captures(own)?;
        let group = |name: &str| captures.name(name).map(|found| found.as_str().trim().to_owned());
        let address = group("email").map(Address::Email).or_else(|| group("phone").map(Address::Phone))?;
        Some((language.spoken, address))
    })
}

/// The code of six digits that a text gives and holds nothing else.
#[must_use]
pub fn code(own: &str) -> Option<String> {
    let captures = CODE.captures(own.trim())?;
    Some(format!("{}{}", &captures["one"], &captures["two"]))
}

/// Whether a message is about this and nothing else, so that it is read alone.
#[must_use]
pub fn stands_alone(content: &str) -> bool {
    let text = super::readable(content);
    wanted(&text).is_some() || code(&text).is_some()
}

/// The result of a turn that says this.
#[must_use]
pub fn result(request: &TurnRequest, language: SpokenLanguage, answer: &LinkAnswer) -> TurnResult {
    let now = request.received_at.with_timezone(&request.time_zone);
    let reply = vec![ReplyPart::Text(say(language, answer))];
    let intent = match answer {
        LinkAnswer::Linked { .. }
        | LinkAnswer::Wrong { .. }
        | LinkAnswer::Late { .. }
        | LinkAnswer::UsedUp => Intent::Confirmation,
        _ => Intent::Other,
    };
    TurnResult { intent, intents: vec![intent], ..nothing(tables(language), request, now, reply) }
}

fn say(language: SpokenLanguage, answer: &LinkAnswer) -> String {
    let words = &tables(language).linking;
    match answer {
        LinkAnswer::CodeSent { to, minutes } => {
            filled(words.code_sent, &[("to", to), ("n", &minutes.to_string())])
        }
        LinkAnswer::Cannot { to } => filled(words.cannot, &[("to", to)]),
        LinkAnswer::NotAnAddress => words.not_an_address.to_owned(),
        LinkAnswer::Already { to } => filled(words.already, &[("to", to)]),
        LinkAnswer::TooSoon => words.too_soon.to_owned(),
        LinkAnswer::TooMany => words.too_many.to_owned(),
        LinkAnswer::Linked { to } => filled(words.linked, &[("to", to)]),
        LinkAnswer::Wrong { left: 1 } => words.wrong_one_left.to_owned(),
        LinkAnswer::Wrong { left } => filled(words.wrong, &[("n", &left.to_string())]),
        LinkAnswer::Late { minutes } => filled(words.late, &[("n", &minutes.to_string())]),
        LinkAnswer::UsedUp => words.used_up.to_owned(),
    }
}

/// What carries the code; `who` asks, and gets it back.
#[must_use]
pub fn letter(language: SpokenLanguage, code: &str, organization: &str, who: &str, minutes: i64) -> String {
    let minutes = minutes.to_string();
    let values = [("code", code), ("organization", organization), ("who", who), ("n", minutes.as_str())];
    filled(tables(language).linking.letter, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_known_in_every_language() {
        let email = |text: &str| Some(Address::Email(text.to_owned()));
        let phone = |text: &str| Some(Address::Phone(text.to_owned()));
        for (text, expected) in [
            ("This is also ann@acme.com", email("ann@acme.com")),
            ("Hi, this is also ann@acme.com. Thanks!", email("ann@acme.com")),
            ("my number is also +1 (555) 010-0123", phone("+1 (555) 010-0123")),
            ("My other number is +15550100123", phone("+15550100123")),
            ("Link me to ann@acme.com please", email("ann@acme.com")),
            ("link +15550100123", phone("+15550100123")),
            ("I'm also ann@acme.com", email("ann@acme.com")),
            ("Ich bin auch ann@acme.com", email("ann@acme.com")),
            ("Meine Nummer ist auch +49 151 12345678", phone("+49 151 12345678")),
            ("Verknüpfe ann@acme.com", email("ann@acme.com")),
            ("También soy ann@acme.com", email("ann@acme.com")),
            ("Mi número también es +34 600 123 456", phone("+34 600 123 456")),
            ("Je suis aussi ann@acme.com", email("ann@acme.com")),
            ("Mon numéro est aussi le +33 6 12 34 56 78", phone("+33 6 12 34 56 78")),
        ] {
            assert_eq!(wanted(text).map(|(_, address)| address), expected, "{text}");
        }
    }

    #[test]
    fn what_is_only_told_is_no_command() {
        for text in [
            "Call Bob, his number is also +15550100123",
            "This is also important: call ann@acme.com",
            "Link the invoice to the project",
            "Please send it to ann@acme.com",
            "My number is +15550100123",
            "My email is ann@acme.com",
            "The address of Acme is also ann@acme.com, write to both of them tomorrow",
            "",
        ] {
            assert_eq!(wanted(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_stands_alone() {
        for text in
            ["123456", "123 456", "123-456.", "The code is 123456", "Hallo, der Code lautet 123 456. Danke!"]
        {
            assert_eq!(code(text).as_deref(), Some("123456"), "{text}");
        }
        for text in ["Pay invoice 123456", "12345", "1234567", "Y 4821", "done 12", "123456 and call Bob"] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_is_left_open_in_what_is_said() {
        let to = || "ann@acme.com".to_owned();
        let all = [
            LinkAnswer::CodeSent { to: to(), minutes: 10 },
            LinkAnswer::Cannot { to: to() },
            LinkAnswer::NotAnAddress,
            LinkAnswer::Already { to: to() },
            LinkAnswer::TooSoon,
            LinkAnswer::TooMany,
            LinkAnswer::Linked { to: to() },
            LinkAnswer::Wrong { left: 1 },
            LinkAnswer::Wrong { left: 3 },
            LinkAnswer::Late { minutes: 10 },
            LinkAnswer::UsedUp,
        ];
        for language in language::all() {
            for answer in &all {
                let said = say(language.spoken, answer);
                assert!(!said.is_empty() && !said.contains(['{', '}']), "{said}");
            }
            let letter = letter(language.spoken, "123456", "Acme", "+15550100123", 10);
            assert!(letter.starts_with("123456 ") && !letter.contains('{'), "{letter}");
        }
    }
}
