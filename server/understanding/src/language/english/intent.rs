//! What English sentences are for.

use crate::intent_patterns::IntentPatterns;
use crate::lexicon::word_set;
use crate::pattern;

pub(super) fn intent() -> IntentPatterns {
    IntentPatterns {
        negation: pattern(concat!(
            r"(?i)^(?:(?:you|we|i|u|they) )?(?:",
            r"(?:don't|dont|do not|needn't|need not)(?: (?:need|have|want|bother|worry))?(?: (?:to|about|with|you to))?",
            r"|(?:there's |there is |there was )?no (?:need|reason)(?: (?:to|for)| for (?:you|us) to)?|no longer (?:need|needs|have|want)(?: to)?|(?:it's|it is) (?:not|no longer) (?:necessary|needed)(?: to| for)?|not necessary to",
            r"|never ?mind(?: about)?|hold off(?: on)?|forget about|forget|skip|shouldn't|should not|must not|mustn't|please don't",
            r")\s+(?P<what>\S.*)$",
        )),
        not_negated: pattern(r"(?i)^(?:don't|dont|do not|never) (?:forget|let|miss|hesitate|lose|ignore)\b"),
        wh_question: pattern(
            r"(?i)^(?:what|what's|whats|where|where's|wheres|who|whos|hows|whens|who's|whose|why|how|how's|which|when|when's|wat)\b",
        ),
        auxiliary: pattern(
            r"(?i)^(?:is|are|was|were|am|does|did|has|had|should|shall|may|might|will|would|could|can|do (?:you|we|i|they|u)|have (?:you|we|they|i|u|the)|do the|do any|do our|do my)\s+\S",
        ),
        tell_me: pattern(concat!(
            r"(?i)^(?:(?:can|could|would|will) (?:you|u|someone|anyone)(?: please| pls| kindly| also| just| quickly)* )?(?:please |pls |kindly |just |quickly )*(?:",
            r"tell me|let (?:me|us) know (?:what|when|where|who|why|how|which|if (?:the|you|we|i|there|it|he|she|they|(?-i:\p{Lu}))|whether|the)|remind me (?:what|when|where|who|why|how|which|whether)",
            r"|show me|show (?:all|my|the|open)|list (?:all |my |the |open |me |our )*(?:open |overdue |pending )?(?:tasks|to-?dos|items|deadlines)|give me (?:a |an |the )?(?:list|update|status|overview|summary|rundown|count|eta)|explain|clarify|advise|confirm (?:that|if|whether|you)|read me",
            r"|help me understand",
            r")\b",
        )),
        indirect: pattern(concat!(
            r"(?i)^(?:(?:i|we)(?:'d| would|'m| am| was| are|'re)? ?(?:just |also )?(?:like to know|need to know|want to know|wondering (?:if (?:the|there|it|he|she|they|we have|you have|you know|(?-i:\p{Lu}))|when|what|whether|how|why|who|where|which|about)|curious)",
            r"|do you know|any (?:news|updates?|word|progress|luck|idea|thoughts|feedback)\b|status (?:of|on|update|report)|(?:just )?(?:checking|following up|wanted to check|want to check|checking in)\b.*\?$|(?:i|we) (?:have|had|'ve got) a (?:quick )?question|quick question|question:|what about|how about|update on|updates on|eta (?:on|for)|(?:i|we)(?:'m| am|'re| are| was)? (?:writing|wanted|emailing|calling|reaching out|getting in touch) to (?:ask|inquire|enquire|find out|see if|know)|(?:we|i)(?:'d| would) (?:love|like) to (?:hear|know|learn))",
        )),
        may_i_have: pattern(
            r"(?i)^(?:can|could|may) (?:i|we) (?:please |also )*(?:get|have) (?:a|an|the|my|our|some|you to)\b",
        ),
        plea: pattern(
            r"(?i)^(?:(?:can|could|would|will|cud|wud|cld) (?:you|u|ya|someone|somebody|anyone|anybody|one of you|we|y'all)|(?:would|do) you mind \p{L}+ing|(?:is there )?any (?:chance|way|possibility) (?:that )?(?:you|we|someone|u) c|(?:is|would) it (?:be )?possible|are you able to|do you think (?:you|we|someone) c|do you have time to|(?:it |that )?would be \p{L}+ (?:if|for) (?:you|someone|we|u)|(?:i |we )?(?:was |am |'m |were )?(?:wondering|hoping) (?:if|whether) (?:you|we|someone) (?:could|can|would|might)|why don't|why not|how about \p{L}+ing|what about \p{L}+ing)\b",
        ),
        problem: pattern(concat!(
            r"(?i)\b(?:is|are|seems?|looks|went|has gone|have gone|keeps?|stopped|'s|was)(?: to be)?(?: completely| totally| still| currently| just| all| \p{L}+ing)? (?:broken|down|offline|crash(?:ed|ing)|failing|failed|throwing|leaking|stuck|hacked|missing|dead|working|faulty|jammed|flooded|frozen)\b",
            r"|\b(?:isn't|is not|aren't|are not|not|stopped|won't stop) (?:working|loading|opening|showing|responding|printing|syncing|sending|saving|displaying|connecting|updating|rendering|going through)\b|\b(?:doesn't|does not|don't|won't|can't|cannot|couldn't) (?:work|load|open|start|log ?in(?:to)?|connect|pay|respond|print|send|access|save|sync|sign in(?:to)?|display|show up|turn on)\b",
            r"|\b(?:there's|there is|there are|found|i see|getting|we have|i have|i got) (?:a|an|another|some)? ?(?:\p{L}+ ){0,2}(?:bugs?|errors?|issues?|problems?|outage|leak|typos?|mistakes?)\b|\b(?:needs?|need) (?:to be \p{L}+|\p{L}+ing|repair|fixing|attention)\b|\b(?:has|have|needs) to (?:be|go|get|come|ship|arrive|launch|leave|look|match|work|stay|change)\b|\bmust (?:be|go|ship|stay|look)\b|\b(?:latency|disk|cpu|memory|usage|error rate|load|queue|storage)\b.{0,30}\b(?:above|over|exceed(?:s|ed)|full|at \d+ ?%|critical)|\bassigned to (?:you|me|us)\b|\b(?:expires?|is expiring|will expire|lapses?|runs out|is up for renewal|fails?|keeps failing)\b|\bneeds (?:an?|another|some|new|more|our|your) \p{L}+\b",
            r"|\b(?:is|are|'s|was|were|looks?|seems?)(?: still| all| completely| totally| a bit| way)? (?:wrong|incorrect|misspelled|misspelt|out of date|outdated|expired|overcharged|inaccurate|too (?:small|big|slow|dark|long|short|large|bright|high|low|loud)|still (?:showing|says|shows|the old|old|not|\d{4}))\b|\b(?:still (?:says|shows|displays|lists))\b|\b(?:build|ci|deploy\w*|backup|job|payment|sync|import|export|tests?|pipeline|cron|upload|renewal|charge|transaction)s?\b[^.!?]{0,30}\b(?:failed|failing|crashed|timed out|declined)\b",
            r"|\b(?:wants|would like|is asking (?:for|if|about)|are asking (?:for|if)|asked (?:for|us to|you to|me to|if|about)|is requesting|requested|is waiting for|are waiting for|is expecting|expects|complained|is complaining)\s",
        )),
        works: pattern(
            r"(?i)\b(?:is|are|'s) (?:still |now |all )?working(?: fine| well| again|$|[.!])|working (?:on|from|today|tomorrow|this|next|late|with)\b|\b(?:works|working) (?:now|again|fine|well)\b",
        ),
        finite: pattern(
            r"(?i)\b(?:is|are|was|were|will|won't|has|have|had|can|can't|could|would|should|does|did|do|didn't|isn't|aren't|wasn't|it's|that's|there's|he's|she's|i'm|i'll|i've|i'd|we're|we'll|we've|they're|you're|loved|liked|said|says|told|got|came|went|took|sent|paid|made|gave|thinks|wants|likes|loves|needs|looks|seems|sounds|works|means|expires|starts|begins|ends|opens|closes|arrives|leaves|runs|comes|goes|takes|falls|hasn't|haven't|wasn't|weren't|aren't|wouldn't|couldn't|went|became|happened)\b|\s\p{L}{3,}ed\b|^(?:i|im|ive|hes|shes|theyre|we|he|she|they|it|you|this|that|there)\b",
        ),
        rather: pattern(
            r"(?i)^(?:can|could|would|will) (?:you|u|we|he|she|they) (?:do|make|manage) (?:it |that )?(?:at |on )?(?:\d|mon|tue|wed|thu|fri|sat|sun|tomorrow|next|another (?:time|day|date|slot)|a different|earlier|later|noon|lunch)|^(?:can|could|would) (?:we|you|u) (?:do|have|make|meet)\b.{0,40}\b(?:at|on) \S+(?: \S+)? instead\W*$",
        ),
        no_order: pattern(
            r"(?i)^(?:(?:find|see)(?: \p{L}+){0,4} (?:attached|enclosed|below|above|attachment|enclosure)|(?:find|see) (?:attached|enclosed|below|above)|note\b|be (?:advised|aware|informed)|accept (?:my|our)|(?:ignore|disregard) (?:my|the|that|this|previous|last|me)|excuse|join (?:us|me)\b|rsvp to us|give (?:me|us) a shout|shout|bear with|keep (?:up|in touch|it up|me posted|us posted)|stay\b|let (?:me|us) know|see (?:you|ya)|talk (?:to you|soon|later)|thank(?:s| you)|check it out|take (?:it easy|care)|tell me about it|go team)\b",
        ),
        condition: pattern(
            r"(?i)^(?:if|when|once|as soon as)\b[^,?]{3,60}?\s(?P<order>(?:tell|ask|remind|forward|send|ping|please|pls)\b)|^(?:if|when|once|as soon as|after|before|whenever|while|since|as)\b[^,]{3,100},\s+(?:please |pls |then |can you |could you |would you |just )*",
        ),
        passive: pattern(
            r"(?i)^(?:can|could|would) (?P<what>(?:the|my|our|this|that|these|those|all|your|a|an) .{1,60}?) (?:please |also )?be (?P<done>\p{L}+(?:ed|en|ne|nt|lt|ught|ut|ade|old|et)\b.*)$",
        ),
        deadline: pattern(
            r"(?i)\b(?:deadline|due date|closing date|submission date|cut-?off)(?: date)? (?:for|of|on|to) (?P<what>.{3,120}?) (?:is|will be|has been set to|'s)\W*$",
        ),
        due: pattern(r"(?i)^(?P<what>[^,]{3,120}?)\s+(?:is|are|will be|was)\W*$"),
        trailing_question: pattern(
            r"(?i)[,;-]\s+(?:so |and |but )?(?:what|where|who|when|why|how)(?:'s| is| are| was| were| did| do| does| can| will| should| about| much| many)\b[^,;]{1,60}$",
        ),
        filler: pattern(
            r"(?i)^(?:(?:so|and|also|ok|okay|hey|well|oh|btw|by the way|actually|but|please|pls|just|thanks|yes|quick question|sorry|hmm|um)\b[\s,:;.!-]*)+",
        ),
        clause: pattern(
            r"(?i)\(|[,;:](?:\s|$)|\s-\s|\b(?:that|if|because|so|when|who|which|whether|and|but|what|how|why|where|about|until|once|after|before|as)\b",
        ),
        due_word: pattern(r"(?i) due"),
        conditional_starts: &[
            "when you",
            "when we",
            "when u",
            "whenever",
            "when the",
            "when i",
            "what a ",
            "how nice",
            "how great",
        ],
        no_questions: &[
            "do the",
            "have the",
            "do my",
            "do our",
            "should be",
            "would be",
            "could be",
            "might be",
            "may be",
            "will be",
            "has been",
            "had to",
            "has to",
            "is now",
            "was able",
            "were able",
            "might need",
            "may need",
            "might have",
            "was just",
            "am on",
            "am in",
            "was on",
            "was in",
            "did it",
            "did that",
            "did the",
        ],
        no_purpose: word_set("be like know think"),
        told_seconds: word_set("was is looks went are were has seems sounds"),
        objects: word_set("me him them us up out down"),
        bare_nouns_are_orders: true,
        negated_questions: true,
        ly_endings: &["ly", "ing", "ed"],
    }
}
