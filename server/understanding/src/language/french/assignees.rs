//! How French says who is to do something.

use crate::assignees::AssigneePatterns;
use crate::lexicon::word_set;
use crate::pattern;

pub(super) fn assignees() -> AssigneePatterns {
    AssigneePatterns {
        opening: vec![
            pattern(
                r"(?i)^(?:demande|demandez|demander|dis|dites|dire|confie|rappelle|rappelez)\s+à\s+(?P<name>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)|\p{Ll}{3,14})\s+(?:de\s+|d')",
            ),
            pattern(r"(?i)^@(?P<name>\p{L}[\p{L}'-]*)[,:]?\s+(?:merci de\s+|peux-tu\s+|s'il te plaît,?\s+)?"),
            pattern(r"(?i)^(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\s+(?:doit|devrait|peut)\s+"),
            pattern(r"(?i)^que\s+(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\s+"),
        ],
        aside: vec![
            pattern(
                r"(?i)\s*[,(-]?\s*\b(?:assigne(?:r|z)?(?:-la|-le)?(?: cela)? à|assignée? à|attribue(?:r|z)?(?:-la|-le)? à|responsable\s?:?)\s+@?(?P<name>(?-i:\p{Lu}[\p{L}'-]+))\)?",
            ),
            pattern(r"\s*\(@?(?P<name>\p{Lu}[\p{L}'-]+)\)\s*$"),
            pattern(r"\s+@(?P<name>\p{L}[\p{L}'-]+)\s*$"),
        ],
        handing: pattern(
            r"(?i)^(?:assigne|attribue|confie|délègue)\s+(?P<what>.{3,80}?)\s+à\s+@?(?P<name>(?-i:\p{Lu}[\p{L}-]+))[\s,.!]*$",
        ),
        remark: pattern(
            r"(?i)^(?:merci de )?(?:assigne|attribue|donne|confie)(?:r|z)?-?(?:la|le|ça)? ?(?:ça )?à @?(?P<name>(?-i:\p{Lu}[\p{L}'-]+))[.!\s]*$",
        ),
        headings: pattern(r"(?i)\b(?:actions|tâches|prochaines étapes|à faire|responsables)\b"),
        not_names: word_set(
            "moi nous toi le la les un une client clients équipe quelqu'un tous on il elle je tu ce cela ça",
        ),
    }
}
