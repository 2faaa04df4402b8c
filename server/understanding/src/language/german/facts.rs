//! How German tells what is worth remembering.

use crate::facts::FactPatterns;
use crate::pattern;

pub(super) fn facts() -> FactPatterns {
    FactPatterns {
        name: pattern(
            r"(?i)\b(?:ich heiße|mein name ist|nenn mich|nennen sie mich)\s+(?P<fact>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?))",
        ),
        preference: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?P<fact>(?:ich|wir) (?:bevorzugen?|mag|mögen|hasse|will nie|möchte nie)\b[^.!?\n]{3,120})",
        ),
        working_hours: pattern(
            r"(?i)(?P<fact>\b(?:ich|wir) (?:arbeite|arbeiten|bin|sind) [^.!?\n]{0,30}(?:von|bis|nur|immer)\b[^.!?\n]{2,60})",
        ),
        note: pattern(
            r"(?i)\b(?:merk dir,?(?: dass)?|für die zukunft:?|denk künftig daran,?(?: dass)?)\s+(?P<fact>[^.!?\n]{4,160})",
        ),
        project: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?P<fact>(?:ich arbeite|wir arbeiten) (?:gerade |derzeit )?(?:an|am) (?:dem |der )?(?:projekt )?(?-i:\p{Lu})[^.!?\n]{2,80})",
        ),
        tone: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?:bitte )?(?P<fact>(?:antworte|antworten sie|schreib|schreiben sie)(?: mir)?(?: bitte)? (?:kurz|knapp|förmlich|locker|einfach)\b[^.!?\n]{0,40}|(?:duz|siez)(?:e|en sie)? mich\b[^.!?\n]{0,40})",
        ),
    }
}
