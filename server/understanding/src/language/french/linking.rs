//! How French says what else somebody is known by.

use crate::linking::{LinkWords, TARGET};
use crate::pattern;

pub(super) fn linking() -> LinkWords {
    LinkWords {
        command: pattern(&format!(
            r"(?i)^(?:(?:bonjour|salut|au fait|s'il vous plaît|s'il te plaît|ok)(?: \p{{Lu}}\p{{L}}+)?[\s,.!:]+)*(?:je suis aussi|c'est aussi moi|j'écris aussi (?:de|depuis|avec)|mon (?:numéro|numero|téléphone|telephone|portable|mobile|e-?mail|mail|courriel|adresse)(?: e-?mail| mail)?(?: est| c'est) aussi(?: le)?|mon autre (?:numéro|numero|téléphone|telephone|portable|mobile|e-?mail|mail|courriel|adresse)(?: e-?mail| mail)?(?: est| c'est)(?: aussi)?(?: le)?|(?:relie|reliez|associe|associez|lie|liez)(?:-moi)?(?: mon (?:numéro|e-?mail))?(?: à| avec)?){TARGET}[\s.!]*(?:s'il vous plaît|s'il te plaît|merci)?[\s.!]*$"
        )),
        code_sent: "J'ai envoyé un code à {to}. Envoyez-le-moi ici dans les {n} minutes, et je saurai que c'est vous.",
        cannot: "Je ne peux pas envoyer de code à {to}. Quelqu'un de l'équipe peut l'associer dans le tableau de bord.",
        not_an_address: "Ce n'est ni une adresse ni un numéro avec son indicatif, comme +33 6 12 34 56 78.",
        already: "Je vous connais déjà par {to}.",
        too_soon: "Un code a été envoyé il y a moins d'une minute. Attendez un instant et redemandez.",
        too_many: "Trop de codes ont été envoyés aujourd'hui. Redemandez demain, ou demandez à quelqu'un de l'équipe.",
        linked: "Merci : {to}, c'est aussi vous. Ce qui a été dit là-bas, je le sais ici aussi.",
        wrong_one_left: "Le code est faux. Il reste un essai.",
        wrong: "Le code est faux. Il reste {n} essais.",
        late: "Le code ne compte plus : il était valable {n} minutes. Demandez-en un autre.",
        used_up: "Le code a été faux trop souvent et ne compte plus. Demandez-en un autre.",
        letter: "{code} est votre code pour {organization} : {who} demande à être associé à cette adresse ou ce numéro. Si c'est vous, envoyez-le là-bas dans les {n} minutes. Sinon, ne faites rien.",
    }
}
