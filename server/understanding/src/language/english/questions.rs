//! How English asks for tasks.

use crate::answers::QuestionPatterns;
use crate::pattern;

pub(super) fn questions() -> QuestionPatterns {
    QuestionPatterns {
        about_tasks: pattern(concat!(
            r"(?i)\b(?:tasks?|to-?dos?|to do|open|pending|outstanding|overdue|due|deadlines?|plate|agenda|left|backlog|list|schedule|scheduled|priorit\p{L}+|urgent|late|behind|coming up|upcoming|on (?:for )?(?:today|tomorrow)|next)\b",
            r"|\bwhat should (?:i|we)\b|\bwhat(?:'s| is) (?:happening|going on)\b|\bdo (?:i|we) have (?:to do|for|on|today|tomorrow|this)\b",
        )),
        overdue: pattern(
            r"(?i)\b(?:overdue|late|past due|behind schedule|running late|missed|past (?:its|their|the) deadlines?)\b",
        ),
        count: pattern(r"(?i)\bhow many\b|\bhow much (?:is|do)\b|\bnumber of\b"),
        next: pattern(
            r"(?i)\bwhat(?:'s| is) (?:next|first)\b|\bwhat should (?:i|we) (?:do|work on|start|tackle|focus)|\bnext (?:task|deadline|thing|up)\b",
        ),
        about_one: pattern(concat!(
            r"(?i)^(?:(?:and|so|hey|hi|ok|please|also|can you tell me|could you tell me|can you let me know|could you let me know|tell me|let me know|do you know|remind me)[\s,]+)*(?:",
            r"(?:when (?:is|are|was|will|should|do|does)|when's|what(?:'s| is) (?:the )?(?:status|deadline|due date|state|progress|priority|latest)(?: update)? (?:of|for|on|with)|status (?:of|on|update on|for)|(?:is|are|was|were|has|have|did|has anyone|have you|did you|did anyone|did we|have we)|any (?:news|updates?|word|progress|luck)(?: on| with| about| from| regarding)|(?:an )?updates? on|where are we (?:with|on)|how(?:'s| is| are)|what about|how about|eta (?:on|for)|when|if|whether|what happened (?:to|with))",
            r")\s+(?P<what>.+?)[?.!\s]*$",
        )),
        asking_words: pattern(
            r"(?i)\b(?:due|done|finished|completed?|ready|going|coming along|sent|paid|yet|already|booked|signed|open|closed|scheduled|happening|supposed to|be|get|status|deadline|progress|is|are|task|still|been|anyone|sorted|the|when|a|of|for|look(?:ing)?|we|you|handled|on track)\b",
        ),
        filter: pattern(
            r"(?i)\b(?:for|about|with|regarding|on|from|related to|concerning)\s+(?P<what>[^?,.]{2,60})",
        ),
        others: pattern(
            r"(?i)^(?:who|where|why|how (?:do|can|does|did|come|long|old|far)|is there|are there any)\b",
        ),
        tasks: pattern(r"(?i)\b(?:tasks?|to-?dos?|overdue|deadlines?)\b"),
        pressing: pattern(r"(?i)urgent|important|high priority|critical|top priorit|priorities"),
        whole_list: pattern(
            r"(?i)task|todo|to do|to-do|open|pending|outstanding|plate|left|list|^(?:what|what's|whats|which)\b.*deadline",
        ),
        general: pattern(r"^(?:plate|list|me|us|agenda|schedule|now|moment|desk|todo)$"),
        next_week: pattern(r"(?i)next week"),
        this_week: pattern(r"(?i)(?:this|the) week\b"),
        weekend: pattern(r"(?i)weekend"),
        this_month: pattern(r"(?i)this month"),
        soon: pattern(r"(?i)soon|coming up|upcoming"),
        until: pattern(r"(?i)\b(?:by|before|until|till)\b"),
    }
}
