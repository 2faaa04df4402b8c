//! How English says that a task has changed.

use super::plain_updates;
use crate::lexicon::{phrases, word_set};
use crate::matching::PLACE;
use crate::pattern;
use crate::update_patterns::{Levels, UpdatePatterns, Verb};
use regex::Regex;

pub(super) fn updates() -> UpdatePatterns {
    UpdatePatterns {
        same: pattern(
            r"(?i)^(?:and |also |so (?:is|are) )*(?:tasks? )?#?(?P<number>\d{1,9})(?: too| as well| also)?[.!\s]*$",
        ),
        did: pattern(
            r"(?i)^(?:(?:ok|hey|hi|so|just|yes|and|also|update)[\s,:]+)*(?:i|we)(?:'ve| have)?(?: just| already| finally)* (?P<what>(?:\p{L}+ed|sent|paid|bought|wrote|written|met|made|told|spoke|rang|got|took|found|built|gave|sold|did)\s.{3,120}?)[.!]*$",
        ),
        polite: pattern(
            r"(?i)^\s*(?:(?:hi|hey|please|also|and|so|ok)[\s,]+)*(?:can|could|would|will) (?:you|u|we|i|someone)\b",
        ),
        shift: pattern(
            r"(?i)\s+(?:by|back|out|for|another|forward|ahead)(?:\s+(?:by|another))?\s+(?P<count>an?|one|two|three|four|five|six|seven|ten|\d{1,3}|a couple of|a few)\s+(?P<unit>minute|hour|day|week)s?\b",
        ),
        empty_words: word_set(
        "
    the a an my our your his her their task tasks todo item one to for of about with on at in and or
    from by please pls any more anymore longer now already just yet is are was were be been it that this
    me us you i we thing stuff also all back up out off as so too them actually today thanks ticket
    needed bit called named again do did have has still finally there its
        ",
    ),
        numbers: pattern(
        r"(?i)(?:\b(?:the )?(?:tasks?|tickets?|items?|to-?dos?|number|no\.?|nr\.?)\s*#?\s*|#)(\d{1,9})(?:(?:\s*(?:,\s*and|,|and|&|\+)\s*|\s+)#?\d{1,9}\b(?:\s*$|\s+(?:is|are|as|to|done|complete|until|by)\b|\s*[,.!?;&]|\s+and))*",
    ),
        bare_number: pattern(concat!(
        r"(?i)^(?P<verb>(?:all done with|mark|tick off|check off|tick|close off|done with|done|completed?|closed?|finish(?:ed)?|cancel(?:led)?|drop|scrap|delete|remove|re-?open(?:ed)?|move|push|postpone|reschedule|bump|delay|make|set|snooze|defer|extend|prioriti[sz]e|escalate|rename|retitle)(?: with| back| off|:)?\s+)?",
        r"(?P<numbers>\d{1,6}(?:\s*(?:,\s*and|,|and|&|\+)\s*\d{1,6})*)(?P<after>\s*$|\s*[.!?,:\x{a4}-]|\s+(?:is|are|was|has|isn't|not|no|won't|got|went|to|until|till|by|and|as|back|please|pls|done|complete|completed|finished|cancelled|closed|for|urgent|high|low|critical|top|can|now|needs|should|from|off|next|on|tomorrow|today|later|down|up)\b)",
    )),
        patterns: patterns(),
        plain: plain_updates::plain(),
        no_change: pattern(
            r"(?i)^\W*(?:(?:please|pls|also|and|so|hey|hi|just|can you|could you|i need you to|we need to|let's)[\s,]+)*(?:make (?:sure|certain)|ensure|check|see (?:if|that|to it)|verify|double[- ]check|tell|let \p{L}+ know|remind|ask|if|when|once|whenever|until|unless|as soon as|i hope|hopefully|hoping|i(?:'ll| will| want| need| wish|'d)|we(?:'ll| will| want| wish|'d)|has|have (?:you|we|they)|is|are|was|were|did|would|will)\b",
        ),
        news: pattern(concat!(
            r"(?i)^(?:(?:fyi|update|quick update|hey|hi|just|ok|so|heads up)[\s,:-]+)*(?:",
            r"(?:still |we're |i'm |we are |i am )*(?:waiting (?:on|for)|halfway|half way|working on|making progress|blocked|stuck on|on track|almost done|nearly done|behind schedule|running late)\b",
            r"|.{2,80} (?:has|have)(?: just| now| already)? (?:shipped|arrived|landed|been (?:sent|delivered|dispatched|received|approved|confirmed|signed|paid|shipped|processed))\b.*|(?:your |the |a |new )?(?:payment|order|booking|invoice|delivery|deposit|refund|contract|reservation|appointment|subscription)s?(?: #?\d+)?(?: was| is| has been)? (?:received|confirmed|completed|shipped|delivered|processed|approved|renewed)\b.*|(?:unfortunately,? |sadly,? |good news,? |we )*(?:we|they|i|the client)(?:'ve| have)? (?:decided|chosen|agreed|opted) (?:to|not|against|on)\b.*|we(?:'ve| have)? (?:lost|won|landed|signed|closed|secured) (?:the|a|an|our)\b.*|(?:(?-i:\p{Lu}\p{L}+)|the (?:client|customer|team|printer|supplier|vendor|venue|landlord)) (?:just |already )?(?:says|said|told (?:me|us)|mentioned|reports?|let (?:me|us) know|reckons|thinks)\b(?: that)? [^\x22?]*$|(?:(?-i:\p{Lu}\p{L}+)|the \p{L}+|he|she|they) (?:is|are|'s|'re) (?:now |still |already |currently )?(?:handling|working on|taking (?:care of|over)|dealing with|looking (?:into|after)|on it|covering|finishing|drafting|reviewing)\b.*|.{2,80} (?:is|are|was|were) (?:still |now |currently |a bit |running )*(?:in progress|underway|on hold|delayed|late|behind schedule|blocked|on track|\d{1,3} ?% (?:done|complete|finished)|halfway done|almost (?:done|ready|finished)|nearly (?:done|ready|finished)|pushed back|postponed)\b",
            r"|(?:the |our )?(?:client|customer|team|printer|supplier|designer|developer|agency|vendor|(?-i:\p{Lu}[\p{L}&.'-]*(?: \p{Lu}[\p{L}&.'-]*)?))(?: has| have| just| also| finally| already)* (?:approved|signed|paid|confirmed|rejected|accepted|cancell?ed|postponed|delivered|sent over|moved|rescheduled|pushed|declined|signed off)\b.*",
            r")",
        )),
        pronouns: (
            phrases(
                "it | that | this | that one | this one | the last one | that task | this task | the task | them | both | all
                it all | them all | the last task | these | those | all of them",
            ),
            phrases("them | both | all | these | those | all of them | them all"),
        ),
        back_words: word_set("it that this them"),
        after_number: word_set("not no isn't won't done complete completed finished cancelled closed is are needs can should has was"),
        earlier: pattern(r"(?i)forward|bring|pull"),
        levels: Levels {
            critical: word_set("critical top highest"),
            high: word_set("urgent high important asap"),
            medium: word_set("medium normal"),
            low: word_set("low lowest"),
            up: pattern(r"raise|increase|higher|bump|more"),
            down: pattern(r"lower|reduce|decrease|less"),
            first: pattern(r"prioriti|escalate|expedite"),
            last: pattern(r"deprioriti|de-prioriti"),
        },
    }
}

