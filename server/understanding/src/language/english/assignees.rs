//! How English says who is to do something.

use crate::assignees::AssigneePatterns;
use crate::lexicon::word_set;
use crate::pattern;

pub(super) fn assignees() -> AssigneePatterns {
    let name = r"(?P<name>@?(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)|[\p{Ll}]{2,14})";
    AssigneePatterns {
        opening: vec![
            pattern(&format!(
                r"(?i)^(?:ask|tell|get|have|need|want|remind|let|allow|assign|instruct)\s+{name}\s+to\s+(?:please\s+|also\s+)?"
            )),
            pattern(r"(?i)^(?:have|let|make)\s+(?P<name>@?(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?))\s+(?:please\s+)?"),
            pattern(r"(?i)^@(?P<name>[\p{L}][\p{L}.'-]*)[,:]?\s+(?:please\s+|pls\s+|(?:can|could|would|will) you\s+(?:please\s+)?)?"),
            pattern(
                r"(?i)^(?P<name>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?))\s+(?:should|needs to|has to|must|is to|can you ask to|to)\s+(?:please\s+)?",
            ),
            pattern(r"(?i)^(?:can|could|would|will)\s+(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\s+(?:please\s+)?"),
        ],
        aside: vec![
            pattern(
                r"(?i)\s*[,(-]?\s*\b(?:and )?(?:please )?(?:assign(?:ed)?(?: (?:it|this|that|them))? to|assignee:?|owner:)\s+@?(?P<name>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)|\p{Ll}{3,14}\b)\)?",
            ),
            pattern(r"\s*\(@?(?P<name>\p{Lu}[\p{L}'-]+)\)\s*$"),
            pattern(r"\s+@(?P<name>\p{L}[\p{L}'-]+)\s*$"),
            pattern(r"(?i)\s*[,-]\s*(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\s+(?:to (?:do|handle|own|take)|can (?:do|handle|take)|will (?:do|handle|take)|should (?:do|handle|take))(?: (?:it|this|that))?\s*$"),
        ],
        handing: pattern(r"(?i)^(?:assign|delegate|hand (?:off|over)|give)\s+(?P<what>(?:the|this|that|our|my)?\s?.{3,80}?)\s+to\s+@?(?P<name>(?-i:\p{Lu}[\p{L}\x27-]+))[\s,.!]*$"),
        remark: pattern(
            r"(?i)^(?:please |and |also |pls )*(?:(?:assign|give|hand|delegate) (?:it|this|that|them|this one|that one|both|these)(?: over)? to|(?:owner|assignee|assigned to|assign to|responsible)\s*:?|(?:it|this|that)(?:'s| is| goes)? (?:for|to)) @?(?P<name>(?-i:\p{Lu}[\p{L}'-]+)|\p{Ll}{3,14})[.!\s]*(?:please|pls|thanks)?[.!\s]*$",
        ),
        headings: pattern(r"(?i)\b(?:action items?|actions|next steps|assignments|responsibilities|who does what|owners|to-?dos?)\b"),
        not_names: word_set(
            "me us you him her them it someone somebody anyone anybody everyone the a an my our your this that in
            back ready rid going started access help him everything all team support legal accounting finance
            people monday tuesday wednesday thursday friday saturday sunday today tomorrow january february march
            april may june july august september october november december know see be go hr it pr things let's
            need want please client clients customer customers someone's together clear sure out down up on off
            we they he she i project task urgent time please also",
        ),
    }
}
