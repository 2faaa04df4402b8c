//! How French joins orders in one sentence.

use crate::lexicon::word_set;
use crate::orders::OrderJoints;
use crate::pattern;

pub(super) fn orders() -> OrderJoints {
    OrderJoints {
        separator: pattern(
            r"(?i)\s*(?:,|;|\s-)?\s+(?P<word>et aussi|et puis|et ensuite|et également|puis|ensuite|également|aussi|et|&)\s+(?:de\s+|d')?|\s*[,;]\s+|\s+-\s+",
        ),
        opens: pattern(
            r"(?i)^\s*(?:(?:et|mais|aussi|ok|oui|non)\s+)?(?:si|quand|dès que|après|avant|parce|comme|bonjour|salut|merci|lorsque|désolé)\b",
        ),
        plea: pattern(
            r"(?i)^(?:(?:et|mais)\s+)?(?:(?:s'il te plaît|s'il vous plaît|svp|stp),?\s+\S|(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez)\b|(?:il faut|j'ai besoin|on a besoin|merci de)\b|n'oublie)",
        ),
        but: " mais ",
        and: " et ",
        gathering: word_set("achète achetez acheter commande commander prends apporte"),
        light: word_set("et merci de"),
        wanting: word_set("besoin faut peux-tu pouvez-vous pourrais-tu pourriez-vous de peux pouvez dois"),
        continuing: word_set("et ou"),
        restarting: word_set(""),
        delegating: word_set("\u{0}"),
        going: word_set("va"),
        reaching: word_set("appelle écris"),
        persons: word_set("lui leur"),
        after_person: word_set("de à"),
    }
}
