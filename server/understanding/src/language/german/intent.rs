//! What German sentences are for.

use crate::intent_patterns::IntentPatterns;
use crate::{never, pattern};

pub(super) fn intent() -> IntentPatterns {
    IntentPatterns {
        negation: pattern(
            r"(?i)^(?:(?:du|wir|ihr|sie|ich) )?(?:(?:brauchst|brauchen|musst|müssen|müsst|sollst)(?: (?:wir|du|sie|ihr))?(?: \p{L}+){0,4}? nicht(?: mehr)?|nicht (?:mehr )?(?:nötig|notwendig)|kein(?:e|en)? (?:notwendigkeit|bedarf)|bitte nicht|(?:vergiss|lass) (?:es|das)|lass(?:t)? (?:das|die|den))\s+(?P<what>\S.*)$|^(?P<what2>.{3,80}) (?:ist |sind )?nicht mehr (?:nötig|notwendig)",
        ),
        not_negated: pattern(r"(?i)vergiss(?:t)? nicht|nicht vergessen"),
        wh_question: pattern(
            r"(?i)^(?:was|wann|wo|wer|wen|wem|wessen|wie|warum|wieso|weshalb|welche|welcher|welches|welchen|wieviel|wohin|woher|womit|bis wann|ab wann|seit wann)\b",
        ),
        auxiliary: pattern(
            r"(?i)^(?:ist|sind|war|waren|hat|haben|habt|hast|hatte|wird|werden|gibt|gab|steht|stehen|läuft|klappt|passt|kommt|kommen|weißt|wissen|darf|dürfen|soll|sollen|muss|müssen|geht|funktioniert|kann (?:ich|man|er|sie|es|der|die|das)|können wir|liegt|bist|seid)\s+\S",
        ),
        tell_me: pattern(
            r"(?i)^(?:(?:kannst|könntest|können|könnten|könnt) (?:du|sie|ihr) (?:mir |uns )?(?:bitte |kurz |mal )*(?:sagen|verraten|erklären|mitteilen)|(?:sag|sagt|sagen sie|erklär|erkläre|zeig|zeige|zeigen sie) (?:mir|uns)(?: bitte| mal| kurz)* ?,? ?(?:was|wann|wo|wer|wie|warum|ob|welche|alle|die offenen|meine))\b",
        ),
        indirect: pattern(
            r"(?i)^(?:(?:ich|wir) (?:wüsste|wüssten|würde|würden|möchte|möchten|wollte|wollten) (?:gern[e]? |mal |nur )*(?:wissen|fragen|nachfragen)|weißt du|wissen sie|gibt(?:'s| es) (?:schon |was |etwas )?(?:neues|neuigkeiten|news|ein update|rückmeldung|feedback)|(?:kurze |eine )?frage:|stand (?:der dinge|von|bei|beim)|status (?:von|zu|bei|beim))",
        ),
        may_i_have: pattern(
            r"(?i)^(?:kann|könnte|dürfte) ich (?:bitte )?(?:ein|eine|einen|die|das|den)\b.*\b(?:haben|bekommen|kriegen)\b",
        ),
        plea: pattern(
            r"(?i)^(?:(?:kannst|könntest|koenntest|würdest|magst|kannste) du|(?:können|könnten|würden|koennen|koennten) (?:sie|wir)|(?:könnt|könntet|würdet) ihr|(?:kann|könnte) (?:jemand|mal jemand|bitte jemand|man)|wäre es möglich|ist es möglich|wärst du so|hättest du zeit|wären sie so)\b",
        ),
        problem: pattern(
            r"(?i)\b(?:ist|sind|scheint|wurde) (?:\p{L}+ )?(?:kaputt|defekt|down|offline|gehackt|abgestürzt|ausgefallen|fehlerhaft|falsch|veraltet|verschwunden|weg|undicht|verstopft|abgelaufen|nicht erreichbar)\b|\b(?:geht|funktioniert|läuft|lädt|klappt|startet|öffnet)(?: \p{L}+)? nicht\b|\b(?:muss|müssen|müsste|sollte|sollten) (?:\p{L}+ ){0,6}\p{L}+(?:t|en) werden\b|\bwartet auf\b|\bmöchte\b|\bbraucht\b|\bstürzt ab\b",
        ),
        works: pattern(r"(?i)\b(?:geht|läuft|funktioniert|klappt) (?:wieder|jetzt|prima|gut|super)\b"),
        finite: pattern(
            r"(?i)\b(?:ist|sind|war|waren|wird|werden|wurde|hat|haben|hatte|hatten|bin|bist|kann|können|konnte|soll|sollte|muss|will|möchte|geht|ging|kommt|kam|gibt|gab|findet|fand|liegt|steht|freue|freuen|weiß|denke|glaube|heißt|macht|läuft|passt|gefällt|klingt|sieht)\b|^(?:ich|wir|er|sie|es|du|ihr|das|dies)\b",
        ),
        rather: pattern(
            r"(?i)^(?:können|könnten|kannst|könntest|geht|ginge|passt|würde|wäre) (?:wir |du |sie |es |auch |dir |ihnen )*(?:auch )?(?:um |am )?(?:\d|montag|dienstag|mittwoch|donnerstag|freitag|morgen|später|früher|nächste)\S*(?:\s+\S+){0,2}\s*\?*$",
        ),
        no_order: pattern(
            r"(?i)^(?:siehe|anbei|beachten sie|nimm dir|pass auf|melde dich|melden sie sich|gib bescheid|sag bescheid|freu|viel|schau mal rein|bleib)\b",
        ),
        condition: pattern(
            r"(?i)^(?:wenn|falls|sobald|nachdem|bevor|sofern)\b[^,]{3,100},\s+(?:dann |bitte |kannst du |könntest du )*",
        ),
        passive: never(),
        deadline: pattern(
            r"(?i)\b(?:abgabe|frist|deadline|abgabetermin|stichtag)(?: für| von| der| des| vom)? (?P<what>.{3,100}?) (?:ist|endet|läuft ab)\W*$",
        ),
        due: pattern(r"(?i)^(?P<what>[^,]{3,100}?)\s+(?:ist|sind|wird|werden)(?: fällig)?\W*$"),
        due_word: pattern(r"(?i)\bfällig"),
        trailing_question: pattern(
            r"(?i)[,;-]\s+(?:und |aber )?(?:wo|was|wann|wer|wie|warum)(?: ist| sind| bleibt| war| hat| geht| viel| lange)\b[^,;]{1,60}$",
        ),
        filler: pattern(
            r"(?i)^(?:(?:so|und|auch|ok|okay|hey|hallo|also|ach|übrigens|aber|bitte|danke|ja|kurze frage|sorry|hm|ähm|nur|sag mal)\b[\s,:;.!-]*)+",
        ),
        clause: pattern(
            r"(?i)[,;:](?:\s|$)|\s-\s|\b(?:dass|wenn|weil|und|aber|ob|was|wie|wer|wo|bis|nachdem|bevor)\b",
        ),
        conditional_starts: &[
            "was für ein",
            "wie schön",
            "wie toll",
            "wie besprochen",
            "wie vereinbart",
            "wie gesagt",
            "wie abgemacht",
        ],
        no_questions: &[],
        no_purpose: crate::lexicon::word_set("sein wissen denken"),
        told_seconds: crate::lexicon::word_set("ist war sind waren hat wurde wird"),
        objects: crate::lexicon::word_set("mir ihn sie uns das die den der"),
        bare_nouns_are_orders: true,
        negated_questions: false,
        ly_endings: &[],
    }
}
