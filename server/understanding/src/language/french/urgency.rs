//! French words that press, and that do not.

use crate::pattern;
use crate::urgency::UrgencyWords;

pub(super) fn urgency() -> UrgencyWords {
    UrgencyWords {
        low: pattern(
            r"(?i)\b(?:(?:ce |c'est |mais |et |il |n'est |n'y a )*)?(?:pas (?:très |vraiment |si |du tout |d')?(?:urgente?|urgence|pressée?|pressé|important)|rien d'urgent|pas de (?:stress|presse)|sans urgence|aucune urgence|quand (?:tu peux|vous pouvez|tu (?:as|auras) (?:le temps|un moment)|vous avez (?:le temps|un moment))|(?:basse|faible) priorité|priorité (?:basse|faible)|peut attendre|à l'occasion|prends ton temps|prenez votre temps|un de ces jours|ne presse pas)\b",
        ),
        neutral: pattern(
            r"(?i)\b(?:en cas d'urgence|pour (?:toute|une) urgence|si (?:c'est )?urgent|rien d'urgent)\b",
        ),
        critical: pattern(
            r"(?i)(?:\b(?:immédiatement|tout de suite|sur-le-champ|sans délai|de toute urgence|(?:très|super|extrêmement|hyper|vraiment) urgent(?:e)?|priorité (?:absolue|maximale|critique)|critique|c'est une urgence|(?:une )?urgence (?:absolue|vitale|totale))\b|\burgente?\s*!{2,})",
        ),
        high: pattern(
            r"(?i)\b(?:c'est |d')?(?:urgent(?:e|s)?|urgence|en urgence|d'urgence|dès que possible|au plus vite|le plus vite possible|le plus rapidement possible|le plus tôt possible|rapidement|asap|haute priorité|priorité (?:haute|élevée)|prioritaire|ça presse|ne peut pas attendre|très important|sans faute|impérativement)\b",
        ),
        important: pattern(r"(?i)\bc'est important\b|^\s*important\s*[:!-]"),
        medium: pattern(r"(?i)\bpriorité (?:moyenne|normale)\b"),
        outage: pattern(
            r"(?i)\b(?:site|serveur|boutique|système|application|appli|internet|réseau|messagerie|base de données|paiements?|page)(?: \p{L}+){0,2} (?:est|sont)(?: \p{L}+)? ?(?:en panne|down|hors ligne|tombée?|piratée?|inaccessible|hs|planté)\b|\bpiratée?s?\b|\b(?:clients|personne) ne (?:peuvent|peut) (?:pas |plus )?(?:payer|commander|acheter|se connecter)\b|\binondation\b|\bincendie\b|\bfuite (?:de données|d'eau|de gaz)\b|\bdégât des eaux\b",
        ),
        determiner_before: pattern(r"(?i)\b(?:le|la|les|un|une|mon|ma|notre|votre|des)\s+$"),
    }
}