fn patterns() -> Vec<(Verb, Regex)> {
    const LEVEL: &str = r"(?:(?:a |an |as |to |at |of )?(?:more |less |very |super |really |not |non-?|top |highest |low |lowest |lower |high |higher |medium |normal |critical |urgent )*(?:urgent|critical|important|priority|prio|high|low|medium|normal|asap|top|higher|lower|immediate))";
    const DONE: &str = r"(?:done|complete|completed|finished|closed|sorted|handled|resolved|taken care of|wrapped up|ticked off|over and done|fixed|shipped|sent|paid|booked|signed|delivered|submitted|published|live|renewed|updated|prepared|out the door)";
    let subjects = r"(?:(?:i|we|i've|we've|ive|weve|i have|we have|just|already|finally|yes|ok|hey|also|and|so|all)[\s,]+)*";
    let please = r"(?:(?:please|pls|(?:can|could|would|will) (?:you|we|i|someone)|also|(?:i (?:think|guess) )?(?:we|i|you)(?: (?:should|can|could|need to|have to|want to|must|would like to)|'d (?:like to|better))|i think|and|actually|ok|so|now|yes|no|hey|hi|just|let's|thanks|sorry|wait|oh)[\s,]+)*";
    let target = format!(r"(?P<what>{PLACE}|[^?]{{1,120}}?)");
    let end = r"(?:[\s,]+(?:this morning|yesterday|last night|earlier|just now|please|pls|thanks|thank you|now|today|yet|already|too|as well|any ?more|any longer|after all|for now|instead))*[\s.!,]*$";
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
                r"^{please}(?:(?:the )?(?:deadline|due date|date)\s+(?:of|for|on)\s+)?{target}(?:'s)?\s*(?:(?:deadline|due date|needs|has|can|should|must|could|will|may|to|be|is|now|wait|move|push|moved|pushed|postponed|rescheduled|delayed|extended|slip|go|due|done|changed|shifted|instead)\s*)+\u{{a4}}{end}"
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
}
