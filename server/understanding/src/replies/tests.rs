use chrono_tz::Tz;
use patchbay_domain::assistant::{SpokenLanguage, TurnRequest};

use crate::corpus::request;
use crate::dry_run::preview;

fn ask(text: &str, language: SpokenLanguage) -> TurnRequest {
    let mut request = request("2026-03-11T10:00", Tz::America__New_York, text);
    request.settings.language = Some(language);
    request
}

#[test]
fn it_reads_the_messages_language_and_answers_in_the_channels() {
    use SpokenLanguage::{English, French, German, Spanish};
    for (text, language, expected) in [
        (
            "Call Bob on Friday at 3pm, urgent",
            German,
            "Ich habe eine Aufgabe angelegt.\nAufgabe 20: Call Bob, f\u{e4}llig Fr 13 M\u{e4}rz 15:00, hoch",
        ),
        (
            "Bitte Bob am Freitag anrufen",
            English,
            "I have created a task.\nTask 20: Bob anrufen, due Fri 13 Mar 17:00",
        ),
        ("task 12 is done", German, "Aufgabe 12 (Update the Globex landing page) ist erledigt."),
        (
            "what is due on Thursday?",
            German,
            "1 Aufgabe ist f\u{e4}llig Do 12 M\u{e4}rz:\nAufgabe 3: Call Acme about the invoice, f\u{e4}llig Do 12 M\u{e4}rz 15:00",
        ),
        ("Vielen Dank!", English, "You are welcome."),
        ("hola, qu\u{e9} tal", French, "Bonjour. Que puis-je faire pour vous ?"),
        ("Hello", Spanish, "Hola. \u{bf}En qu\u{e9} puedo ayudarle?"),
    ] {
        let (read, reply) = preview(&ask(text, language), 20);
        assert_eq!(reply, expected, "{text}");
        let mut plain = ask(text, language);
        plain.settings.language = None;
        // What is understood does not depend on it.
        let (unset, _) = preview(&plain, 20);
        assert_eq!(
            (&read.language, &read.intent, &read.tasks, &read.changes),
            (&unset.language, &unset.intent, &unset.tasks, &unset.changes),
            "{text}"
        );
    }
}
