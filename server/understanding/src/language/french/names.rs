//! How French names people and projects.

use crate::entities::NameWords;
use crate::lexicon::word_set;
use crate::{never, pattern};

pub(super) fn names() -> NameWords {
    NameWords {
        not_names: word_set(
            "
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre
    novembre décembre bonjour bonsoir salut merci m mme mr monsieur madame tâche projet noël q1 q2 q3 q4 pdf cordialement
    urgent svp stp oui non
            ",
        ),
        reached: pattern(r"\b(?i:appelle|appeler|écris à|envoie à|préviens|demande à|dis à) (?P<name>\p{Ll}[\p{L}'-]{2,20})\b"),
        family: never(),
        common: word_set(
            "
    client clients cliente le la les mon ma mes un une équipe patron chef tous quelqu'un banque fournisseur imprimeur avocat comptable
    agence papa maman notre nos votre l'équipe l'imprimeur l'avocat l'agence des du aux
            ",
        ),
        projects: vec![
            pattern(r"(?i:\bprojet)\s+(?P<name>\p{Lu}[\p{L}\p{N}_-]*(?:\s+\p{Lu}[\p{L}\p{N}_-]*)?)"),
            pattern(r"(?:^|[\s(])#(?P<name>\p{L}[\p{L}\p{N}_-]{1,40})"),
        ],
        nouns_have_capitals: false,
    }
}
