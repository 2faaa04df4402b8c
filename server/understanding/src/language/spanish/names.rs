//! How Spanish names people and projects.

use crate::entities::NameWords;
use crate::lexicon::word_set;
use crate::{never, pattern};

pub(super) fn names() -> NameWords {
    NameWords {
        not_names: word_set(
            "
    lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre
    octubre noviembre diciembre hola gracias buenos buenas días tardes sr sra don doña tarea proyecto navidad q1 q2 q3 q4
    pdf saludos urgente sí
            ",
        ),
        reached: pattern(r"\b(?i:llama a|escribe a|envía a|avisa a|pregunta a|dile a) (?P<name>\p{Ll}[\p{L}'-]{2,20})\b"),
        family: never(),
        common: word_set(
            "
    cliente clientes clienta la el los las mi tu su equipo jefe jefa todos todas alguien banco proveedor imprenta abogado gestor
    gestoría contable agencia papá mamá una un nuestro nuestra
            ",
        ),
        projects: vec![
            pattern(r"(?i:\bproyecto)\s+(?P<name>\p{Lu}[\p{L}\p{N}_-]*(?:\s+\p{Lu}[\p{L}\p{N}_-]*)?)"),
            pattern(r"(?:^|[\s(])#(?P<name>\p{L}[\p{L}\p{N}_-]{1,40})"),
        ],
        nouns_have_capitals: false,
    }
}
