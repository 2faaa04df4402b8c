//! How Spanish tells what is worth remembering.

use crate::facts::FactPatterns;
use crate::pattern;

pub(super) fn facts() -> FactPatterns {
    FactPatterns {
        name: pattern(
            r"(?i)\b(?:me llamo|mi nombre es|llámame|puedes llamarme)\s+(?P<fact>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?))",
        ),
        preference: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?P<fact>(?:(?:yo|nosotros) )?(?:prefiero|preferimos|odio|no me gusta|nunca quiero)\b[^.!?\n]{3,120})",
        ),
        working_hours: pattern(
            r"(?i)(?P<fact>\b(?:trabajo|trabajamos|abrimos|estoy en la oficina) (?:de|solo|los|desde)\b[^.!?\n]{2,60})",
        ),
        note: pattern(
            r"(?i)\b(?:recuerda que|ten en cuenta que|para el futuro,?)\s+(?P<fact>[^.!?\n]{4,160})",
        ),
        project: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?P<fact>(?:estoy|estamos) trabajando en (?:el |la )?(?:proyecto )?(?-i:\p{Lu})[^.!?\n]{2,80})",
        ),
        tone: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?:por favor,? )?(?P<fact>(?:responde|responda|escribe|escriba)(?:me)? (?:brevemente|corto|formalmente|con frases cortas)\b[^.!?\n]{0,40}|(?:tutéame|tratame de (?:tú|usted)|trátame de (?:tú|usted))\b[^.!?\n]{0,40})",
        ),
    }
}
