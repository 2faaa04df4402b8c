//! French small talk.

use crate::lexicon::{phrases, word_set};
use crate::pattern;
use crate::small_talk::SmallTalk;

pub(super) fn small_talk() -> SmallTalk {
    SmallTalk {
        thanks: pattern(r"(?i)\b(?:merci|mercis|remercie|remercions)\b"),
        greeting: pattern(r"(?i)^\W*(?:bonjour|bonsoir|salut|coucou|hello|ça va|comment (?:ça|vas|allez)|test)"),
        yes: phrases(
            "
    oui | ouais | bonne idée | ok | okay | d'accord | daccord | vas-y | allez-y | vas y | allez y | bien sûr | parfait oui | entendu oui | c'est bon
    c'est bon pour moi | ça marche | ça me va | cela me convient | ça me convient | je confirme | confirmé | je valide | validé | approuvé
    exactement | tout à fait | exact | c'est ça | c'est exact | correct | absolument | volontiers | avec plaisir | pas de problème
    fais-le | faites-le | fais ça | faites ainsi | go | bon pour accord | oui vas-y | oui allez-y | oui merci | oui s'il te plaît | o | y
    oui c'est bon | oui d'accord | je suis d'accord | on fait comme ça | certainement | oui je confirme | très bien oui
            ",
        ),
        no: phrases(
            "
    non | nan | pas encore | pas maintenant | non merci | surtout pas | pas du tout | absolument pas | c'est faux | incorrect
    je ne pense pas | plutôt pas | hors de question | refusé | n | non pas encore | non surtout pas | je refuse
            ",
        ),
        small: phrases(
            "
    bonjour | bonsoir | salut | coucou | hello | hey | merci | merci beaucoup | merci bien | mille mercis | un grand merci | merci à toi
    merci à vous | merci d'avance | merci encore | de rien | je vous en prie | au revoir | à bientôt | à demain | à plus | à plus tard
    à tout à l'heure | bonne journée | bonne soirée | bonne nuit | bon week-end | bon weekend | bonne semaine | belle journée | super | génial
    parfait | excellent | très bien | bien | top | cool | compris | entendu | noté | c'est noté | bien reçu | bravo | félicitations | bon travail
    beau travail | désolé | désolée | pardon | ça va | comment ça va | comment vas-tu | comment allez-vous | bien cordialement | cordialement
    haha | mdr | lol | oh | ah | tous | à tous | tout le monde | l'équipe | et | test | bises | bisous | chouette | nickel | impeccable | à lundi
    bonnes vacances | bon courage | bonne chance | formidable | magnifique | trop bien | s'il te plaît | bonne continuation
            ",
        ),
        turns: pattern(concat!(
            r"(?i)^(?:(?:un grand |mille |encore )?merci(?:s)?(?: beaucoup| bien| encore)? (?:pour|à|d'avoir)\b.*|je (?:te|vous) (?:remercie|souhaite)\b.*|(?:bonne|belle|bon|joyeux|joyeuse|bonnes) .{2,40}|(?:j'espère|nous espérons) que (?:tu|vous|tout)\b.*(?:bien|forme|passé).*",
            r"|à (?:lundi|mardi|mercredi|jeudi|vendredi|demain|bientôt|très vite|la semaine prochaine)\b.*|(?:dans l'attente|au plaisir)\b.*|(?:tiens-moi|tenez-moi|dis-moi|dites-moi) (?:au courant|si (?:besoin|tu|vous|ça))\b.*|n'hésite(?:z)? pas\b.*|(?:comment|ça) (?:s'est passé|va)\b.*|c'est tout\b.*|(?:tu es|vous êtes|t'es) .*(?:meilleur|top|génial|super)\w*.*|(?:très )?(?:bon|beau|super) (?:travail|boulot)\b.*)$",
        )),
        opening: pattern(r"(?i)^(?:(?:et|aussi|ok|super|parfait|bon|ah|oui|alors)\b[\s,!.-]*)+"),
        decision: pattern(
            r"(?i)^(?:on|je|nous) (?:part|partons|prends|prend|prenons|choisis|préfère) (?:sur |avec )?(?:l'option|la version|la proposition|le premier|la première|la deuxième).{0,40}|^(?:l')?option (?:[a-d]|\d)[.!\s]*$",
        ),
        filler: word_set("alors donc svp stp et ça"),
        help: phrases("aide | info | que peux-tu faire | comment ça marche | help"),
        repeats: (word_set("le ça cela ainsi comme"), word_set("besoin urgence")),
    }
}
