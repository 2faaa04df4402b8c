//! Who has which task, and who is given one.

use chrono::DateTime;
use chrono_tz::Tz;
use patchbay_domain::assistant::{Author, KnownTask, PastMessage, TaskChange, TaskChangeKind, TurnRequest};
use patchbay_domain::task::{TaskPriority, TaskStatus};

use crate::{render_reply, take_turn};

fn known(number: u32, title: &str, assignee: Option<&str>) -> KnownTask {
    KnownTask {
        number,
        title: title.to_owned(),
        status: TaskStatus::Pending,
        priority: TaskPriority::Medium,
        deadline: None,
        assignee: assignee.map(str::to_owned),
    }
}

fn ask(content: &str) -> TurnRequest {
    let tasks = vec![
        known(12, "Send the logo to Acme", Some("Bob")),
        known(13, "Order paper", None),
        known(14, "Das Angebot schreiben", Some("Jana")),
        known(15, "Enviar el presupuesto", None),
        known(16, "Pr\u{e9}parer le devis", None),
    ];
    let at = DateTime::UNIX_EPOCH;
    TurnRequest {
        tasks,
        sender_name: Some("Ann Lee".to_owned()),
        ..crate::request(content.to_owned(), at, Tz::UTC)
    }
}

fn answer(request: &TurnRequest) -> String {
    let turn = take_turn(request);
    assert!(turn.tasks.is_empty(), "{}: {:?}", request.content, turn.tasks);
    render_reply::<KnownTask>(turn.language, &turn.reply, &[], Tz::UTC, DateTime::UNIX_EPOCH)
}

#[test]
fn it_is_said_who_has_a_task() {
    let logo = "Task 12 (Send the logo to Acme) is with Bob.";
    for (content, expected) in [
        ("who has the logo", logo),
        ("Who has the logo?", logo),
        ("who is on 12", logo),
        ("who's doing task 12?", logo),
        ("who is responsible for the Acme logo?", logo),
        ("who has #13?", "Task 13 (Order paper) is with nobody in particular."),
        ("wer hat das Angebot?", "Aufgabe 14 (Das Angebot schreiben) ist bei Jana."),
        ("wer macht die 14?", "Aufgabe 14 (Das Angebot schreiben) ist bei Jana."),
        (
            "\u{bf}Qui\u{e9}n tiene el presupuesto?",
            "Tarea 15 (Enviar el presupuesto) no est\u{e1} asignada a nadie.",
        ),
        ("qui a le devis ?", "T\u{e2}che 16 (Pr\u{e9}parer le devis) n'est attribu\u{e9}e \u{e0} personne."),
        (
            "qui s'occupe du devis ?",
            "T\u{e2}che 16 (Pr\u{e9}parer le devis) n'est attribu\u{e9}e \u{e0} personne.",
        ),
    ] {
        assert_eq!(answer(&ask(content)), expected, "{content}");
    }
    assert!(answer(&ask("who is on 99?")).contains("no task 99"));
    assert!(!answer(&ask("who has the stapler?")).contains("Task 1"));
    assert!(answer(&ask("what's open for Bob?")).contains("Task 12"));
}

#[test]
fn a_task_is_given_to_somebody() {
    for (content, number, who) in [
        ("give 12 to Eve", 12, "Eve"),
        ("Assign the logo to Eve", 12, "Eve"),
        ("assign task 13 to eve please", 13, "Eve"),
        ("please give #13 to Eve Adams.", 13, "Eve Adams"),
        ("reassign the logo to Eve", 12, "Eve"),
        ("put Eve on 12", 12, "Eve"),
        ("give 13 to me", 13, "Ann Lee"),
        ("I'll take the logo", 12, "Ann Lee"),
        ("Eve takes the logo", 12, "Eve"),
        ("gib 14 an Eva", 14, "Eva"),
        ("weise das Angebot Eva zu", 14, "Eva"),
        ("asigna la 15 a Eva", 15, "Eva"),
        ("da el presupuesto a Eva", 15, "Eva"),
        ("donne la 16 \u{e0} \u{c8}ve", 16, "\u{c8}ve"),
        ("confie le devis \u{e0} Eva", 16, "Eva"),
    ] {
        let turn = take_turn(&ask(content));
        let change = TaskChange::numbered(number, TaskChangeKind::Assign(who.to_owned()));
        assert_eq!((turn.changes, turn.tasks), (vec![change], vec![]), "{content}");
    }
    assert_eq!(answer(&ask("give 12 to Eve")), "Task 12 (Send the logo to Acme) is now with Eve.");
    assert!(answer(&ask("give 99 to Eve")).contains("no task 99"));
}

#[test]
fn that_one_is_given_too() {
    let said = |words: &str| PastMessage {
        author: Author::Assistant,
        content: words.to_owned(),
        elsewhere: None,
        at: DateTime::UNIX_EPOCH,
    };
    let mut request = ask("give it to Eve");
    request.history = vec![said("Task 13 (Order paper) is open, without a deadline.")];
    let change = TaskChange::numbered(13, TaskChangeKind::Assign("Eve".to_owned()));
    assert_eq!(take_turn(&request).changes, [change]);
}

#[test]
fn an_order_with_a_name_stays_a_task_of_its_own() {
    for content in ["Assign the audit to Ben", "give the keys to Eve", "hand the contract over to Jane"] {
        let turn = take_turn(&ask(content));
        assert_eq!((turn.tasks.len(), turn.changes.len()), (1, 0), "{content}: {turn:?}");
    }
}
