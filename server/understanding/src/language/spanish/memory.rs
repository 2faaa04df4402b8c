//! How Spanish asks for what is remembered, and has it forgotten.

use crate::memory::MemoryWords;
use crate::pattern;

pub(super) fn memory() -> MemoryWords {
    MemoryWords {
        recall: pattern(
            r"(?i)^[¿¡\s]*(?:(?:hola|y|por favor|dime|ok)[,\s]+)*[¿\s]*qu[eé] (?:sabes|sabe|recuerdas|recuerda|has guardado|ha guardado)(?: usted| t[uú])?(?: ya| todavía)? (?:de|sobre|acerca de) m[ií][\s?.!]*$",
        ),
        forget_all: pattern(
            r"(?i)^[¡\s]*(?:por favor,? )?(?:olvida|olvide|borra|borre) todo(?: lo que (?:sabes|sabe|recuerdas|recuerda))? (?:de|sobre|acerca de) m[ií][\s.!]*$",
        ),
        forget: pattern(r"(?i)^[¡\s]*(?:por favor,? )?(?:olvida|olvide) que (?P<what>.{3,160}?)[\s.!]*$"),
        forget_thing: pattern(
            r"(?i)^[¡\s]*(?:por favor,? )?(?:olvida|olvide) (?P<what>(?:mi|mis|nuestr[oa]s?) .{2,100}?)[\s.!]*$",
        ),
        name: pattern(r"(?i)\bmi nombre\b|\bme llamo\b"),
        hours: pattern(r"(?i)\bhorarios?\b"),
        order: pattern(r"(?i)^(?:te |le |os )?(?:ped[ií]|dije|pregunté|escribí|quería)\b"),
        keep: pattern(
            r"(?i)^[¡\s]*(?:por favor,? )?(?:recuerda|recuerde|ten en cuenta|tenga en cuenta)(?:,? por favor,?)? que (?P<fact>(?:yo |nosotros |mi |mis |nuestr[oa]s? |prefiero|trabajo|soy|estoy|tengo|no ).{3,160}?)[\s.!]*$",
        ),
        errand: pattern(
            r"(?i)\b(?:tengo que|tenemos que|hay que|debo|debemos|necesito|necesitamos|vence|plazo|hoy|mañana|antes del?|tarea)\b",
        ),
        kept: "Lo recordaré.",
        name_label: "Nombre",
        known: "Esto es lo que recuerdo de usted:",
        more: "Y {n} más.",
        nothing_known: "Todavía no recuerdo nada de usted.",
        forgotten: "Olvidado: {what}",
        forgotten_all: "He olvidado todo sobre usted.",
        not_known: "No recuerdo nada parecido; no hay nada que olvidar.",
    }
}
