//! From a forwarded mail to the text worth reading: what its sender wrote and what was sent on, each without its
//! signature, and without the lines that a mail program puts between them.

use std::sync::LazyLock;

use regex::Regex;

use super::cleaning;
use super::pattern;

/// What stands above a mail that was sent on. The languages are those that the e-mail channel knows.
static ABOVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?:
            -{2,}\s*\p{L}[\p{L}\ '\x{2019}-]{5,40}:?\s*-{2,} | _{8,} | on\ .{5,200}\ wrote\s?: | forwarded\ from\ .*:.* |
            begin\ forwarded\ message: | anfang\ der\ weitergeleiteten\ nachricht: |
            d\x{e9}but\ du\ message\ (?:r\x{e9}exp\x{e9}di\x{e9}|transf\x{e9}r\x{e9})\s: | inicio\ del\ mensaje\ reenviado: |
            inizio\ messaggio\ inoltrato: | in\x{ed}cio\ da\ mensagem\ (?:reencaminhada|encaminhada): |
            begin\ doorgestuurd\ bericht:
        )$",
    )
});

/// The first of the header fields that are repeated, where no other line stands above them.
static FROM_FIELD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^[*_ ]*(?:from|von|de|da|van|fr\x{e5}n)[* ]*:.*\S"));

/// Any of them.
static FIELD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[*_ ]*\p{L}[\p{L} -]{0,15}[* ]*:[*_]*(?:\s|$)"));

/// The parts of a forwarded mail that are worth reading: what its sender wrote above it, which may be empty, and the mails
/// that were sent on, which somebody else wrote.
pub(super) fn parts(content: &str) -> (String, String) {
    let text = cleaning::normalise(content);
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    let begun = |parts: &[Vec<&str>]| parts.len() == 1 || parts.last().is_some_and(|part| !part.is_empty());
    let mut fields = Fields::None;
    for quoted in text.lines() {
        let line = quoted.trim_start_matches(['>', ' ']);
        // Where the fields end is a matter of one empty line.
        fields = match (fields, line.trim()) {
            (Fields::Expected, "") => Fields::Expected,
            (Fields::Within, "") => Fields::None,
            (Fields::Expected | Fields::Within, line) if FIELD.is_match(line) => Fields::Within,
            (_, line) if ABOVE.is_match(line) => Fields::Expected,
            (_, line) if FROM_FIELD.is_match(line) && line.contains('@') => Fields::Within,
            _ => Fields::None,
        };
        match fields {
            Fields::Expected | Fields::Within if begun(&parts) => {
                parts.push(Vec::new());
            }
            Fields::Expected | Fields::Within => {}
            Fields::None => parts.last_mut().into_iter().for_each(|part| part.push(line)),
        }
    }
    let mut parts = parts.iter().map(|part| cleaning::without_signature(part));
    let own = parts.next().unwrap_or_default();
    let rest: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    // Without a line between them nobody can tell the two apart: then all of it is somebody else's.
    if rest.is_empty() { (String::new(), own) } else { (own, rest.join("\n\n")) }
}

/// Where a line stands to the header fields of a mail that was sent on.
#[derive(Clone, Copy)]
enum Fields {
    /// Apart from them.
    None,
    /// Above them.
    Expected,
    /// Among them.
    Within,
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn readable(content: &str) -> String {
        let (own, rest) = parts(content);
        format!("{own}\n\n{rest}").trim().to_owned()
    }

    #[test]
    fn the_note_and_the_mail_below_it_are_read_without_what_stands_between() {
        for (content, expected) in [
            (
                "Boiler\n\nTake care of this\n\nThanks,\nAnn\n\n---------- Forwarded message ---------\n\
                 From: Bob <bob@x.example>\nDate: Mon, 9 Mar 2026\nSubject: Boiler\nTo: Ann <a@x.example>\n\n\n\
                 Hello Ann,\n\nplease send somebody.\n\nRegards\nBob",
                "Boiler\n\nTake care of this\n\nHello Ann,\n\nplease send somebody.",
            ),
            (
                "> Begin forwarded message:\n>\n> From: Bob <bob@x.example>\n> Subject: Boiler\n>\n> Call me.\n>\n> Bob",
                "Call me.\n\nBob",
            ),
            (
                "See below\n________________________________\nVon: Bob <bob@x.example>\nGesendet: Montag\n\
                 Betreff: Boiler\n\nPlease call me.",
                "See below\n\nPlease call me.",
            ),
            (
                "Note\n\nForwarded from Bob <bob@x.example>: Boiler\n\nPlease call me.",
                "Note\n\nPlease call me.",
            ),
            (
                "Note\n\n*From:* Bob <bob@x.example>\n*Sent:* Monday\n\nPlease call me.",
                "Note\n\nPlease call me.",
            ),
            ("Buy: milk\nFrom: Monday on, call Bob", "Buy: milk\nFrom: Monday on, call Bob"),
            (
                "Look\n\nOn Mon, 9 Mar 2026, Bob <b@x.example> wrote:\n> Call me\n> -- \n> Bob",
                "Look\n\nCall me",
            ),
            ("-- \n> ", ""),
        ] {
            assert_eq!(readable(content), expected, "{content:?}");
        }
    }
}
