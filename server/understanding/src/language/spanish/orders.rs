//! How Spanish joins orders in one sentence.

use crate::lexicon::word_set;
use crate::orders::OrderJoints;
use crate::pattern;

pub(super) fn orders() -> OrderJoints {
    OrderJoints {
        separator: pattern(
            r"(?i)\s*(?:,|;|\s-)?\s+(?P<word>y también|y luego|y después|y además|además|también|luego|después|y|e|&)\s+(?:que\s+)?|\s*[,;]\s+|\s+-\s+",
        ),
        opens: pattern(
            r"(?i)^\s*(?:(?:y|pero|también|ok|sí|no)\s+)?(?:si|cuando|en cuanto|después|antes|porque|como|hola|gracias|buenos|buenas|perdona)\b",
        ),
        plea: pattern(
            r"(?i)^¿?(?:(?:y|pero)\s+)?(?:por favor,?\s+\S|(?:me |nos )?(?:puedes|podrías|puede|podría)\b|(?:necesito|necesitamos|hay que|tenemos que|tengo que)\b|no (?:te )?olvides)",
        ),
        but: " pero ",
        and: " y ",
        gathering: word_set("compra compre comprar pide pedir trae traer"),
        light: word_set("y favor por"),
        wanting: word_set("necesito puedes podrías puede podría que tengo"),
        continuing: word_set("y o"),
        restarting: word_set(""),
        delegating: word_set("\u{0}"),
        going: word_set("ve"),
        reaching: word_set("llama escribe"),
        persons: word_set("le les"),
        after_person: word_set("a de"),
    }
}
