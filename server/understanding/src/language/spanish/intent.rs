//! What Spanish sentences are for.

use crate::intent_patterns::IntentPatterns;
use crate::{never, pattern};

pub(super) fn intent() -> IntentPatterns {
    IntentPatterns {
        negation: pattern(
            r"(?i)^(?:ya )?(?:no (?:hace falta|es necesario|hay que|necesito|necesitamos|hay necesidad de|te preocupes por|se preocupe por|tienes que|tiene que|envíes|mandes|llames|hagas|pagues|compres|reserves|publiques)|olvida|olvídate de|deja de|mejor no)(?: que)?\s+(?P<what>\S.*)$",
        ),
        not_negated: pattern(r"(?i)no (?:te )?olvid(?:es|e|éis)|no (?:se )?olvide"),
        wh_question: pattern(
            r"(?i)^¿?\s*(?:(?:a|de|para|con|desde|hasta|en) )?(?:qué|cuándo|dónde|quién|quiénes|cómo|cuál|cuáles|cuánto|cuánta|cuántos|cuántas|por qué|adónde)\b|^¿?\s*(?:que|cuando|donde|quien|como|cual|cuanto|cuantas|cuantos) (?:es|está|esta|son|tareas?|hay|tengo|tenemos|vence|va|estado|dinero|cuesta|tal)\b",
        ),
        auxiliary: pattern(
            r"(?i)^¿\s*(?:es|está|están|hay|ha|han|has|tiene|tienes|tenemos|tengo|fue|ya|se|va|sabes|sabe|puedo|podemos|debo|debemos|funciona|llegó|existe|el|la|los|las)\s+\S",
        ),
        tell_me: pattern(
            r"(?i)^¿?\s*(?:(?:me )?(?:puedes|podrías|puede|podría) (?:decirme|decir|explicarme|confirmarme|confirmar si|indicarme|contarme|informarme)|dime (?:qué|que|cuándo|cuando|dónde|quién|cómo|si|cuál|cuánto)|dígame|muéstrame|enséñame (?:las|mis|todas))",
        ),
        indirect: pattern(
            r"(?i)^¿?\s*(?:(?:quería|quisiera|me gustaría|quiero|necesito) (?:saber|preguntar|consultar)|sabes (?:si|cuándo|qué|cómo|dónde|quién)|alguna (?:novedad|noticia)|(?:una )?(?:pregunta|duda):|estado de(?:l)?|hay (?:alguna )?(?:novedad|noticia)|qué hay de)",
        ),
        may_i_have: pattern(
            r"(?i)^¿?\s*(?:puedo|podría|podemos) (?:tener|recibir|obtener|conseguir) (?:una?|el|la)\b",
        ),
        plea: pattern(
            r"(?i)^¿?\s*(?:(?:me |nos |le |les |lo |la )?(?:puedes|podrías|puede|podría|pueden|podrían|podéis|podemos|podríamos|puedas) \p{L}+(?:r|rme|rnos|rle|rlo|rla|rles|rlos|rlas)\b|(?:te|le) importaría|sería posible|es posible|alguien (?:puede|podría)|(?:me|nos) (?:envías|mandas|haces|llamas|preparas|pasas|reservas|ayudas|confirmas|compras))",
        ),
        problem: pattern(
            r"(?i)\b(?:está|están|sigue|parece) (?:\p{L}+ )?(?:rot[oa]s?|caíd[oa]s?|estropead[oa]s?|bloquead[oa]s?|hackead[oa]s?|averiad[oa]s?|mal|desactualizad[oa]s?|equivocad[oa]s?)\b|\bno (?:funcionan?|carga|abre|arranca|va|deja|responde)\b|\b(?:hay|tenemos|tengo) (?:un|una) (?:error|fallo|problema|fuga|errata)\b|\b(?:necesita|quiere|pide|ha pedido|solicita|espera) \p{L}",
        ),
        works: pattern(r"(?i)\b(?:ya )?funciona (?:bien|de nuevo|otra vez|ya)\b"),
        finite: pattern(
            r"(?i)\b(?:es|son|está|están|estoy|estamos|fue|ha|han|he|hemos|había|tiene|tengo|tenemos|va|vamos|voy|puede|puedo|quiere|quiero|debe|hay|será|sería|parece|creo|llegó|gustó|gusta|salió|llega|empieza|termina|cuesta|acabamos|encanta)\b|^(?:yo|él|ella|nosotros|ellos|esto|eso)\b",
        ),
        rather: pattern(r"(?i)^¿?\s*(?:puede|puedes|podemos|podría|podríamos) ser (?:el |a |la )"),
        no_order: pattern(
            r"(?i)^(?:ten en cuenta|disculpa|perdona|mira|cuídate|ver adjunto|fíjate|dime algo)\b",
        ),
        condition: pattern(
            r"(?i)^(?:si|cuando|en cuanto|antes de que|después de|una vez)\b[^,]{3,100},\s+(?:por favor |entonces )*",
        ),
        passive: never(),
        deadline: pattern(
            r"(?i)\b(?:fecha límite|plazo|fecha de entrega)(?: para| de| del)? (?P<what>.{3,100}?) (?:es|vence|termina)\W*$",
        ),
        due: pattern(r"(?i)^(?P<what>[^,]{3,100}?)\s+(?:vence|es|son|está|caduca)\W*$"),
        due_word: pattern(r"(?i)\b(?:vence|caduca)"),
        trailing_question: pattern(
            r"(?i)[,;-]\s+(?:y |pero )?¿?(?:dónde|qué|cuándo|quién|cómo|cuánto)\s[^,;]{1,60}$",
        ),
        filler: pattern(
            r"(?i)^(?:(?:y|entonces|también|ok|vale|hola|oye|bueno|pues|pero|por favor|gracias|sí|una pregunta|perdona|por cierto|además)\b[\s,:;.!-]*|[¡\s]+)+",
        ),
        clause: pattern(
            r"(?i)[,;:](?:\s|$)|\s-\s|\b(?:que|si|porque|cuando|quien|pero|y|qué|cómo|dónde|hasta|después|antes)\b",
        ),
        conditional_starts: &[
            "qué bien",
            "qué bueno",
            "como quedamos",
            "como hablamos",
            "cuando puedas",
            "cuando tengas",
            "qué tal",
        ],
        no_questions: &[],
        no_purpose: crate::lexicon::word_set("ser saber estar"),
        told_seconds: crate::lexicon::word_set("es fue está son ha"),
        objects: crate::lexicon::word_set("me le lo la les nos"),
        bare_nouns_are_orders: true,
        negated_questions: false,
        ly_endings: &["mente"],
    }
}
