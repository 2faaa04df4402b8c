//! German small talk.

use crate::lexicon::{phrases, word_set};
use crate::pattern;
use crate::small_talk::SmallTalk;

pub(super) fn small_talk() -> SmallTalk {
    SmallTalk {
        thanks: pattern(r"(?i)\b(?:danke|dank|merci|dankeschön|thx)\b"),
        greeting: pattern(
            r"(?i)^\W*(?:hi|hallo|hey|moin|servus|grüß|guten (?:morgen|tag|abend)|wie geht|na\b|test\w*|jemand da|hallöchen)",
        ),
        yes: phrases(
            "
    ja | jo | jep | jap | jawohl | klar | na klar | sicher | ok | okay | okey | gut | in ordnung | einverstanden
    passt | passt so | das passt | passt für mich | mach das | mach es | machen wir so | so machen wir es
    so machen wir's | genau | richtig | stimmt | korrekt | auf jeden fall | unbedingt | gerne | ja gerne | sehr gern
    gern | bestätigt | bestätige | ich bestätige | freigegeben | leg los | los geht's | kannst du machen | alles klar
    von mir aus | geht klar | geht in ordnung | absolut | natürlich | ja bitte | ja klar | ja mach das | klingt gut
    sieht gut aus | das stimmt | das ist richtig | y | j | ja genau | gern so | kein problem | bitte so machen
    können wir so machen | ich bin einverstanden
            ",
        ),
        no: phrases(
            "
    nein | nee | ne | nö | noch nicht | lieber nicht | auf keinen fall | nein danke | bitte nicht | falsch | stimmt nicht
    das stimmt nicht | nicht jetzt | ich glaube nicht | eher nicht | abgelehnt | keinesfalls | n | nicht nötig | auf gar keinen fall
            ",
        ),
        small: phrases(
            "
    hi | hallo | hey | moin | moin moin | servus | grüß dich | grüß gott | guten morgen | guten tag | guten abend
    gute nacht | danke | danke dir | danke ihnen | danke schön | dankeschön | vielen dank | tausend dank | besten dank
    herzlichen dank | danke im voraus | danke euch | merci | tschüss | tschüs | ciao | bis dann | bis bald | bis später
    bis morgen | auf wiedersehen | schönen tag | schönen tag noch | schönes wochenende | schönen abend | schönen feierabend
    super | toll | prima | klasse | perfekt | spitze | wunderbar | sehr gut | cool | top | verstanden | notiert | ach so | aha
    gut gemacht | gute arbeit | tolle arbeit | glückwunsch | herzlichen glückwunsch | sorry | entschuldigung | kein ding
    bitte schön | gern geschehen | wie geht's | wie geht es dir | wie geht es ihnen | alles gut | na | zusammen | team | leute | alle
    lg | vg | mfg | liebe grüße | viele grüße | beste grüße | mit freundlichen grüßen | test | haha | lol | hm | oh | wow | sehr | und
    freut mich | das freut mich | gute besserung | viel erfolg | viel glück | hab ich gesehen | schon gut | nochmal | nochmals | wieder
            ",
        ),
        turns: pattern(concat!(
            r"(?i)^(?:(?:vielen |besten |herzlichen |tausend )?dank(?:e)?(?: dir| ihnen| euch)? (?:für|dass|fürs)\b.*|(?:ich |wir )?(?:wünsche|wünschen) .*|(?:schönen?|schönes|guten|gute) (?:tag|abend|morgen|wochenende|woche|feierabend|start|urlaub|reise)\b.*",
            r"|(?:ich |wir )?(?:hoffe|hoffen),? .*(?:gut|wohl|geht)\b.*|(?:ich |wir )?freue?n? (?:mich|uns)\b.*|bis (?:dann|bald|später|morgen|montag|dienstag|mittwoch|donnerstag|freitag|nächste woche)\b.*|(?:melde dich|melden sie sich|sag|gib)(?: mir)? (?:einfach )?(?:bescheid|wenn|falls)\b.*|bei fragen\b.*|wie (?:war|ist|läuft) (?:dein|ihr|das wochenende|der urlaub|'s)\b.*|mir geht.* gut\b.*|(?:gute|tolle|super|klasse) (?:arbeit|sache|idee|leistung)\b.*|(?:du bist|ihr seid|sie sind) .*(?:beste|super|toll|klasse|spitze)\w*|das war(?:'s| es| alles).*|alles gute\b.*|frohe .*|schöne grüße\b.*)$",
        )),
        opening: pattern(r"(?i)^(?:(?:und|auch|ok|okay|super|also|ach|ja|hallo|hi|so)\b[\s,!.-]*)+"),
        decision: pattern(
            r"(?i)^(?:wir|ich) nehmen? .{2,60}|^(?:dann )?(?:option|variante|version) (?:[a-d]|\d)(?: bitte)?[.!\s]*$",
        ),
        filler: word_set("bitte dann das so und"),
        help: phrases("hilfe | help | info | was kannst du | wie funktioniert das | wie geht das"),
        repeats: (word_set("das es so"), word_set("problem eile ahnung")),
    }
}
