//! How German says that a task has changed.

use regex::Regex;

use crate::lexicon::{phrases, word_set};
use crate::pattern;
use crate::update_patterns::{Levels, UpdatePatterns, Verb};

pub(super) fn updates() -> UpdatePatterns {
    UpdatePatterns {
        same: pattern(r"(?i)^(?:und |auch )*(?:aufgaben? |nr\.? )?#?(?P<number>\d{1,9})(?: auch| ebenfalls)?[.!\s]*$"),
        did: pattern(
            r"(?i)^(?:(?:ok|hey|hi|so|ja|und)[\s,:]+)*(?:ich|wir) (?:habe|haben|hab)(?: gerade| schon| soeben| bereits)* (?P<what>.{3,120}?)[.!]*$",
        ),
        polite: pattern(r"(?i)^\s*(?:(?:hi|hey|hallo|bitte|und|auch|ok)[\s,]+)*(?:kannst|könntest|können|könnten|würdest) (?:du|wir|sie|ihr)\b"),
        shift: pattern(r"(?i)\s+um\s+(?P<count>ein(?:en|e)?|zwei|drei|vier|fünf|sechs|sieben|zehn|\d{1,3})\s+(?P<unit>minute|stunde|tag|woche)(?:n|en|e)?\b"),
        earlier: pattern(r"(?i)vorzieh|\bvor\s*[.!]*$|nach vorne"),
        empty_words: word_set(
            "
    der die das den dem ein eine einen aufgabe aufgaben für von zu mit am im in und oder an auf bitte jetzt schon
    ist sind war es mir uns ich wir auch noch nicht mehr
            ",
        ),
        pronouns: (
            phrases("es | das | die | das da | die letzte | die letzte aufgabe | diese aufgabe | die aufgabe | beide | alle | alles"),
            phrases("beide | alle | alles"),
        ),
        back_words: word_set("es das sie ihn"),
        numbers: pattern(r"(?i)(?:\b(?:die |der )?(?:aufgaben?|tickets?|tasks?|nummer|nr\.?|punkt)\s*#?\s*|#)(\d{1,9})(?:\s*(?:,|und|&)\s*#?\d{1,9}\b)*"),
        bare_number: pattern(
            r"(?i)^(?:bitte\s+)?(?P<verb>(?:erledigt|fertig|verschiebe?|verschieben|storniere?|lösche?|streiche?|schließe?|öffne|abgehakt|setze?|mach|mache|benenne)(?: mit| die|:)?\s+)?(?P<numbers>\d{1,6}(?:\s*(?:,|und|&)\s*\d{1,6})*)(?P<after>\s*$|\s*[.!?,:\x{a4}-]|\s+(?:ist|sind|auf|zu|bis|erledigt|fertig|abgesagt|dringend|kann|wieder|und|um|verschieben|streichen|absagen|in|nicht|löschen|stornieren|abhaken)\b)",
        ),
        after_number: word_set("erledigt fertig ist sind abgesagt verschieben streichen absagen löschen stornieren abhaken"),
        patterns: plain(),
        plain: plain(),
        no_change: pattern(
            r"(?i)^\W*(?:(?:bitte|auch|und|kannst du|können sie)[\s,]+)*(?:stell(?:e|en)? sicher|sorg(?:e|en)?|prüf(?:e|en)?|schau|sag|frag|erinner\p{L}*|wenn|falls|sobald|bis|hoffentlich|ich hoffe|ob)\b",
        ),
        news: pattern(
            r"(?i)^(?:wir |ich )?(?:warten?|warte) (?:noch )?auf\b|\b(?:verspätet sich|verzögert sich|liegt im plan|ist in arbeit|sind in arbeit|ist noch nicht fertig|zu \d+ ?% fertig|fast fertig)\b|\b(?:kunde|kundin|(?-i:\p{Lu}[\p{L}&]+)) hat (?:.{2,50} )?(?:freigegeben|unterschrieben|bezahlt|bestätigt|zugesagt|abgesagt|verschoben|abgelehnt|geliefert)\b",
        ),
        levels: Levels {
            critical: word_set("kritisch höchste oberste"),
            high: word_set("dringend hoch hohe wichtig eilig"),
            medium: word_set("mittel normal mittlere normale"),
            low: word_set("niedrig niedrige gering geringe"),
            up: pattern(r"erhöh|höher|hochstuf"),
            down: pattern(r"senk|niedriger|herabstuf|weniger"),
            first: pattern(r"priorisier|eskalier"),
            last: pattern(r"depriorisier"),
        },
    }
}

