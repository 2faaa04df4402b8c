//! How German joins orders in one sentence.

use crate::lexicon::word_set;
use crate::orders::OrderJoints;
use crate::pattern;

pub(super) fn orders() -> OrderJoints {
    OrderJoints {
        separator: pattern(
            r"(?i)\s*(?:,|;|\s-)?\s+(?P<word>und außerdem|und dann|und auch|und danach|und|sowie|außerdem|danach|&)\s+|\s*[,;]\s+|\s+-\s+",
        ),
        opens: pattern(
            r"(?i)^\s*(?:(?:und|aber|auch|ok|ja|nein)\s+)?(?:wenn|falls|sobald|nachdem|bevor|weil|da|hallo|hi|liebe|lieber|danke|guten|als)\b",
        ),
        plea: pattern(
            r"(?i)^(?:(?:und|aber|also)\s+)?(?:bitte\s+\S|(?:kannst|könntest|würdest) du\b|(?:können|könnten) (?:sie|wir)\b|(?:ich|wir) (?:brauche|brauchen|muss|müssen)\b|vergiss nicht)",
        ),
        but: " aber ",
        and: " und ",
        gathering: word_set(
            "kaufe kauf kaufen bestelle bestell bestellen besorge besorg hole hol bring bringe",
        ),
        light: word_set("und bitte"),
        wanting: word_set("zu bitte kannst könntest können könnten muss müssen brauche brauchen"),
        continuing: word_set(
            "und oder an mit zu bei auf per für in nach ihm ihr ihnen es ihn sie uns mir dann",
        ),
        restarting: word_set(""),
        delegating: word_set("\u{0}"),
        going: word_set("geh"),
        reaching: word_set("ruf rufe mail maile"),
        persons: word_set("ihm ihr ihnen"),
        after_person: word_set("um am mit und"),
    }
}
