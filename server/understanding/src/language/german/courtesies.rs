//! What stands around a German order and is no part of it.

use crate::lexicon::word_set;
use crate::politeness::Courtesies;
use crate::{never, pattern};

pub(super) fn courtesies() -> Courtesies {
    Courtesies {
        filler: pattern(concat!(
            r"(?i)^(?:(?:und|auch|dann|noch|aber|außerdem|übrigens|mal|bitte mal|so|also|nur|vielleicht|eventuell|wenn möglich|wenn es geht|falls möglich|ach ja|zudem|ferner|gerne|gern|kurz|eben|hey|hallo|moin|hi|noch was|noch etwas|zusätzlich)\b[\s,:;.!-]*",
            r"|(?:ok|okay|gut|ja|klar|super|danke|erstens|zweitens|drittens|zuerst|zuletzt|nächster punkt|ps|p\.s)\s*[,:!.-]+\s*",
            r"|(?:ein paar|einige|zwei|drei|vier|folgende|die|meine)?\s*(?:sachen|dinge|punkte|aufgaben|to-?dos?|themen)\s*(?:für (?:heute|morgen|dich|euch))?\s*:\s*|(?:re|aw|wg|fwd):\s*",
            r"|[^\p{L}\p{N}@#(\x22'$£€\[]+)",
        )),
        please: never(),
        greeting: pattern(
            r"(?i)^(?:hi|hallo|hey|moin(?: moin)?|servus|grüß (?:dich|gott|sie)|guten (?:morgen|tag|abend)|sehr geehrte[rs]?|liebe[rs]?|gude|hallöchen)\b(?P<rest>[^,!.:\n?]{0,40}?)(?P<end>[,!.:\n]+|\s-\s|$)\s*",
        ),
        greeted: pattern(
            r"(?i)^(?:hi|hallo|hey|moin|servus|guten (?:morgen|tag|abend))\s+(?:(?:zusammen|team|alle|leute)\s+)?(?:[\p{L}'-]+\s+)??(?P<rest>(?:kannst|könntest|können|könnten|bitte|ich|wir|ist|sind|hast|haben|was|wann|wo|wer|wie|erinner|gibt)\b.*)$",
        ),
        vocative: pattern(r"^@?(?P<name>\p{Lu}\p{Ll}{1,15})(?: \p{Lu}\p{Ll}{1,15})?,\s+(?P<rest>\S.*)$"),
        request: pattern(
            r"(?i)^(?:bitte(?: noch| auch| mal)?|(?:kannst|könntest|koenntest|würdest|magst) du(?: mir| uns)?(?: bitte| mal| noch| kurz| auch| vielleicht| eben)*|kannste(?: bitte| mal)*|(?:können|könnten|würden|koennen|koennten) (?:sie|wir)(?: mir| uns)?(?: bitte| mal| noch| kurz| auch| vielleicht)*|(?:könnt|könntet|würdet) ihr(?: mir| uns)?(?: bitte| mal| noch| auch)*|(?:kann|könnte)(?: bitte| mal)? jemand(?: bitte| mal)*|(?:ich|wir) (?:möchte|möchten|hätte gern|hätten gern|hätte gerne),? dass (?:du|sie|ihr)|(?:ich|wir) (?:muss|müssen|müsste|müssten|sollte|sollten|soll|will|wollen|möchte|möchten)(?: noch| unbedingt| auch| dringend| mal)*|(?:du|sie|ihr|man|jemand|wir) (?:musst|müssen|müsst|sollst|sollten|solltest|muss|sollte)(?: noch| bitte| unbedingt| auch)*|denk(?:e|t)?(?: bitte)? daran,?|vergiss(?: bitte)? nicht,?|nicht vergessen[:,]?|es wäre (?:toll|super|gut|nett|schön|klasse),? wenn (?:du|sie|ihr|wir)|wäre es möglich,?|ist es möglich,?|(?:neue |offene )?(?:aufgabe|to-?do|task)(?: anlegen| erstellen)?\s*[:-]|(?:leg|lege|erstell|erstelle|mach|mache|füge?|trag|trage|setz|setze|schreib)(?: bitte)?(?: mir)?(?: bitte)? (?:eine|die|folgende|ein|als)? ?(?:neue |weitere )?(?:aufgabe|task|to-?do)(?: an| hinzu| ein)?\s*[:,-]|lass(?:t)? uns|wir könnten|zu erledigen\s*:|todo\s*:)(?:\s+|$)",
        ),
        gerund: never(),
        reminder: pattern(
            r"(?i)^(?:erinner(?:e|n sie)?|erinnerung)(?:\s+(?:mich|uns))?(?:\s+bitte)?(?P<link>\s+(?:daran,?|an|zu|dass)\b,?|\s*[:,-])?\s*",
        ),
        list_addition: pattern(
            r"(?i)^(?:setz|setze|pack|schreib|schreibe|nimm)\s+(?P<what>.+?)\s+(?:auf|in)\s+(?:meine|die|unsere)\s+(?:to-?do-?)?liste\s*$",
        ),
        need: pattern(
            r"(?i)^(?:(?:ich|wir)\s+(?:noch |auch |unbedingt |dringend )*)?(?:brauche|brauchen|benötige|benötigen|bräuchte|bräuchten)\s+(?:noch |auch |unbedingt |dringend |bitte |von dir |von euch |von ihnen )*(?P<needed>\S.*)$|^(?P<what>\x00)$",
        ),
        trailing: pattern(
            r"(?i)(?:^|[\s,;.!?-]+)(?:bitte(?: schön)?|danke(?:schön| dir| ihnen| im voraus| schonmal| vorab)?|vielen dank(?: im voraus| schonmal)?|besten dank|merci|thx|lg|vg|mfg|wenn möglich|falls möglich|wenn(?:'s| es) geht|wenn du kannst|wenn du zeit hast|ok|okay|gerne|mal|und|aber|dann|bis|am|spätestens|bis spätestens|bis zum|vor dem|weil|da|so|es ist|das ist|ist|sind|fällig|und sag (?:mir )?bescheid|sag (?:mir )?bescheid|wieder|dass)[\s,;:.!?-]*$",
        ),
        project_label: pattern(r"(?i)^(?:projekt:?)\s+[\p{L}\p{N}][\p{L}\p{N}_-]*\s*[:-]\s*"),
        remark_words: word_set(
            "
    es das ist sind die der muss müssen sollte soll bis zum am um spätestens bitte deadline frist fällig wäre
    gut super toll ideal idealerweise fertig sein werden kann könnte kannst du sie machen erledigen möglich
    wenn und aber sehr wirklich brauche brauchen wir ich dann noch auch alle alles beide geht hat priorität
    prio erledigt schaffst schaffen wichtig damit eigentlich für
            ",
        ),
        adds: pattern(r"(?i)^\W*(?:und )?(?:außerdem|auch|noch|zusätzlich|übrigens|ferner|zudem)\b"),
        own_plan: pattern(
            r"(?i)^(?:\W*(?:und|hallo)[\s,]+)*(?:wir|ich) (?:möchten?|wollen|will|würden?|planen?)\b",
        ),
        ideal: pattern(r"(?i)^\W*(?:idealerweise|hoffentlich|unser ziel ist|am liebsten)\b"),
        wish: pattern(r"(?i)^(?:ich|wir) (?:möchte|möchten|will|wollen|würde|würden)\b"),
        wanted: pattern(
            r"(?i)\b(?:wäre|brauch\p{L}*|benötig\p{L}*|bräucht\p{L}*|muss|müssen|müsste\p{L}*|soll\p{L}*|idealerweise|bitte|fällig|hoffe\p{L}*)\b",
        ),
        reported: pattern(r"(?i)\b(?:sag|sage|informier\p{L}*|teil\p{L}*)\s.{2,40}?,?\s+dass\b"),
        then: pattern(r"(?i)\bbis dahin\b"),
        holding: word_set("haben bekommen brauchen brauche"),
        plural_words: word_set("alle alles beide beides diese"),
        sign_off: pattern(
            r"(?i)^\s*(?:(?:mit )?(?:freundlichen?|besten|herzlichen?|vielen|liebe|viele|beste|schöne|herzliche|freundliche)\s+(?:grüßen?|gruß|gruss|gruessen|grüsse|dank)(?: aus .{2,20})?|lg|vg|mfg|gruß|gruss|grüße|danke(?:schön)?|dank und gruß|bis (?:dann|bald|morgen)|ciao|tschüss|dein|deine|ihr|ihre)\s*(?:[,.!]*\s*|,?\s+(?-i:\p{Lu}\p{Ll}+)(?:\s+(?-i:\p{Lu}\p{Ll}*)\.?)?\s*)$",
        ),
        needed: "{what}",
        needs_verb: "",
        reminder_title: "{what}",
        addressing: word_set("kannst könntest können könnten bitte würdest"),
        reminder_to: "daran,",
    }
}
