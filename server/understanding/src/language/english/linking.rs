//! How English says what else somebody is known by.

use crate::linking::{LinkWords, TARGET};
use crate::pattern;

pub(super) fn linking() -> LinkWords {
    LinkWords {
        command: pattern(&format!(
            r"(?i)^(?:(?:hi|hello|hey|ok|okay|by the way|btw|also|fyi|please)(?: \p{{Lu}}\p{{L}}+)?[\s,.!:]+)*(?:this is also|it's also|i'?m also|i am also|i also (?:write|text|mail|am)(?: from| as)?|you(?: also)? know me(?: also)? (?:as|by|from)|my (?:mobile |phone |work |private |e-?mail )*(?:number|phone|mobile|cell|e-?mail|address|mail) is also|my (?:other|second) (?:mobile |phone |work |private |e-?mail )*(?:number|phone|mobile|cell|e-?mail|address|mail) is(?: also)?|(?:please )?link(?: me| us| this| my (?:other )?(?:number|phone|e-?mail|address))?(?: to| with| and)?){TARGET}[\s.!]*(?:please|thanks|thank you|thx)?[\s.!]*$"
        )),
        code_sent: "I have sent a code to {to}. Send it to me here within {n} minutes, and I know that it is you.",
        cannot: "I cannot send a code to {to}. Somebody of the team can link it in the dashboard.",
        not_an_address: "That is no address, and no phone number with its country code, such as +1 500 555 0006.",
        already: "I know you by {to} already.",
        too_soon: "A code was sent less than a minute ago. Wait a moment, then ask again.",
        too_many: "Too many codes were sent today. Ask again tomorrow, or ask somebody of the team to link it.",
        linked: "Thank you: {to} is you, too. What was said there I know here as well.",
        wrong_one_left: "The code is wrong. One try is left.",
        wrong: "The code is wrong. {n} tries are left.",
        late: "The code no longer counts: it was good for {n} minutes. Ask for another one.",
        used_up: "The code was wrong too often and no longer counts. Ask for another one.",
        letter: "{code} is your code for {organization}: {who} asks to be linked with this address or number. If that is you, send it there within {n} minutes. If not, do nothing.",
    }
}
