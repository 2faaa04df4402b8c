//! How French says that a task has changed.

use regex::Regex;

use crate::lexicon::{phrases, word_set};
use crate::pattern;
use crate::update_patterns::{Levels, UpdatePatterns, Verb};

pub(super) fn updates() -> UpdatePatterns {
    UpdatePatterns {
        same: pattern(
            r"(?i)^(?:et |aussi )*(?:la |les )?(?:tâches? )?#?(?P<number>\d{1,9})(?: aussi| également)?[.!\s]*$",
        ),
        did: pattern(
            r"(?i)^(?:(?:ok|bonjour|oui|et|donc)[\s,:]+)*(?:j'ai|on a|nous avons)(?: déjà| enfin)? (?P<what>\p{L}+(?:é|i|u|it|is)\s.{3,120}?)[.!]*$",
        ),
        polite: pattern(
            r"(?i)^\s*(?:(?:bonjour|salut|et|aussi|ok)[\s,]+)*(?:est-ce que )?(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez|on peut|peut-on)\b",
        ),
        shift: pattern(
            r"(?i)\s+(?:de|d')\s*(?P<count>une?|deux|trois|quatre|cinq|six|sept|dix|\d{1,3})\s+(?P<unit>minute|heure|jour|semaine)s?\b",
        ),
        earlier: pattern(r"(?i)avance"),
        empty_words: word_set(
            "le la les l un une des du de d mon ma tâche tâches pour avec en et à au aux que déjà est sont a ont je on ça merci maintenant aussi",
        ),
        pronouns: (
            phrases(
                "le | la | ça | cela | celle-ci | celle-là | cette tâche | la dernière | la tâche | les deux | tout | toutes",
            ),
            phrases("les deux | tout | toutes | tous"),
        ),
        back_words: word_set("la le ça cela"),
        numbers: pattern(
            r"(?i)(?:\b(?:la |les )?(?:tâches?|taches?|tickets?|numéro|n°)\s*#?\s*|#)(\d{1,9})(?:\s*(?:,|et|&)\s*#?\d{1,9}\b)*",
        ),
        bare_number: pattern(
            r"(?i)^(?:merci de\s+)?(?P<verb>(?:fait|faite|fini|finie|terminé|terminée|termine|annule|annuler|supprime|déplace|déplacer|décale|décaler|reporte|reporter|rouvre|rouvrir|marque|ferme|renomme|mets)(?: la| le| :|:)?\s+)?(?:la\s+)?(?P<numbers>\d{1,6}(?:\s*(?:,|et|&)\s*\d{1,6})*)(?P<after>\s*$|\s*[.!?,:\x{a4}-]|\s+(?:est|sont|faite?s?|finie?s?|terminée?s?|annulée?s?|à|au|pour|comme|en|urgente?|et|jusqu|de|avant)\b|\s+(?:faite?s?|finie?s?|terminée?s?|annulée?s?)\s*[.!]*$)",
        ),
        after_number: word_set(
            "est sont fait faite faites fini finie terminé terminée terminées annulée annulé",
        ),
        patterns: plain(),
        plain: plain(),
        no_change: pattern(
            r"(?i)^\W*(?:(?:merci de|et|aussi|s'il te plaît|svp|stp)[\s,]+)*(?:assure[rz]?\b|vérifie[rz]?|veille[rz]?|dis|dites|préviens|rappelle\S*|si|quand|dès que|j'espère|espérons)\b",
        ),
        news: pattern(
            r"(?i)^(?:on |nous |j'|je )?(?:attends?|attendons) (?:toujours|encore|le|la|les|une?)\b|\b(?:est|sont) (?:toujours |encore )?(?:en cours|en attente|en retard|à \d+ ?%|presque (?:finie?|terminée?|prête?)|dans les temps)\b|\b(?:(?:le|la) cliente?|(?-i:\p{Lu}[\p{L}&]+)) (?:a|ont)(?: déjà| enfin)? (?:approuvé|validé|signé|payé|confirmé|refusé|rejeté|annulé|reporté|accepté)\b",
        ),
        levels: Levels {
            critical: word_set("critique absolue maximale"),
            high: word_set("urgent urgente haute élevée prioritaire important importante"),
            medium: word_set("moyenne normale"),
            low: word_set("basse faible"),
            up: pattern(r"augment|monte|plus"),
            down: pattern(r"baisse|rédui|moins"),
            first: pattern(r"priorise|escalade"),
            last: pattern(r"dépriorise"),
        },
    }
}

