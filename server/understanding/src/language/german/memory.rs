//! How German asks for what is remembered, and has it forgotten.

use crate::memory::MemoryWords;
use crate::pattern;

pub(super) fn memory() -> MemoryWords {
    MemoryWords {
        recall: pattern(
            r"(?i)^(?:(?:hallo|hi|und|bitte|ok|sag mir|sagen sie mir)[,\s]+)*was (?:(?:weißt|weisst) du|wissen sie|weißt|hast du dir|haben sie sich|hast du|haben sie)(?: schon| alles| noch| so)*(?: (?:über|von) (?:mich|mir))(?: gemerkt| gespeichert| alles)?[\s?.!]*$",
        ),
        forget_all: pattern(
            r"(?i)^(?:bitte )?(?:vergiss|vergessen sie|lösche|löschen sie)(?: bitte)? alles(?:,? was (?:du|sie))?(?: (?:über|von) (?:mich|mir))(?: weißt| wissen| gespeichert (?:hast|haben))?[\s.!]*$",
        ),
        forget: pattern(
            r"(?i)^(?:bitte )?(?:vergiss|vergessen sie)(?: bitte)?,? dass (?P<what>.{3,160}?)[\s.!]*$",
        ),
        forget_thing: pattern(
            r"(?i)^(?:bitte )?(?:vergiss|vergessen sie)(?: bitte)? (?P<what>(?:mein|unser)(?:e|en|er|es)? .{2,100}?)[\s.!]*$",
        ),
        name: pattern(r"(?i)\bmein(?:en)? namen?\b|\bich .{0,40}heiße\b"),
        hours: pattern(r"(?i)\b(?:arbeits|büro|geschäfts|öffnungs)zeit(?:en)?\b"),
        order: pattern(r"(?i)^(?:ich|wir) .{0,60}\b(?:gesagt|gebeten|gewollt|wollte|bestellt|geschrieben)\b"),
        keep: pattern(
            r"(?i)^(?:bitte )?(?:merk dir|merken sie sich|denk daran|denken sie daran|notiere dir)(?: bitte)?,? dass (?P<fact>(?:ich|wir|meine?|unsere?)\b.{3,160}?)[\s.!]*$",
        ),
        errand: pattern(
            r"(?i)\b(?:muss|müssen|soll|sollen|sollte|brauche|brauchen|fällig|frist|heute|morgen|übermorgen|bis (?:mon|diens|mitt|donners|frei|sams|sonn|ende)\w*|aufgabe)\b",
        ),
        kept: "Das merke ich mir.",
        name_label: "Name",
        known: "Das habe ich mir von Ihnen gemerkt:",
        more: "Und {n} weitere.",
        nothing_known: "Ich habe mir von Ihnen noch nichts gemerkt.",
        forgotten: "Vergessen: {what}",
        forgotten_all: "Ich habe alles über Sie vergessen.",
        not_known: "So etwas habe ich mir nicht gemerkt; es gibt nichts zu vergessen.",
    }
}
