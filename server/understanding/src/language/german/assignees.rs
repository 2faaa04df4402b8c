//! How German says who is to do something.

use crate::assignees::AssigneePatterns;
use crate::lexicon::word_set;
use crate::pattern;

pub(super) fn assignees() -> AssigneePatterns {
    AssigneePatterns {
        opening: vec![
            pattern(r"(?i)^(?:bitte|bitten sie|frag|frage|sag|sage|lass|beauftrage|erinnere)\s+(?P<name>(?-i:\p{Lu}[\p{L}'-]+)(?: (?-i:\p{Lu}[\p{L}'-]+))?),?\s+(?:darum,?\s+|dass (?:er|sie)\s+|ob (?:er|sie)\s+)?"),
            pattern(r"(?i)^@(?P<name>\p{L}[\p{L}'-]*)[,:]?\s+(?:bitte\s+|kannst du\s+(?:bitte\s+)?)?"),
            pattern(r"(?i)^(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\s+(?:soll|muss|sollte|möge)\s+(?:bitte\s+)?"),
            pattern(r"(?i)^(?:kann|könnte|soll)\s+(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\s+(?:bitte\s+)?"),
        ],
        aside: vec![
            pattern(r"(?i)\s*[,(-]?\s*\b(?:zuständig:?|verantwortlich:?|zuweisen an|zugewiesen an|übernimmt)\s+@?(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\)?"),
            pattern(r"\s*\(@?(?P<name>\p{Lu}[\p{L}'-]+)\)\s*$"),
            pattern(r"\s+@(?P<name>\p{L}[\p{L}'-]+)\s*$"),
        ],
        handing: pattern(r"(?i)^(?:weise|übergib|gib)\s+(?P<what>.{3,80}?)\s+(?:an\s+)?(?P<name>(?-i:\p{Lu}[\p{L}-]+))(?:\s+zu)?[\s,.!]*$"),
        remark: pattern(
            r"(?i)^(?:bitte )?(?:(?:gib|weise|übergib) (?:es|das|sie)(?: bitte)?(?: an)? @?(?P<name>(?-i:\p{Lu}[\p{L}'-]+))(?: zu)?|das (?:macht|übernimmt) (?P<name2>(?-i:\p{Lu}[\p{L}'-]+)))[.!\s]*$",
        ),
        headings: pattern(r"(?i)\b(?:aufgaben|nächste schritte|to-?dos?|zuständigkeiten|wer macht was)\b"),
        not_names: word_set(
            "mir uns die der das den dem ein eine kunden kundin herr frau jemand alle team rechnung termin website webseite
            montag dienstag mittwoch donnerstag freitag samstag sonntag morgen heute es sie er wir ich du man angebot",
        ),
    }
}
