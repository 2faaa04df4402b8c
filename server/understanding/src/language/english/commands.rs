//! The short orders of English, and the words in which they are answered.

use crate::command_words::{CommandWords, StoryPhrases, UndoPhrases};
use crate::lexicon::{phrases, word_set};
use crate::pattern;

pub(super) fn commands() -> CommandWords {
    CommandWords {
        undo: phrases(
            "undo | undo that | undo it | undo this | undo please | please undo | please undo that | undo that please
            | undo last | undo the last | undo the last one | take that back | take it back | revert that | revert",
        ),
        more: phrases("more | more please | show more | show me more | next page | the rest | list more"),
        why: pattern(
            r"^why(?: is)? (?:(?:task |#|no\.? ?|number )*(?P<number>\d{1,7})|(?:delivery )?(?P<delivery>[0-9a-f]{8}[0-9a-f-]{0,28}))$",
        ),
        every: (
            phrases("all | all of them | every one | everything | all of those"),
            phrases("both | both of them | the two | both please"),
        ),
        last: word_set("last"),
        ordinals: [
            &["first", "1st"],
            &["second", "2nd"],
            &["third", "3rd"],
            &["fourth", "4th"],
            &["fifth", "5th"],
        ],
        filler: word_set("the one ones number no option please pls and number"),
        undo_phrases: UndoPhrases {
            undone: "Undone.",
            nothing: "There is nothing to undo here.",
            again: "That was undone already; there is nothing more to undo.",
            late: "That is more than 10 minutes ago and can't be undone any more. Say what is to be changed, and I change it.",
            meanwhile: "{name} was changed by somebody else meanwhile, so it stays as it is.",
        },
        story: StoryPhrases {
            from: "From {who} by {channel}, {when}: \"{what}\"",
            by_hand: "Made in the dashboard by {who}, {when}.",
            understood: "Understood: {what}; by {model}",
            instead: "{model} instead of {asked}",
            done: "Done: {what}",
            sent: "Sent: {what}",
            reply: "reply",
            notice: "notice",
            channels: ["text", "mail", "webhook"],
            intents: ["task", "question", "update", "confirmation", "small talk"],
            steps: ["created", "changed", "completed", "failed", "cancelled", "reopened", "changed"],
            fields: ["title", "description", "priority", "status", "deadline", "assignee"],
            deliveries: ["waiting", "on its way", "delivered", "to be tried again", "held", "failed", "cancelled"],
            assistant: "assistant",
            member: "a member",
            system: "Patchbay",
            delivery: "Delivery {what}: {event} to {who}, {state}.",
            inbox: "the inbox",
            attempts: "Attempts: {n}.",
            last_error: "Last error: {what}",
            next_try: "Next try: {when}.",
            no_delivery: "I know of no delivery {what} here.",
            several: "Several deliveries begin with {what}; write more of the id.",
        },
    }
}
