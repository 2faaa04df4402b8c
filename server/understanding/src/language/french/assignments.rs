//! How French says who has a task.

use crate::assignments::AssignmentWords;
use crate::pattern;

pub(super) fn assignments() -> AssignmentWords {
    let task = r"(?:(?:de )?(?:la |le )?(?:tâche |#|n° ?|numéro )*(?P<number>\d{1,9})|(?P<what>[^?]{2,80}?))";
    let name = r"@?(?P<name>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})|\p{Ll}{2,14})";
    let end = r"(?:\s+(?:s'il te plaît|svp|merci|maintenant))*[\s.!]*$";
    AssignmentWords {
        who: pattern(&format!(
            r"(?i)^(?:(?:et|dis|au fait)[\s,]+)*qui (?:a|fait|s'occupe (?:de|du|d')|est (?:sur|chargé de|responsable de)|travaille sur|gère) ?{task}[?.!\s]*$"
        )),
        give: vec![
            pattern(&format!(
                r"(?i)^(?:(?:peux-tu|merci de|et)[\s,]+)*(?:donne|donner|attribue|attribuer|confie|confier|assigne|assigner|passe|réattribue) {task} à {name}{end}"
            )),
            pattern(&format!(
                r"(?i)^(?P<name>(?-i:\p{{Lu}}[\p{{L}}'-]+)) (?:s'occupe de|prend) (?:(?:la )?(?:tâche |#)*(?P<number>\d{{1,9}})|(?P<what>(?:la|le|l'|ça|cela)[^?]{{0,60}}?)){end}"
            )),
        ],
        me: pattern(r"(?i)^(?:moi|je)$"),
        with: "{name} : c'est {who}.",
        with_nobody: "{name} n'est attribuée à personne.",
        given: "{name} : c'est maintenant {what}.",
    }
}
