use chrono::DateTime;
use chrono_tz::Tz;
use patchbay_domain::assistant::KnownTask;

use super::*;
use crate::{request, take_turn};

fn turn(text: &str, facts: &[(FactKind, &str)]) -> patchbay_domain::assistant::TurnResult {
    let mut request = request(text.to_owned(), DateTime::UNIX_EPOCH, Tz::UTC);
    request.facts = facts.iter().map(|(kind, text)| Fact { kind: *kind, text: (*text).to_owned() }).collect();
    take_turn(&request)
}

fn said(turn: &patchbay_domain::assistant::TurnResult) -> String {
    let tasks: &[KnownTask] = &[];
    crate::render_reply(turn.language, &turn.reply, tasks, Tz::UTC, DateTime::UNIX_EPOCH)
}

const FACTS: [(FactKind, &str); 4] = [
    (FactKind::Name, "Rosa"),
    (FactKind::Preference, "I prefer email over calls"),
    (FactKind::WorkingHours, "I work from 9 to 5"),
    (FactKind::Note, "the Acme invoices go to Bob"),
];

#[test]
fn what_is_known_is_told_in_the_language_of_the_question() {
    for (question, begins) in [
        ("What do you know about me?", "This is what I remember of you:"),
        ("Hi, what do you remember about me", "This is what I remember of you:"),
        ("can you tell me what you know about me?", "This is what I remember of you:"),
        ("Was weißt du über mich?", "Das habe ich mir von Ihnen gemerkt:"),
        ("Was wissen Sie über mich?", "Das habe ich mir von Ihnen gemerkt:"),
        ("¿Qué sabes de mí?", "Esto es lo que recuerdo de usted:"),
        ("Que sais-tu de moi ?", "Voici ce que je retiens de vous :"),
        ("Qu'est-ce que vous savez sur moi ?", "Voici ce que je retiens de vous :"),
    ] {
        let turn = turn(question, &FACTS);
        let said = said(&turn);
        assert!(said.starts_with(begins) && said.contains("\n- I work from 9 to 5"), "{question}: {said}");
        assert!(turn.tasks.is_empty() && turn.forget.is_empty(), "{question}");
    }
    assert!(said(&turn("What do you know about me?", &[])).starts_with("I remember nothing"));
}

#[test]
fn what_is_named_is_forgotten_and_nothing_else() {
    for (order, gone) in [
        ("Forget that I prefer email", &FACTS[1..2]),
        ("please forget my name.", &FACTS[..1]),
        ("Forget my working hours", &FACTS[2..3]),
        ("forget that the Acme invoices go to Bob", &FACTS[3..]),
        ("Forget everything you know about me", &FACTS[..]),
        ("Forget everything about me!", &FACTS[..]),
        ("Vergiss alles über mich", &FACTS[..]),
        ("Vergiss bitte meinen Namen", &FACTS[..1]),
        ("Olvida mi nombre", &FACTS[..1]),
        ("Olvida todo sobre mí", &FACTS[..]),
        ("Oublie mon nom", &FACTS[..1]),
        ("Oubliez tout ce que vous savez sur moi", &FACTS[..]),
        ("Forget that I have a dog", &[]),
    ] {
        let turn = turn(order, &FACTS);
        let forgotten: Vec<_> = turn.forget.iter().map(|fact| fact.text.as_str()).collect();
        let expected: Vec<_> = gone.iter().map(|(_, text)| *text).collect();
        assert_eq!(forgotten, expected, "{order}");
        assert!(turn.tasks.is_empty() && turn.facts.is_empty(), "{order}: {turn:?}");
        assert!(!said(&turn).is_empty(), "{order}");
    }
}

#[test]
fn what_is_to_be_kept_in_mind_is_no_task() {
    for (text, kind, kept) in [
        ("Remember that my sister handles the invoices", FactKind::Note, "my sister handles the invoices"),
        ("Please keep your answers short.", FactKind::Tone, "keep your answers short"),
        ("Merk dir bitte, dass ich nur morgens arbeite", FactKind::Note, "ich nur morgens arbeite"),
        ("Recuerda que mi hermana lleva las facturas", FactKind::Note, "mi hermana lleva las facturas"),
        ("Retiens que je travaille le matin", FactKind::Note, "je travaille le matin"),
        ("Tutoyez-moi !", FactKind::Tone, "Tutoyez-moi"),
    ] {
        let turn = turn(text, &[]);
        assert_eq!(turn.facts, [Fact { kind, text: kept.to_owned() }], "{text}");
        assert!(turn.tasks.is_empty() && !said(&turn).is_empty(), "{text}: {turn:?}");
    }
    for text in ["Remember that we need to send the invoice tomorrow", "Remember to call Bob"] {
        assert_eq!(turn(text, &[]).tasks.len(), 1, "{text}");
    }
}

#[test]
fn the_rest_of_the_message_is_read_as_ever() {
    let turn = turn("Forget my name. Please call Bob tomorrow.", &FACTS);
    assert_eq!((turn.tasks.len(), turn.forget.len()), (1, 1));
    assert!(said(&turn).contains("Rosa"), "{}", said(&turn));
}

#[test]
fn an_order_that_is_taken_back_is_about_a_task() {
    for text in ["Forget it", "Forget my dentist appointment", "Forget about the invoice"] {
        assert!(turn(text, &FACTS).forget.is_empty(), "{text}");
    }
}
