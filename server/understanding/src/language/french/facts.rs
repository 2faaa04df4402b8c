//! How French tells what is worth remembering.

use crate::facts::FactPatterns;
use crate::pattern;

pub(super) fn facts() -> FactPatterns {
    FactPatterns {
        name: pattern(
            r"(?i)\b(?:je m'appelle|mon nom est|appelle-moi|appelez-moi)\s+(?P<fact>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?))",
        ),
        preference: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?P<fact>(?:je préfère|nous préférons|on préfère|je déteste|je n'aime pas)\b[^.!?\n]{3,120})",
        ),
        working_hours: pattern(
            r"(?i)(?P<fact>\b(?:je travaille|nous travaillons|on travaille|je suis au bureau|nous sommes ouverts) (?:de|du|le|les|seulement|uniquement)\b[^.!?\n]{2,60})",
        ),
        note: pattern(
            r"(?i)\b(?:souviens-toi que|retiens que|retenez que|pour l'avenir,?)\s+(?P<fact>[^.!?\n]{4,160})",
        ),
        project: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?P<fact>(?:je travaille|nous travaillons|on travaille) (?:actuellement )?sur (?:le |la |l')?(?:projet )?(?-i:\p{Lu})[^.!?\n]{2,80})",
        ),
        tone: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?:s'il (?:te|vous) plaît,? )?(?P<fact>(?:réponds|répondez|écris|écrivez)(?:-moi)? (?:brièvement|simplement|court|en phrases courtes|formellement)\b[^.!?\n]{0,40}|(?:tutoie|tutoyez|vouvoie|vouvoyez)-moi\b[^.!?\n]{0,40})",
        ),
    }
}