fn plain() -> Vec<(Verb, Regex)> {
    let open = r"(?:(?:bonjour|salut|ok|et|aussi|s'il te plaît|svp|info|pour info|au fait|oui|bonne nouvelle|petite mise à jour|fyi|peux-tu|pouvez-vous|il faut|merci de)[\s,:!-]+)*";
    let what = r"(?P<what>[^,;:?]{1,90}?)";
    let done = r"(?:faite?s?|finie?s?|terminée?s?|prête?s?|bouclée?s?|payée?s?|réglée?s?|envoyée?s?|expédiée?s?|réservée?s?|signée?s?|livrée?s?|publiée?s?|en ligne|validée?s?|réparée?s?|résolue?s?|corrigée?s?|close?s?|imprimée?s?|commandée?s?|achevée?s?|complétée?s?|à jour)";
    let is = r"(?:(?:est|sont|a été|ont été|c'est|maintenant|déjà|enfin|bien|tous|toutes)\s+)+";
    let end =
        r"(?:\s+(?:merci|maintenant|aujourd'hui|hier|aussi|déjà|ce matin|s'il te plaît|svp))*[\s.!\p{So}]*$";
    let sources = [
        (
            Verb::Rename,
            format!(
                r"^{open}(?:renomme|renommer|change le (?:nom|titre) de)\s+(?P<what>.{{1,60}}?)\s+en\s+(?P<title>.+)$"
            ),
        ),
        (Verb::Reopen, format!(r"^{open}(?:rouvre|rouvrir|réouvre|réactive)\s+{what}{end}")),
        (Verb::Reopen, format!(r"^{open}{what}\s+n'est (?:pas|toujours pas) (?:encore )?{done}{end}")),
        (Verb::Complete, format!(r"^{open}(?:marque|mets)\s+{what}\s+comme\s+{done}{end}")),
        (
            Verb::Complete,
            format!(
                r"^{open}(?:c'est )?(?:terminé|fini|fait|bon|réglé)(?:\s+pour)?\s*[:-]?\s+(?P<what>(?:la|le|les|l'|\u{{a7}}).{{0,80}}?){end}"
            ),
        ),
        (
            Verb::Complete,
            format!(
                r"^{open}(?:j'ai|on a|nous avons)\s+(?:déjà |enfin |bien )*(?:terminé|fini|envoyé|payé|réglé|réservé|signé|livré|publié|corrigé|réparé|appelé|fait|acheté|commandé|résolu|imprimé|rédigé|relancé|validé|bouclé|mis à jour|parlé avec)\s+{what}{end}"
            ),
        ),
        (Verb::Complete, format!(r"^{open}{what}\s+{is}{done}{end}")),
        (
            Verb::Complete,
            format!(
                r"^{open}(?P<what>(?:\u{{a7}}|(?:la |le |les |l')?[\p{{L}}\p{{N}}'&-]+(?: [\p{{L}}\p{{N}}'&-]+){{0,4}}?))\s*[:,-]?\s+{done}{end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}{what}\s+(?:est annulée?|sont annulée?s|a été annulée?|annulée?|n'est plus (?:nécessaire|utile|d'actualité)|tombe à l'eau){end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}(?:on n'a plus besoin|nous n'avons plus besoin|je n'ai plus besoin|plus besoin)\s+(?:de |du |d'|des )?{what}{end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}(?:annule|annuler|annulez|oublie|supprime|laisse tomber)\s+(?P<what>ça|cela|\u{{a7}}|celle-là|la tâche.{{0,40}}|(?:la réunion|l'appel|le rendez-vous|le rappel|le rdv).{{0,50}}){end}"
            ),
        ),
        (Verb::Cancel, format!(r"^{open}annule-(?P<what>la|le){end}")),
        (Verb::Cancel, format!(r"^{open}(?:le client|la cliente|[\p{{L}}&]+)\s+a annulé\s+{what}{end}")),
        (
            Verb::Move,
            format!(
                r"^{open}(?:déplace|déplacer|décale|décaler|reporte|reporter|repousse|repousser|avance|avancer|passe|mets|change)\s+{what}\s*\u{{a4}}{end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}{what}\s+(?:est|sont|a été|ont été)\s+(?:maintenant\s+)?(?:déplacée?s?|décalée?s?|reportée?s?|repoussée?s?|avancée?s?)\s*\u{{a4}}{end}"
            ),
        ),
        (
            Verb::Move,
            format!(r"^{open}{what}\s+(?:déplacée?|décalée?|reportée?|repoussée?|avancée?)\s*\u{{a4}}{end}"),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}(?:le |la )?[\p{{L}}&]+\s+a\s+(?:déplacé|décalé|reporté|repoussé|avancé)\s+{what}\s*\u{{a4}}{end}"
            ),
        ),
        (Verb::Move, format!(r"^{open}{what}\s+est\s+maintenant\s+(?:prévue?\s+)?\u{{a4}}{end}")),
        (
            Verb::Rank,
            format!(
                r"^{open}(?:marque|mets|passe|rends)\s+{what}\s+(?:comme\s+|en\s+)?(?:urgente?|critique|prioritaire|priorité (?:haute|basse|absolue|normale)|basse priorité|haute priorité){end}"
            ),
        ),
        (Verb::Rank, format!(r"^{open}(?:priorise)\s+{what}{end}")),
        (
            Verb::Rank,
            format!(
                r"^{open}{what}\s+(?:est|sont)\s+(?:maintenant|désormais)\s+(?:urgente?s?|critiques?|prioritaires?){end}"
            ),
        ),
    ];
    sources.into_iter().map(|(verb, source)| (verb, pattern(&format!("(?i){source}")))).collect()
}
