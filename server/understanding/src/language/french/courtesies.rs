//! What stands around a French order and is no part of it.

use crate::lexicon::word_set;
use crate::politeness::Courtesies;
use crate::{never, pattern};

pub(super) fn courtesies() -> Courtesies {
    Courtesies {
        filler: pattern(concat!(
            r"(?i)^(?:(?:s'il te plaît|s'il vous plaît|s'il te plait|s'il vous plait|svp|stp|et|aussi|puis|ensuite|alors|également|en plus|de plus|par ailleurs|au fait|donc|juste|peut-être|si possible|si tu peux|si vous pouvez|bonjour|salut|autre chose|enfin)\b[\s,:;.!-]*",
            r"|(?:ok|bon|bien|oui|super|parfait|merci|d'accord|premièrement|deuxièmement|d'abord|ps)\s*[,:!.-]+\s*",
            r"|(?:quelques|plusieurs|deux|trois|quatre|les|mes)?\s*(?:choses|tâches|points)(?: à faire)?(?: pour (?:demain|aujourd'hui))?\s*:\s*|(?:re|tr|fwd)\s?:\s*",
            r"|[^\p{L}\p{N}@#(\x22'$£€\[]+)",
        )),
        please: never(),
        greeting: pattern(
            r"(?i)^(?:bonjour|bonsoir|salut|coucou|hello|hey|chère?s?|cher|madame|monsieur)\b(?P<rest>[^,!.:\n?]{0,40}?)(?P<end>[,!.:\n]+|\s-\s|$)\s*",
        ),
        greeted: pattern(
            r"(?i)^(?:bonjour|bonsoir|salut|coucou|hello)\s+(?:(?:à tous|tous|l'équipe|tout le monde)\s+)?(?:[\p{L}'-]+\s+)??(?P<rest>(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez|est-ce|merci de|j'ai|je|nous|il faut|il faudrait|rappelle|quand|où|qui|comment|combien|on|faut)\b.*)$",
        ),
        vocative: pattern(r"^@?(?P<name>\p{Lu}\p{Ll}{1,15})(?: \p{Lu}\p{Ll}{1,15})?,\s+(?P<rest>\S.*)$"),
        request: pattern(
            r"(?i)^(?:(?:est-ce que )?(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez|tu pourrais|vous pourriez|peut-on|on peut|on pourrait|quelqu'un peut|quelqu'un pourrait|veux-tu|voulez-vous|voudrais-tu)(?: s'il te plaît| s'il vous plaît| svp| stp| aussi)*(?: m'| me| nous| lui| leur)?|merci de(?: bien vouloir)?|merci d'|(?:j'aimerais|je voudrais|je souhaite|nous aimerions|j'ai besoin|on a besoin|nous avons besoin) que (?:tu|vous)|(?:il faut|il faudrait|il faudra|faut|faudrait)(?: aussi| absolument| vraiment)?(?: que (?:tu|vous|je|nous|on))?|(?:je|on|nous|tu|vous) (?:dois|doit|devons|devez|devrais|devrait|devrions|devriez|veux|voudrais|aimerais|souhaite)(?: aussi| absolument)*|(?:n'oublie(?:z)? pas|ne pas oublier|pense|pensez|penser|veille|veillez|essaie|essayez|tâche|tâchez)(?: de| à| d')|(?:serait-il|est-il|c'est|ce serait|est-ce) possible (?:de|d')|ce serait (?:bien|super|génial|sympa) (?:de|d'|si tu pouvais|si vous pouviez)|(?:ajoute|crée|note|créez|ajoutez) (?:une|la|cette|comme) ?(?:nouvelle )?tâche(?: pour| de)?\s*[:,-]?|(?:nouvelle )?tâche(?: nouvelle)?\s*:|à faire\s*:|peux tu|pouvez vous|pourrais tu|pourriez vous)(?:\s+|$)|^(?i:merci d'|pense[rz]? à |n'oublie(?:z)? pas d')",
        ),
        gerund: never(),
        reminder: pattern(r"(?i)^(?:rappelle-moi|rappelez-moi|rappelle moi|rappelle-nous|rappelez-nous|rappel)(?P<link>\s+(?:de|que|pour)\b|\s+d'|\s*[:,-])?\s*"),
        list_addition: pattern(r"(?i)^(?:ajoute|mets|note)\s+(?P<what>.+?)\s+(?:à|sur)\s+(?:ma|la|notre)\s+liste(?: de tâches)?\s*$"),
        need: pattern(r"(?i)^(?:(?:j'ai|on a|nous avons|j'aurais) (?:aussi |vraiment )?besoin (?:de |d'|du |des )|il (?:me|nous) faut |il (?:me|nous) faudrait )(?P<needed>\S.*)$|^(?P<what>\x00)$"),
        trailing: pattern(
            r"(?i)(?:^|[\s,;.!?-]+)(?:s'il te plaît|s'il vous plaît|s'il te plait|s'il vous plait|svp|stp|merci(?: d'avance| beaucoup| bien| à toi| à vous)?|mille mercis|si possible|si tu peux|si vous pouvez|quand tu peux|dès que possible|ok|et|mais|puis|avant|avant le|pour|pour le|le|la|à|d'ici|jusqu'à|jusqu'au|au plus tard|parce que|car|est|c'est|et tiens-moi au courant|tiens-moi au courant|possible)[\s,;:.!?-]*$",
        ),
        project_label: pattern(r"(?i)^(?:projet\s?:?)\s+[\p{L}\p{N}][\p{L}\p{N}_-]*\s*[:-]\s*"),
        remark_words: word_set(
            "
    c'est ce le la les ça cela il faut doit être serait pour avant d'ici au plus tard s'il te vous plaît plait svp stp merci
    date limite échéance bien super idéal idéalement fini terminé prêt et mais très vraiment besoin j'en en ai de d'avance
    possible si tu peux vous pouvez faire priorité tâche tout toutes tous deux à du pas y a est urgent on avons nous
            ",
        ),
        adds: pattern(r"(?i)^\W*(?:et )?(?:aussi|également|en plus|de plus|par ailleurs|autre chose|au fait)\b"),
        own_plan: pattern(
            r"(?i)^\W*(?:nous (?:voulons|aimerions|souhaitons|voudrions)|on (?:voudrait|aimerait)|je (?:voudrais|souhaite)|j'aimerais)\b",
        ),
        ideal: pattern(
            r"(?i)^\W*(?:idéalement|l'idéal|notre objectif)\b",
        ),
        wish: pattern(r"(?i)^(?:j'aimerais|je voudrais|je veux|nous aimerions|on voudrait)\b"),
        wanted: pattern(
            r"(?i)\b(?:faut|faudrait|serait|besoin|doit|doivent|devrait|merci|idéal\p{L}*|aimerais|voudrais|espère)\b",
        ),
        reported: pattern(
            r"(?i)\b(?:dis|dites|préviens|prévenez|informe[rz]?)\s.{2,40}?(?:que|qu')\s?(?:on|nous|je|il|elle|la|le|les|c)\b",
        ),
        then: pattern(r"(?i)\bd'ici là\b|\bavant cela\b"),
        holding: word_set("avoir recevoir"),
        plural_words: word_set("tout tous toutes deux"),
        sign_off: pattern(
            r"(?i)^\s*(?:(?:bien |très )?(?:cordialement|amicalement|sincèrement)|cdlt|bàt|bav|(?:bonne|belle) (?:journée|soirée|semaine)|merci(?: d'avance| beaucoup| bien)?(?: et (?:bonne|belle) journée)?|à (?:bientôt|demain|plus|lundi)|bises|bisous|salutations(?: distinguées)?|meilleures salutations|bien à (?:toi|vous)|respectueusement)\s*(?:[,.!]*\s*|,?\s+(?-i:\p{Lu}\p{Ll}+)(?:\s+(?-i:\p{Lu}\p{Ll}*)\.?)?\s*)$",
        ),
        needed: "{what}",
        needs_verb: "",
        reminder_title: "{what}",
        addressing: word_set("peux-tu pouvez-vous pourrais-tu pourriez-vous merci tu vous"),
        reminder_to: "de",
    }
}
