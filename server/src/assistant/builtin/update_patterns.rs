//! How people say that a task has changed.

use std::sync::LazyLock;

use patchbay_domain::assistant::KnownTask;
use regex::Regex;

use super::matching::PLACE;
use super::pattern;

/// What a sentence does, whichever task it does it to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// It is done.
    Complete,
    /// It is not needed.
    Cancel,
    /// It is open again.
    Reopen,
    /// It has another deadline.
    Move,
    /// It has another priority.
    Rank,
}

impl Verb {
    /// Whether the sentence may name a task by words of its title alone.
    pub(super) fn fits(self, task: &KnownTask) -> bool {
        match self {
            Self::Reopen => task.status.is_final(),
            _ => !task.status.is_final(),
        }
    }
}

/// The sentence patterns, with § where a number stood, or a group `what` with the words that describe the task.
pub(super) static PATTERNS: LazyLock<Vec<(Verb, Regex)>> = LazyLock::new(|| {
    const LEVEL: &str = r"(?:(?:a |an |as |to |at |of )?(?:more |less |very |super |really |not |non-?|top |highest |low |lowest |lower |high |higher |medium |normal |critical |urgent )*(?:urgent|critical|important|priority|prio|high|low|medium|normal|asap|top|higher|lower|immediate))";
    const DONE: &str = r"(?:done|complete|completed|finished|closed|sorted|handled|resolved|taken care of|wrapped up|ticked off|over and done|fixed|shipped|sent|paid|booked|signed|delivered|submitted|published|live|renewed|updated|prepared|out the door)";
    let subjects = r"(?:(?:i|we|i've|we've|ive|weve|i have|we have|just|already|finally|yes|ok|hey|also|and|so|all)[\s,]+)*";
    let please = r"(?:(?:please|pls|(?:can|could|would|will) (?:you|we|i|someone)|also|(?:i (?:think|guess) )?(?:we|i|you)(?: (?:should|can|could|need to|have to|want to|must|would like to)|'d (?:like to|better))|i think|and|actually|ok|so|now|yes|no|hey|hi|just|let's|thanks|sorry|wait|oh)[\s,]+)*";
    let target = format!(r"(?P<what>{PLACE}|[^?]{{1,120}}?)");
    let end = r"(?:\s+(?:please|pls|thanks|thank you|now|today|yet|already|too|as well|any ?more|any longer|after all|for now|instead))*[\s.!,]*$";
    let sources = [
        (
            Verb::Reopen,
            format!(
                r"^{please}(?:re-?open|un-?cancel|un-?do|restore|bring back|revive|reactivate)\s+{target}{end}"
            ),
        ),
        (
            Verb::Reopen,
            format!(
                r"^{please}{target}\s+(?:(?:(?:is|was|are)\s+not|isn't|wasn't|aren't)\s+(?:actually |yet |really |quite |all )*{DONE}|(?:is|needs to be|should be|has to be|must be) (?:re-?opened|open again|still open)){end}"
            ),
        ),
        (
            Verb::Complete,
            format!(
                r"^{please}(?:mark|set|tick|check|put|flag|close|count|consider)\s+(?:off\s+|out\s+)?{target}\s+(?:as\s+|off\s+as\s+|to\s+)?(?:{DONE}|off){end}"
            ),
        ),
        (
            Verb::Complete,
            format!(r"^{please}(?:(?:tick|check|cross|close|sign)\s+off|close out|close)\s+{target}{end}"),
        ),
        (Verb::Complete, format!(r"^{please}complete\s+(?P<what>{PLACE}){end}")),
        (Verb::Complete, format!(r"^{please}finish\s+(?P<what>{PLACE}){end}")),
        (
            Verb::Complete,
            format!(
                r"^{subjects}(?:am\s+|'m\s+|are\s+|i'm\s+|we're\s+)?(?:all )?(?:done|finished|completed|closed|did|handled|sorted(?: out)?|resolved|wrapped up|took care of|taken care of|fixed)(?:\s+with)?\s*[:-]?\s+{target}{end}"
            ),
        ),
        (
            Verb::Complete,
            format!(
                r"^{please}{target}\s*(?:[:,-]\s*|\s(?:is|are|was|were|has been|have been|'s|got|now|all|both|already|finally|just)\b|'s\b)*\s*{DONE}{end}"
            ),
        ),
        (
            Verb::Complete,
            format!(
                r"^(?:it's |its |that's |thats |it is |that is |this is |all )?(?P<what>)(?:{DONE}){end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{please}(?:cancel|drop|scrap|delete|remove|kill|abandon|bin|skip|ignore|disregard|discard|forget(?: about)?|never ?mind(?: about)?|scratch|call off|get rid of|ditch)\s+{target}{end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{please}{target}\s+(?:is|are|was|can be|should be|has been|have been|'s|got)?\s*(?:now |all )?(?:no longer (?:needed|required|necessary|relevant|happening)|not (?:needed|required|necessary|relevant|happening)(?: any ?more)?|cancell?ed|dropped|off|scrapped|obsolete|unnecessary|off the table){end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{please}(?:there's |there is )?(?:no (?:longer )?need (?:for|to do|to)|don't (?:bother|need|worry)(?: with| about| to(?: do)?)?|(?:we|i|you) (?:don't|do not|no longer) need(?: to(?: do)?)?|do not (?:bother|need)(?: with| to)?|no need)\s+{target}{end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{please}(?:move|push|postpone|delay|reschedule|re-schedule|shift|bump|defer|extend|bring|pull|snooze|put off|slide|change|set|update|make|adjust|prolong)\s+(?:(?:the )?(?:deadline|due date|date|time)\s+(?:of|for|on|to)\s+)?{target}(?:'s)?(?:\s+(?:back|forward|out|up|off|deadline|due date|date|due|ahead))*\s*(?:from\s+\S+\s+)?\u{{a4}}{end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{please}(?:(?:the )?(?:deadline|due date|date)\s+(?:of|for|on)\s+)?{target}(?:'s)?\s*(?:(?:deadline|due date|needs|has|can|should|must|could|will|may|to|be|is|now|wait|moved|pushed|postponed|rescheduled|delayed|extended|slip|go|due|done|changed|shifted|instead)\s*)+\u{{a4}}{end}"
            ),
        ),
        (
            Verb::Rank,
            format!(
                r"^{please}(?:make|mark|set|flag|bump|raise|lower|change|treat|put|upgrade|downgrade|escalate|move|drop|consider)\s+(?:(?:the )?priority\s+(?:of|for|on)\s+)?{target}(?:'s)?(?: up| down)?(?: priority)?\s+{LEVEL}{end}"
            ),
        ),
        (
            Verb::Rank,
            format!(
                r"^{please}(?:raise|increase|bump up|lower|reduce|decrease) (?:the )?priority (?:of|for|on) {target}{end}"
            ),
        ),
        (
            Verb::Rank,
            format!(
                r"^{please}(?:prioriti[sz]e|deprioriti[sz]e|de-prioriti[sz]e|escalate|expedite)\s+{target}{end}"
            ),
        ),
        (
            Verb::Rank,
            format!(
                r"^{please}{target}\s*(?:is|are|should be|needs to be|has become|'s|became|:|-|to)\s*(?:now |a |really |very |super |extremely )*{LEVEL}{end}"
            ),
        ),
    ];
    sources.into_iter().map(|(verb, source)| (verb, pattern(&format!("(?i){source}")))).collect()
});
