//! How German names people and projects.

use crate::entities::NameWords;
use crate::lexicon::word_set;
use crate::{never, pattern};

pub(super) fn names() -> NameWords {
    NameWords {
        not_names: word_set(
            "
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni juli
    august september oktober november dezember herr frau dr prof aufgabe projekt danke hallo bitte ja nein q1 q2 q3 q4
    weihnachten ostern pdf
            ",
        ),
        // Every noun has a capital: only what a preposition or a title points at is a name.
        reached: pattern(
            r"\b(?i:an|bei|von|mit|für|herrn?|frau|firma|kunde|kundin|frag|frage|ruf|rufe|bitte|kontaktiere|informiere|erinnere) (?:(?i:herrn?|frau|firma) )?(?P<name>\p{Lu}[\p{L}&'-]{1,20}(?:(?: (?:von|van|de|&))? \p{Lu}[\p{L}&'-]{1,20})?)",
        ),
        family: never(),
        common: word_set(
            "
    kunden kundin kunde team chef chefin rechnung angebot vertrag termin website webseite bericht büro mitarbeiter
    freitag montag dienstag mittwoch donnerstag samstag sonntag woche monat ende uhr anfang mitte morgen mittag abend
    euro prozent projekt logo flyer druckerei agentur anwalt steuerberater bank lieferant lieferanten kollegen
    kollegin presse präsentation meeting besprechung social vorlage newsletter budget kampagne shop seite homepage
    april mai juni juli august januar februar märz september oktober november dezember ordnung zahlung
            ",
        ),
        projects: vec![
            pattern(r"(?i:\bprojekt)\s+(?P<name>\p{Lu}[\p{L}\p{N}_-]*(?:\s+\p{Lu}[\p{L}\p{N}_-]*)?)"),
            pattern(r"(?P<name>\p{Lu}[\p{L}\p{N}_]*)-(?i:projekt)\b"),
            pattern(r"(?:^|[\s(])#(?P<name>\p{L}[\p{L}\p{N}_-]{1,40})"),
        ],
        nouns_have_capitals: true,
    }
}
