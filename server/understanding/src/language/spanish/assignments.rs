//! How Spanish says who has a task.

use crate::assignments::AssignmentWords;
use crate::pattern;

pub(super) fn assignments() -> AssignmentWords {
    let task = r"(?:(?:en |con )?(?:la )?(?:tarea |#|número )*(?P<number>\d{1,9})|(?P<what>[^?]{2,80}?))";
    let name = r"@?(?P<name>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})|\p{Ll}{2,14})";
    let end = r"(?:\s+(?:por favor|gracias|ahora))*[\s.!]*$";
    AssignmentWords {
        who: pattern(&format!(
            r"(?i)^¿?\s*(?:(?:y|oye)[\s,]+)*qui[eé]n (?:tiene|hace|lleva|está (?:con|en)|se encarga de(?:l)?|se ocupa de(?:l)?|es responsable de(?:l)?) {task}[?.!\s]*$"
        )),
        give: vec![
            pattern(&format!(
                r"(?i)^(?:(?:por favor|puedes|y)[\s,]+)*(?:da|dale|asigna|asignar|pasa|reasigna|encarga) {task} a {name}{end}"
            )),
            pattern(&format!(
                r"(?i)^(?P<name>(?-i:\p{{Lu}}[\p{{L}}'-]+)) (?:se encarga de(?:l)?|lleva) (?:(?:la )?(?:tarea |#)*(?P<number>\d{{1,9}})|(?P<what>(?:la|el|eso|esto)\b[^?]{{0,60}}?)){end}"
            )),
        ],
        me: pattern(r"(?i)^(?:m[ií]|yo)$"),
        with: "{name} la lleva {who}.",
        with_nobody: "{name} no está asignada a nadie.",
        given: "{name} la lleva ahora {what}.",
    }
}
