//! How French tries to take the assistant over.

use crate::injection::InjectionPatterns;
use crate::pattern;

pub(super) fn injections() -> InjectionPatterns {
    InjectionPatterns {
        takeover: pattern(
            r"(?i)\b(?:ignore[rz]?|oublie[rz]?|ne tiens pas compte d|contourne[rz]?|outrepasse[rz]?)\s+(?:(?:toutes?|tous|les|tes|vos|ces|e|précédentes?|antérieures?)\s+)*(?:instructions?|règles|consignes|directives|ordres|prompts?)\b|\b(?:tu es|vous êtes) (?:maintenant|désormais)\b|\bà partir de maintenant,? (?:tu|vous) (?:es|êtes|dois|devez)\b|\b(?:agis|agissez|comporte-toi) comme\b|\bnouvelles instructions\s*:|\b(?:prompt|message) (?:du )?système\b|\bmode (?:développeur|administrateur|admin)\b|\bsans (?:demander|prévenir|informer) (?:le |à l')?(?:propriétaire|utilisateur|patron)",
        ),
        mass_change: pattern(
            r"(?i)\b(?:supprime[rz]?|efface[rz]?|annule[rz]?|ferme[rz]?|termine[rz]?|marque[rz]?|vide[rz]?)\s+(?:toutes|tous|chaque)\s+(?:(?:les|mes|tes|vos|nos)\s+)?(?:\p{L}+\s+)?(?:tâches|données|messages|contacts|clients|comptes|projets|conversations|fichiers)\b|\b(?:supprime|efface|supprimez|effacez) tout\b",
        ),
        reveal: pattern(
            r"(?i)\b(?:montre|montrez|donne|donnez|dis|dites|envoie|envoyez|révèle|révélez|affiche|affichez|liste|partage|exporte|transfère)\b.{0,40}\b(?:clés? (?:d')?api|clés? secrètes?|api ?keys?|mots? de passe|identifiants|secrets|tokens?|jetons?|prompt système|tes instructions|vos instructions|(?:des|d')? ?autres (?:clients|utilisateurs|contacts|entreprises)|tous les (?:clients|utilisateurs))\b",
        ),
        privileged: pattern(
            r"(?i)\b(?:supprime\p{L}*|efface\p{L}*|annule\p{L}*|vire\b|virement|mots? de passe|identifiants|clés?|tous|toutes|tout|exporte\p{L}*|transfère\p{L}*)\b",
        ),
    }
}
