//! What French sentences are for.

use crate::intent_patterns::IntentPatterns;
use crate::{never, pattern};

pub(super) fn intent() -> IntentPatterns {
    IntentPatterns {
        negation: pattern(
            r"(?i)^(?:(?:ce n'est|c'est|il n'est|n'est) (?:pas|plus) (?:la peine|nécessaire|utile) (?:de |d')|(?:pas|plus) besoin (?:de |d')|(?:pas|plus) la peine (?:de |d')|inutile (?:de |d')|(?:tu n'as|vous n'avez|on n'a|nous n'avons) (?:pas|plus) besoin (?:de |d')|oublie(?:z)? |laisse(?:z)? tomber |n'(?:envoie|appelle|achète|envoyez|appelez|achetez) (?:pas|plus) |ne (?:fais|faites|paie|paye|payez|réserve|réservez|publie|publiez|commande|commandez|touche|touchez|contacte|contactez) (?:pas|plus) )(?P<what>\S.*)$",
        ),
        not_negated: pattern(r"(?i)n'oublie(?:z)? pas|ne (?:pas )?(?:m')?oublie"),
        wh_question: pattern(
            r"(?i)^(?:(?:à|de|pour|avec|depuis|d'ici|sur) )?(?:qu'est-ce|quand|où|qui|que se|comment|combien|pourquoi|quel|quelle|quels|quelles|quoi|est-ce qu|à qui)\b",
        ),
        auxiliary: pattern(
            r"(?i)^(?:est-ce|est-il|est-elle|sont-ils|sont-elles|y a-t-il|a-t-on|avez-vous|as-tu|a-t-il|a-t-elle|avons-nous|dois-je|doit-on|sais-tu|savez-vous|puis-je|peut-on|faut-il|on a|tu as|vous avez)\b.*",
        ),
        tell_me: pattern(
            r"(?i)^(?:(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez|tu pourrais|vous pourriez) (?:me |nous )?(?:dire|expliquer|confirmer (?:si|que)|indiquer|préciser|rappeler (?:quand|où|qui|quel|comment))|dis-moi (?:quand|où|qui|quel|quelle|comment|combien|si|ce)|dites-moi (?:quand|où|qui|quel|quelle|comment|combien|si|ce)|montre-moi (?:les|mes|toutes))",
        ),
        indirect: pattern(
            r"(?i)^(?:(?:j'aimerais|je voudrais|je souhaite|je souhaiterais|nous aimerions|je voulais) (?:bien )?(?:savoir|demander)|(?:des|du|une) (?:nouvelles?|nouveau|news)\b|(?:une )?(?:petite )?question\s*:|où en (?:est|sont|sommes)|(?:l')?état (?:de|du|d'avancement)|je me demande)",
        ),
        may_i_have: pattern(
            r"(?i)^(?:puis-je|pourrais-je|je peux|on peut) (?:avoir|recevoir|obtenir) (?:une?|le|la|les)\b",
        ),
        plea: pattern(
            r"(?i)^(?:(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez|tu pourrais|vous pourriez|peut-on|pouvons-nous|on peut|on pourrait|quelqu'un (?:peut|pourrait)|est-ce que (?:tu peux|vous pouvez|tu pourrais|vous pourriez|quelqu'un peut|on peut)|veux-tu|voulez-vous|voudrais-tu|ça te dérangerait|cela vous dérangerait|serait-il possible|est-il possible|est-ce possible|ce serait possible|c'est possible)\b|(?:tu|vous) (?:m'|me |nous )(?:envoies|envoyez|fais|faites|prépares|préparez|rappelles|rappelez)\b)",
        ),
        problem: pattern(
            r"(?i)\b(?:est|sont|semble|reste) (?:\p{L}+ )?(?:en panne|cassée?s?|hors service|bloquée?s?|piratée?s?|inaccessibles?|plantée?s?|faux|fausse|incorrecte?s?|obsolètes?|périmée?s?|down|hs)\b|\bne (?:marche|fonctionne|charge|démarre|répond|s'ouvre)(?:nt)? (?:pas|plus)\b|\b(?:il y a|on a|j'ai|nous avons) (?:un|une) (?:bug|erreur|problème|fuite|souci|coquille|panne)\b|\b(?:veut|souhaite|voudrait|demande|attend|réclame) \p{L}",
        ),
        works: pattern(r"(?i)\b(?:re)?(?:marche|fonctionne) (?:à nouveau|de nouveau|bien|maintenant)\b"),
        finite: pattern(
            r"(?i)\b(?:est|sont|était|sera|a|ont|ai|avons|avait|peut|peux|veut|veux|doit|va|vont|vais|fait|semble|pense|crois|reste|arrive|commence|finit|coûte|plaît|adore|adoré|viens|vient|trouve)\b|^(?:je|j'|tu|il|elle|nous|on|ils|ça|cela)\b",
        ),
        rather: pattern(
            r"(?i)^(?:peut-on|pouvons-nous|on peut|est-ce qu'on peut) (?:le |la )?(?:faire|mettre) (?:plutôt|à|vers|le|lundi|mardi|mercredi|jeudi|vendredi|demain)",
        ),
        no_order: pattern(
            r"(?i)^(?:voir|ci-joint|notez que|note que|excuse|prenez soin|prends soin|tiens-moi|tenez-moi|n'hésite|passe une|passez une)\b",
        ),
        condition: pattern(
            r"(?i)^(?:si|quand|dès que|lorsque|après que|avant que|une fois)\b[^,]{3,100},\s+(?:alors |merci de )*",
        ),
        passive: never(),
        deadline: pattern(
            r"(?i)\b(?:date limite|échéance|deadline|délai)(?: pour| de| du)? (?P<what>.{3,100}?) (?:est|expire)\W*$",
        ),
        due: pattern(r"(?i)^(?P<what>[^,]{3,100}?)\s+(?:est|sont|est à rendre|expire)\W*$"),
        due_word: pattern(r"(?i)\b(?:à rendre|dû|due|expire|échéance)"),
        trailing_question: pattern(
            r"(?i)[,;-]\s+(?:et |mais )?(?:où (?:est|sont|en)|quand|combien|pourquoi|comment)\b[^,;]{1,60}$",
        ),
        filler: pattern(
            r"(?i)^(?:(?:et|alors|aussi|ok|bon|bonjour|salut|donc|mais|s'il te plaît|s'il vous plaît|svp|stp|merci|oui|dis|au fait|petite question|par ailleurs)\b[\s,:;.!-]*)+",
        ),
        clause: pattern(
            r"(?i)[,;:](?:\s|$)|\s-\s|\b(?:que|si|parce|quand|qui|mais|et|comment|où|jusqu|après|avant)\b",
        ),
        conditional_starts: &[
            "quand tu peux",
            "quand vous pouvez",
            "quand tu as",
            "quand vous avez",
            "quelle bonne",
            "quel plaisir",
            "comme convenu",
            "comme prévu",
        ],
        no_questions: &[],
        no_purpose: crate::lexicon::word_set("être savoir"),
        told_seconds: crate::lexicon::word_set("est était sont a"),
        objects: crate::lexicon::word_set("le la les lui leur moi nous"),
        bare_nouns_are_orders: true,
        negated_questions: false,
        ly_endings: &[],
    }
}
