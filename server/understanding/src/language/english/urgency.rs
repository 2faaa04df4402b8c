//! English words that press, and that do not.

use crate::pattern;
use crate::urgency::UrgencyWords;

pub(super) fn urgency() -> UrgencyWords {
    UrgencyWords {
        low: pattern(concat!(
            r"(?i)\b(?:(?:it's|it is|this is|that's|that is|but|and)\s+)*(?:",
            r"(?:not|isn't|nothing|never|none of (?:it|this) is|aren't)(?: at all| very| that| super| so| really| too| all that| particularly)* (?:urgent|critical|important|pressing)(?: at all)?",
            r"|non-?urgent|(?:there's |there is )?no (?:particular |real |big )?(?:rush|hurry|pressure|urgency|stress)(?: at all| on this(?: one)?| with this| here| though)?",
            r"|(?:not in|in no|i'm not in|we're not in) (?:a |any )?(?:rush|hurry)",
            r"|(?:with |as |at |a )?(?:very )?low(?:est)?(?:-| )(?:priority|prio)|(?:priority|prio)(?: is)?:? low",
            r"|when(?:ever)? (?:you|we|someone|u|anyone|somebody)(?: next)?(?:'ve| have| get| find| has| can find| gets)?(?: got)?(?: a| some| the| an)?(?: spare| free| quiet)? ?(?:chance|time|moment|minute|sec|second|spare|opportunity)",
            r"|whenever (?:you|we|u)(?: can|'re free| are free| like| want)|whenever(?: it)? (?:suits|works)(?: you| for you)?|whenever (?:convenient|possible)|when (?:convenient|possible|able)",
            r"|if (?:you|we|u) (?:get|have|find)(?: a| some| the)? (?:chance|time|moment|minute)",
            r"|at some (?:point|stage)|some ?day|one of these days|one day|at your (?:convenience|leisure|own pace)|in your own time|eventually|can wait|take your time|(?:on the )?back ?burner|nice(?:-| )to(?:-| )have|no deadline|when things (?:are quiet|calm down|quiet down)",
            r")\b|\bwhenever\s*(?:[.!,)]|$)",
        )),
        neutral: pattern(
            r"(?i)\b(?:(?:anything|something|any|nothing|urgent|other|for|in case of|in an|if (?:it's|it is|there's anything|you need anything|something is)) )+(?:urgent|emergenc(?:y|ies)|critical|pressing)(?: matters?| issues?| requests?)?\b|\b(?:urgent|critical|emergency) (?:care|contacts?|contact number|room|exit|path|services)\b",
        ),
        critical: pattern(concat!(
            r"(?i)\b(?:(?:it's|it is|this is|that's) )?(?:an? )?(?:",
            r"emergency|(?:with )?(?:critical|top|highest|utmost|max(?:imum)?|number one)(?:-| )(?:priority|prio|urgency)|(?:priority|prio)(?: is)?:? critical",
            r"|immediately|right (?:now|away)|straight ?away|this (?:instant|minute|second)|without delay|at once|drop everything|life or death|mission(?:-| )critical|business(?:-| )critical",
            r"|(?:extremely|super|very|really|so|most|incredibly|hugely|mega) (?:urgent(?:ly)?|critical)|p0|sev ?1|critical",
            r")(?:\b|$)|\b(?:urgent(?:ly)?|asap)\s*!{2,}",
        )),
        high: pattern(concat!(
            r"(?i)\b(?:(?:it's|it is|this is|that's|that is|as it's|since it's|pretty|quite|fairly|kind of|kinda|marked|a bit) )*(?:an? )?(?:",
            r"urgent(?:ly)?|asap|a\.s\.a\.p\.?|as soon as (?:possible|you can|humanly possible|u can)|(?:with |as )?high(?:er)?(?:-| )(?:priority|prio|importance)|(?:priority|prio)(?: is)?:? high",
            r"|time(?:-| )(?:sensitive|critical)|(?:very|really|super|extremely|so|most) important|pressing|can't wait|cannot wait|won't wait|the sooner the better|as quickly as (?:possible|you can)|as fast as (?:possible|you can)|at the top of (?:the|your|my) list|top of (?:the|your|my) list|soonest|promptly|without fail|rush job|hurry(?: up)?|running out of time|a priority",
            r")(?:\b|$)|\bnow\s*!|\b(?:it|this|that|them|him|her|me|us|need \S+(?: \S+){0,3}) now\W*$",
        )),
        important: pattern(
            r"(?i)\b(?:it's|it is|this is|that's|quite|pretty) important\b|^\s*important\s*[:!-]",
        ),
        medium: pattern(
            r"(?i)\b(?:with |as )?(?:medium|normal|regular|standard)(?:-| )(?:priority|prio)\b|\b(?:priority|prio)(?: is)?:? (?:medium|normal)\b",
        ),
        outage: pattern(concat!(
            r"(?i)\b(?:site|website|web site|webpage|page|portal|hosting|cms|crm|server|servers|store|shop|webshop|system|app|checkout|e-?mail|network|internet|database|production|prod|api|payments?|platform|service|phones?|homepage)",
            r"(?: is| are| went| has gone| have gone|'s| seems?| appears?| has been| just went)(?: to be)?(?: completely| totally| currently| all| just| still)? (?:down|offline|hacked|dead)\b|\b(?:site|website|server|servers|store|shop|checkout|database|production|payments?) (?:has |just |keeps )?crash(?:ed|ing)\b",
            r"|(?:^|[.!,;:]\s*|\balert\W+)(?:(?:the|our|whole|client|\S+'s) ){0,3}(?:site|website|server|servers|shop|store|webshop|checkout|homepage|e-?mail|network|internet|database|api|app) (?:down|offline|hacked|dead)\b",
            r"|\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+ (?:is|went|has been|seems) (?:down|offline|unreachable)\b",
            r"|\b(?:we've been|we were|got|been) hacked\b|\b(?:losing|lost) (?:money|sales|orders|customers)\b|\boutage\b|\bdata (?:breach|leak)\b|\b(?:customers|clients|people|users|nobody|no one) (?:can't|cannot|can) (?:pay|check ?out|order|buy|log ?in)\b|\bon fire\b|\b(?:water|gas|smoke|sewage)(?: is| was)? (?:coming|leaking|pouring|everywhere|gushing)\b|\bburst pipe|\bpipe (?:has )?burst\b|\bflood(?:ed|ing)\b",
        )),
        determiner_before: pattern(
            r"(?i)\b(?:the|an?|our|my|your|his|her|their|any|all|these|those|most|more)\s+$",
        ),
    }
}
