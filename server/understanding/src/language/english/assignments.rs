//! How English says who has a task.

use crate::assignments::AssignmentWords;
use crate::pattern;

pub(super) fn assignments() -> AssignmentWords {
    let task = r"(?:(?:task |#|no\.? ?|number )*(?P<number>\d{1,9})|(?P<what>[^?]{2,80}?))";
    let name = r"@?(?P<name>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})|\p{Ll}{2,14})";
    let end = r"(?:\s+(?:please|pls|thanks|instead|now))*[\s.!]*$";
    AssignmentWords {
        who: pattern(&format!(
            r"(?i)^(?:(?:and|so|hey|ok|please|do you know|tell me)[\s,]+)*who(?:'s| is|s)?(?: currently| now)? (?:has|have|got|does|on|doing|handling|handles|working on|assigned to|responsible for|in charge of|taking care of|taking|is on|owns) {task}[?.!\s]*$"
        )),
        give: vec![
            pattern(&format!(
                r"(?i)^(?:(?:please|pls|can you|could you|and|also)[\s,]+)*(?:re-?assign|assign|delegate|hand (?:off|over)|hand|give|pass(?: on)?) {task}(?: over| on)? to {name}{end}"
            )),
            pattern(&format!(r"(?i)^(?:(?:please|pls|can you|could you)[\s,]+)*put {name} on {task}{end}")),
            pattern(&format!(
                r"(?i)^@?(?P<name>(?-i:\p{{Lu}}[\p{{L}}-]+)|i)(?:'ll| will| is going to|'s going to)? (?:takes?(?: over| on)?|handles?) (?:(?:task |#)+(?P<number>\d{{1,9}})|(?P<what>(?:the |it\b|this\b|that\b)[^?]{{0,60}}?)){end}"
            )),
        ],
        me: pattern(r"(?i)^(?:me|i|myself)$"),
        with: "{name} is with {who}.",
        with_nobody: "{name} is with nobody in particular.",
        given: "{name} is now with {what}.",
    }
}