fn plain() -> Vec<(Verb, Regex)> {
    let open = r"(?:(?:hey|hi|hallo|ok|okay|so|und|auch|bitte|info|update|kurzes update|übrigens|nur|ja|kannst du|könntest du|wir müssen|gute nachrichten)[\s,:!-]+)*";
    let what = r"(?P<what>[^,;:?]{1,90}?)";
    let done = r"(?:erledigt|fertig|fertiggestellt|abgeschlossen|gemacht|bezahlt|überwiesen|verschickt|abgeschickt|rausgeschickt|raus|gesendet|versendet|geschickt|gebucht|bestellt|unterschrieben|geliefert|veröffentlicht|online|hochgeladen|freigegeben|behoben|repariert|durch|eingereicht|live|abgehakt|aktualisiert|geschrieben|erstellt|angerufen|gedruckt|beantwortet|gelöst)";
    let is = r"(?:(?:ist|sind|war|wurde|wurden|jetzt|schon|bereits|nun|alle|endlich|soeben)\s+)+";
    let end =
        r"(?:\s+(?:bitte|danke|jetzt|heute|gestern|schon|auch|mehr|doch|erstmal|worden))*[\s.!\p{So}]*$";
    let sources = [
        (
            Verb::Rename,
            format!(
                r"^{open}(?:benenne|nenne)\s+(?P<what>.{{1,60}}?)\s+(?:um\s+)?in\s+(?P<title>.+?)(?:\s+um)?{end}"
            ),
        ),
        (Verb::Rename, format!(r"^{open}(?P<what>.{{1,60}}?)\s+umbenennen\s+(?:in|zu)\s+(?P<title>.+)$")),
        (
            Verb::Reopen,
            format!(r"^{open}(?:öffne|reaktiviere)\s+{what}(?:\s+(?:wieder|erneut|noch einmal))?{end}"),
        ),
        (Verb::Reopen, format!(r"^{open}mach(?:e)?\s+{what}\s+wieder\s+auf{end}")),
        (
            Verb::Reopen,
            format!(
                r"^{open}{what}\s+(?:wieder\s+(?:öffnen|aufmachen)|ist (?:doch |noch )*nicht {done}|ist wieder offen){end}"
            ),
        ),
        (Verb::Complete, format!(r"^{open}(?:hake|hak)\s+{what}\s+ab{end}")),
        (
            Verb::Complete,
            format!(r"^{open}(?:markiere|setze?)\s+{what}\s+(?:als|auf)\s+(?:erledigt|fertig){end}"),
        ),
        (Verb::Complete, format!(r"^{open}(?:erledigt|fertig)(?:\s+mit)?\s*[:-]?\s+{what}{end}")),
        (
            Verb::Complete,
            format!(
                r"^{open}(?:ich|wir)\s+(?:habe|haben|hab)\s+(?:(?:gerade|schon|soeben|bereits|jetzt|endlich|heute|gestern)\s+)*{what}\s+{done}{end}"
            ),
        ),
        (
            Verb::Complete,
            format!(
                r"^{open}(?:ich|wir)\s+(?:bin|sind)\s+(?:mit|fertig mit)\s+{what}(?:\s+(?:fertig|durch))?{end}"
            ),
        ),
        (Verb::Complete, format!(r"^{open}{what}\s+{is}{done}{end}")),
        (
            Verb::Complete,
            format!(
                r"^{open}(?P<what>(?:\u{{a7}}|(?:die |das |der )?[\p{{L}}\p{{N}}'&-]+(?: [\p{{L}}\p{{N}}'&-]+){{0,4}}?))\s*[:,-]?\s+(?:erledigt|fertig|bezahlt|verschickt|gebucht|bestellt|abgeschlossen|abhaken){end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}{what}\s+{is}(?:abgesagt|gestrichen|hinfällig|storniert|nicht mehr nötig|nicht mehr notwendig|vom tisch|geplatzt|obsolet){end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}{what}\s+(?:fällt aus|entfällt|findet nicht statt|hat sich erledigt|brauchen wir nicht mehr|brauche ich nicht mehr|kann weg|können wir streichen){end}"
            ),
        ),
        (Verb::Cancel, format!(r"^{open}(?:wir brauchen|ich brauche)\s+{what}\s+nicht mehr{end}")),
        (
            Verb::Cancel,
            format!(
                r"^{open}(?:streiche?|storniere?|vergiss|lösche?)\s+(?P<what>das|es|\u{{a7}}|die aufgabe.{{0,40}}|das mit .{{2,50}}){end}"
            ),
        ),
        (Verb::Cancel, format!(r"^{open}sage?\s+(?P<what>das|es|\u{{a7}}|.{{2,50}})\s+ab{end}")),
        (
            Verb::Cancel,
            format!(
                r"^{open}(?P<what>\u{{a7}}|das|die aufgabe)\s+(?:bitte\s+)?(?:streichen|stornieren|absagen|löschen){end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}(?:der kunde|die kundin|[\p{{L}}&]+)\s+hat\s+{what}\s+(?:abgesagt|storniert){end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}(?:verschiebe?|verleg(?:e)?|schieb(?:e)?|setz(?:e)?|verlängere|zieh(?:e)?)\s+{what}\s*(?:auf\s+|nach\s+)?\u{{a4}}(?:\s+vor)?{end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}{what}\s*(?:auf\s+)?\u{{a4}}\s*(?:verschieben|verlegen|vorziehen|schieben){end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}{what}\s+(?:(?:ist|sind|wurde|wurden|wird|jetzt|nun|erst)\s+)*(?:auf\s+)?\u{{a4}}\s*(?:verschoben|verlegt|vorgezogen|vertagt){end}"
            ),
        ),
        (Verb::Move, format!(r"^{open}{what}\s+(?:verschoben|verlegt|vertagt)\s+(?:auf\s+)?\u{{a4}}{end}")),
        (
            Verb::Move,
            format!(
                r"^{open}(?:der |die |das )?[\p{{L}}&]+\s+hat\s+(?P<what>.{{2,60}}?)\s+(?:auf\s+)?\u{{a4}}\s*(?:verschoben|verlegt|vorgezogen){end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}{what}\s+(?:ist|sind|findet)\s+(?:jetzt|nun)\s+(?:erst\s+)?\u{{a4}}(?:\s+(?:fällig|statt))?{end}"
            ),
        ),
        (
            Verb::Rank,
            format!(
                r"^{open}(?:mach|mache|markiere|setz|setze|stufe?)\s+{what}\s+(?:als\s+|auf\s+)?(?:dringend|kritisch|(?:hohe|höchste|niedrige|normale|geringe)\s+prio(?:rität)?|wichtig){end}"
            ),
        ),
        (Verb::Rank, format!(r"^{open}(?:priorisiere|depriorisiere)\s+{what}{end}")),
        (
            Verb::Rank,
            format!(r"^{open}{what}\s+(?:ist|sind)\s+(?:jetzt|nun|nicht mehr)\s+(?:dringend|kritisch){end}"),
        ),
    ];
    sources.into_iter().map(|(verb, source)| (verb, pattern(&format!("(?i){source}")))).collect()
}
