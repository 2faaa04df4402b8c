//! How German says who has a task.

use crate::assignments::AssignmentWords;
use crate::pattern;

pub(super) fn assignments() -> AssignmentWords {
    let task = r"(?:(?:die |der |an |mit )?(?:aufgabe |#|nr\.? ?|nummer )*(?P<number>\d{1,9})|(?P<what>[^?]{2,80}?))";
    let name = r"@?(?P<name>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})|\p{Ll}{2,14})";
    let end = r"(?:\s+(?:bitte|danke|jetzt|zu))*[\s.!]*$";
    AssignmentWords {
        who: pattern(&format!(
            r"(?i)^(?:(?:und|also|bitte|weißt du)[\s,]+)*(?:wer (?:hat|macht|ist(?: (?:an|dran an|zuständig für|verantwortlich für))?|kümmert sich um|übernimmt|arbeitet an|sitzt an)|bei wem (?:ist|liegt)) {task}[?.!\s]*$"
        )),
        give: vec![
            // "Weise das Angebot Eva zu": the noun before the name is no part of it.
            pattern(&format!(
                r"(?i)^(?:(?:bitte|und)[\s,]+)*weise? {task} (?P<name>(?-i:\p{{Lu}}[\p{{L}}'-]+)) zu[\s.!]*$"
            )),
            pattern(&format!(
                r"(?i)^(?:(?:bitte|kannst du|und)[\s,]+)*(?:gib|gebt|übergib|übertrage|weise?) {task} (?:an )?{name}{end}"
            )),
            pattern(&format!(
                r"(?i)^(?:(?:bitte|und)[\s,]+)*{task} (?:geht )?an {name}(?: (?:geben|übergeben|zuweisen))?{end}"
            )),
            pattern(&format!(
                r"(?i)^(?P<name>(?-i:\p{{Lu}}[\p{{L}}'-]+)|ich) (?:übernimmt|übernehme) (?:(?:die )?(?:aufgabe |#)*(?P<number>\d{{1,9}})|(?P<what>(?:das|die|den|es)\b[^?]{{0,60}}?)){end}"
            )),
        ],
        me: pattern(r"(?i)^(?:mir|mich|ich)$"),
        with: "{name} ist bei {who}.",
        with_nobody: "{name} ist niemandem zugeteilt.",
        given: "{name} ist jetzt bei {what}.",
    }
}
