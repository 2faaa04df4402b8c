//! What stands around a Spanish order and is no part of it.

use crate::lexicon::word_set;
use crate::politeness::Courtesies;
use crate::{never, pattern};

pub(super) fn courtesies() -> Courtesies {
    Courtesies {
        filler: pattern(concat!(
            r"(?i)^(?:(?:por favor|porfa|porfi|y|también|además|luego|después|entonces|así que|solo|sólo|por cierto|oye|hola|si puedes|si es posible|cuando puedas|quizás|tal vez|otra cosa|una cosa más)\b[\s,:;.!-]*",
            r"|(?:ok|vale|bien|sí|claro|genial|perfecto|gracias|primero|segundo|tercero|por último|siguiente|ps)\s*[,:!.-]+\s*",
            r"|(?:unas?|varias|dos|tres|cuatro|algunas|las|mis)?\s*(?:cosas|tareas|pendientes|puntos)(?: para (?:hoy|mañana))?\s*:\s*|(?:re|rv|fwd|tr):\s*",
            r"|[^\p{L}\p{N}@#(\x22'$£€\[]+)",
        )),
        please: never(),
        greeting: pattern(
            r"(?i)^[¡]?(?:hola|buenos días|buenos dias|buenas(?: tardes| noches)?|buen día|estimad[oa]s?|querid[oa]s?|hey)(?:\b|$)(?P<rest>[^,!.:\n?]{0,40}?)(?P<end>[,!.:\n]+|\s-\s|$)\s*",
        ),
        greeted: pattern(
            r"(?i)^[¡]?(?:hola|hey|buenos días|buenas tardes|buenas)\s+(?:(?:a todos|equipo|todos)\s+)?(?:[\p{L}'-]+\s+)??(?P<rest>(?:¿|puedes|podrías|puede|podría|por favor|necesito|necesitamos|quiero|hay|está|tengo|recuérdame|me |nos )\b?.*)$",
        ),
        vocative: pattern(r"^@?(?P<name>\p{Lu}\p{Ll}{1,15})(?: \p{Lu}\p{Ll}{1,15})?,\s+(?P<rest>\S.*)$"),
        request: pattern(
            r"(?i)^¿?\s*(?:(?:(?:me|nos|le|les|lo|la) )?(?:puedes|podrías|puede|podría|pueden|podrían|podéis|podríais)(?: por favor)?|(?:podemos|podríamos)|(?:te|le) importaría|(?:sería|es) posible|(?:yo )?(?:necesito|necesitamos|quiero|queremos|quisiera|me gustaría|nos gustaría) que(?: me| nos| le| les)?|(?:necesito|necesitamos|tengo que|tenemos que|hay que|debo|debemos|habría que|tendríamos que|quiero|queremos|deberíamos|tienes que|debes|hace falta)|(?:no (?:te )?olvides(?: de)?|no (?:se )?olvide(?: de)?|recuerda|acuérdate de|asegúrate de|asegúrese de)(?: que)?|(?:alguien )?(?:puede|podría)|vamos a|(?:crea|añade|anota|agrega|pon|apunta)(?:me)? (?:una|la|esta|como|otra)? ?(?:nueva )?tarea(?: para| de)?\s*[:,-]?|(?:nueva )?tarea(?: nueva)?\s*[:-]|pendiente\s*:|sería (?:genial|bueno|ideal|estupendo) (?:si|que)(?: pudieras| puedes)?)(?:\s+|$)",
        ),
        gerund: never(),
        reminder: pattern(r"(?i)^(?:recuérdame|recuerdame|recuérdenos|recordatorio|recuérdanos|hazme un recordatorio)(?P<link>\s+(?:que|de|para|lo de)\b|\s*[:,-])?\s*"),
        list_addition: pattern(r"(?i)^(?:añade|pon|agrega|apunta)\s+(?P<what>.+?)\s+(?:a|en)\s+(?:mi|la|nuestra)\s+lista(?: de tareas| de pendientes)?\s*$"),
        need: pattern(r"(?i)^(?:(?:yo|nosotros)\s+)?(?:necesito|necesitamos|me hace falta|nos hace falta|quiero|queremos)\s+(?P<needed>(?:el|la|los|las|un|una|unos|unas|más|otro|otra|\d+|mi|nuestro)\b.*)$|^(?P<what>\x00)$"),
        trailing: pattern(
            r"(?i)(?:^|[\s,;.!?¿¡-]+)(?:por favor|porfa|porfavor|porfi|pf|gracias(?: de antemano| por adelantado)?|muchas gracias(?: de antemano)?|mil gracias|si es posible|si puedes|si puede|cuando puedas|cuando pueda|vale|ok|y|pero|luego|después|antes de|antes del|para el|para la|para|el|la|a|a las|hasta|en|porque|ya que|es|está|vence|a más tardar|como máximo|cuanto antes|y avísame|avísame)[\s,;:.!?-]*$",
        ),
        project_label: pattern(r"(?i)^(?:proyecto:?)\s+[\p{L}\p{N}][\p{L}\p{N}_-]*\s*[:-]\s*"),
        remark_words: word_set(
            "
    es el la lo los las esto eso tiene que ser debe está estar para antes de del por favor a más tardar límite fecha
    plazo vence sería ideal mejor genial listo lista y pero muy muchas gracias necesito necesitamos hecho hecha puedes
    hacerlo posible si prioridad tarea todo todas ambos cuanto se puede corre prisa hay con no máximo como
            ",
        ),
        adds: pattern(r"(?i)^\W*(?:y )?(?:también|además|otra cosa|por cierto)\b"),
        own_plan: pattern(
            r"(?i)^\W*(?:quere?mos|quiero|nos gustaría|me gustaría|pensamos|estamos pensando)\b",
        ),
        ideal: pattern(
            r"(?i)^\W*(?:idealmente|lo ideal|ojalá|nuestro objetivo)\b",
        ),
        wish: pattern(r"(?i)^(?:quiero|queremos|quisiera|me gustaría|nos gustaría)\b"),
        wanted: pattern(
            r"(?i)\b(?:necesit\p{L}*|sería|tiene[ns]? que|debe\p{L}*|hay que|hace falta|por favor|ideal\p{L}*|queremos|lo quiero|espero)\b",
        ),
        reported: pattern(
            r"(?i)\b(?:dile|diles|avisa|avísale|infórma\p{L}*)\s.{0,40}?que (?:est\p{L}+|ya|no|la|el|los|las|vamos|hay)\b",
        ),
        then: pattern(r"(?i)\bpara entonces\b|\bantes de eso\b"),
        holding: word_set("tener tenerlo recibir tenerlos"),
        plural_words: word_set("todo todos todas ambos ambas"),
        sign_off: pattern(
            r"(?i)^\s*(?:(?:un |muchos |muchas |mil )?(?:saludos?|gracias|abrazos?|cordialmente|atentamente|atte)(?: cordial(?:es)?| de antemano| y saludos| a todos)?|un cordial saludo|hasta (?:luego|pronto|mañana)|besos|quedo (?:atento|atenta|a la espera).{0,30})\s*(?:[,.!]*\s*|,?\s+(?-i:\p{Lu}\p{Ll}+)(?:\s+(?-i:\p{Lu}\p{Ll}*)\.?)?\s*)$",
        ),
        needed: "{what}",
        needs_verb: "",
        reminder_title: "{what}",
        addressing: word_set("puedes podrías puede podría por"),
        reminder_to: "que",
    }
}
