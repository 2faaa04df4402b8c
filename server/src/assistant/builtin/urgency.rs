//! How much a message presses, and how important its tasks are, from its words.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{DateTime, Duration, Utc};
use patchbay_domain::assistant::Urgency;
use patchbay_domain::task::TaskPriority;
use regex::Regex;

use super::pattern;

/// What the words of a text say about how it presses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pressure {
    /// How much, where anything says so.
    pub(super) urgency: Option<Urgency>,
    /// Where the words stand that say only this, and that a title can do without.
    pub(super) spans: Vec<Range<usize>>,
}

impl Pressure {
    /// The priority that goes with it.
    pub(super) fn priority(&self) -> Option<TaskPriority> {
        self.urgency.map(|urgency| match urgency {
            Urgency::Low => TaskPriority::Low,
            Urgency::Medium => TaskPriority::Medium,
            Urgency::High => TaskPriority::High,
            Urgency::Critical => TaskPriority::Critical,
        })
    }
}

/// Words that say it can wait. Read before the others, since "not urgent" contains "urgent".
static LOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:it's|it is|this is|that's|that is|but|and)\s+)*(?:",
        r"(?:not|isn't|nothing|never|none of (?:it|this) is|aren't)(?: at all| very| that| super| so| really| too| all that| particularly)* (?:urgent|critical|important|pressing)(?: at all)?",
        r"|non-?urgent|(?:there's |there is )?no (?:particular |real |big )?(?:rush|hurry|pressure|urgency|stress)(?: at all| on this(?: one)?| with this| here| though)?",
        r"|(?:not in|in no|i'm not in|we're not in) (?:a |any )?(?:rush|hurry)",
        r"|(?:with |as |at |a )?(?:very )?low(?:est)?(?:-| )(?:priority|prio)|(?:priority|prio)(?: is)?:? low",
        r"|when(?:ever)? (?:you|we|someone|u|anyone|somebody)(?: next)?(?:'ve| have| get| find| has| can find| gets)?(?: got)?(?: a| some| the| an)?(?: spare| free| quiet)? ?(?:chance|time|moment|minute|sec|second|spare|opportunity)",
        r"|whenever (?:you|we|u)(?: can|'re free| are free| like| want)|whenever(?: it)? (?:suits|works)(?: you| for you)?|whenever (?:convenient|possible)",
        r"|if (?:you|we|u) (?:get|have|find)(?: a| some| the)? (?:chance|time|moment|minute)",
        r"|at some (?:point|stage)|some ?day|one of these days|one day|at your (?:convenience|leisure|own pace)|in your own time|eventually|can wait|take your time|(?:on the )?back ?burner|nice(?:-| )to(?:-| )have|no deadline|when things (?:are quiet|calm down|quiet down)",
        r")\b",
    ))
});

static CRITICAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:it's|it is|this is|that's) )?(?:an? )?(?:",
        r"emergency|(?:with )?(?:critical|top|highest|utmost|max(?:imum)?|number one)(?:-| )(?:priority|prio|urgency)|(?:priority|prio)(?: is)?:? critical",
        r"|immediately|right (?:now|away)|straight ?away|this (?:instant|minute|second)|without delay|at once|drop everything|life or death|mission(?:-| )critical|business(?:-| )critical",
        r"|(?:extremely|super|very|really|so|most|incredibly|hugely|mega) (?:urgent(?:ly)?|critical)|p0|sev ?1|critical",
        r")(?:\b|$)|\b(?:urgent(?:ly)?|asap)\s*!{2,}",
    ))
});

static HIGH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:it's|it is|this is|that's|that is|as it's|since it's|pretty|quite|fairly|kind of|kinda|marked|a bit) )*(?:an? )?(?:",
        r"urgent(?:ly)?|asap|a\.s\.a\.p\.?|as soon as (?:possible|you can|humanly possible|u can)|(?:with |as )?high(?:er)?(?:-| )(?:priority|prio|importance)|(?:priority|prio)(?: is)?:? high",
        r"|time(?:-| )(?:sensitive|critical)|(?:very|really|super|extremely|so|most) important|pressing|can't wait|cannot wait|won't wait|the sooner the better|as quickly as (?:possible|you can)|as fast as (?:possible|you can)|at the top of (?:the|your|my) list|top of (?:the|your|my) list|soonest|promptly|without fail|rush job|hurry(?: up)?|running out of time|a priority",
        r")(?:\b|$)|\bnow\s*(?:!|$)",
    ))
});

/// "It's important" says something of the task; "our important client" says something of the client.
static IMPORTANT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:it's|it is|this is|that's|quite|pretty) important\b|^\s*important\s*[:!-]")
});

