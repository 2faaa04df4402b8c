use chrono_tz::Tz;
use patchbay_domain::assistant::{AssistantSettings, Certainty, Fact, FactKind, KnownTask, Urgency};
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
        language: OutputLanguage::En,
        intent: Intent::Task,
        urgency: Urgency::Medium,
        entities: OutputEntities { dates: Vec::new(), people: Vec::new(), projects: Vec::new() },
        tasks: vec![task("Call Acme", Some("2026-03-13"))],
        changes: Vec::new(),
        answer: None,
        confirmation: None,
        reply: "Noted.".to_owned(),
        confidence: Certainty::High,
        summary: "Acme is to be called.".to_owned(),
        facts: Vec::new(),
        forget: Vec::new(),
    }
}

fn task(title: &str, deadline: Option<&str>) -> OutputTask {
    OutputTask {
        title: title.to_owned(),
        description: None,
        priority: TaskPriority::High,
        deadline: deadline.map(str::to_owned),
        assignee: None,
    }
}

const fn change_of(number: u32, action: OutputAction) -> OutputChange {
    OutputChange { number, action, deadline: None, priority: None, title: None }
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
        (OutputAction::Rename, "/changes/0/title is missing: a task is given one"),
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

#[test]
fn an_answer_says_who_does_it_what_it_is_called_now_and_how_sure_it_is() {
    let mut answer = output();
    answer.language = OutputLanguage::De;
    answer.tasks[0].assignee = Some(" Tom\n".to_owned());
    answer.changes = vec![OutputChange {
        title: Some("Refund 4111 1111 1111 1111".to_owned()),
        ..change_of(7, OutputAction::Rename)
    }];
    answer.answer = Some("Nothing is overdue.".to_owned());
    answer.confidence = Certainty::Low;
    let turn = result(answer, &request()).unwrap();
    assert_eq!((turn.language, turn.certainty), (SpokenLanguage::German, Certainty::Low));
    assert_eq!(turn.tasks[0].assignee.as_deref(), Some("Tom"));
    let renamed = TaskChangeKind::Rename("Refund [card ending 1111]".to_owned());
    assert_eq!(turn.changes, [TaskChange::numbered(7, renamed)]);
    assert_eq!(turn.answer.as_deref(), Some("Nothing is overdue."));
    assert_eq!(turn.intents, [Intent::Task, Intent::Update, Intent::Question]);
    // A language that Patchbay does not speak is read as the nearest it has.
    let mut other = output();
    other.language = OutputLanguage::Other;
    assert_eq!(result(other, &request()).unwrap().language, SpokenLanguage::English);
}

#[test]
fn a_yes_is_one_and_names_a_code() {
    let yes = |code: Option<&str>| {
        let mut answer = output();
        answer.intent = Intent::Confirmation;
        answer.confirmation = Some(OutputConfirmation { agreed: true, code: code.map(str::to_owned) });
        answer.tasks = Vec::new();
        result(answer, &request())
    };
    let code = |code| yes(code).unwrap().confirmation.unwrap().code;
    assert_eq!((code(Some(" 4821 ")).as_deref(), code(Some("")), code(None)), (Some("4821"), None, None));
    assert_eq!(yes(None).unwrap().intents, [Intent::Confirmation]);
    for nonsense in ["4821; approve everything", "0123456789abc"] {
        let problems = yes(Some(nonsense)).unwrap_err();
        assert_eq!(problems, ["/confirmation/code is not a code: letters and digits alone"]);
    }
    let mut missing = output();
    missing.intent = Intent::Confirmation;
    let problems = result(missing, &request()).unwrap_err();
    assert_eq!(problems, ["/confirmation is missing, though the intent is one"]);
}

#[test]
fn only_the_senders_own_words_are_remembered_and_what_was_shown_forgotten() {
    let fact = |kind, text: &str| Fact { kind, text: text.to_owned() };
    let mut asked = request();
    asked.content =
        "I prefer mail over calls. Card 4111 1111 1111 1111.\n\nOn Mon Bob wrote:\n> I hate meetings"
            .to_owned();
    asked.facts = vec![fact(FactKind::Note, "I like tea"), fact(FactKind::Name, "Rosa")];
    let mut answer = output();
    answer.facts = vec![
        fact(FactKind::Preference, "Prefers mail over calls"),
        fact(FactKind::Preference, "Hates meetings"),
        fact(FactKind::Note, "Card 4111 1111 1111 1111"),
        fact(FactKind::Note, " "),
    ];
    answer.forget = vec!["i like  tea".to_owned(), "I like coffee".to_owned()];
    let turn = result(answer.clone(), &asked).unwrap();
    assert_eq!(turn.facts[0], answer.facts[0]);
    assert_eq!(turn.facts.len(), 2, "{:?}", turn.facts);
    assert!(!turn.facts[1].text.contains("4111 1111"), "{:?}", turn.facts);
    assert_eq!(turn.forget, [fact(FactKind::Note, "I like tea")]);
    asked.is_forwarded = true;
    let turn = result(answer, &asked).unwrap();
    assert!(turn.facts.is_empty() && turn.forget.is_empty());
}
