//! How English joins orders in one sentence.

use crate::lexicon::word_set;
use crate::orders::OrderJoints;
use crate::pattern;

pub(super) fn orders() -> OrderJoints {
    OrderJoints {
        separator: pattern(
            r"(?i)\s*(?:,|;|\s-)?\s+(?P<word>and also|and then|also|plus|then|and|&)\s+(?:to\s+)?|\s*[,;]\s+|\s+-\s+",
        ),
        opens: pattern(
            r"(?i)^\s*(?:(?:and|so|but|also|ok|okay|yes|no)\s+)?(?:if|when|whenever|once|as soon as|after|before|until|unless|while|since|because|as|hi|hello|hey|dear|thanks|thank|sorry|good)\b",
        ),
        plea: pattern(
            r"(?i)^(?:(?:so|and|but)\s+)?(?:(?:please|pls|plz|kindly)\s+\S|(?:can|could|would|will) (?:you|someone|somebody|anyone|we)\b|(?:(?:i|we) )?need(?: (?:the|a|an|to|you|my|our|new|final|it)\b| \p{L}+ \p{L}+)|(?:i|we) (?:want|would like)|someone (?:needs|has) to|make sure|don't forget)",
        ),
        but: " but ",
        and: " and ",
        gathering: word_set("buy order get purchase pick bring pack grab"),
        light: word_set("and please"),
        wanting: word_set("need to"),
        continuing: word_set("and or to on about"),
        restarting: word_set("get make put start hold leave return confirm"),
        delegating: word_set("ask tell remind get have"),
        going: word_set("go come try"),
        reaching: word_set("call email text ring phone message ping book"),
        persons: word_set("him her them"),
        after_person: word_set("to about by on at for with and that"),
    }
}
