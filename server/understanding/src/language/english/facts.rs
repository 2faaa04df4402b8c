//! How English tells what is worth remembering.

use crate::facts::FactPatterns;
use crate::pattern;

pub(super) fn facts() -> FactPatterns {
    FactPatterns {
        name: pattern(
            r"(?i)\b(?:my name is|my name's|please call me|you can call me)\s+(?P<fact>(?-i:\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?))",
        ),
        preference: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?P<fact>(?:i|we) (?:always |usually |really |generally )?(?:prefer|like|hate|don't like|do not like|never want)\b[^.!?\n]{3,120})",
        ),
        working_hours: pattern(
            r"(?i)(?P<fact>\b(?:i|we)(?:'m| am|'re| are)? (?:only |usually |always )?(?:work(?:ing)?|in the office|available|open|off)\b[^.!?\n]{0,20}(?:\b(?:from|between|until|on|every)\b|\d)[^.!?\n]{2,60}|\b(?:our|my) (?:office|working|opening|business) hours (?:are|is)\b[^.!?\n]{2,60})",
        ),
        note: pattern(
            r"(?i)\b(?:remember that|for future reference,?|keep in mind that|note for the future:?|for next time,?|please remember:?)\s+(?P<fact>[^.!?\n]{4,160})",
        ),
    }
}
