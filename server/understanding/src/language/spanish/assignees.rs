//! How Spanish says who is to do something.

use crate::assignees::AssigneePatterns;
use crate::lexicon::word_set;
use crate::pattern;

pub(super) fn assignees() -> AssigneePatterns {
    AssigneePatterns {
        opening: vec![
            pattern(
                r"(?i)^(?:pide|pídele|pidele|dile|di|pídale|dígale|encarga|encárgale|recuérdale|recuerdale)\s+a\s+(?P<name>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)|\p{Ll}{3,14})\s+que\s+",
            ),
            pattern(r"(?i)^que\s+(?P<name>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?))\s+"),
            pattern(r"(?i)^@(?P<name>\p{L}[\p{L}'-]*)[,:]?\s+(?:por favor,?\s+|¿?puedes\s+)?"),
            pattern(r"(?i)^(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\s+(?:debe|tiene que|debería|puede)\s+"),
        ],
        aside: vec![
            pattern(
                r"(?i)\s*[,(-]?\s*\b(?:asigna(?:do|da|lo|la|r)?(?: esto)? a|responsable:?)\s+@?(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\)?",
            ),
            pattern(r"\s*\(@?(?P<name>\p{Lu}[\p{L}'-]+)\)\s*$"),
            pattern(r"\s+@(?P<name>\p{L}[\p{L}'-]+)\s*$"),
        ],
        handing: pattern(
            r"(?i)^(?:asigna|delega|encarga)\s+(?P<what>.{3,80}?)\s+a\s+@?(?P<name>(?-i:\p{Lu}[\p{L}-]+))[\s,.!]*$",
        ),
        remark: pattern(
            r"(?i)^(?:por favor,? )?(?:asígna(?:lo|la|selo|sela)|dá(?:selo|sela)|asigna(?:lo|la)|pása(?:selo|sela)) a @?(?P<name>(?-i:\p{Lu}[\p{L}'-]+))[.!\s]*$",
        ),
        headings: pattern(r"(?i)\b(?:tareas|próximos pasos|pendientes|responsables)\b"),
        not_names: word_set(
            "me mi la el los las un una cliente clientes equipo alguien todos jefe nosotros él ella usted",
        ),
    }
}
