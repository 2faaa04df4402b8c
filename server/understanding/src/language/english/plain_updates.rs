//! How English says that something has changed, whichever tasks are known.

use regex::Regex;

use crate::pattern;
use crate::update_patterns::Verb;

/// What shows a change whichever tasks are known: the verb or the whole clause speaks of nothing but how things stand.
pub(super) fn plain() -> Vec<(Verb, Regex)> {
    let open = r"(?:(?:hey|hi|ok|okay|so|also|and|please|pls|fyi|update|quick update|good news|great news|just|yes|actually|sorry|heads up|btw|hello|can you|could you|can u|could u|can we|could we|we can|let's|lets|let us|i think|we need to|we have to)[\s,:!-]+)*(?:\p{Lu}[\p{L}\p{N} #_-]{1,25}:\s+)?";
    let what = r"(?P<what>(?:[^,;:?]|,\d){2,90}?)";
    let done = r"(?:done|complete|completed|finished|sorted(?: out)?|handled|resolved|taken care of|wrapped up|fixed|shipped|sent(?: out| off| over)?|paid|booked|signed(?: off)?|delivered|submitted|published|live|uploaded|posted|approved|launched|deployed|out the door|ready|closed|ordered|scheduled|in the bag|ticked off)";
    let is = r"(?:(?:is|are|was|were|has been|have been|'s|got|gets|is all|are all|all|now|finally|already|both|just|been)\s+)+";
    let end = r"(?:\s+(?:please|pls|now|today|yesterday|already|successfully|at \d\S*|too|as well|any ?more|after all|for now|this morning|last night|thanks|thank you|yay|finally))*[\s.!\p{So}]*$";
    let sources = [
        (
            Verb::Rename,
            format!(r"^{open}(?:rename|retitle)\s+(?P<what>.{{1,60}}?)\s+(?:to|as|into)\s+(?P<title>.+)$"),
        ),
        (
            Verb::Rename,
            format!(
                r"^{open}(?:change|update|set)\s+the\s+(?:title|name)\s+(?:of|for)\s+(?P<what>.{{1,60}}?)\s+to\s+(?P<title>.+)$"
            ),
        ),
        (Verb::Reopen, format!(r"^{open}(?:re-?open|un-?cancel|reactivate)\s+{what}{end}")),
        (
            Verb::Reopen,
            format!(
                r"^{open}{what}\s+(?:(?:is|was|are|were)\s+not|isn't|wasn't|aren't|isnt|has not been|hasn't been)\s+(?:actually |yet |really |quite |all )*{done}(?: yet)?{end}"
            ),
        ),
        (
            Verb::Complete,
            format!(r"^{open}mark\s+{what}\s+(?:as\s+)?(?:done|complete|completed|finished){end}"),
        ),
        (Verb::Complete, format!(r"^{open}(?:tick|check|cross)\s+{what}\s+off{end}")),
        (Verb::Complete, format!(r"^{open}(?:tick|check|cross)\s+off\s+{what}{end}")),
        (
            Verb::Complete,
            format!(
                r"^{open}(?:all )?(?:done|finished|completed|wrapped up)\s+(?:with\s+)?(?P<what>(?:the|my|our|all|both|those|these|a)\s[^,;?]{{2,80}}?){end}"
            ),
        ),
        (
            Verb::Complete,
            format!(
                r"^{open}(?:i|we)(?:'ve| have|ve)?\s+(?:(?:just|already|finally|now|also)\s+)*(?:sent(?: out| off| over)?|finished|completed|paid|called|emailed|booked|fixed|signed|delivered|published|uploaded|shipped|posted|ordered|submitted|updated|wrapped up|closed|sorted(?: out)?|handled|took care of|taken care of|spoke (?:to|with)|talked to|did|done|bought|wrote|launched|invoiced|renewed|cleaned up|put up|returned|picked up|scheduled|confirmed|replied to|answered|reviewed|proofread|drafted|created|printed|filed|deployed)\s+(?:with\s+)?(?P<what>[^;?]{{2,110}}?){end}"
            ),
        ),
        (Verb::Complete, format!(r"^{open}{what}\s+{is}{done}{end}")),
        (
            Verb::Complete,
            format!(
                r"^{open}(?P<what>(?:the |my |our )?[\p{{L}}\p{{N}}'&-]+(?: [\p{{L}}\p{{N}}'&-]+){{0,4}}?)\s*[:,-]?\s+(?:done|complete|completed|finished|sent|paid|booked|fixed|sorted|delivered|shipped|submitted|published){end}"
            ),
        ),
        (
            Verb::Complete,
            format!(
                r"^{open}(?P<what>(?:[^,;:?]|,\d){{2,60}}?)\s+(?:(?:has|have|just|finally|already)\s+)*(?:finished|completed|succeeded|merged(?: into \S+)?|went live|went through|came through|cleared|went out|gone out|gone live|came back|arrived|passed)(?:\s+(?:for|on|in|at|to|from)\s+.{{2,40}}?)?{end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}(?:cancel|scrap|drop|forget(?: about)?|never ?mind(?: about)?|skip|ignore|call off|remove|delete)\s+(?P<what>it|that|this|that one|this one|that task|the last (?:one|task)|them|.{{0,50}}\b(?:task|reminder|to-?do|meeting|call|review|demo|interview|workshop|catch-?up|stand-?up|session)s?|(?:the|my|our|today's|tomorrow's|his|her) \d{{1,2}}(?::\d\d)? ?(?:am|pm|o'clock)?\b.{{0,40}}){end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}{what}\s+{is}?(?:no longer (?:needed|required|necessary|relevant|happening)|not (?:needed|required|necessary|relevant|happening)(?: any ?more)?|cancell?ed|called off|scrapped|off the table|obsolete|not going ahead|dead){end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}(?:we|i|they|you)\s+(?:no longer need|don't need|do not need|dont need)\s+{what}\s+any ?more{end}"
            ),
        ),
        (Verb::Cancel, format!(r"^{open}(?:we|i|they|you)\s+no longer need\s+{what}{end}")),
        (
            Verb::Cancel,
            format!(
                r"^{open}(?:the |our )?[\p{{L}}&.'-]+(?: [\p{{L}}&.'-]+)?\s+(?:just |has |have )?cancell?ed\s+(?P<what>(?:the|their|our|his|her|today's|tomorrow's|all)\s[^,;?]{{2,60}}?){end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}(?:move|push|postpone|delay|reschedule|re-schedule|shift|bump|defer|snooze|put off|bring forward|pull forward)\s+{what}(?:\s+(?:back|forward|out|up|off|instead))*\s*(?:from\s+\S+\s+)?\u{{a4}}{end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}(?:change|set|update|extend|make)\s+the\s+(?:deadline|due date|date|time)\s+(?:(?:of|for|on)\s+)?{what}\s*\u{{a4}}{end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}(?:(?:the )?(?:deadline|due date|date|time)\s+(?:of|for|on)\s+)?{what}(?:'s)?\s+(?:(?:is|are|was|were|has been|have been|got|just|now|been)\s+)*(?:moved|pushed|postponed|rescheduled|delayed|shifted|bumped|extended|brought forward|pushed back|moved up|due|changed)(?: back| forward| out| up)*\s*\u{{a4}}{end}"
            ),
        ),
        (Verb::Move, format!(r"^{open}{what}\s+(?:is|are)\s+now\s+(?:due\s+|on\s+|at\s+)?\u{{a4}}{end}")),
        (
            Verb::Move,
            format!(
                r"^{open}(?:(?:the |our )?[\p{{L}}&.'-]+(?: [\p{{L}}&.'-]+)?|i|we)(?:'ve)?\s+(?:just |has |have |had to |already )*(?:moved|pushed|postponed|rescheduled|delayed|shifted|bumped|changed)\s+(?P<what>[^,;?]{{2,60}}?)(?:\s+(?:back|forward|out|up))*\s*(?:from\s+\S+\s+)?\u{{a4}}{end}"
            ),
        ),
        (
            Verb::Rank,
            format!(
                r"^{open}(?:make|mark|set|flag|treat|bump)\s+{what}\s+(?:as\s+|to\s+|up to\s+|a\s+)?(?:urgent|critical|(?:top|high|highest|low|lowest|medium|normal)(?:er)?[ -](?:priority|prio)|(?:a |the )?(?:top )?priority|asap){end}"
            ),
        ),
        (
            Verb::Rank,
            format!(
                r"^{open}(?:prioriti[sz]e|deprioriti[sz]e|de-prioriti[sz]e|escalate|expedite)\s+{what}{end}"
            ),
        ),
        (
            Verb::Rank,
            format!(
                r"^{open}{what}\s+(?:is|are|has become|just became|became)\s+(?:now\s+|no longer\s+)(?:urgent|critical|(?:top|high|low)[ -]priority){end}"
            ),
        ),
    ];
    sources.into_iter().map(|(verb, source)| (verb, pattern(&format!("(?i){source}")))).collect()
}
