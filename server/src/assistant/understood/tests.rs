use chrono_tz::Tz;
use patchbay_domain::assistant::{AssistantSettings, KnownTask, Urgency};
use patchbay_domain::task::{TaskPriority, TaskStatus};
use patchbay_domain::trust::Trust;

use super::*;
use crate::assistant::output::OutputDate;

fn request() -> TurnRequest {
    TurnRequest {
        received_at: "2026-03-11T09:00:00Z".parse().unwrap(),
        time_zone: Tz::Europe__Berlin,
        content: "Call Acme on Friday".to_owned(),
        subject: None,
        is_forwarded: false,
        sender_name: None,
        structured: None,
        history: Vec::new(),
        tasks: vec![KnownTask {
            number: 7,
            title: "Send the logo".to_owned(),
            status: TaskStatus::Pending,
            priority: TaskPriority::Medium,
            deadline: None,
            assignee: None,
        }],
        summary: None,
        settings: AssistantSettings::default(),
        trust: Trust::Member,
        instructions: None,
        facts: Vec::new(),
    }
}

fn output() -> Output {
    Output {
        intent: Intent::Task,
        urgency: Urgency::Medium,
        entities: OutputEntities { dates: Vec::new(), people: Vec::new(), projects: Vec::new() },
        tasks: vec![task("Call Acme", Some("2026-03-13"))],
        changes: Vec::new(),
        reply: "Noted.".to_owned(),
        summary: "Acme is to be called.".to_owned(),
    }
}

fn task(title: &str, deadline: Option<&str>) -> OutputTask {
    OutputTask {
        title: title.to_owned(),
        description: None,
        priority: TaskPriority::High,
        deadline: deadline.map(str::to_owned),
    }
}

const fn change_of(number: u32, action: OutputAction) -> OutputChange {
    OutputChange { number, action, deadline: None, priority: None }
}

#[test]
fn an_answer_becomes_tasks_changes_and_words() {
    let mut answer = output();
    answer.changes = vec![change_of(7, OutputAction::Complete)];
    let turn = result(answer, &request()).unwrap();
    assert_eq!(turn.tasks[0].title, "Call Acme");
    assert_eq!(turn.tasks[0].draft().deadline, Some("2026-03-13T16:00:00Z".parse().unwrap()));
    assert_eq!(turn.tasks[0].due.unwrap().time, None);
    assert_eq!(turn.changes, [TaskChange::numbered(7, TaskChangeKind::Complete)]);
    assert_eq!(turn.reply, [ReplyPart::Text("Noted.".to_owned()), ReplyPart::CreatedTask(0)]);
}

#[test]
fn only_tasks_that_were_shown_are_changed() {
    let mut answer = output();
    answer.changes = vec![change_of(7, OutputAction::Complete), change_of(8, OutputAction::Cancel)];
    let problems = result(answer, &request()).unwrap_err();
    assert_eq!(problems, ["/changes/1/number is not the number of a task that is listed"]);
}

#[test]
fn a_change_says_what_it_changes_to() {
    for (action, problem) in [
        (OutputAction::Reschedule, "/changes/0/deadline is missing: a task is moved to one"),
        (OutputAction::Reprioritise, "/changes/0/priority is missing: a task is given one"),
    ] {
        let mut answer = output();
        answer.changes = vec![change_of(7, action)];
        assert_eq!(result(answer, &request()).unwrap_err(), [problem]);
    }
}

#[test]
fn what_is_no_date_no_title_no_answer_or_too_much_is_refused() {
    let refused = |change: fn(&mut Output)| {
        let mut answer = output();
        change(&mut answer);
        result(answer, &request()).unwrap_err().join("; ")
    };
    assert!(
        refused(|answer| answer.tasks[0].deadline = Some("Friday".into())).starts_with("/tasks/0/deadline")
    );
    assert_eq!(refused(|answer| answer.tasks[0].title = " \u{0} ".into()), "/tasks/0/title is empty");
    assert!(refused(|answer| answer.tasks = vec![task("Call", None); 21]).contains("more than 20"));
    let silent = refused(|answer| (answer.reply, answer.tasks) = (" ".into(), Vec::new()));
    assert!(silent.starts_with("/reply is empty"), "{silent}");
}

#[test]
fn texts_are_cut_and_cleaned() {
    let mut answer = output();
    answer.tasks[0].title = format!("Call\u{0}\nAcme {}", "x".repeat(300));
    answer.reply = format!("Paid with 4111 1111 1111 1111\u{7}\nDone {}", "x".repeat(3000));
    answer.summary = "x".repeat(600);
    answer.entities.people = vec!["Ann\u{1b}[31m".to_owned(), " ".to_owned()];
    answer.entities.dates = vec![
        OutputDate { text: "Friday".to_owned(), at: "2026-03-13".to_owned() },
        OutputDate { text: "some day".to_owned(), at: "some day".to_owned() },
    ];
    let turn = result(answer, &request()).unwrap();
    assert!(turn.tasks[0].title.starts_with("Call Acme x") && turn.tasks[0].title.chars().count() == 200);
    let ReplyPart::Text(reply) = &turn.reply[0] else { panic!("{:?}", turn.reply) };
    assert!(
        reply.chars().count() == 2000 && !reply.contains("4111 1111 1111 1111") && !reply.contains('\u{7}')
    );
    assert_eq!(turn.summary.chars().count(), 500);
    assert_eq!(turn.entities.people, ["Ann[31m"]);
    assert_eq!(turn.entities.dates.len(), 1);
}

#[test]
fn a_channel_that_makes_no_tasks_makes_none() {
    let mut request = request();
    request.settings.auto_create_tasks = false;
    let turn = result(output(), &request).unwrap();
    assert_eq!((turn.tasks.len(), turn.reply.len()), (0, 1));
}
