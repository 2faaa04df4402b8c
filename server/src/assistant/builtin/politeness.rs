//! The courtesies around an order: "Hi, could you please … ?" is the same order as what stands inside.

use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::{first_word, from_gerund, is_never_verb, is_verb};
use super::pattern;
use super::small_talk::plain_answer;

/// An order without its courtesies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bare {
    /// What is left.
    pub(super) text: String,
    /// Whether the courtesies said that something is wanted, so that an unknown verb is an order too.
    pub(super) asked: bool,
    /// Whether it asks to be reminded.
    pub(super) reminder: bool,
}

/// Words that carry nothing, wherever a sentence begins.
static FILLER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:(?:please|pls|plz|kindly|also|and|then|plus|so|oh|btw|by the way|just|maybe|perhaps|but|fyi|if possible|if you can|when you can|real quick|actually|additionally|besides|i (?:think|guess|believe|suppose|feel|reckon)(?: that)?)\b[\s,:;.!-]*",
        r"|(?:ok|okay|right|well|now|next|finally|lastly|last|firstly|first|secondly|second|thirdly|third|yes|yeah|yep|sure|great|perfect|hmm|again|quick (?:one|reminder|request|task|note|favou?r|thing)|one (?:more|last|other) thing|another thing|one thing|a favou?r|ps|p\.s|thanks|thank you|cool|awesome|alternatively|last but not least|follow-?up)\s*[,:!.-]+\s*",
        r"|(?:(?:a|an|one|two|three|four|couple(?: of)?|few|some|\d+|small|quick|more|last|other|the|my|following|just|here are|here's)\s+)*(?:things?|points?|requests?|items?|tasks?|changes?|notes?|favou?rs?|updates?|fixes|to-?dos?|asks?)\s*:\s*|(?:re|fwd?|fw|aw):\s*|forgot to mention\s*[:,-]*\s*",
        r"|[^\p{L}\p{N}@#(\x22'$£€\[]+)",
    ))
});

static GREETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:hi|hello|hey|hiya|heya|yo|howdy|dear|greetings|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|hallo)\b(?P<rest>[^,!.:\n?]{0,40}?)(?P<end>[,!.:\n]+|\s-\s|$)\s*",
    )
});

static GREETED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:hi|hello|hey|hiya|heya|yo|good (?:morning|afternoon|evening|day))\s+(?:(?:there|all|team|everyone|folks|guys|mate|again)\s+)?(?:[\p{L}'-]+\s+)?(?P<rest>(?:can|could|would|will|please|pls|i|we|just|is|are|do|did|has|have|what|when|where|who|how|may|any|remind|need)\b.*)$",
    )
});

/// "Kim, could you …"; days of the week and words that open a sentence are not names.
static VOCATIVE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^@?(?P<name>\p{Lu}\p{Ll}{1,15})(?: \p{Lu}\p{Ll}{1,15})?,\s+(?P<rest>\S.*)$"));

