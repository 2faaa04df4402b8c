//! How French asks for tasks.

use crate::answers::QuestionPatterns;
use crate::pattern;

pub(super) fn questions() -> QuestionPatterns {
    QuestionPatterns {
        about_tasks: pattern(
            r"(?i)\b(?:tâches?|à faire|prévue?s?|en retard|ouvertes?|en cours|échéances?|liste|urgentes?|priorités?)\b",
        ),
        overdue: pattern(r"(?i)\ben retard\b"),
        count: pattern(r"(?i)\bcombien\b"),
        next: pattern(r"(?i)\b(?:prochaine tâche|par quoi (?:je )?commence|ensuite)\b"),
        about_one: pattern(
            r"(?i)^(?:quand est(?:-ce que)? (?:prévu )?|pour quand est|où en (?:est|sont)|quel est l'état (?:de|du|d')|est-ce que|qui (?:a|fait|s'occupe de)|des nouvelles (?:de|du|d'))\s*(?P<what>.+?)[?.!\s]*$",
        ),
        asking_words: pattern(
            r"(?i)\b(?:le|la|les|est|prévu|prévue|fini|finie|terminée?|déjà|de|du|pour|faite?|prête?)\b",
        ),
        filter: pattern(r"(?i)\b(?:pour|chez|sur|avec|concernant)\s+(?P<what>[^?,.]{2,60})"),
        others: pattern(r"(?i)^(?:qui|où|pourquoi)\b"),
        tasks: pattern(r"(?i)\b(?:tâches?|en retard|échéances?)\b"),
        pressing: pattern(r"(?i)urgent|important|priorité"),
        whole_list: pattern(r"(?i)tâche|à faire|ouverte|en cours|liste"),
        general: pattern(r"^(?:liste|moi|nous|faire|aujourd'hui)$"),
        next_week: pattern(r"(?i)semaine prochaine"),
        this_week: pattern(r"(?i)cette semaine"),
        weekend: pattern(r"(?i)week-?end"),
        this_month: pattern(r"(?i)ce mois"),
        soon: pattern(r"(?i)bientôt|prochainement"),
        until: pattern(r"(?i)\b(?:avant|d'ici|jusqu)"),
    }
}
