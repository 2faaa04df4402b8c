//! What Twilio's error codes mean for a text, and what its owner is to do about them.
//!
//! Twilio changes codes now and then, and asks not to build on them: a code that is not in the table is judged by the
//! HTTP status, and its own message is shown. <https://www.twilio.com/docs/api/errors>

mod codes;

use patchbay_domain::card_number;
use patchbay_domain::text::shorten;

use Class::{Permanent, Retry};
use codes::CODES;

/// What becomes of a text that Twilio did not take or could not deliver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Another try may succeed.
    Retry,
    /// Another try would end the same.
    Permanent,
    /// The recipient wants no texts: nothing more may be sent to them.
    OptedOut,
}

/// What Twilio said, with whom it was about.
#[derive(Debug, Clone, Copy)]
pub struct Refused<'a> {
    /// The answer's HTTP status.
    pub status: u16,
    /// Twilio's error code, where it gave one.
    pub code: Option<u64>,
    /// Twilio's own words, where it gave some.
    pub message: Option<&'a str>,
    /// Whom the text was for.
    pub to: &'a str,
    /// Whom it was from: a number, or the SID of a Messaging Service.
    pub from: &'a str,
}

/// A judgement, with a sentence for the owner that says what happened and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What becomes of the text.
    pub class: Class,
    /// What the owner reads; at most a few hundred characters, no card numbers.
    pub sentence: String,
}

const MAX_MESSAGE_CHARACTERS: usize = 200;

/// Judges by the code, else by the HTTP status: 408, 425, 429 and 5xx are tried again, other refusals are not.
#[must_use]
pub fn judge(refused: Refused<'_>) -> Judgement {
    let known = refused.code.and_then(|code| CODES.iter().find(|(known, ..)| *known == code));
    if let Some((code, class, what, next)) = known {
        let named = |text: &str| text.replace("{to}", refused.to).replace("{from}", refused.from);
        return judgement(*class, format!("{} ({code}). {next}", named(what)).trim_end());
    }
    let reference = refused.code.unwrap_or_else(|| refused.status.into());
    let own_words = refused.message.map(str::trim).filter(|message| !message.is_empty());
    let said = own_words.map(|message| {
        // Cut after: half a card number would not be known for one.
        let message = card_number::redact_text(message).replace('\0', "\u{fffd}");
        format!(": {}", shorten(message.trim_end_matches('.'), MAX_MESSAGE_CHARACTERS))
    });
    let said = said.unwrap_or_default();
    match refused.status {
        429 => judgement(Retry, &format!("Twilio got too many requests at once ({reference}){said}.")),
        408 | 425 | 500.. => {
            judgement(Retry, &format!("Twilio could not take the text ({reference}){said}."))
        }
        300..400 => judgement(
            Permanent,
            &format!(
                "Twilio's address answered with a redirect ({reference}), which is not followed. Check PATCHBAY_TWILIO_BASE_URL."
            ),
        ),
        _ => judgement(
            Permanent,
            &format!(
                "Twilio refused the text to {} ({reference}){said}. Look the code up in Twilio's error dictionary.",
                refused.to
            ),
        ),
    }
}

fn judgement(class: Class, sentence: &str) -> Judgement {
    Judgement { class, sentence: card_number::redact_text(sentence).into_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Class::OptedOut;
    use super::*;

    fn judged(status: u16, code: Option<u64>, message: Option<&str>) -> Judgement {
        judge(Refused { status, code, message, to: "+15005550001", from: "+15005550006" })
    }

    #[test]
    fn known_codes_say_what_to_do_next() {
        for (code, class, sentence) in [
            (21211, Permanent, "Twilio refused the number +15005550001 (21211). Check the number."),
            (
                20003,
                Permanent,
                "Twilio refused the account SID or auth token (20003). Check them in the channel's settings.",
            ),
            (
                21610,
                OptedOut,
                "+15005550001 does not want texts from +15005550006 (21610). Nothing is sent until they text START.",
            ),
            (30003, Retry, "The phone of +15005550001 could not be reached (30003)."),
        ] {
            assert_eq!(
                judged(400, Some(code), Some("words of Twilio's")),
                Judgement { class, sentence: sentence.into() }
            );
        }
        for code in [20429, 30001, 30003, 30008] {
            assert_eq!(judged(400, Some(code), None).class, Retry, "{code}");
        }
        for code in
            [21211, 21212, 21408, 21606, 21614, 21617, 21659, 21660, 30004, 30005, 30006, 30007, 30034, 63016]
        {
            assert_eq!(judged(503, Some(code), None).class, Permanent, "{code}");
        }
    }

    #[test]
    fn the_table_is_well_formed() {
        let codes: BTreeSet<_> = CODES.iter().map(|(code, ..)| code).collect();
        assert_eq!(codes.len(), CODES.len(), "a code is there twice");
        for (code, class, what, next) in CODES {
            assert!(!what.ends_with('.'), "{code}");
            assert!(next.ends_with('.') || next.is_empty() && *class == Retry, "{code}: {next}");
            assert!(!judged(400, Some(*code), None).sentence.contains(['{', '}']), "{code}");
        }
    }

    #[test]
    fn other_codes_are_judged_by_the_status() {
        for status in [408, 425, 429, 500, 502, 503, 599] {
            let judgement = judged(status, Some(99999), None);
            assert_eq!(judgement.class, Retry, "{status}");
            assert!(judgement.sentence.ends_with("(99999)."), "{}", judgement.sentence);
        }
        for status in [301, 400, 401, 403, 404, 409, 422] {
            assert_eq!(judged(status, Some(99999), None).class, Permanent, "{status}");
            assert_eq!(judged(status, None, None).class, Permanent, "{status}");
        }
        let own = judged(400, Some(21999), Some(" The thing is 4111 1111 1111 1111. "));
        let expected = "Twilio refused the text to +15005550001 (21999): The thing is [card ending 1111]. Look the code up \
                        in Twilio's error dictionary.";
        assert_eq!(own.sentence, expected);
        let long = judged(400, None, Some(&"x".repeat(5000))).sentence;
        assert!(long.contains("(400): xxx") && long.contains('…') && long.chars().count() < 400, "{long}");
    }
}
