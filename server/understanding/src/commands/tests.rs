//! Which messages are such an order, and what they choose.

use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use patchbay_domain::assistant::{PastMessage, TaskChangeKind};
use patchbay_domain::task::{TaskPriority, TaskStatus};

use super::*;

fn read(content: &str, open: &Dialogue) -> Option<Command> {
    command(&crate::request(content.to_owned(), DateTime::UNIX_EPOCH, Tz::UTC), open)
}

fn known(number: u32, title: &str) -> KnownTask {
    KnownTask {
        number,
        title: title.to_owned(),
        status: TaskStatus::Pending,
        priority: TaskPriority::Medium,
        deadline: None,
        assignee: None,
    }
}

/// A message among these tasks, after what the assistant said last.
fn ask(content: &str, tasks: &[KnownTask], before: &str) -> TurnRequest {
    let at = DateTime::UNIX_EPOCH;
    let past = PastMessage { author: Author::Assistant, content: before.to_owned(), at, elsewhere: None };
    let history = if before.is_empty() { Vec::new() } else { vec![past] };
    TurnRequest { tasks: tasks.to_vec(), history, ..crate::request(content.to_owned(), at, Tz::UTC) }
}

fn words(turn: &TurnResult) -> String {
    crate::render_reply::<KnownTask>(turn.language, &turn.reply, &[], Tz::UTC, DateTime::UNIX_EPOCH)
}

#[test]
fn what_is_unclear_is_asked_and_settled_by_its_number() {
    let tasks = [known(12, "Call Acme today"), known(15, "Call Acme again"), known(16, "Order paper")];
    for (content, kind) in [
        ("cancel the call to Acme", TaskChangeKind::Cancel),
        ("give the Acme call to Bob", TaskChangeKind::Assign("Bob".to_owned())),
    ] {
        let asked = crate::take_turn(&ask(content, &tasks, ""));
        let question = words(&asked);
        assert!(
            question.contains("\n1) Task 12: Call Acme today\n2) Task 15: Call Acme again"),
            "{question}"
        );
        assert_eq!(asked.changes, [], "{content}");
        let open = Dialogue { choice: asked.choice, listed: asked.listed, at: Some(DateTime::UNIX_EPOCH) };
        let Some(Command::Turn(settled)) = command(&ask("2", &tasks, &question), &open) else {
            panic!("{content}: not settled")
        };
        assert_eq!(settled.changes, [TaskChange::numbered(15, kind)]);
        assert!(words(&settled).starts_with("Task 15 (Call Acme again) is "), "{}", words(&settled));
        assert_eq!(command(&ask("never mind", &tasks, &question), &open), None);
    }
}

