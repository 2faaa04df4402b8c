//! German words that press, and that do not.

use crate::pattern;
use crate::urgency::UrgencyWords;

pub(super) fn urgency() -> UrgencyWords {
    UrgencyWords {
        low: pattern(
            r"(?i)\b(?:(?:es |das |ist |aber |und )+)?(?:nicht (?:so |sehr |wirklich |besonders |ganz so )?(?:dringend|eilig|wichtig)|keine eile|kein stress|keine hektik|eilt nicht|hat (?:noch |keine )?(?:zeit|eile)|hat keine eile|wenn (?:du|ihr|sie) (?:mal )?(?:zeit|luft|gelegenheit) (?:hast|habt|haben|findest)|bei gelegenheit|irgendwann(?: mal)?|niedrige[rn]? prio(?:rität)?|geringe[rn]? prio(?:rität)?|prio(?:rität)? niedrig|kann warten|in aller ruhe|wenn es passt|wann immer)\b",
        ),
        neutral: pattern(
            r"(?i)\b(?:in dringenden (?:fällen|angelegenheiten)|(?:etwas|nichts|falls|bei) dringend\p{L}*|bei notfällen|im notfall)\b",
        ),
        critical: pattern(
            r"(?i)\b(?:notfall|sofort|umgehend|unverzüglich|augenblicklich|auf der stelle|jetzt gleich|(?:extrem|super|mega|sehr|äußerst|höchst|wahnsinnig|richtig) (?:dringend|eilig)|(?:höchste|oberste|allerhöchste)[rn]? prio(?:rität)?|kritisch|lebenswichtig|alarm)\b|\bdringend\s*!{2,}",
        ),
        high: pattern(
            r"(?i)\b(?:(?:es |das |ist |sehr )+)?(?:dringend|eilt|eilig|so (?:schnell|bald) wie möglich|schnellstmöglich|baldmöglichst|möglichst (?:bald|schnell|rasch)|asap|pressiert|zeitkritisch|hohe[rn]? prio(?:rität)?|prio(?:rität)? hoch|brandeilig|unbedingt|sehr wichtig|kann nicht warten|duldet keinen aufschub|brennt)\b",
        ),
        important: pattern(r"(?i)\b(?:das ist|es ist|ist) wichtig\b|^\s*wichtig\s*[:!-]"),
        medium: pattern(r"(?i)\b(?:mittlere|normale)[rn]? prio(?:rität)?\b"),
        outage: pattern(
            r"(?i)\b(?:seite|website|webseite|homepage|server|shop|onlineshop|webshop|system|app|internet|netzwerk|mail|e-mails?|datenbank|telefon|kasse|checkout|zahlung)\p{L}*(?: (?:bei|von|in|im|der|des|vom) (?-i:\p{Lu})[\p{L}&-]+)?(?: ist| sind)?(?: komplett| gerade| schon wieder| wieder| leider| total)* (?:down|offline|tot|ausgefallen|abgestürzt|gehackt|nicht erreichbar|weg)\b|\bgehackt\b|\b(?:kunden|niemand|keiner|nutzer) (?:können|kann)(?: \p{L}+)* (?:nicht|mehr) (?:bezahlen|bestellen|kaufen|einloggen)\b|\bwasserschaden\b|\brohrbruch\b|\bbrennt\b|\bdatenleck\b|\bausfall\b",
        ),
        determiner_before: pattern(
            r"(?i)\b(?:der|die|das|den|dem|ein|eine|einen|einer|unser|unsere|mein|meine|alle)\s+$",
        ),
    }
}
