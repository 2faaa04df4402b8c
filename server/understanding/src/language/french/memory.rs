//! How French asks for what is remembered, and has it forgotten.

use crate::memory::MemoryWords;
use crate::pattern;

pub(super) fn memory() -> MemoryWords {
    MemoryWords {
        recall: pattern(
            r"(?i)^(?:(?:bonjour|salut|et|dis-moi|dites-moi|s'il (?:te|vous) plaît|ok)[,\s]+)*(?:que (?:sais-tu|savez-vous|retiens-tu|retenez-vous)|qu'est-ce que (?:tu sais|vous savez|tu retiens|vous retenez)|de quoi (?:te souviens-tu|vous souvenez-vous)|tu sais quoi|vous savez quoi)(?: déjà| encore)? (?:de|sur|à propos de) moi[\s?.!]*$",
        ),
        forget_all: pattern(
            r"(?i)^(?:s'il (?:te|vous) plaît,? )?(?:oublie|oubliez|efface|effacez) tout(?: ce que (?:tu sais|vous savez|tu retiens|vous retenez))? (?:de|sur|à propos de) moi[\s.!]*$",
        ),
        forget: pattern(
            r"(?i)^(?:s'il (?:te|vous) plaît,? )?(?:oublie|oubliez) qu(?:e |')(?P<what>.{3,160}?)[\s.!]*$",
        ),
        forget_thing: pattern(
            r"(?i)^(?:s'il (?:te|vous) plaît,? )?(?:oublie|oubliez) (?P<what>(?:mon|ma|mes|notre|nos) .{2,100}?)[\s.!]*$",
        ),
        name: pattern(r"(?i)\bmon (?:pré)?nom\b|\bje m'appelle\b"),
        hours: pattern(r"(?i)\bhoraires?\b"),
        order: pattern(
            r"(?i)^(?:je |j'|on |nous )(?:t'|vous )?(?:ai|a|avons)(?: \p{L}+)? (?:demandé|dit|écrit|voulu)\b|^(?:je )?voulais\b",
        ),
        keep: pattern(
            r"(?i)^(?:s'il (?:te|vous) plaît,? )?(?:souviens-toi|souvenez-vous|retiens|retenez|note|notez)(?: bien)? qu(?:e |')(?P<fact>(?:je |j'|nous |on |mon |ma |mes |notre |nos ).{3,160}?)[\s.!]*$",
        ),
        errand: pattern(
            r"(?i)\b(?:dois|devons|doit|faut|besoin|échéance|délai|aujourd'hui|demain|avant (?:le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|tâche)\b",
        ),
        kept: "Je m'en souviendrai.",
        name_label: "Nom",
        known: "Voici ce que je retiens de vous :",
        more: "Et {n} de plus.",
        nothing_known: "Je ne retiens encore rien de vous.",
        forgotten: "Oublié : {what}",
        forgotten_all: "J'ai tout oublié à votre sujet.",
        not_known: "Je ne retiens rien de tel ; il n'y a rien à oublier.",
    }
}
