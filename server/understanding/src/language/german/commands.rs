//! The short orders of German, and the words in which they are answered.

use crate::command_words::{CommandWords, StoryPhrases, UndoPhrases};
use crate::lexicon::{phrases, word_set};
use crate::pattern;

pub(super) fn commands() -> CommandWords {
    CommandWords {
        undo: phrases(
            "rückgängig | rückgängig machen | bitte rückgängig | bitte rückgängig machen | mach das rückgängig
            | mach es rückgängig | mache das rückgängig | das rückgängig machen | das bitte rückgängig machen
            | mach das bitte rückgängig",
        ),
        more: phrases("mehr | weiter | weitere | mehr bitte | bitte mehr | der rest | zeig mehr"),
        why: pattern(
            r"^(?:warum|wieso|weshalb) (?:(?:die |aufgabe |#|nr\.? ?|nummer )*(?P<number>\d{1,7})|(?:zustellung )?(?P<delivery>[0-9a-f]{8}[0-9a-f-]{0,28}))$",
        ),
        every: (phrases("alle | alles | alle davon"), phrases("beide | die beiden | alle beide")),
        last: word_set("letzte letzter letztes letzten"),
        ordinals: [
            &["erste", "erster", "erstes", "ersten"],
            &["zweite", "zweiter", "zweites", "zweiten"],
            &["dritte", "dritter", "drittes", "dritten"],
            &["vierte", "vierter", "viertes", "vierten"],
            &["fünfte", "fünfter", "fünftes", "fünften"],
        ],
        filler: word_set("die der das den nummer nr bitte und"),
        undo_phrases: UndoPhrases {
            undone: "Rückgängig gemacht.",
            nothing: "Hier gibt es nichts rückgängig zu machen.",
            again: "Das ist schon rückgängig gemacht; mehr gibt es nicht.",
            late: "Das ist mehr als 10 Minuten her und lässt sich nicht mehr rückgängig machen. Was soll geändert werden?",
            meanwhile: "{name} hat inzwischen jemand anders geändert, darum bleibt es dabei.",
        },
        story: StoryPhrases {
            from: "Von {who} per {channel}, {when}: \"{what}\"",
            by_hand: "Im Dashboard angelegt von {who}, {when}.",
            understood: "Verstanden: {what}; von {model}",
            instead: "{model} statt {asked}",
            done: "Getan: {what}",
            sent: "Gesendet: {what}",
            reply: "Antwort",
            notice: "Hinweis",
            channels: ["SMS", "Mail", "Webhook"],
            intents: ["Aufgabe", "Frage", "Änderung", "Bestätigung", "Plauderei"],
            steps: ["angelegt", "geändert", "erledigt", "gescheitert", "abgesagt", "wieder geöffnet", "geändert"],
            fields: ["Titel", "Beschreibung", "Priorität", "Status", "Termin", "Zuständige"],
            deliveries: ["wartet", "unterwegs", "zugestellt", "neuer Versuch folgt", "zurückgehalten", "gescheitert", "abgebrochen"],
            assistant: "Assistent",
            member: "ein Mitglied",
            system: "Patchbay",
            delivery: "Zustellung {what}: {event} an {who}, {state}.",
            inbox: "den Posteingang",
            attempts: "Versuche: {n}.",
            last_error: "Letzter Fehler: {what}",
            next_try: "Nächster Versuch: {when}.",
            no_delivery: "Eine Zustellung {what} kenne ich hier nicht.",
            several: "Mehrere Zustellungen beginnen mit {what}; bitte mehr von der Id schreiben.",
        },
    }
}
