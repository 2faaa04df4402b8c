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
        project: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?P<fact>(?:i'm|i am|we're|we are) (?:currently |now )?(?:working on|running|building|launching) (?:the |our |a )?(?-i:\p{Lu})[^.!?\n]{2,80})",
        ),
        tone: pattern(
            r"(?i)(?:^|[.!\n]\s*)(?:please )?(?P<fact>(?:keep|make) (?:it|your (?:answers|replies|messages|texts)|the answers) (?:short|brief|formal|informal|friendly|simple|to the point)\b[^.!?\n]{0,60}|(?:don't|do not) be so (?:formal|long|chatty)\b[^.!?\n]{0,40}|(?:answer|reply|write) (?:to me )?(?:briefly|formally|informally|in short sentences)\b[^.!?\n]{0,40})",
        ),
    }
}