/// What says that the rest is wanted.
static REQUEST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:",
        r"(?:can|could|would|will|cud|wud|cld) (?:you|u|ya|someone|somebody|anyone|anybody|one of you|we|i|y'all)(?: guys| all)?(?: please| pls| plz| kindly| possibly| maybe| also| just| quickly| perhaps| be able to| at least)*",
        r"|(?:i|we)(?: would|'d| do|d)?(?: really| just| also)? (?:need|want|like|love|prefer|expect) (?:you|u|someone|somebody|your team|the team|for you|you guys|you all) to",
        r"|(?:i|we|you|they|someone|somebody|u)(?:'ll| will|'ve|ve)?(?: really| also| just| still| urgently| probably| definitely| should)* (?:need|have|got|ought|want|wanted|needs|has) to",
        r"|(?:(?:i|we) )?(?:'d like|would like|need|want|am looking for|are looking for|looking for) (?:someone|somebody|anyone|help) to|(?:need|needs|want|have|gotta|must|got) to|gotta|must",
        r"|(?:i|we|you|someone|somebody|u) (?:really |also |just |probably |definitely )?(?:must|should|gotta|better)(?: really| also| just| probably)?",
        r"|(?:i|we)(?:'d| would)? (?:like|love|want) to|(?:i|we)(?:'d| would)? (?:really |greatly )?appreciate it if (?:you|someone) (?:could|can|would)",
        r"|(?:(?:it|that) )?would be (?:really |very |super )?(?:great|good|nice|helpful|awesome|lovely|amazing|appreciated|fantastic|ideal|useful) (?:if|for) (?:you|someone|we|u)(?: could| can| would| to)?",
        r"|(?:i was |i'm |i am |was |just )?(?:wondering|hoping) (?:if |whether |that )?(?:you|we|someone) (?:could|can|would|might)(?: be able to)?(?: please)?",
        r"|(?:is there )?any (?:chance|way|possibility) (?:that )?(?:you|we|someone|u) (?:could|can)|(?:is|would) it (?:be )?possible (?:for (?:you|someone) )?to|are you able to|do you think (?:you|we|someone) (?:could|can)|do you have time to",
        r"|(?:do not|don't|dont|never|try not to) forget to|remember to|remember that|(?:make|be) sure (?:to|you|u|we)|be sure to|try to|feel free to|it's time to|time to",
        r"|let's|lets|let us|we could|i suggest we|why don't (?:you|we)|why not",
        r"|(?:your|the|my) (?:next |new |first )?(?:task|job|action item|to-?do)(?: today| now)? is(?: to)?",
        r"|(?:new |open )?(?:to-?do|task|action(?: item)?|request|assignment|job)s?\s*(?:#?\d+)?\s*[:-]|note to self\s*[:,-]?|next steps?\s*[:-]|action required\s*[:-]",
        r"|(?:add|create|make|open|log|set up|start|raise|file|put down|note down|note|record|enter|jot down)(?: me)?(?: a| an| another| one more| this| as a| the)?(?: new| follow-?up| high priority| low priority| urgent| quick)* (?:task|to-?do|action item|ticket|item|job)s?(?: for (?:me|us|you|the team))?(?: to\b| for\b| called| titled| named| about| that says| saying|\s*[:-])",
        r"|i(?:'m| am) going to need (?:you )?to|you(?:'ll| will) (?:need|have) to|it(?:'s| is) important (?:that you|to)|help me(?: to)?|the following\s*:",
        r")(?:\s+|$)",
    ))
});

static GERUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:would|do|could|will) you mind|how about|what about|any chance of|i(?:'d| would) appreciate (?:you|your)|appreciate you|help with|can you help with|thinking of|we should consider|consider)\s+(?P<verb>\p{L}+ing)\b",
    )
});

static REMINDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:set (?:up )?(?:me )?a reminder|(?:create|add|make)(?: me)? (?:a )?(?:new )?reminder|remind (?:me|us)|reminder|i need a reminder|i need to be reminded)(?:\s+(?:again|please))?(?P<link>\s+(?:to|about|of|that|for)\b|\s*[:,-])?\s*",
    )
});

static LIST_ADDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:add|put)\s+(?P<what>.+?)\s+(?:to|on|onto|in)\s+(?:my|the|our|your)\s+(?:to-?do(?: list)?s?|task list|tasks|list|to-?dos|agenda for the day)\s*$",
    )
});

/// "I need the report", "we want a new logo".
static NEED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:i|we)(?: really| also| just| still| urgently)* )?(?:need (?P<needed>\S.*)|(?:(?:want|require)|(?:i|we)(?:'d| would) (?:like|love)) (?P<what>(?:the|an?|my|our|some|all|new|more|another|\d+|two|three|four|five|help|(?-i:\p{Lu})\S*)\b.*))$",
    )
});

