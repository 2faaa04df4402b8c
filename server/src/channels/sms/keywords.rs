//! Words about being texted at all. Twilio acts on them itself; they are recorded, and never answered.

use patchbay_domain::message::Unanswered;

/// The carriers' words, as Twilio knows them. Nothing else may stand beside one: "STOP PLEASE" is none.
const OPT_OUT: [&str; 8] = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"];
const OPT_IN: [&str; 3] = ["START", "YES", "UNSTOP"];
const HELP: [&str; 2] = ["HELP", "INFO"];

/// A word of the owner's own, longer than any is.
const MAX_OWN_WORD_CHARACTERS: usize = 30;

/// What the text says about being texted, and in which word, upper case; nothing where it is an ordinary text.
///
/// `opt_out_type` is the form's parameter of that name, which Twilio sends with Advanced Opt-Out. It wins: the owner may
/// have words of their own there, and may have taken ours away from Twilio's meaning.
#[must_use]
pub fn keyword(body: &str, opt_out_type: Option<&str>) -> Option<(Unanswered, String)> {
    let word = body.trim();
    if let Some((meaning, name)) = opt_out_type.and_then(meaning_of_type) {
        let is_word = !word.is_empty() && word.chars().count() <= MAX_OWN_WORD_CHARACTERS;
        return Some((meaning, if is_word { word.to_uppercase() } else { name.to_owned() }));
    }
    let is_one_of = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    let meaning = if is_one_of(&OPT_OUT) {
        Unanswered::OptOut
    } else if is_one_of(&OPT_IN) {
        Unanswered::OptIn
    } else if is_one_of(&HELP) {
        Unanswered::Help
    } else {
        return None;
    };
    Some((meaning, word.to_ascii_uppercase()))
}

fn meaning_of_type(opt_out_type: &str) -> Option<(Unanswered, &'static str)> {
    let meanings = [("STOP", Unanswered::OptOut), ("START", Unanswered::OptIn), ("HELP", Unanswered::Help)];
    let given = opt_out_type.trim();
    let (name, meaning) = meanings.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(given))?;
    Some((meaning, name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(body: &str) -> Option<Unanswered> {
        keyword(body, None).map(|(meaning, _)| meaning)
    }

    #[test]
    fn the_exact_words_count_in_any_case() {
        for (meaning, words) in [
            (Unanswered::OptOut, OPT_OUT.as_slice()),
            (Unanswered::OptIn, OPT_IN.as_slice()),
            (Unanswered::Help, HELP.as_slice()),
        ] {
            for word in words {
                let expected = Some((meaning, (*word).to_owned()));
                for written in [(*word).to_owned(), word.to_lowercase(), format!(" {word}\r\n\u{a0}")] {
                    assert_eq!(keyword(&written, None), expected, "{written}");
                }
            }
        }
    }

    #[test]
    fn anything_beside_them_makes_an_ordinary_text() {
        for text in [
            "",
            "STOP PLEASE",
            "stop.",
            "STOP!",
            "\"STOP\"",
            "STOP STOP",
            "Y",
            "yes please",
            "S T O P",
            "ſTOP",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn the_type_that_twilio_names_wins() {
        let with_type = |body, opt_out_type| keyword(body, Some(opt_out_type));
        assert_eq!(with_type("arrêt ", "STOP"), Some((Unanswered::OptOut, "ARRÊT".to_owned())));
        assert_eq!(with_type("CANCEL", "HELP"), Some((Unanswered::Help, "CANCEL".to_owned())));
        assert_eq!(with_type("", "start"), Some((Unanswered::OptIn, "START".to_owned())));
        let long = "please do not text me any more, thank you";
        assert_eq!(with_type(long, "STOP"), Some((Unanswered::OptOut, "STOP".to_owned())));
        assert_eq!(with_type("quit", "SOMETHING"), Some((Unanswered::OptOut, "QUIT".to_owned())));
        assert_eq!(with_type("call Acme", ""), None);
    }

    proptest! {
        #[test]
        fn any_text_is_judged(body: String, opt_out_type: Option<String>) {
            if let Some((_, word)) = keyword(&body, opt_out_type.as_deref()) {
                prop_assert!(!word.is_empty());
            }
        }

        #[test]
        fn words_with_something_beside_are_ordinary(word in prop::sample::select(OPT_OUT.as_slice()), beside in "[a-zA-Z0-9.!, ]{0,8}[a-zA-Z0-9.!,]") {
            prop_assume!(!OPT_OUT.contains(&format!("{word}{beside}").to_uppercase().as_str()));
            prop_assert_eq!(of(&format!("{word}{beside}")), None);
            prop_assert_eq!(of(&format!("{beside} {word}")), None);
        }
    }
}