static MEDIUM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:with |as )?(?:medium|normal|regular|standard)(?:-| )(?:priority|prio)\b|\b(?:priority|prio)(?: is)?:? (?:medium|normal)\b",
    )
});

/// Something that earns money or keeps people working has stopped.
static OUTAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:site|website|web site|webpage|server|servers|store|shop|webshop|system|app|checkout|e-?mail|network|internet|database|production|prod|api|payments?|platform|service|phones?|homepage)",
        r"(?: is| are| went| has gone| have gone|'s| seems?| appears?| has been| just went)(?: to be)?(?: completely| totally| currently| all| just| still)? (?:down|offline|hacked|dead)\b",
        r"|\b(?:we've been|we were|got|been) hacked\b|\b(?:losing|lost) (?:money|sales|orders|customers)\b|\boutage\b|\bdata (?:breach|leak)\b|\b(?:customers|clients|people|users|nobody|no one) (?:can't|cannot|can) (?:pay|check ?out|order|buy|log ?in)\b|\bon fire\b|\b(?:water|gas|smoke|sewage)(?: is| was)? (?:coming|leaking|pouring|everywhere|gushing)\b|\bburst pipe|\bpipe (?:has )?burst\b|\bflood(?:ed|ing)\b",
    ))
});

/// Determiners before an adjective that belongs to its noun.
static DETERMINER_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:the|an?|our|my|your|his|her|their|any|all|these|those|most|more)\s+$")
});

/// What a text says.
pub(super) fn assess(text: &str) -> Pressure {
    let mut pressure = Pressure::default();
    let mut low = false;
    let mut rest = text.to_owned();
    for found in LOW.find_iter(text) {
        low = true;
        pressure.spans.push(found.range());
        // Same length, so that what is found later stands where it stood.
        rest.replace_range(found.range(), &" ".repeat(found.len()));
    }
    let levels = [
        (&*OUTAGE, Urgency::Critical, false),
        (&*CRITICAL, Urgency::Critical, true),
        (&*HIGH, Urgency::High, true),
        (&*IMPORTANT, Urgency::High, true),
        (&*MEDIUM, Urgency::Medium, true),
    ];
    for (words, level, removable) in levels {
        let taken: Vec<Range<usize>> = words.find_iter(&rest).map(|found| found.range()).collect();
        for range in taken {
            pressure.urgency = pressure.urgency.max(Some(level));
            if removable && stands_alone(&rest, &range) {
                pressure.spans.push(range.clone());
            }
            if removable {
                rest.replace_range(range.clone(), &" ".repeat(range.len()));
            }
        }
    }
    if low && pressure.urgency.is_none_or(|urgency| urgency <= Urgency::Medium) {
        pressure.urgency = Some(Urgency::Low);
    }
    pressure.spans.sort_by_key(|span| span.start);
    pressure
}

/// "Send the urgent invoice" keeps its word, "send the invoice, urgent" does not.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let word_follows =
        text[range.end..].trim_start_matches(' ').chars().next().is_some_and(char::is_alphanumeric);
    !(word_follows && DETERMINER_BEFORE.is_match(&text[..range.start]))
}

/// The urgency of a whole message: its words, or a deadline within hours.
pub(super) fn of_message(words: Option<Urgency>, deadlines: &[DateTime<Utc>], now: DateTime<Utc>) -> Urgency {
    let soon = deadlines.iter().any(|at| *at > now && *at - now <= Duration::hours(4));
    match words {
        Some(urgency) => urgency,
        None if soon => Urgency::High,
        None => Urgency::Medium,
    }
}

#[cfg(test)]
mod tests {
    use patchbay_domain::assistant::Urgency::{self, Critical, High, Low, Medium};

    use super::assess;

    #[test]
    fn words_say_how_much_it_presses() {
        let cases: [(&str, Option<Urgency>); 16] = [
            ("call Bob asap", Some(High)),
            ("URGENT: call Bob", Some(High)),
            ("URGENT!!! call Bob", Some(Critical)),
            ("this is not urgent", Some(Low)),
            ("not very urgent, no rush", Some(Low)),
            ("when you get a chance, call Bob", Some(Low)),
            ("call Bob, low priority", Some(Low)),
            ("the site is down", Some(Critical)),
            ("please call him right away", Some(Critical)),
            ("it's really important", Some(High)),
            ("call our important client", None),
            ("normal priority please", Some(Medium)),
            ("write down the address", None),
            ("top priority: call Bob", Some(Critical)),
            ("high-priority: call Bob", Some(High)),
            ("call Bob", None),
        ];
        for (text, expected) in cases {
            assert_eq!(assess(text).urgency, expected, "{text}");
        }
    }
}