#[test]
fn a_choice_keeps_what_belongs_to_each_task() {
    let due = DateTime::UNIX_EPOCH + TimeDelta::days(3);
    let mut tasks = [known(3, "Call Acme today"), known(4, "Call Acme again")];
    tasks[0].deadline = Some(due);
    let asked = crate::take_turn(&ask("push the Acme call by two days", &tasks, ""));
    let until = |option: &ChoiceOption| match option.changes.first() {
        Some(TaskChangeKind::Reschedule(due)) => due.at,
        other => panic!("{other:?}"),
    };
    assert_eq!(asked.choice.iter().map(|option| option.number).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(until(&asked.choice[0]), due + TimeDelta::days(2));
}

#[test]
fn it_is_the_question_that_says_in_which_language_is_answered() {
    let tasks = [known(12, "Acme anrufen heute"), known(15, "Acme anrufen morgen")];
    let asked = crate::take_turn(&ask("das mit Acme anrufen ist erledigt", &tasks, ""));
    if asked.choice.is_empty() {
        panic!("{asked:?}");
    }
    let question = words(&asked);
    let open = Dialogue { choice: asked.choice, listed: Vec::new(), at: Some(DateTime::UNIX_EPOCH) };
    let Some(Command::Turn(settled)) = command(&ask("1", &tasks, &question), &open) else { panic!() };
    assert_eq!(words(&settled), "Aufgabe 12 (Acme anrufen heute) ist erledigt.");
}

#[test]
fn a_long_list_goes_on() {
    let tasks: Vec<KnownTask> = (1..=23).map(|number| known(number, "Call Acme")).collect();
    let first = crate::take_turn(&ask("what is open?", &tasks, ""));
    assert!(words(&first).ends_with("\n… and 13 more: write MORE"), "{}", words(&first));
    assert_eq!(first.listed, (11..=23).collect::<Vec<_>>());
    let mut listed = first.listed;
    for (expected, end) in [(10, "\n… and 3 more: write MORE"), (3, "Task 23: Call Acme")] {
        let open = Dialogue { choice: Vec::new(), listed, at: Some(DateTime::UNIX_EPOCH) };
        let Some(Command::Turn(next)) = command(&ask("more", &tasks, ""), &open) else { panic!() };
        assert_eq!(words(&next).lines().filter(|line| crate::listed_task(line).is_some()).count(), expected);
        assert!(words(&next).ends_with(end), "{}", words(&next));
        listed = next.listed;
    }
    assert_eq!(listed, Vec::<u32>::new());
}

fn numbers(text: &str, offered: &[u32]) -> Option<Vec<u32>> {
    let choice: Vec<ChoiceOption> = offered
        .iter()
        .map(|number| ChoiceOption { number: *number, changes: vec![TaskChangeKind::Complete] })
        .collect();
    chosen(&plain(text), &choice).map(|chosen| chosen.iter().map(|option| option.number).collect())
}

#[test]
fn undo_is_said_in_four_languages_and_cancel_is_not_it() {
    use SpokenLanguage::{English, French, German, Spanish};
    for (text, language) in [
        ("undo", English),
        ("Undo that!", English),
        ("please undo", English),
        ("R\u{fc}ckg\u{e4}ngig", German),
        ("mach das r\u{fc}ckg\u{e4}ngig", German),
        ("Deshacer", Spanish),
        ("deshaz eso", Spanish),
        ("annuler \u{e7}a", French),
    ] {
        assert_eq!(read(text, &Dialogue::default()), Some(Command::Undo(language)), "{text}");
        assert!(is_command(text), "{text}");
    }
    for text in
        ["cancel", "cancel that", "undo 12", "annule \u{e7}a", "undo the last commit", "storniere das", ""]
    {
        assert_eq!(read(text, &Dialogue::default()), None, "{text}");
        assert!(!is_command(text), "{text}");
    }
}

#[test]
fn why_asks_for_a_task_or_a_delivery() {
    use SpokenLanguage::{English, French, German, Spanish};
    for (text, language) in [
        ("WHY 12", English),
        ("why #12?", English),
        ("Why task 12?", English),
        ("warum 12", German),
        ("\u{bf}Por qu\u{e9} la 12?", Spanish),
        ("pourquoi la t\u{e2}che 12 ?", French),
    ] {
        assert_eq!(
            read(text, &Dialogue::default()),
            Some(Command::Why(language, Subject::Task(12))),
            "{text}"
        );
    }
    let delivery = Subject::Delivery("0198c0de-0001-7abc".to_owned());
    assert_eq!(read("WHY 0198C0DE-0001-7abc", &Dialogue::default()), Some(Command::Why(English, delivery)));
    for text in ["why", "why is 12 late?", "why 12 people?", "why 0198c0d"] {
        assert_eq!(read(text, &Dialogue::default()), None, "{text}");
    }
}

#[test]
fn a_choice_is_settled_by_place_or_number() {
    for (text, expected) in [
        ("2", vec![15]),
        ("the second", vec![15]),
        ("second one please", vec![15]),
        ("12", vec![12]),
        ("task 15", vec![15]),
        ("#15", vec![15]),
        ("1 and 2", vec![12, 15]),
        ("both", vec![12, 15]),
        ("All", vec![12, 15]),
        ("the last one", vec![15]),
        ("die zweite", vec![15]),
        ("beide", vec![12, 15]),
        ("la primera", vec![12]),
        ("ambas", vec![12, 15]),
        ("la deuxi\u{e8}me", vec![15]),
        ("les deux", vec![12, 15]),
    ] {
        assert_eq!(numbers(text, &[12, 15]), Some(expected), "{text}");
    }
    for text in ["3", "the third", "task 7", "call Acme", "2 people come", "yes", "and", ""] {
        assert_eq!(numbers(text, &[12, 15]), None, "{text}");
    }
    // A place is meant before a number, unless it says that it is a task's.
    assert_eq!(numbers("2", &[2, 5]), Some(vec![5]));
    assert_eq!(numbers("task 2", &[2, 5]), Some(vec![2]));
    assert_eq!(numbers("both", &[1, 2, 3]), None);
    assert_eq!(numbers("2", &[]), None);
}

#[test]
fn more_goes_on_only_where_a_list_was_left() {
    assert_eq!(read("more", &Dialogue::default()), None);
    let open = Dialogue { listed: vec![7, 8], ..Dialogue::default() };
    // Nobody knows of those tasks any more.
    assert_eq!(read("more", &open), None);
    assert!(is_command("M\u{e1}s"));
}
