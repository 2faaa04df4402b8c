//! How English asks for what is remembered, and has it forgotten.

use crate::memory::MemoryWords;
use crate::pattern;

pub(super) fn memory() -> MemoryWords {
    MemoryWords {
        recall: pattern(
            r"(?i)^(?:(?:so|hey|hi|hello|please|and|ok|okay)[,\s]+)*(?:(?:can|could|would) you (?:please )?|please )?(?:(?:tell|show) me )?(?:what|everything|all)(?: all)?(?: things| facts)? (?:do you |have you |you(?:'ve| have)? )(?:still |already )?(?:know|remember|remembered|learned|stored?|saved?|got|have(?: stored| saved| on file)?)(?: stored| saved)? (?:about|of|on) me(?: so far| already| now)?[\s?.!]*$",
        ),
        forget_all: pattern(
            r"(?i)^(?:please |now |and )*(?:forget|delete|erase) (?:everything|all|anything|all of it|all that|whatever)(?: that)?(?:(?: you)?(?:'ve| have)? ?(?:know|remember|remembered|have|learned|stored|saved))? (?:about|of|on) me(?: please| now)?[\s.!]*$",
        ),
        forget: pattern(
            r"(?i)^(?:please |now |and )*forget (?:that (?P<what>.{3,160}?)|what (?:i (?:said|told you)|you know) about (?P<about>.{2,100}?))(?:,? please)?[\s.!]*$",
        ),
        forget_thing: pattern(
            r"(?i)^(?:please |now |and )*forget (?:about )?(?P<what>(?:my|our) .{2,100}?)(?:,? please)?[\s.!]*$",
        ),
        name: pattern(r"(?i)\bmy name\b|\bi(?:'m| am) called\b"),
        hours: pattern(r"(?i)\bhours\b"),
        order: pattern(
            r"(?i)^(?:i|we) (?:asked|said|wanted|told|mentioned|wrote|sent|ordered|requested)\b|^(?:one|thing|task)\b",
        ),
        keep: pattern(
            r"(?i)^(?:please |also |and )*(?:remember|keep in mind|note)(?:,? please)?,? that (?P<fact>(?:i|i'm|i've|we|we're|my|our)\b.{3,160}?)(?:,? please)?[\s.!]*$",
        ),
        errand: pattern(
            r"(?i)\b(?:needs?|have to|has to|must|should|want(?:ed)? to|due|deadlines?|tomorrow|today|tonight|next (?:week|month)|by (?:mon|tue|wed|thu|fri|sat|sun|end|the)\w*|asap|task)\b",
        ),
        kept: "I will remember that.",
        name_label: "Name",
        known: "This is what I remember of you:",
        more: "And {n} more.",
        nothing_known: "I remember nothing about you yet.",
        forgotten: "Forgotten: {what}",
        forgotten_all: "I have forgotten everything about you.",
        not_known: "I remember nothing like that, so there is nothing to forget.",
    }
}
