//! The table of Twilio's codes.

use super::Class::{self, OptedOut, Permanent, Retry};

/// By code: what becomes of the text, what happened, and what to do next, where there is something to do: that it is tried
/// again, and when, is the delivery's to say. `{to}` and `{from}` are who they are.
pub(super) const CODES: &[(u64, Class, &str, &str)] = &[
    // The account and its limits
    (
        10001,
        Permanent,
        "Twilio says that the account is not active",
        "See the account's state in Twilio's console.",
    ),
    (
        20003,
        Permanent,
        "Twilio refused the account SID or auth token",
        "Check them in the channel's settings.",
    ),
    (
        20005,
        Permanent,
        "Twilio says that the account is not active",
        "See the account's state in Twilio's console.",
    ),
    (
        20008,
        Permanent,
        "Twilio refused test credentials",
        "Use the account's live credentials in the channel's settings.",
    ),
    (
        20404,
        Permanent,
        "Twilio does not know the account",
        "Check the account SID in the channel's settings.",
    ),
    (20429, Retry, "Twilio got too many requests at once", ""),
    (20500, Retry, "Twilio had an error of its own", ""),
    (20503, Retry, "Twilio is not available", ""),
    (
        21608,
        Permanent,
        "Twilio's trial account may not write to {to}",
        "Verify the number in Twilio's console, or upgrade the account.",
    ),
    (30001, Retry, "Twilio's queue for {from} is full", ""),
    (30002, Permanent, "Twilio suspended the account", "See the account's state in Twilio's console."),
    (
        30010,
        Permanent,
        "The text to {to} costs more than the limit set at Twilio",
        "Raise the limit in Twilio's console.",
    ),
    (30022, Retry, "The carriers got too many texts from {from} at once", ""),
    (
        30023,
        Retry,
        "The carrier's daily limit of {from} is reached",
        "Register for a higher limit in Twilio's console if this goes on.",
    ),
    // Whom the text is for
    (21211, Permanent, "Twilio refused the number {to}", "Check the number."),
    (21265, Permanent, "Twilio does not send to the short code {to}", "Use another number."),
    (21266, Permanent, "Twilio does not send from {from} to itself", "Check the number."),
    (
        21408,
        Permanent,
        "Twilio may not send to the region of {to}",
        "Allow the region under Messaging, Geo permissions in Twilio's console.",
    ),
    (21421, Permanent, "Twilio refused the number {to}", "Check the number."),
    (21610, OptedOut, "{to} does not want texts from {from}", "Nothing is sent until they text START."),
    (
        21612,
        Permanent,
        "Twilio cannot send from {from} to {to}",
        "Use a number of the recipient's country in the channel's settings.",
    ),
    (21614, Permanent, "{to} is not a mobile number", "Use another number."),
    (21635, Permanent, "{to} is a landline", "Use another number."),
    (30003, Retry, "The phone of {to} could not be reached", ""),
    (30004, Permanent, "{to} cannot get texts from {from}: they are blocked", "Reach them another way."),
    (30005, Permanent, "The carrier does not know {to}", "Check the number."),
    (30006, Permanent, "{to} is a landline, or its carrier cannot be reached", "Use another number."),
    // Who the text is from
    (21212, Permanent, "Twilio refused the sender {from}", "Check the number in the channel's settings."),
    (
        21603,
        Permanent,
        "Twilio missed the sender",
        "Check the number or the Messaging Service in the channel's settings.",
    ),
    (
        21606,
        Permanent,
        "{from} cannot send texts",
        "Use a number of the account that can in the channel's settings.",
    ),
    (21611, Retry, "Twilio's queue for {from} is full", ""),
    (
        21659,
        Permanent,
        "{from} is not a number of Twilio's",
        "Use a number of the account in the channel's settings.",
    ),
    (
        21660,
        Permanent,
        "{from} is not a number of this account",
        "Use a number of the account in the channel's settings.",
    ),
    (
        21661,
        Permanent,
        "{from} cannot send texts",
        "Use a number of the account that can in the channel's settings.",
    ),
    (
        21701,
        Permanent,
        "Twilio does not know the Messaging Service {from}",
        "Check its SID in the channel's settings.",
    ),
    (
        21703,
        Permanent,
        "The Messaging Service {from} has no number to send from",
        "Add one to its sender pool in Twilio's console.",
    ),
    (
        21704,
        Permanent,
        "The Messaging Service {from} has no number to send from",
        "Add one to its sender pool in Twilio's console.",
    ),
    (
        21705,
        Permanent,
        "Twilio refused the Messaging Service {from}",
        "Check its SID in the channel's settings.",
    ),
    (
        30024,
        Permanent,
        "{from} is not set up with the recipient's carrier",
        "Ask Twilio's support to set it up.",
    ),
    (30032, Permanent, "The toll-free number {from} is not verified", "Verify it in Twilio's console."),
    (
        30034,
        Permanent,
        "{from} is not registered with the US carriers (A2P 10DLC)",
        "Register it in Twilio's console.",
    ),
    // What it says, and its way
    (21602, Permanent, "Twilio got no text to send", "Write one."),
    (21617, Permanent, "The text is longer than the 1600 characters that Twilio takes", "Shorten it."),
    (21619, Permanent, "Twilio got no text to send", "Write one."),
    (
        30007,
        Permanent,
        "A carrier's filter stopped the text to {to}",
        "Change its words; a link or an offer is often why.",
    ),
    (30008, Retry, "The text to {to} was not delivered, and its carrier does not say why", ""),
    // WhatsApp
    (63003, Permanent, "{to} is not on WhatsApp", "Check the number."),
    (
        63007,
        Permanent,
        "{from} is not a WhatsApp sender of the account",
        "Add it to WhatsApp senders in Twilio's console.",
    ),
    (63015, Permanent, "{to} has not joined the WhatsApp sandbox", "Have them send its join code first."),
    (
        63016,
        Permanent,
        "WhatsApp takes a free text only within 24 hours of the last message of {to}",
        "Wait for them to write.",
    ),
    (63018, Retry, "WhatsApp got too many messages at once", ""),
];
