//! How German asks for tasks.

use crate::answers::QuestionPatterns;
use crate::pattern;

pub(super) fn questions() -> QuestionPatterns {
    QuestionPatterns {
        about_tasks: pattern(
            r"(?i)\b(?:aufgaben?|to-?dos?|offen\p{L}*|fällig\p{L}*|überfällig\p{L}*|ansteh\p{L}*|steht an|zu tun|liste|dringend\p{L}*|priorität\p{L}*|steht \p{L}+ an|termine)\b",
        ),
        overdue: pattern(r"(?i)\b(?:überfällig|verspätet|zu spät)\b"),
        count: pattern(r"(?i)\bwie ?viele\b"),
        next: pattern(r"(?i)\b(?:als nächstes|was kommt als|womit soll ich)\b"),
        about_one: pattern(
            r"(?i)^(?:wann (?:ist|sind|wird)|was ist (?:der )?(?:stand|status) (?:von|bei|beim|der|des|mit)|(?:stand|status) (?:von|bei|beim|der|des)|wie (?:ist der stand|steht es|weit ist|läuft)(?: mit| bei| beim| um| der| die| das)*|ist|sind|gibt es (?:was |etwas )?neues (?:zu|von|bei|beim)|wer (?:hat|macht))\s+(?P<what>.+?)[?.!\s]*$",
        ),
        asking_words: pattern(
            r"(?i)\b(?:fällig|fertig|erledigt|schon|noch|der|die|das|dem|den|ist|sind|bei|mit|von)\b",
        ),
        filter: pattern(r"(?i)\b(?:für|bei|zu|von|mit)\s+(?P<what>[^?,.]{2,60})"),
        others: pattern(r"(?i)^(?:wer|wo|warum|wieso)\b"),
        tasks: pattern(r"(?i)\b(?:aufgaben?|to-?dos?|fällig|überfällig)\b"),
        pressing: pattern(r"(?i)dringend|wichtig|priorität"),
        whole_list: pattern(r"(?i)aufgabe|to-?do|offen|zu tun|liste|anstehen|steht .*an"),
        general: pattern(r"^(?:liste|mich|uns|heute|tun)$"),
        next_week: pattern(r"(?i)nächste[rn]? woche"),
        this_week: pattern(r"(?i)diese[rn]? woche"),
        weekend: pattern(r"(?i)wochenende"),
        this_month: pattern(r"(?i)diesen monat|dieser monat"),
        soon: pattern(r"(?i)demnächst|\bbald\b"),
        until: pattern(r"(?i)\bbis\b"),
    }
}
