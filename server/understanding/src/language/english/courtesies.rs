//! What stands around an English order and is no part of it.

use crate::lexicon::word_set;
use crate::pattern;
use crate::politeness::Courtesies;

pub(super) fn courtesies() -> Courtesies {
    Courtesies {
        filler: pattern(concat!(
            r"(?i)^(?:(?:please|pls|plz|kindly|also|and|then|plus|so|oh|btw|by the way|just|maybe|perhaps|but|fyi|if possible|if you can|when you can|real quick|actually|additionally|besides|i (?:think|guess|believe|suppose|feel|reckon)(?: that)?)\b[\s,:;.!-]*",
            r"|(?:ok|okay|right|well|now|next|finally|lastly|last|firstly|first|secondly|second|thirdly|third|yes|yeah|yep|sure|great|perfect|hmm|again|quick (?:one|reminder|request|task|note|favou?r|thing)|one (?:more|last|other) thing|another thing|one thing|a favou?r|ps|p\.s|thanks|thank you|cool|awesome|alternatively|last but not least|follow-?up)\s*[,:!.-]+\s*",
            r"|(?:(?:a|an|one|two|three|four|couple(?: of)?|few|some|\d+|small|quick|more|last|other|the|my|following|just|here are|here's)\s+)*(?:things?|points?|requests?|items?|tasks?|changes?|notes?|favou?rs?|updates?|fixes|to-?dos?|asks?)\s*:\s*|(?:re|fwd?|fw|aw):\s*|(?:message|msg|comments?|notes?|request|text|body|description|details|subject|enquiry|inquiry|title|summary|form submission|new (?:message|ticket|request|enquiry|inquiry|submission)(?: from [^:]{2,40})?)\s*:\s*|forgot to mention\s*[:,-]*\s*",
            r"|[^\p{L}\p{N}@#(\x22'$£€\[]+)",
        )),
        please: pattern(r"(?i)\b(?:please|pls|plz|kindly)\b"),
        greeting: pattern(
            r"(?i)^(?:hi|hello|hey|hiya|heya|yo|howdy|dear|greetings|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|hallo)\b(?P<rest>[^,!.:\n?]{0,40}?)(?P<end>[,!.:\n]+|\s-\s|$)\s*",
        ),
        greeted: pattern(
            r"(?i)^(?:hi|hello|hey|hiya|heya|yo|good (?:morning|afternoon|evening|day))\s+(?:(?:there|all|team|everyone|folks|guys|mate|again)\s+)?(?:[\p{L}'-]+\s+)??(?P<rest>(?:can|could|would|will|please|pls|i|we|just|is|are|do|did|has|have|what|when|where|who|how|may|any|remind|need)\b.*)$",
        ),
        vocative: pattern(r"^@?(?P<name>\p{Lu}\p{Ll}{1,15})(?: \p{Lu}\p{Ll}{1,15})?,\s+(?P<rest>\S.*)$"),
        request: pattern(concat!(
            r"(?i)^(?:",
            r"(?:can|could|would|will|cud|wud|cld) (?:you|u|ya|someone|somebody|anyone|anybody|one of you|we|i|y'all)(?: guys| all)?(?: please| pls| plz| kindly| possibly| maybe| also| just| quickly| perhaps| be able to| at least)*",
            r"|(?:i|we)(?: would|'d| do|d)?(?: really| just| also)? (?:need|want|like|love|prefer|expect) (?:you|u|someone|somebody|your team|the team|for you|you guys|you all) to",
            r"|(?:i|we|you|they|someone|somebody|u)(?:'ll| will|'ve|ve)?(?: really| also| just| still| urgently| probably| definitely| should)* (?:need|have|got|ought|want|wanted|needs|has) to",
            r"|(?:(?:i|we) )?(?:'d like|would like|need|want|am looking for|are looking for|looking for) (?:someone|somebody|anyone|help) to|(?:need|needs|want|have|gotta|must|got) to|gotta|must",
            r"|(?:i|we|you|someone|somebody|u) (?:really |also |just |probably |definitely )?(?:must|should|gotta|better)(?: really| also| just| probably)?",
            r"|(?:i|we)(?:'d| would)? (?:like|love|want) to|(?:i|we)(?:'d| would)? (?:really |greatly )?appreciate it if (?:you|someone) (?:could|can|would)",
            r"|(?:(?:it|that) )?would be (?:really |very |super )?(?:great|good|nice|helpful|awesome|lovely|amazing|appreciated|fantastic|ideal|useful) (?:(?:if|for) (?:you|someone|we|u)(?: could| can| would| to)?|to)",
            r"|(?:i was |i'm |i am |was |just )?(?:wondering|hoping) (?:if |whether |that )?(?:you|we|someone) (?:could|can|would|might)(?: be able to)?(?: please)?",
            r"|(?:is there )?any (?:chance|way|possibility) (?:that )?(?:you|we|someone|u) (?:could|can)|(?:is|would) it (?:be )?possible (?:for (?:you|someone) )?to|are you able to|do you think (?:you|we|someone) (?:could|can)|do you have time to",
            r"|(?:do not|don't|dont|never|try not to) (?:forget to|let (?:me|us) forget (?:to|about))|if (?:you|we|someone|u) could(?: please| just| also)*|remember to|remember that|(?:make|be) sure (?:to|you|u|we)|be sure to|try to|feel free to|it's time to|time to",
            r"|(?:i(?:'m| was| am)? |we(?:'re| were)? )?(?:thinking|thought) (?:that )?(?:maybe |perhaps )?(?:we|you) (?:could|should|might)(?: want to| maybe)?|let's|lets|let us|we could|i suggest we|why don't (?:you|we)|why not",
            r"|(?:your|the|my) (?:next |new |first )?(?:task|job|action item|to-?do)(?: today| now)? is(?: to)?",
            r"|(?:new |open )?(?:to-?do|task|action(?: item)?|request|assignment|job)s?\s*(?:#?\d+)?\s*[:-]|note to self\s*[:,-]?|next steps?\s*[:-]|action required\s*[:-]",
            r"|(?:add|create|make|open|log|set up|start|raise|file|put down|note down|note|record|enter|jot down)(?: me)?(?: a| an| another| one more| this| as a| the)?(?: new| follow-?up| high priority| low priority| urgent| quick)* (?:task|to-?do|action item|ticket|item|job)s?(?: for (?:me|us|you|the team))?(?: to\b| for\b| called| titled| named| about| that says| saying|\s*[:-])",
            r"|i(?:'m| am) going to need (?:you )?to|you(?:'ll| will) (?:need|have) to|it(?:'s| is) important (?:that you|to)|help me(?: to)?|the following\s*:",
            r")(?:\s+|$)",
        )),
        gerund: pattern(
            r"(?i)^(?:(?:would|do|could|will) you mind|how about|what about|any chance of|i(?:'d| would) appreciate (?:you|your)|appreciate you|help with|can you help with|thinking of|we should consider|consider)\s+(?P<verb>\p{L}+ing)\b",
        ),
        reminder: pattern(
            r"(?i)^(?:set (?:up )?(?:me )?a reminder|(?:create|add|make)(?: me)? (?:a )?(?:new )?reminder|remind (?:me|us)|reminder|i need a reminder|i need to be reminded)(?:\s+(?:again|please))?(?P<link>\s+(?:to|about|of|that|for)\b|\s*[:,-])?\s*",
        ),
        list_addition: pattern(
            r"(?i)^(?:add|put)\s+(?P<what>.+?)\s+(?:to|on|onto|in)\s+(?:my|the|our|your)\s+(?:to-?do(?: list)?s?|task list|tasks|list|to-?dos|agenda for the day)\s*$",
        ),
        need: pattern(
            r"(?i)^(?:(?:i|we)(?: really| also| just| still| urgently)* )?(?:need (?P<needed>\S.*)|(?:(?:want|require)|(?:i|we)(?:'d| would) (?:like|love)) (?P<what>(?:the|an?|my|our|some|all|new|more|another|\d+|two|three|four|five|help|(?-i:\p{Lu})\S*)\b.*))$",
        ),
        trailing: pattern(concat!(
            r"(?i)(?:^|[\s,;.!?-]+)(?:(?:that|it|this)(?:'d| would| will|'ll) be (?:so |really |much )?(?:great|amazing|awesome|perfect|lovely|good|nice|helpful|ideal|fantastic|super|wonderful|appreciated|brilliant)\b.{0,30}|(?:is|would be|will be|'s) (?:fine|ok|okay|good|great|perfect|enough)|please|pls|plz|thanks(?: (?:a lot|so much|again|in advance|a bunch))?|thank you(?: (?:so much|very much|in advance))?|thx|ty|cheers|ta|ok|okay|if possible|if you can|if you could|when you can|when possible|if that's ok(?:ay)?|if you don't mind|will you|would you|can you|could you|right|asap|at the latest|latest|sharp|sometime|ideally|somehow|and|but|then|also|xx?|",
            r"by then|before then|until then|by|on|at|before|due|until|till|for the|by the|on the|no later than|because|since|as|so|it's|it is|this is|that's|and it's|but it's|and this is|deadline|deadline is|due date|due date is|is due|which is due|needed|needed by|tyvm|",
            r"(?:and |then |so )?(?:please |pls )?(?:let|lmk|keep) (?:me|us) (?:know|posted|updated)(?: (?:when|once|if|how|what|on|after|as)\b[^,;.]{0,50})?|lmk|(?:and )?(?:(?:can|could) (?:you|someone) )?(?:please |pls )?(?:fix|check|handle|sort|look into|look at|resolve|sort out) (?:it|this|that)(?: out)?)[\s,;:.!?-]*$",
        )),
        project_label: pattern(
            r"(?i)^(?:re:?\s+)?(?:the\s+)?project:?\s+[\p{L}\p{N}][\p{L}\p{N}_-]*\s*[:-]\s*",
        ),
        remark_words: word_set(
            "
    it this that is it's its that's needs need to be done i we finished by please pls deadline due the
    thanks ideally must should has have all both them of a and very so as for me would great if possible
    can you do get ready completed sent date time at on no later than latest fix handle sort resolve
    these those everything are will could though but just really there's there they i'd like want matter
    quite task tasks priority make sure happen sorted one in too also we'd prefer preferably hopefully
    was not
        ",
        ),
        adds: pattern(
            r"(?i)^\W*(?:and |then |oh )?(?:also|plus|another|additionally|besides|second|next|separately|btw|by the way)\b",
        ),
        own_plan: pattern(
            r"(?i)^(?:\W*(?:so|and|hi|hey|hello)[\s,]+)*(?:(?:i|we)(?:'d| would)? (?:also )?(?:like|love|want|hope|plan) to|(?:i|we)(?:'m|'re| am| are) (?:looking|planning|hoping|thinking|trying) (?:to|of|about))\b",
        ),
        ideal: pattern(
            r"(?i)^\W*(?:ideally|hopefully|eventually|in an ideal world|our (?:goal|plan|aim|hope) is)\b",
        ),
        wish: pattern(
            r"(?i)^(?:and |so |because )*(?:i|we)(?:'d| would|'ll| will)? (?:really )?(?:like|love|want|need|have|hope|plan)\b",
        ),
        wanted: pattern(
            r"(?i)(?:\b|')(?:(?:(?:would|will) |d |ll )be (?:great|good|nice|helpful|ideal|lovely|perfect|awesome|amazing|appreciated)|need(?:s|ed)?|has to|have to|must|should|want|would like|'d like|hoping|hope|ideally|expect(?:ing)?|due|deadline|please|looking to|aim(?:ing)?)\b",
        ),
        reported: pattern(
            r"(?i)\b(?:tell|inform|notify|assure|remind|let|text|message|email|reply to)\s+(?:[\p{L}'.-]+\s+){1,3}?(?:know\s+)?(?:that\s+)?(?:(?:i|we|they|he|she|it|you)(?:'m|'re|'s|'ll|'ve|'d| (?:are|is|was|were|am|will|have|has|can|can't|won't|had|need|moved|changed))|(?:the|our|my|his|her|their) (?:[\p{L}-]+ )?[\p{L}-]+'s|(?:(?:the|our|my|his|her|their) )?[\p{L}'-]+(?: [\p{L}'-]+)? (?:is|are|was|were|will|won't|has|have|had|can't|cannot|moved|changed))\b",
        ),
        then: pattern(r"(?i)\b(?:by|before|until) then\b"),
        holding: word_set("have get need see receive want like"),
        plural_words: word_set("all both everything these those them they"),
        sign_off: pattern(
            r"(?i)^\s*(?:(?:kind|best|warm|warmest|kindest|many|with kind|with best)\s+)?(?:regards|wishes|best|sincerely|yours(?: sincerely| truly| faithfully)?|cheers|thanks|thank you|many thanks|thx|ta|cordially|respectfully|br|kr|rgds|xx?|love|take care|talk soon|speak soon|warmly)(?: (?:so much|a lot|in advance|again|and (?:kind |best )?regards|and best))?\s*(?:[,.!]*\s*|,?\s+(?-i:\p{Lu}\p{Ll}+)(?:\s+(?-i:\p{Lu}\p{Ll}*)\.?)?\s*)$",
        ),
        needed: "Get {what}",
        needs_verb: "help",
        reminder_title: "Reminder: {what}",
        addressing: word_set("can could would will please pls"),
        reminder_to: "to",
    }
}