/// Leaves out the greeting at the start.
pub(super) fn without_greeting(text: &str) -> &str {
    if let Some(captures) = GREETED.captures(text)
        && let Some(rest) = captures.name("rest")
    {
        return rest.as_str();
    }
    if let Some(captures) = VOCATIVE.captures(text)
        && let (Some(name), Some(rest)) = (captures.name("name"), captures.name("rest"))
    {
        let lower = name.as_str().to_lowercase();
        let starts = matches!(
            first_word(rest.as_str()).as_str(),
            "can" | "could" | "would" | "will" | "please" | "pls"
        );
        let answer = plain_answer(&lower).is_some();
        if !answer
            && !is_verb(&lower)
            && !is_never_verb(&lower)
            && (starts || is_verb(&first_word(rest.as_str())))
        {
            return rest.as_str();
        }
    }
    let Some(captures) = GREETING.captures(text) else { return text };
    let Some(whole) = captures.get(0) else { return text };
    let named = captures.name("rest").map_or("", |name| name.as_str()).trim();
    // "Hello Bob," is a greeting, "Morning meeting with Bob" is not.
    let short = named.split_whitespace().count() <= 3
        && !named.split_whitespace().any(|word| is_verb(&word.to_lowercase()));
    let ends = captures.name("end").is_some_and(|end| !end.as_str().is_empty());
    if short && (ends || named.is_empty()) { &text[whole.end()..] } else { text }
}

/// Takes the courtesies off an order.
pub(super) fn strip(text: &str) -> Bare {
    let mut rest = without_greeting(text.trim()).trim().to_owned();
    let mut asked = false;
    let mut reminder = false;
    // Courtesies pile up ("hey, could you maybe please …"), but not for ever.
    for _ in 0..12 {
        if let Some(found) = FILLER.find(&rest).filter(|found| !found.is_empty()) {
            rest = rest[found.end()..].trim_start().to_owned();
            continue;
        }
        if let Some(captures) = GERUND.captures(&rest)
            && let Some(verb) = captures.name("verb")
            && let Some(base) = from_gerund(&verb.as_str().to_lowercase())
        {
            rest = format!("{base}{}", &rest[verb.end()..]);
            asked = true;
            continue;
        }
        if let Some(found) = REMINDER.captures(&rest) {
            let link = found.name("link").map_or("", |link| link.as_str().trim());
            let end = found.get(0).map_or(0, |whole| whole.end());
            let after = rest[end..].trim_start().to_owned();
            reminder = !(link == "to" || is_verb(&first_word(&after)));
            asked = true;
            rest = after;
            continue;
        }
        if let Some(found) = REQUEST.find(&rest) {
            asked = true;
            rest = rest[found.end()..].trim_start().to_owned();
            continue;
        }
        break;
    }
    if let Some(what) = LIST_ADDITION.captures(&rest).and_then(|captures| captures.name("what")) {
        return Bare { text: what.as_str().to_owned(), asked: true, reminder };
    }
    if let Some(what) =
        NEED.captures(&rest).and_then(|captures| captures.name("what").or_else(|| captures.name("needed")))
    {
        let help = what.as_str().to_lowercase().starts_with("help");
        let text = if help { what.as_str().to_owned() } else { format!("Get {}", what.as_str()) };
        return Bare { text, asked: true, reminder };
    }
    Bare { text: rest, asked, reminder }
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn courtesies_come_off() {
        for (text, expected, asked) in [
            ("Hey, can you please call Acme", "call Acme", true),
            ("Hi Jane could you send it", "send it", true),
            ("Would you mind emailing Sara", "email Sara", true),
            ("I was wondering if you could book a room", "book a room", true),
            ("don't forget to pay rent", "pay rent", true),
            ("remind me to call mom", "call mom", true),
            ("add milk to my list", "milk", true),
            ("I need the report", "Get the report", true),
            ("create a new task: water plants", "water plants", true),
            ("call Acme", "call Acme", false),
            ("Morning meeting with Bob", "Morning meeting with Bob", false),
        ] {
            let bare = strip(text);
            assert_eq!((bare.text.as_str(), bare.asked), (expected, asked), "{text}");
        }
    }
}
