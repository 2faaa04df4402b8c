//! How English names people and projects.

use crate::entities::NameWords;
use crate::lexicon::word_set;
use crate::pattern;

pub(super) fn names() -> NameWords {
    NameWords {
        not_names: word_set(
        "
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar
    apr jun jul aug sep sept oct nov dec today tomorrow tonight christmas easter english german french
    spanish italian berlin london paris internet vat nda ceo cto cfo hr it pr seo crm pdf faq api url ui
    ux qa pto eod eow eom cob asap fyi sms usa uk us eu am pm ok sow rfp po kpi roi csv slack wordpress
    excel word instagram linkedin facebook twitter youtube whatsapp zoom github figma jira task tasks
    project urgent critical important stop help please thanks regards hi hello hey dear re fwd todo
    reminder note action iphone ipad android mac windows i i'm i'll i've i'd q1 q2 q3 q4 est pst gmt utc
    cet yes no mr mrs ms dr prof miss ceo's spring summer autumn winter new york morning afternoon
    evening
        ",
    ),
        reached: pattern(
        r"\b(?i:call|phone|ring|email|e-mail|text|message|ping|contact|invoice|meet|ask|tell|remind|chase|pay) (?P<name>\p{Ll}[\p{L}'-]{2,20})(?:\s+(?:about|regarding|re|on|at|to|by|and|for|for|tomorrow|today|asap|that|the|a|back|tonight|now)\b|\s*[,.!?]|\s*$)",
    ),
        family: pattern(
        r"(?i)\b(?:call|phone|ring|text|visit|email|ask|tell|pick up) (?P<name>mom|mum|dad|mother|father|grandma|grandpa|granny)\b",
    ),
        common: word_set(
            "
        back client clients customer customers everyone people support someone them her him rent bills bill
        taxes invoice invoices deadline meeting plumber dentist doctor bank landlord electrician accountant
        lawyer team suppliers supplier staff tenants attention list message messages templates reminder
        ahead off out around myself yourself boss time office home work school salaries wages questions
            ",
        ),
        projects: [
        r"(?i:\bproject:?)\s+(?P<name>(?:\p{Lu}[\p{L}\p{N}_-]*|\d[\p{L}\p{N}_-]+)(?:\s+\p{Lu}[\p{L}\p{N}_-]*){0,2})",
        r"(?i:\bthe)\s+(?P<name>[\p{L}\p{N}_-]+(?:\s+[\p{Lu}\p{N}][\p{L}\p{N}_-]*){0,2})\s+(?i:projects?)\b",
        r"(?P<name>\p{Lu}[\p{L}\p{N}_-]*(?:\s+\p{Lu}[\p{L}\p{N}_-]*){0,2})\s+(?i:project)\b",
        r"(?:^|[\s(])#(?P<name>\p{L}[\p{L}\p{N}_-]{1,40})",
        r"(?i:\bproject)\s+(?P<name>[\p{Ll}\p{N}_-]{3,30})\s*(?:[:,.!?]|$)",
    ]
    .into_iter()
    .map(pattern)
    .collect(),
        nouns_have_capitals: false,
    }
}
