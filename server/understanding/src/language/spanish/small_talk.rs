//! Spanish small talk.

use crate::lexicon::{phrases, word_set};
use crate::pattern;
use crate::small_talk::SmallTalk;

pub(super) fn small_talk() -> SmallTalk {
    SmallTalk {
        thanks: pattern(r"(?i)\b(?:gracias|agradezco|agradecido|agradecida)\b"),
        greeting: pattern(r"(?i)^\W*(?:hola|buenos d|buenas|buen día|qué tal|que tal|hey|test|prueba)"),
        yes: phrases(
            "
    sí | si | vale | ok | okay | claro | claro que sí | por supuesto | de acuerdo | adelante | sí adelante | hazlo | hágalo
    correcto | exacto | eso es | perfecto sí | confirmado | confirmo | lo confirmo | aprobado | me parece bien | está bien
    esta bien | me vale | por mí bien | sin problema | dale | venga | así es | s | y | sí por favor | sí hazlo | procede
    suena bien | de una | cómo no | afirmativo | conforme | estoy de acuerdo | sí claro | sí confirmo | sí de acuerdo
            ",
        ),
        no: phrases(
            "
    no | nop | todavía no | aún no | mejor no | no gracias | para nada | de ninguna manera | negativo | no es correcto
    incorrecto | no estoy de acuerdo | ahora no | creo que no | n | no no | por ahora no
            ",
        ),
        small: phrases(
            "
    hola | buenos días | buenos dias | buenas tardes | buenas noches | buenas | buen día | qué tal | que tal | gracias | muchas gracias
    mil gracias | muchísimas gracias | gracias por todo | de nada | adiós | adios | hasta luego | hasta pronto | hasta mañana
    nos vemos | chao | un saludo | saludos | un abrazo | genial | perfecto | estupendo | excelente | fantástico | muy bien | bien
    entendido | anotado | buen trabajo | enhorabuena | felicidades | perdón | lo siento | cómo estás | como estas | cómo está
    todo bien | jaja | jajaja | bueno | equipo | a todos | todos | y | buen fin de semana | igualmente | guay | test | prueba | súper
    feliz día | que pases buen día | a ti | recibido | ah | oh | uf
            ",
        ),
        turns: pattern(concat!(
            r"(?i)^[¡]?(?:(?:muchas |mil |muchísimas )?gracias (?:por|a)\b.*|(?:te |le |os |les )?(?:lo )?agradezco\b.*|(?:que )?(?:tengas|tenga|tengan|pases|pase) .*|(?:espero|esperamos) que (?:estés|esté|todo|estén|te|tengas)\b.*|feliz .*|buen(?:as|os|a)? (?:fin de semana|semana|viaje|trabajo|idea|vacaciones)\b.*",
            r"|nos vemos\b.*|hasta (?:el|la|luego|pronto|mañana)\b.*|(?:quedo|quedamos) (?:a la espera|atent[oa]s?)\b.*|(?:avísame|avisame|dime) (?:si|cuando|cualquier)\b.*|cualquier (?:cosa|duda)\b.*|cómo (?:va todo|estás|está|fue el fin de semana)\b.*|eso es todo\b.*|(?:eres|sois) .*(?:mejor|crack|genial|máquina)\w*.*)$",
        )),
        opening: pattern(r"(?i)^(?:(?:y|también|ok|vale|genial|bueno|ah|sí|perfecto)\b[\s,!.-]*|[¡¿]+)+"),
        decision: pattern(
            r"(?i)^(?:vamos|nos quedamos|me quedo|prefiero|elijo|elegimos) (?:con|por)? ?(?:la|el) (?:opción|versión|primer|segund)\w*.{0,30}|^(?:la )?opción (?:[a-d]|\d)(?: por favor)?[.!\s]*$",
        ),
        filler: word_set("por favor pues entonces eso y"),
        help: phrases("ayuda | info | qué puedes hacer | que puedes hacer | cómo funciona esto | help"),
        repeats: (word_set("lo así eso hazlo"), word_set("hay tengo prisa")),
    }
}
